"""Who is in a study: the tree of its groups as a figure and as a table."""

from collections.abc import Callable, Sequence
from typing import TypedDict

from kb.models.groups import Group, Split, Step
from kb.publish.figures.flow import Flow, FlowBox, FlowSplit, draw_flow
from kb.publish.parts.anchors import anchor
from kb.publish.parts.seals import mark
from kb.publish.parts.shapes import Figure
from kb.publish.parts.words import sentence, thousands

# Groups that are no part of what a flow figure draws.
_APART = ("external", "units")

TermName = Callable[[str], str]


class GroupRow(TypedDict):
    """A row of the table of groups."""

    id: str
    label: str
    n: str
    why: str | None
    part_of: str | None
    by: str | None
    given: str | None
    later: bool
    verified: str | None
    broken: str | None


class Participants(TypedDict):
    """The groups of a study; `figs` has one figure for each tree of groups."""

    figs: list[Figure]
    groups: list[GroupRow]


def participants(
    study: str, groups: Sequence[Group], splits: Sequence[Split], treatment: TermName
) -> Participants:
    """Return figures and table of the groups of a study, by its id; `treatment` names a term."""
    tree = _Tree(groups, splits)
    roots = [group for group in tree.roots() if tree.parts_of(group)]
    return {
        "figs": [_figure(f"flow-{number}", tree, root) for number, root in enumerate(roots, 1)],
        "groups": [_row(group, study, tree, treatment) for group in groups],
    }


class _Tree:
    """Groups by id, and what hangs under each."""

    def __init__(self, groups: Sequence[Group], splits: Sequence[Split]) -> None:
        self.groups = {group.id: group for group in groups}
        self.splits = splits

    def roots(self) -> list[Group]:
        return [
            group
            for group in self.groups.values()
            if group.parent is None and group.kind not in _APART
        ]

    def parts_of(self, group: Group) -> tuple[FlowSplit, ...]:
        """Return what a group is divided into: declared splits, then further subgroups."""
        own = [split for split in self.splits if split.parent == group.id]
        placed = {part for split in own for part in split.parts}
        loose: dict[str, list[Group]] = {}
        for child in self.groups.values():
            if child.parent == group.id and child.id not in placed:
                loose.setdefault(child.divided_by or "part of this group", []).append(child)
        return (
            *(self._declared(split) for split in own),
            *(self._loose(by, members) for by, members in loose.items()),
        )

    def box(self, group: Group) -> FlowBox:
        return FlowBox(group.label, size(group), group.post_baseline, self.parts_of(group))

    def _declared(self, split: Split) -> FlowSplit:
        parts = tuple(self.box(self.groups[part]) for part in split.parts)
        return FlowSplit(sentence(split.divided_by), parts, rest=_rest(split))

    def _loose(self, by: str, members: Sequence[Group]) -> FlowSplit:
        return FlowSplit(sentence(by), tuple(map(self.box, members)), disjoint=False)


def size(group: Group) -> str:
    """Return the size of a group as it stands in a figure."""
    if group.n is not None:
        return f"n = {thousands(group.n)}"
    if group.n_derived is not None:
        return f"n = {thousands(group.n_derived)}, derived"
    return "n not reported"


def _rest(split: Split) -> str:
    if split.rest == 0:
        return ""
    how_many = "how many is not known" if split.rest is None else thousands(split.rest)
    return ", ".join(part for part in (f"in no part: {how_many}", split.why) if part)


def _figure(name: str, tree: _Tree, root: Group) -> Figure:
    title = f"Participants: {root.label}"
    drawing = draw_flow(Flow(name, title, tree.box(root)))
    return {
        "name": name,
        "title": title,
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "family": "characteristic",
    }


def _row(group: Group, study: str, tree: _Tree, treatment: TermName) -> GroupRow:
    return {
        "id": anchor(f"groups/{group.id}"),
        "label": group.label,
        "n": _size(group),
        "why": f"derived: {group.why}" if group.n is None and group.n_derived is not None else None,
        "part_of": tree.groups[group.parent].label if group.parent else None,
        "by": _defined_by(group, tree),
        "given": _treatment(group, tree, treatment),
        "later": group.post_baseline,
        **mark(group, study, f"groups/{group.id}"),
    }


def _treatment(group: Group, tree: _Tree, treatment: TermName) -> str | None:
    """Return the steps of a group, or the label of the group that states them."""
    if group.steps_of not in (group.id, None):
        return f"as {tree.groups[group.steps_of].label}"
    return "; then ".join(given(step, treatment) for step in group.steps) or None


def given(step: Step, treatment: TermName) -> str:
    """Return one step of a treatment with its dose, as far as it is printed."""
    options = (" + ".join(map(treatment, option)) for option in step.options)
    taken = f"taken by {step.taken}" if step.taken else ""
    printed = (step.dose, step.line, step.intent, step.cycles, taken)
    said = ", ".join(text for text in printed if text)
    return " or ".join(options) + (f" ({said})" if said else "")


def _size(group: Group) -> str:
    known = group.n if group.n is not None else group.n_derived
    return thousands(known) if known is not None else "not reported"


def _defined_by(group: Group, tree: _Tree) -> str | None:
    """Return what decides who is in a group, and what kind of group it is."""
    kinds = {
        "external": "external control",
        "pool": "pooled from other groups",
        "units": "counts units, not patients",
    }
    matched = tree.groups.get(group.matched_to or "")
    return (
        "; ".join(
            part
            for part in (
                sentence(group.divided_by or ""),
                kinds.get(group.kind or "", ""),
                f"matched to {matched.label}" if matched else "",
                _crossing(group, tree),
            )
            if part
        )
        or None
    )


def _crossing(group: Group, tree: _Tree) -> str:
    both = [tree.groups[other].label for other in group.cross]
    without = [tree.groups[other].label for other in group.without]
    return " and ".join(both) + (f" without {' and '.join(without)}" if without else "")
