"""What a record claims of its counts, and the test of each claim alone.

What all claims say together is asked in `schema.checks.parts.joint`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from schema.cells import Number
from schema.checks.model import Answer, Severity, not_applicable, passed, violated
from schema.checks.view import View, count_name, is_share, percentage, possible_counts, size
from schema.exact.rounding import as_printed
from schema.exact.solver import Domains, Name, Relation, UnsettledError, solve
from schema.facts import EstimateFact


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the record declares, and the sentence to say when it is broken."""

    relation: Relation
    says: str


@lru_cache(maxsize=2)
def domains(view: View) -> Mapping[Name, range]:
    """Return what every count of a record can be; each check of sums asks."""
    found: Domains = {}
    for group in view.groups.values():
        if group.size is not None:
            found[view.size_name(group.id)] = range(group.size, group.size + 1)
    for fact in view.estimates:
        possible = possible_counts(fact) if is_share(fact) else None
        if possible is not None:
            found[count_name(fact)] = possible
    return found


@lru_cache(maxsize=16)
def claims(view: View, look: Callable[[View], Iterator[Claim | Answer]]) -> list[Claim | Answer]:
    """Return what a record claims by one kind of relation: tested alone, and with all others."""
    return list(look(view))


def judge(view: View, look: Callable[[View], Iterator[Claim | Answer]]) -> Iterator[Answer]:
    """Test each relation alone."""
    known = domains(view)
    for claim in claims(view, look):
        if isinstance(claim, Answer):
            yield claim
            continue
        named = claim.relation.names()
        runs = {name: known.get(name) or constant(name) for name in named}
        numbers = tuple(name for name in named if isinstance(name, str))
        if any(not run for run in runs.values()):
            yield not_applicable("a percentage is no count (P01)", *numbers)
        elif solve(runs, [claim.relation]) is None:
            wanted = tuple(changes(view, runs, [claim.relation]))
            yield violated(numbers, claim.says, severity=gravity(numbers), changes=wanted)
        else:
            yield passed(*numbers)


def gravity(numbers: Iterable[str]) -> Severity:
    """Return how grave a broken sum is.

    Printed counts leave no way out; counts behind percentages do.

    A source may have truncated instead of rounded, or have left out patients without saying so.
    """
    printed_counts = all(number.endswith((".count", ".n")) for number in numbers)
    return Severity.ERROR if printed_counts else Severity.WARNING


def constant(name: Name) -> range:
    """Return the value of a whole that is no printed number: it carries it in its name."""
    return range(name[1], name[1] + 1) if isinstance(name, tuple) else range(0)


def changes(view: View, runs: Mapping[Name, range], relations: Sequence[Relation]) -> Iterator[str]:
    """Say for each number what it would have to be if all others are right."""
    for name, run in runs.items():
        if not isinstance(name, str):
            continue
        left = _left({**runs, name: range(10**6)}, relations, name)
        if left:
            nearest = max(left.start, min(left[-1], run.start))
            yield f"{_shown(view, name, run)} would have to be {_as(view, name, nearest)}"


def _left(runs: Mapping[Name, range], relations: Sequence[Relation], name: Name) -> range | None:
    """Return what the relations leave of one number, if that can be told."""
    try:
        solved = solve(runs, relations)
    except UnsettledError:
        return None
    return solved[name] if solved is not None else None


def _shown(view: View, name: str, run: range) -> str:
    found = _percentage(view, name)
    return f"{found[1].text}%" if found else str(run.start)


def _as(view: View, name: str, count: int) -> str:
    found = _percentage(view, name)
    n = size(found[0]) if found else None
    if found is None or not n:
        return str(count)
    return f"{as_printed(Fraction(100 * count, n), found[1].decimals)}%"


def _percentage(view: View, name: str) -> tuple[EstimateFact, Number] | None:
    """Return a percentage by its name, with the fact it belongs to; None for other numbers."""
    fact = view.by_address.get(name.rpartition(".")[0])
    if fact is None or not name.endswith(".value"):
        return None
    found = percentage(fact)
    return (fact, found[0]) if found else None
