"""Which whole numbers satisfy all parts and the whole at once?

Every count in a record is a variable with a run of possible values (what its percentage and its
denominator allow). Relations between counts are sums (`parts + rest = whole`) and orders
(`part <= whole`). Narrowing the runs until nothing changes is exact when the relations form a tree,
as declared partitions do, and never wrong when they do not. It needs no search: the cost grows with
the number of relations, not with the number of subsets.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Name = Hashable
Domains = dict[Name, range]


@dataclass(frozen=True, slots=True)
class Sum:
    """`parts` and something between `rest.start` and `rest.stop - 1` add up to `whole`."""

    parts: tuple[Name, ...]
    whole: Name
    rest: range = range(1)

    def names(self) -> tuple[Name, ...]:
        """Return the variables of the relation."""
        return (*self.parts, self.whole)

    def narrow(self, domains: Domains) -> None:
        """Cut each variable down to what the others leave it."""
        low = self.rest.start + sum(domains[part].start for part in self.parts)
        high = self.rest.stop - 1 + sum(domains[part].stop - 1 for part in self.parts)
        whole = domains[self.whole] = _cut(domains[self.whole], low, high)
        for part in self.parts:
            own = domains[part]
            least = whole.start - (high - (own.stop - 1))
            most = whole.stop - 1 - (low - own.start)
            domains[part] = _cut(own, least, most)


@dataclass(frozen=True, slots=True)
class AtMost:
    """`part` is not above `whole`."""

    part: Name
    whole: Name

    def names(self) -> tuple[Name, ...]:
        """Return the variables of the relation."""
        return (self.part, self.whole)

    def narrow(self, domains: Domains) -> None:
        """Cut the part from above and the whole from below."""
        part, whole = domains[self.part], domains[self.whole]
        domains[self.part] = _cut(part, part.start, whole.stop - 1)
        domains[self.whole] = _cut(whole, part.start, whole.stop - 1)


Relation = Sum | AtMost


def solve(domains: Mapping[Name, range], relations: Iterable[Relation]) -> Domains | None:
    """Return the narrowed runs, or None when no whole numbers satisfy all relations."""
    current = dict(domains)
    waiting = list(relations)
    if any(not run for run in current.values()):
        return None
    changed = True
    while changed:
        before = dict(current)
        for relation in waiting:
            relation.narrow(current)
            if any(not current[name] for name in relation.names()):
                return None
        changed = current != before
    return current


def smallest_conflict(
    domains: Mapping[Name, range], relations: Iterable[Relation]
) -> list[Relation]:
    """Return relations that cannot all hold although all but any one of them can.

    Raises ValueError when there is no conflict.
    """
    kept = list(relations)
    if solve(domains, kept) is not None:
        raise ValueError("these relations can all hold")
    for relation in list(kept):
        fewer = [other for other in kept if other is not relation]
        if solve(domains, fewer) is None:
            kept = fewer
    return kept


def _cut(run: range, low: int, high: int) -> range:
    return range(max(run.start, low), min(run.stop - 1, high) + 1)
