"""Which comparisons are randomised: one rule, for every answer, page and file.

* Arms of one randomisation against each other: a randomised comparison.
* Subgroups of those arms, cut out of each by the same characteristics, all known at baseline: a
  subgroup of a randomised comparison.
* Everything else is not a randomised comparison.

The order in which groups are printed does not matter.
"""

from collections.abc import Iterator, Sequence

from kb.queries.children import Children

# A cut: by what, and which part it is, as far as a split draws it.
Cut = tuple[str, int | None]
# A randomisation, and the cuts that lead from its arms to the groups compared.
Way = tuple[str, tuple[Cut, ...]]


class Randomisation:
    """What groups were drawn from, and how."""

    def __init__(self, children: Children) -> None:
        self._arms, self._places = children.arms(), children.part_places()
        self._above = children.above()

    def arms(self, study: str, groups: Sequence[str]) -> tuple[str, ...]:
        """Return the arms of one randomisation that groups are, or are subgroups of, in order.

        Empty where they are neither. Arms are subgroups of none: they are returned as they are.
        """
        ways = [self._ways(study, group) for group in groups]
        shared = [way for way in ways[0] if all(way in other for other in ways)] if ways else []
        for way in shared:
            arms = tuple(own[way] for own in ways)
            if len(arms) > 1 and len(set(arms)) == len(arms):
                return arms
        return ()

    def external(self, study: str, groups: Sequence[str]) -> bool:
        """Say whether some group is, or is a part of, an external control."""
        return any(self._external(study, group) for group in groups)

    def _external(self, study: str, group: str) -> bool:
        parent, *_, kind = self._above[study, group][0]
        return kind == "external" or (parent is not None and self._external(study, parent))

    def _ways(self, study: str, group: str) -> dict[Way, str]:
        """Return the arms from which baseline cuts lead to a group, the nearest first."""
        return {
            (randomisation, cuts): above
            for above, cuts in self._upwards(study, group)
            for randomisation in self._arms.get((study, above), ())
        }

    def _upwards(self, study: str, group: str) -> Iterator[tuple[str, tuple[Cut, ...]]]:
        """Yield a group and those it is cut out of at baseline, with the cuts from there."""
        cuts: tuple[Cut, ...] = ()
        above: str | None = group
        while above is not None:
            yield above, cuts
            parent, by, later, _ = self._above[study, above][0]
            if later or by is None:
                return
            place, *_ = self._places.get((study, above), (None,))
            cuts = ((by, place), *cuts)
            above = parent
