"""Groups, splits and sets: every name declared, every group placed, no group its own ancestor."""

from collections.abc import Iterator

from schema.facts.groups import split_facts
from schema.facts.model import Loc
from schema.links.names import known
from schema.problems import Complaint
from schema.study.groups import Group, Split
from schema.study.record import Study
from schema.study.results import Cell, Line


def group_names(study: Study) -> list[str]:
    """Return the ids of all groups, those drawn by strata included."""
    drawn = [part for split in split_facts(study) for part in split.parts]
    return list(dict.fromkeys([*study.groups, *(p for p in drawn if _by_strata(study, p))]))


def _by_strata(study: Study, part: str) -> bool:
    return any(
        part == f"{of}-{stratum}"
        for split in study.splits.values()
        for of in split.of
        for stratum in split.strata
    )


def check_groups(study: Study) -> Iterator[Complaint]:
    """Check what groups, splits and sets refer to, and that the tree is one."""
    names = group_names(study)
    for name, group in study.groups.items():
        yield from _references(study, group, names, ("groups", name))
        yield from _placed(study, name, group)
        yield from _reserved(name)
    for name, split in study.splits.items():
        yield from _split(study, split, names, ("splits", name))
    for name, each in study.sets.items():
        for group_name in each.n:
            loc: Loc = ("sets", name, "n", group_name)
            yield from known(group_name, names, "group", loc, at_key=True)
    yield from _loops(study)


def _reserved(name: str) -> Iterator[Complaint]:
    """A group called like a context key could not be told from it in a table."""
    if name in (*Line.names(), *Cell.names(), "within", "rest"):
        message = f"`{name}` is a key of the format and cannot name a group"
        yield Complaint(("groups", name), "bad-id", message, "another id", at_key=True)


def _references(study: Study, group: Group, names: list[str], loc: Loc) -> Iterator[Complaint]:
    if group.of:
        yield from known(group.of, names, "group", (*loc, "of"))
    if group.set:
        yield from known(group.set, study.sets, "set", (*loc, "set"))
    if group.match:
        yield from known(group.match.to, names, "group", (*loc, "match", "to"))
    for key, others in (("cross", group.cross), ("except", group.except_)):
        for index, other in enumerate(others):
            yield from known(other, names, "group", (*loc, key, index))


def _placed(study: Study, name: str, group: Group) -> Iterator[Complaint]:
    loc: Loc = ("groups", name)
    drawn = any(name in split.parts for split in study.splits.values())
    if group.of and drawn:
        message = f"`{name}` has `of`, but a split already places it"
        yield Complaint((*loc, "of"), "placed-twice", message, "of, or a split, not both")
    if not (group.of or drawn or group.kind or group.cross):
        message = f"nothing places `{name}` in the tree of groups"
        allowed = "of: ..., a split, or kind: cohort, set, cell, external, pool"
        yield Complaint(loc, "not-placed", message, allowed, at_key=True)
    if group.of and group.kind != "set" and not (group.when and group.by):
        message = f"`{name}` does not say when and by what membership is known"
        allowed = "when: baseline or when: later, and by: ..."
        yield Complaint(loc, "missing-key", message, allowed, at_key=True)


def _split(study: Study, split: Split, names: list[str], loc: Loc) -> Iterator[Complaint]:
    for index, of in enumerate(split.of):
        yield from known(of, names, "group", (*loc, "of", index))
    for index, part in enumerate(split.parts):
        yield from known(part, names, "group", (*loc, "parts", index))
    if split.set:
        yield from known(split.set, study.sets, "set", (*loc, "set"))
    for of in split.rest:
        if of:
            yield from known(of, split.of, "group", (*loc, "rest", of), at_key=True)
    for stratum_name, stratum in split.strata.items():
        for of in [*stratum.n, *stratum.n_derived]:
            here = (*loc, "strata", stratum_name, "n", of)
            yield from known(of, split.of, "group", here, at_key=True)


def _loops(study: Study) -> Iterator[Complaint]:
    parents = {name: [group.of] if group.of else [] for name, group in study.groups.items()}
    for split in split_facts(study):
        for part in split.parts:
            parents.setdefault(part, []).append(split.of)
    for name in study.groups:
        if _reaches(name, name, parents):
            message = f"`{name}` is its own ancestor"
            yield Complaint(("groups", name), "loop", message, "a parent further up", at_key=True)


def _reaches(start: str, goal: str, parents: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(parents.get(start, []))
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += parents.get(name, [])
    return False
