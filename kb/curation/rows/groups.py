"""The rows of groups, splits, analysis sets, and of what groups were given."""

import re
from collections.abc import Iterator

from kb.curation.rows.common import Columns, Row, listed
from kb.curation.rows.places import Places
from schema.facts import GroupFact, group_facts, split_facts
from schema.study import Study
from schema.study.groups import Step


def group_rows(study: Study, places: Places) -> Iterator[Row]:
    """Yield the tree of groups, the splits that draw it, and the analysis sets across it."""
    for position, group in enumerate(group_facts(study).values(), 1):
        yield "study_group", _group(study, places, group, position)
        yield from _of_group(study, group)
    yield from _splits(study, places)
    yield from _sets(study, places)


def _group(study: Study, places: Places, group: GroupFact, position: int) -> Columns:
    return {
        "study": study.id,
        "id": group.id,
        "position": position,
        "label": group.label,
        "n": group.n,
        "n_derived": group.n_derived,
        "why": group.why or None,
        "kind": group.kind or None,
        "parent": group.parent or None,
        "divided_by": group.by or None,
        "post_baseline": group.post_baseline,
        "counted": group.counted or None,
        "analysis_set": group.set or None,
        "cells": group.cells,
        "steps_of": group.steps_of or None,
        "matched_to": group.matched_to or None,
        "matched_by": group.matched_by or None,
        "place": places.id(group.place),
        "note": group.note or None,
    }


def _of_group(study: Study, group: GroupFact) -> Iterator[Row]:
    key: Columns = {"study": study.id, "group_id": group.id}
    yield from listed("group_cross", "other", group.cross, **key, kind="cross")
    yield from listed("group_cross", "other", group.without, **key, kind="except")
    yield from listed("group_matched_on", "matched_on", group.matched_on, **key)
    if group.steps_of == group.id:
        for number, step in enumerate(group.steps, 1):
            yield from _step(study, group, number, step)
    given = dict.fromkeys(
        term for step in group.steps for option in options(step.give) for term in option
    )
    inherited = group.steps_of != group.id
    yield from listed("group_treatment", "treatment", given, **key, inherited=inherited)


def options(give: str) -> list[list[str]]:
    """Return the alternatives of a step, each a list of terms given together.

    Example:
        >>> options("flag or cytarabine + mitoxantrone")
        [['flag'], ['cytarabine', 'mitoxantrone']]
    """
    return [re.split(r" \+ ", option) for option in give.split(" or ")]


def _step(study: Study, group: GroupFact, number: int, step: Step) -> Iterator[Row]:
    key: Columns = {"study": study.id, "group_id": group.id}
    yield (
        "step",
        {
            **key,
            "position": number,
            "give": step.give,
            "dose": step.dose,
            "line": step.line,
            "intent": step.intent,
            "cycles": step.cycles,
            "taken": step.in_,
        },
    )
    for option, together in enumerate(options(step.give), 1):
        yield from listed(
            "step_treatment", "treatment", together, **key, step=number, option=option
        )


def _splits(study: Study, places: Places) -> Iterator[Row]:
    for position, (name, split) in enumerate(study.splits.items(), 1):
        yield (
            "split",
            {
                "study": study.id,
                "id": name,
                "position": position,
                "divided_by": split.by,
                "post_baseline": split.when == "later",
                "analysis_set": split.set,
                "why": split.why,
                "place": places.written(split.from_),
            },
        )
        yield from listed("split_inferred", "inferred", split.inferred, study=study.id, split=name)
    yield from _parents(study)


def _parents(study: Study) -> Iterator[Row]:
    declared = [name for name, split in study.splits.items() for _ in split.of]
    for position, (name, fact) in enumerate(zip(declared, split_facts(study), strict=True), 1):
        key: Columns = {"study": study.id, "id": fact.id, "position": position}
        yield "split_parent", {**key, "split": name, "parent": fact.of, "rest": fact.rest}
        yield from listed("split_part", "part", fact.parts, study=study.id, split_parent=fact.id)


def _sets(study: Study, places: Places) -> Iterator[Row]:
    for position, (name, each) in enumerate(study.sets.items(), 1):
        yield (
            "analysis_set",
            {
                "study": study.id,
                "id": name,
                "position": position,
                "label": each.label,
                "counted": each.counted,
                "is_primary": each.primary,
                "place": places.written(each.from_),
            },
        )
        for place, (group, n) in enumerate(each.n.items(), 1):
            key: Columns = {"study": study.id, "analysis_set": name, "group_id": group}
            yield "analysis_set_size", {**key, "position": place, "n": n}
