"""The check that all sums of a record hold together, which finds what no single one shows."""

from collections.abc import Iterator, Mapping, Sequence

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.parts import nested, sums
from schema.checks.parts.claims import Claim, changes, claims, constant, domains, gravity
from schema.checks.view import View
from schema.exact.solver import Name, Relation, UnsettledError, clusters, conflict, solve

RELATIONS = (
    *(sums.sizes, sums.parents, sums.across_groups, sums.categories),
    *(nested.nested, nested.components),
)
_GIVEN_UP = "the sums go in a circle: narrowing them down was given up"


def _together(view: View) -> Iterator[Answer]:
    """Solve what holds alone in sets of relations that share a number that is not certain."""
    said = [c for look in RELATIONS for c in claims(view, look) if isinstance(c, Claim)]
    used = {name for claim in said for name in claim.relation.names()}
    runs = {**{name: constant(name) for name in used}, **domains(view)}
    alone = [claim.relation for claim in said if _holds(claim.relation, runs)]
    for relations in clusters(runs, alone):
        if len(relations) > 1:
            yield _solved(view, runs, relations)


def _holds(relation: Relation, runs: Mapping[Name, range]) -> bool:
    return all(runs[name] for name in relation.names()) and solve(runs, [relation]) is not None


def _solved(view: View, runs: Mapping[Name, range], relations: Sequence[Relation]) -> Answer:
    try:
        broken = conflict(runs, relations)
    except UnsettledError:
        return not_applicable(_GIVEN_UP, *_numbers(relations))
    if broken is None:
        return passed(*_numbers(relations))
    numbers = _numbers(broken.relations)
    says = "these sums hold one by one, but not all together"
    if not broken.fewest:
        says = f"{says}; too many to say which of these {len(broken.relations)} are to blame"
        return violated(numbers, says, severity=gravity(numbers))
    known = {name: runs[name] for each in broken.relations for name in each.names()}
    wanted = tuple(dict.fromkeys(changes(view, known, broken.relations)))
    return violated(numbers, says, severity=gravity(numbers), changes=wanted)


def _numbers(relations: Sequence[Relation]) -> tuple[str, ...]:
    names = {name for relation in relations for name in relation.names()}
    return tuple(sorted(name for name in names if isinstance(name, str)))


G10 = Check(
    id="G10",
    title="All sums at once",
    statement="Some whole numbers satisfy all sums and orders of the record together.",
    why="Each sum may hold alone although no set of counts satisfies them all.",
    severity=Severity.ERROR,
    passes="four partitions of 25 that all imply 10 survivors",
    fails="four partitions of 25, of which one allows only 11",
    fix="Look first at the number that takes part in most of the sums named.",
    look=_together,
)
CHECKS = (G10,)
