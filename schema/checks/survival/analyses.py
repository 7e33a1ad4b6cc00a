"""The check that two analyses of the same patients are near each other."""

from collections.abc import Hashable, Iterator
from itertools import pairwise
from math import log, sqrt

from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.points import PER_MEDIAN, UNKNOWN, apart, at_a_time, months, percent, shown, time
from schema.checks.view import View, name, size
from schema.exact.rounding import Span
from schema.facts import EstimateFact
from schema.study.keys import block_name

_FAR = 3.0  # standard errors of one of the two, as if the other were of other patients
_LEAST = 0.03  # a share as near to none or all as this has a standard error of its own


def _again(view: View) -> Iterator[Answer]:
    told = ((_what(view, fact), fact) for fact in view.estimates)
    for facts in grouped((what, fact) for what, fact in told if what is not None).values():
        for one, other in pairwise(facts):
            if one.meaning.endpoint != other.meaning.endpoint and not apart(view, one, other):
                yield _near(one, other)


def _what(view: View, fact: EstimateFact) -> Hashable | None:
    """Return what an estimate shares with one of another data cut, source or set of patients."""
    m, endpoint = fact.meaning, view.endpoints[fact.meaning.endpoint]
    if fact.section != "outcomes" or m.category or m.milestone or fact.value.of:
        return None
    if at_a_time(fact) and time(fact) is not None:
        when = str(time(fact))
    elif m.statistic == "median" and _reached(fact):
        when = "median"
    else:
        return None
    return (block_name(endpoint.block)[0], m.measure, m.statistic, fact.group, when, m.counted)


def _reached(fact: EstimateFact) -> bool:
    quantity = fact.value.quantity
    return quantity is not None and quantity.number is not None and months(fact) is not None


def _near(one: EstimateFact, other: EstimateFact) -> Answer:
    names = (name(one), name(other))
    n = min(size(one) or UNKNOWN, size(other) or UNKNOWN)
    gap = _of_times(one, other) if one.meaning.statistic == "median" else _of_shares(one, other)
    if gap is None or gap * sqrt(n) <= _FAR:
        return passed(*names)
    says = f"{shown(one)} in one analysis, {shown(other)} in another of the same patients"
    changes = (
        f"{shown(one)} would have to be about {shown(other)}",
        f"{shown(other)} would have to be about {shown(one)}",
    )
    return violated(names, says, severity=Severity.WARNING, changes=changes)


def _of_times(one: EstimateFact, other: EstimateFact) -> float | None:
    """Return how far two medians are apart in standard errors of one patient."""
    a, b = _ordered(months(one), months(other))
    return log(b / a) / PER_MEDIAN if 0 < a < b else None


def _of_shares(one: EstimateFact, other: EstimateFact) -> float | None:
    a, b = _ordered(percent(one), percent(other))
    middle = min(max((a + b) / 200, _LEAST), 1 - _LEAST)
    return (b - a) / 100 / sqrt(middle * (1 - middle)) if a < b else None


def _ordered(one: Span | None, other: Span | None) -> tuple[float, float]:
    """Return the upper end of the lower and the lower end of the higher; equal if they meet."""
    if one is None or other is None or one.meets(other):
        return 0.0, 0.0
    low, high = (one, other) if one.below(other) else (other, one)
    return float(low.high or 0), float(high.low or 0)


S13 = Check(
    id="S13",
    title="Two analyses of the same patients are near each other",
    statement="A survival probability at a time, or a median time, of one group in two data cuts, "
    "sources or ways of counting is the same within 3 standard errors.",
    why="A later analysis holds the earlier one: a slip in either shows.",
    severity=Severity.WARNING,
    passes="48.2% of 128 at 4 years in 2020, 49.5% in 2023",
    fails="48.2% of 128 at 4 years in 2020, 94.5% in 2023",
    fix="Compare both numbers with their sources. If they are of different patients or start at "
    "different times, say so: `counted`, `origin`.",
    look=_again,
)
CHECKS = (S13,)
