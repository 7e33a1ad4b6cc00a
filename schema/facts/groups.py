"""The tree of groups, written out: splits through several arms expanded, parents found."""

from collections.abc import Mapping
from dataclasses import replace

from schema.facts.model import GroupFact, PlaceRef, SplitFact
from schema.study.groups import Group, Split, Stratum
from schema.study.record import Study


def split_facts(study: Study) -> list[SplitFact]:
    """Return every partition; a split through several parents gives one for each."""
    return [
        _split_fact(study, name, split, of)
        for name, split in study.splits.items()
        for of in split.of
    ]


def _split_fact(study: Study, name: str, split: Split, of: str) -> SplitFact:
    many = len(split.of) > 1
    return SplitFact(
        id=f"{name}-{of}" if many else name,
        of=of,
        parts=tuple(split.parts) or tuple(f"{of}-{stratum}" for stratum in split.strata),
        by=split.by,
        post_baseline=split.when == "later",
        rest=split.rest.get(of, split.rest.get("", 0)),
        why=split.why or "",
        set=split.set or "",
        inferred=tuple(split.inferred),
        place=PlaceRef.parse(split.from_ or study.defaults.from_),
    )


def group_facts(study: Study) -> dict[str, GroupFact]:
    """Return every group by id, with parent, inherited treatment and inherited lateness.

    References must have been checked: every parent exists and no group is its own ancestor.
    """
    drawn = _drawn_by(split_facts(study))
    groups = {name: _group_fact(study, name, group) for name, group in study.groups.items()}
    for split in study.splits.values():
        for of in split.of:
            for name, stratum in split.strata.items():
                groups[f"{of}-{name}"] = _stratum_fact(study, split, of, name, stratum)
    placed = {name: _placed(group, drawn.get(name)) for name, group in groups.items()}
    return {name: _inherited(group, placed) for name, group in placed.items()}


def _drawn_by(splits: list[SplitFact]) -> dict[str, SplitFact]:
    """Return the first split that draws each part: it places the part in the tree."""
    drawn: dict[str, SplitFact] = {}
    for split in splits:
        for part in split.parts:
            drawn.setdefault(part, split)
    return drawn


def _group_fact(study: Study, name: str, group: Group) -> GroupFact:
    match = group.match
    return GroupFact(
        id=name,
        label=group.label,
        n=group.n,
        n_derived=group.n_derived,
        why=group.why or "",
        kind=group.kind or "",
        parent=group.of or "",
        split="",
        by=group.by or "",
        post_baseline=group.when == "later",
        counted=group.counted or "",
        set=group.set or "",
        cross=tuple(group.cross),
        without=tuple(group.except_),
        cells=group.cells,
        steps=tuple(group.gets),
        steps_of=name if group.gets else "",
        matched_to=match.to if match else "",
        matched_by=match.method if match else "",
        matched_on=tuple(match.on) if match else (),
        place=PlaceRef.parse(group.from_ or study.defaults.from_),
        note=group.note or "",
    )


def _stratum_fact(study: Study, split: Split, of: str, name: str, stratum: Stratum) -> GroupFact:
    parent = study.groups.get(of)
    derived = stratum.n_derived.get(of)
    group = Group.model_construct(
        label=f"{parent.label}, {stratum.label}" if parent else stratum.label,
        n=stratum.n.get(of),
        n_derived=derived,
        why=stratum.why if derived else None,
        set=split.set,
        from_=stratum.from_ or split.from_,
    )
    return _group_fact(study, f"{of}-{name}", group)


def _placed(group: GroupFact, split: SplitFact | None) -> GroupFact:
    if split is None:
        return group
    late = group.post_baseline or split.post_baseline
    set_ = group.set or split.set
    return replace(
        group, parent=split.of, split=split.id, by=split.by, post_baseline=late, set=set_
    )


def _inherited(group: GroupFact, groups: Mapping[str, GroupFact]) -> GroupFact:
    ancestor = group
    late, steps, steps_of = group.post_baseline, group.steps, group.steps_of
    while ancestor.parent in groups:
        ancestor = groups[ancestor.parent]
        late = late or ancestor.post_baseline
        if not steps:
            steps, steps_of = ancestor.steps, ancestor.steps_of
    if late == group.post_baseline and steps_of == group.steps_of:
        return group
    return replace(group, post_baseline=late, steps=steps, steps_of=steps_of)
