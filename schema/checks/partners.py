"""What a comparison compares: the results of its two groups, and how far its p-value is out."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from schema.cells import Number
from schema.checks.grouping import grouped
from schema.checks.view import RowKey, View, count_name, name
from schema.exact.distributions import normal_quantile
from schema.exact.rounding import Span, printed
from schema.facts import ComparisonFact, EstimateFact

Pair = tuple[EstimateFact, EstimateFact]
Rows = dict[str, list[tuple[RowKey, dict[str, EstimateFact]]]]
Range = tuple[float, float]
_TIME = re.compile(r"\bat (\d*\.?\d+ (?:y|mo|wk|d|h))\b")
HAZARDS = ("HR", "SHR")
_FAR = 40.0  # standard errors: as good as any


@lru_cache(maxsize=2)
def rows(view: View) -> Rows:
    """Return the rows of results by endpoint; several checks ask."""
    return grouped((key.endpoint, (key, row)) for key, row in view.rows.items())


def pairs(known: Rows, fact: ComparisonFact) -> Iterator[Pair]:
    """Yield the results of both groups of a comparison, row by row, the reference last.

    `compare at 5 y` belongs to the row at that time, `compare` to those at any. `compare difference
    at week 4` belongs to `share at week 4`: of several rows, to the one with the longest name that
    its own ends with.
    """
    if len(fact.groups) != 2:
        return
    (first, reference), (time, words) = fact.groups, named(fact)
    found = [
        (len(key.milestone), (row[first], row[reference]))
        for key, row in known.get(fact.meaning.endpoint, ())
        if first in row and reference in row and _belongs(fact, key)
        if time in ("", key.time) and words.endswith(key.milestone)
    ]
    longest = max((length for length, _ in found), default=0)
    yield from (pair for length, pair in found if length == longest)


def _belongs(fact: ComparisonFact, key: RowKey) -> bool:
    m = fact.meaning
    same = (m.category, m.cut, m.set, m.grade, m.per, m.during)
    return same == (key.category, key.cut, key.set, key.grade, key.per, key.during)


def named(fact: ComparisonFact) -> tuple[str, str]:
    """Return the time that the name of a comparison holds, and its other words."""
    words = fact.meaning.milestone
    found = _TIME.search(words)
    if found is None:
        return "", words
    return found[1], f"{words[: found.start()]} {words[found.end() :]}".strip()


def randomised(view: View, fact: ComparisonFact) -> bool:
    """Say whether the groups compared are arms: parts of one split by randomisation."""
    arms = (split.parts for split in view.splits if split.by == "randomisation")
    return any(set(fact.groups) <= set(parts) for parts in arms)


def external(view: View, fact: ComparisonFact) -> bool:
    """Say whether a group compared is an external control, or was matched to the other."""
    return any(_controls(view, group) for group in fact.groups)


def _controls(view: View, group: str) -> bool:
    found = view.groups.get(group)
    if found is None:
        return False
    return found.kind == "external" or bool(found.matched_to) or _controls(view, found.parent)


def effect_number(fact: ComparisonFact) -> Number | None:
    """Return the effect where it is printed as one number."""
    quantity = fact.value.quantity
    return None if quantity is None or quantity.operator else quantity.number


def result_name(fact: EstimateFact) -> str:
    """Return the name of the number that says what a result is: its value, else its count."""
    return name(fact) if fact.value.quantity and fact.value.quantity.number else count_name(fact)


def p_span(fact: ComparisonFact) -> Span | None:
    """Return what the p-value can stand for."""
    p = fact.value.p
    if p is None:
        return None
    span = printed(p.number, p.operator)
    low = max(span.low or Fraction(0), Fraction(0))
    return Span(low, min(Fraction(1) if span.high is None else span.high, Fraction(1)))


def p_sides(fact: ComparisonFact) -> tuple[str, ...]:
    """Return the sides that the p-value can have: both kinds where the source does not say."""
    both = ("two-sided", "one-sided")
    return (fact.p_sides,) if fact.p_sides in both else both


def z_range(p: Span, sides: str) -> Range:
    """Return how many standard errors a p-value is out; below 0 for one in the wrong direction."""
    low, high = float(p.low or 0), float(1 if p.high is None else p.high)
    return _z(high, sides), _z(low, sides)


def _z(p: float, sides: str) -> float:
    tail = p / 2 if sides == "two-sided" else p
    if tail <= 0:
        return _FAR
    return normal_quantile(1 - tail) if 0 < 1 - tail < 1 else -_FAR
