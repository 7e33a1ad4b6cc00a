"""Results that lie on one curve: probabilities at a time, and medians, in comparable frames."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from schema import terms
from schema.cells import Number
from schema.checks.figures import interval
from schema.checks.view import View, possible_counts, size
from schema.checks.zeros import restored
from schema.exact.rounding import Span, printed
from schema.facts import EstimateFact, Fact, Meaning
from schema.study.keys import block_name

Frame = tuple[str, ...]
AT_A_TIME = ("probability", "cumulative-incidence")
UNKNOWN = 50  # patients in a group of unknown size
PER_MEDIAN = 1.44  # 1 / log 2: the standard error of a log median, of one patient
_NEVER = Fraction(10**6)  # months
_UNSTATED = ("", "unknown", "unstated")


@dataclass(frozen=True, slots=True)
class Point:
    """A probability at a time: the time in months, the span in per cent.

    `falls` says whether its curve falls (free of the event) or rises (event has happened); `sure`
    is false where only the measure says so and not the statistic. `frame` is what it shares with
    others of the same patients.
    """

    fact: EstimateFact
    frame: Frame
    time: Fraction
    span: Span
    falls: bool
    sure: bool


@lru_cache(maxsize=2)
def points(view: View) -> tuple[Point, ...]:
    """Return every probability at a stated time whose direction is known; several checks ask."""
    return tuple(_points(view))


def _points(view: View) -> Iterator[Point]:
    for fact in view.estimates:
        when, span = time(fact), percent(fact)
        direction = _falls(fact)
        if when is not None and span is not None and direction is not None:
            yield Point(fact, frame(view, fact.meaning, fact.group), when, span, *direction)


def at_a_time(fact: EstimateFact) -> bool:
    """Say whether a fact is a point of a curve, and not a share or a median."""
    return fact.meaning.statistic in AT_A_TIME and fact.meaning.per == "patient"


def time(fact: EstimateFact) -> Fraction | None:
    """Return the time of a point in months, exact; None where it is not stated."""
    stated = fact.meaning.time
    if stated is None or not stated.unit or not at_a_time(fact):
        return None
    return Fraction(stated.number) * terms.factor(stated.unit)[0]


def percent(fact: EstimateFact) -> Span | None:
    """Return what a printed proportion can stand for, in per cent."""
    quantity = fact.value.quantity
    if quantity is None or quantity.number is None or quantity.upto or quantity.operator == "~":
        return None
    return _scaled(quantity.number, quantity.unit, quantity.operator)


def percent_of_counts(fact: EstimateFact) -> Span | None:
    """Return what a share is by its counts, in per cent; None where these are not known."""
    n, possible = size(fact), possible_counts(fact)
    if not n or not possible:
        return None
    return Span(Fraction(100 * possible[0], n), Fraction(100 * possible[-1], n))


def percent_bounds(fact: EstimateFact) -> tuple[Span, Span] | None:
    """Return what both bounds of the confidence interval can stand for, in per cent."""
    quantity, told = fact.value.quantity, interval(fact, "CI")
    if quantity is None or told is None:
        return None
    (first, lower), (last, upper) = told
    first, last = restored(first, last)
    low = _scaled(first, lower.unit or quantity.unit, lower.operator)
    high = _scaled(last, upper.unit or quantity.unit, upper.operator)
    return (low, high) if low is not None and high is not None else None


def _scaled(number: Number, unit: str, operator: str) -> Span | None:
    if unit not in ("%", "fraction"):
        return None
    span = printed(number, operator)
    return span if unit == "%" else span.times(Fraction(100))


def months(fact: EstimateFact) -> Span | None:
    """Return what a median time can stand for, in months; what was not reached is after all."""
    quantity = fact.value.quantity
    if quantity is None or quantity.upto or quantity.operator == "~":
        return None
    if quantity.number is None:
        return Span(_NEVER, None) if quantity.word == "not reached" else None
    if terms.vocabulary("units")[quantity.unit].text("dimension") != "time":
        return None
    return printed(quantity.number, quantity.operator).times(terms.factor(quantity.unit)[0])


def shown(fact: Fact) -> str:
    """Return the number of a fact as it is written: `58.6%`, `7.7 mo`, `not reached`."""
    quantity = fact.value.quantity
    if quantity is None or quantity.number is None:
        return quantity.word if quantity else fact.value.text
    gap = "" if quantity.unit in ("", "%") else " "
    return f"{quantity.operator}{quantity.number.text}{gap}{quantity.unit}"


def _falls(fact: EstimateFact) -> tuple[bool, bool] | None:
    meaning = fact.meaning
    if meaning.statistic == "cumulative-incidence" or meaning.method == "one-minus-kaplan-meier":
        return False, True
    measure = terms.vocabulary("measures")[meaning.measure]
    kind, direction = measure.text("kind"), measure.text("direction")
    if kind == "survival" and direction == "higher-better":
        return True, True
    if kind in ("relapse", "mortality") and direction == "lower-better":
        return False, False
    return None


def frame(view: View, m: Meaning, group: str) -> Frame:
    """Return what two results on one set of patients share; endpoint and time may differ.

    Blocks that stand apart (`os@final`, `efs@censored`) are never held against others, nor are two
    data cuts or two analysis sets.
    """
    endpoint = view.endpoints[m.endpoint]
    if endpoint.section == "outcomes":
        where = block_name(endpoint.block)[1]
    else:
        where = f"{endpoint.section}/{endpoint.block}"
    return (where, group, m.cut, m.set, m.milestone, m.category, m.grade, m.per, m.during)


def apart(view: View, one: EstimateFact, other: EstimateFact) -> str:
    """Say why two results of one frame cannot be held against each other; empty if they can."""
    a, b = one.meaning, other.meaning
    if _differ(a.origin, b.origin):
        return "time is counted from different origins"
    if _differ(a.method, b.method):
        return "the two were estimated by different methods"
    sizes = {one.denominator.n, other.denominator.n} - {None}
    if _differ(a.counted, b.counted) or len(sizes) > 1:
        return "the two rest on different patients"
    if view.endpoints[a.endpoint].censored != view.endpoints[b.endpoint].censored:
        return "the two are censored at different events"
    return ""


def one_cut(one: EstimateFact, other: EstimateFact) -> bool:
    """Say whether two results of one frame surely rest on the same data."""
    return bool(one.meaning.cut) or one.place.source == other.place.source


def _differ(one: str, other: str) -> bool:
    return one != other and one not in _UNSTATED and other not in _UNSTATED


def outcome_medians(view: View) -> Iterator[EstimateFact]:
    """Yield the medians of outcomes, most of which are times that a curve falls to one half."""
    for fact in view.estimates:
        if fact.meaning.statistic == "median" and fact.section == "outcomes":
            yield fact


def at_most(lower: EstimateFact, upper: EstimateFact) -> tuple[str, str]:
    """Return the changes that would put the first of two results below the second again."""
    return (
        f"{shown(lower)} would have to be {shown(upper)} or less",
        f"{shown(upper)} would have to be {shown(lower)} or more",
    )
