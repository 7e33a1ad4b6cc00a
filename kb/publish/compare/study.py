"""Everything one study brings to a comparison with others, as JSON beside its page."""

import json
from typing import Any, TypedDict

from kb.publish.compare.rows import rows
from kb.publish.pages.study_data import StudyData
from kb.publish.pages.study_head import enrolled
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import cite_line, design, patients, status_badge, study_name, warnings
from kb.publish.parts.definitions import definitions
from kb.publish.parts.numbers import estimate, one_line
from kb.publish.parts.statistics import statistic
from kb.publish.parts.words import sentence


class Trait(TypedDict):
    """A fact of design or population; `compared`: studies that differ in it are told apart."""

    name: str
    values: list[str]
    compared: bool


def side(data: StudyData) -> dict[str, Any]:
    """Return what a study brings: who it is, its traits, definitions and results."""
    row, library = data.row, data.library
    return {
        "id": row.id,
        "name": study_name(row),
        "title": sentence(row.title),
        "cite": cite_line(row),
        "n": patients(row, library),
        "design": design(row, library),
        "randomised": "randomised" in row.designs,
        "href": study_path(row.id),
        "badges": [badge["text"] for badge in (*warnings(row), status_badge(row))],
        "overlaps": [other for other, _ in data.study.details.overlaps],
        "traits": traits(data),
        "definitions": _definitions(data),
        "rows": rows(data),
    }


def text(data: StudyData) -> str:
    """Return the same as JSON."""
    return json.dumps(side(data), ensure_ascii=False, separators=(",", ":")) + "\n"


def traits(data: StudyData) -> list[Trait]:
    """Return design and population in the order in which they are read."""
    row, details, library = data.row, data.study.details, data.library
    return [
        _trait("Disease", library.names("diseases", row.diseases)),
        _trait("Setting", library.names("settings", row.settings)),
        _trait("Age", [row.age]),
        _trait("Selection", [details.selection]),
        _trait("Design", library.names("designs", row.designs)),
        _trait("Phase", [row.phase]),
        _trait("Treatments", library.names("treatments", row.treatments), compared=False),
        _trait("Enrolled", [enrolled(details)], compared=False),
        _trait("Follow-up", followed(data), compared=False),
        _trait("Report", [cite_line(row)], compared=False),
    ]


def followed(data: StudyData) -> list[str]:
    """Return how long patients were followed: of the whole study, or of its groups where printed.

    Groups are followed until a data cut, or their follow-up is printed among the results.
    """
    if data.study.details.follow_up:
        return [data.study.details.follow_up]
    labels = {group.id: group.label for group in data.study.groups}
    cuts = [f"{labels[group]}: {text}" for cut in data.study.cuts for group, text in cut.follow_up]
    return cuts or [
        f"{fact.group_label}: {statistic(fact)} {one_line(estimate(fact))}"
        for fact in data.outcomes
        if fact.measure == "follow-up"
    ]


def _trait(name: str, values: list[str] | list[str | None], *, compared: bool = True) -> Trait:
    return {
        "name": name,
        "values": [sentence(value) for value in values if value],
        "compared": compared,
    }


def _definitions(data: StudyData) -> dict[str, list[list[str]]]:
    """Return by measure what the study says it means, as pairs of term and text."""
    found = {}
    for measure, facts in data.by_measure.items():
        own = [data.endpoints[address] for address in dict.fromkeys(f.endpoint for f in facts)]
        said = definitions(own, facts, data.library)
        found[measure] = [
            [fact["term"], "; ".join(value["text"] for value in fact["values"])]
            for fact in said
            if fact["term"] not in ("Role", "Note")
        ]
    return {measure: said for measure, said in found.items() if said}
