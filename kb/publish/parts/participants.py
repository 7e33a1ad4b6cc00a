"""Who is in a study: the tree of its groups as a figure and as a table."""

from collections.abc import Sequence
from typing import TypedDict

from kb.models.groups import Group, Split
from kb.publish.figures.flow import Flow, FlowBox, FlowSplit, draw_flow
from kb.publish.parts.anchors import anchor
from kb.publish.parts.shapes import Figure
from kb.publish.parts.words import sentence, thousands

# Groups that are no part of what a flow figure draws.
_APART = ("external", "units")


class GroupRow(TypedDict):
    """A row of the table of groups."""

    id: str
    label: str
    n: str
    part_of: str | None
    by: str | None
    later: bool


class Participants(TypedDict):
    """The groups of a study; `figs` has one figure for each tree of groups."""

    figs: list[Figure]
    groups: list[GroupRow]


def participants(groups: Sequence[Group], splits: Sequence[Split]) -> Participants:
    """Return figures and table of the groups of a study."""
    tree = _Tree(groups, splits)
    roots = [group for group in tree.roots() if tree.parts_of(group)]
    return {
        "figs": [_figure(f"flow-{number}", tree, root) for number, root in enumerate(roots, 1)],
        "groups": [_row(group, tree) for group in groups],
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
    drawing = draw_flow(Flow(name, f"Participants: {root.label}", tree.box(root)))
    return {"wide": drawing.wide, "narrow": drawing.narrow, "family": "characteristic"}


def _row(group: Group, tree: _Tree) -> GroupRow:
    return {
        "id": anchor(f"groups/{group.id}"),
        "label": group.label,
        "n": _printed_size(group),
        "part_of": tree.groups[group.parent].label if group.parent else None,
        "by": _defined_by(group, tree),
        "later": group.post_baseline,
    }


def _printed_size(group: Group) -> str:
    if group.n is not None:
        return thousands(group.n)
    if group.n_derived is not None:
        return f"{thousands(group.n_derived)}, derived: {group.why}"
    return "not reported"


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
