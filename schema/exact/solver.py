"""Which whole numbers satisfy all parts and the whole at once?

Every count in a record is a variable with a run of possible values (what its percentage and its
denominator allow). Relations between counts are sums (`parts + rest = whole`) and orders
(`part <= whole`). Narrowing the runs until nothing changes is exact when the relations form a tree,
as declared partitions do, and never wrong when they do not. It needs no search: the cost grows with
the number of relations, not with the number of subsets. What does not settle in time is given up,
and said to be.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
# Sums that hang together settle in a few rounds; only a circle of orders goes on for long.
_ROUNDS = 200
# Of more relations than this the smallest conflict is not looked for.
_MANY = 64


class UnsettledError(Exception):
    """Narrowing was given up before it came to an end: nothing was found, and nothing excluded."""


class Conflict(NamedTuple):
    """Relations that cannot all hold; they are the fewest unless there were too many to try."""

    relations: list[Relation]
    fewest: bool


def solve(domains: Mapping[Name, range], relations: Sequence[Relation]) -> Domains | None:
    """Return the narrowed runs, or None when no whole numbers satisfy all relations.

    Raises UnsettledError when that takes too long.
    """
    narrowed, broken = _narrowed(domains, relations)
    return None if broken else narrowed


def conflict(domains: Mapping[Name, range], relations: Sequence[Relation]) -> Conflict | None:
    """Return relations that cannot all hold although all but any one of them can, if there are any.

    Raises UnsettledError when it takes too long to tell.
    """
    _, kept = _narrowed(domains, relations)
    if len(kept) > _MANY:
        return Conflict(kept, fewest=False)
    for relation in list(kept):
        fewer = [other for other in kept if other is not relation]
        if fewer and _broken(domains, fewer):
            kept = fewer
    return Conflict(kept, fewest=True) if kept else None


def _broken(domains: Mapping[Name, range], relations: Sequence[Relation]) -> bool:
    try:
        return bool(_narrowed(domains, relations)[1])
    except UnsettledError:
        return False


def _narrowed(
    domains: Mapping[Name, range], relations: Sequence[Relation]
) -> tuple[Domains, list[Relation]]:
    """Return the narrowed runs and, when one is empty, the relations that narrowed any."""
    current = {name: domains[name] for relation in relations for name in relation.names()}
    for relation in relations:
        if not all(current[name] for name in relation.names()):
            return current, [relation]
    using = _using(relations)
    waiting: Iterable[int] = range(len(relations))
    narrowing: set[int] = set()
    for _ in range(_ROUNDS):
        changed = set[Name]()
        for index in waiting:
            for name in _narrow(relations[index], current):
                narrowing.add(index)
                changed.add(name)
                if not current[name]:
                    return current, [relations[each] for each in sorted(narrowing)]
        if not changed:
            return current, []
        waiting = sorted({index for name in changed for index in using[name]})
    raise UnsettledError


def _narrow(relation: Relation, domains: Domains) -> list[Name]:
    """Narrow the runs of one relation and return the names of those that changed."""
    names = relation.names()
    before = [domains[name] for name in names]
    relation.narrow(domains)
    return [name for name, run in zip(names, before, strict=True) if domains[name] != run]


def _using(relations: Iterable[Relation]) -> dict[Name, list[int]]:
    """Return the places of the relations that use each name."""
    found: dict[Name, list[int]] = {}
    for index, relation in enumerate(relations):
        for name in relation.names():
            found.setdefault(name, []).append(index)
    return found


def clusters(
    domains: Mapping[Name, range], relations: Sequence[Relation]
) -> Iterator[list[Relation]]:
    """Yield the relations in sets that share a number of which more than one value is possible.

    What is known for certain carries nothing from one relation to another, so that each set can be
    solved for itself, and the cost of all grows with their number.
    """
    using, left = _using(relations), set(range(len(relations)))
    for start in range(len(relations)):
        if start in left:
            members = _reached(start, domains, relations, using)
            left -= members
            yield [relations[index] for index in sorted(members)]


def _reached(
    start: int,
    domains: Mapping[Name, range],
    relations: Sequence[Relation],
    using: Mapping[Name, list[int]],
) -> set[int]:
    reached, waiting, asked = {start}, [start], set[Name]()
    while waiting:
        for name in relations[waiting.pop()].names():
            if name not in asked and len(domains[name]) > 1:
                asked.add(name)
                waiting += (index for index in using[name] if index not in reached)
                reached.update(using[name])
    return reached


def _cut(run: range, low: int, high: int) -> range:
    return range(max(run.start, low), min(run.stop - 1, high) + 1)
