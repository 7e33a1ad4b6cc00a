"""The check that a hazard ratio is that of the curves it compares.

If hazards are proportional, the logarithms of two survival probabilities are in the ratio of the
hazards at every time. Real hazards are not, so that only what is far off is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import exp, inf, log, sqrt

from schema.checks.effects.crude import not_crude
from schema.checks.figures import closed
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import (
    HAZARDS,
    Pair,
    Range,
    effect_number,
    pairs,
    randomised,
    result_name,
    rows,
)
from schema.checks.points import PER_MEDIAN, UNKNOWN, Point, months, percent_bounds, points, shown
from schema.checks.view import View, name, size
from schema.exact.rounding import Span, as_printed
from schema.facts import ComparisonFact, EstimateFact

_FAR = 3.0  # standard errors of two probabilities: no pair in simulated trials is further off
# A median on a plateau is far less certain than its patients say: of 4,400 pairs of either kind in
# simulated trials 1 is further off.
_FAR_MEDIANS, _FACTOR = 4.0, log(2)
_TINY = 100  # a median that prints as 0 is not taken for less than so much below its rounding


@dataclass(frozen=True, slots=True)
class Off:
    """How far a hazard ratio is from what two results give, and how far it may be (logarithms)."""

    gap: float
    limit: float
    wanted: float


def _on_curves(view: View) -> Iterator[Answer]:
    known, at = rows(view), _points(view)
    for fact in view.comparisons:
        ratio = _ratio(fact)
        if ratio is None:
            continue
        for pair in pairs(known, fact):
            off = _of_probabilities(at, ratio, pair) or _of_medians(ratio, pair)
            if off is not None:
                yield _judged(view, fact, pair, off)


def _ratio(fact: ComparisonFact) -> Range | None:
    """Return what a hazard ratio can be, on the log scale."""
    number = effect_number(fact)
    if fact.value.effect not in HAZARDS or number is None or number.decimal <= 0:
        return None
    low, high = map(float, closed(number))
    return (log(low) if low > 0 else -inf), log(high)


@lru_cache(maxsize=2)
def _points(view: View) -> dict[str, Point]:
    return {point.fact.address: point for point in points(view)}


def _of_probabilities(at: dict[str, Point], ratio: Range, pair: Pair) -> Off | None:
    first, reference = (at.get(each.address) for each in pair)
    if first is None or reference is None or first.falls != reference.falls:
        return None
    one, other = _hazard(first), _hazard(reference)
    if one is None or other is None:
        return None
    error = sqrt(_variance(first) + _variance(reference))
    wanted = one[0] - other[1], one[1] - other[0]
    return Off(_gap(ratio, wanted), _FAR * error, sum(wanted) / 2)


def _hazard(point: Point) -> Range | None:
    """Return what the log of the cumulative hazard at a point can be."""
    low, high = _free(point.span, falls=point.falls)
    return (log(-log(high)), log(-log(low))) if 0 < low <= high < 1 else None


def _free(span: Span, *, falls: bool) -> Range:
    low, high = float(span.low or 0) / 100, float(100 if span.high is None else span.high) / 100
    return (low, high) if falls else (1 - high, 1 - low)


def _variance(point: Point) -> float:
    """Return the variance of the log cumulative hazard: by the interval, at least by the size."""
    middle = sum(_free(point.span, falls=point.falls)) / 2
    n = size(point.fact) or UNKNOWN
    least = (1 - middle) / (middle * n) / log(middle) ** 2
    bounds = percent_bounds(point.fact)
    if bounds is None:
        return least
    low, high = (sum(_free(bound, falls=point.falls)) / 2 for bound in bounds)
    if not (0 < low < 1 and 0 < high < 1):
        return least
    width = abs(log(-log(low)) - log(-log(high)))
    return max(least, (width / 2 / z(two_sided(point.fact)[0])) ** 2)


def _of_medians(ratio: Range, pair: Pair) -> Off | None:
    first, reference = map(_log_median, pair)
    if first is None or reference is None:
        return None
    wanted = reference[0] - first[1], reference[1] - first[0]
    error = PER_MEDIAN * sqrt(sum(1 / (size(each) or UNKNOWN) for each in pair))
    return Off(_gap(ratio, wanted), max(_FACTOR, _FAR_MEDIANS * error), sum(wanted) / 2)


def _log_median(fact: EstimateFact) -> Range | None:
    span = months(fact) if fact.meaning.statistic == "median" else None
    if span is None or span.low is None or span.high is None or span.high <= 0:
        return None
    high = float(span.high)
    return log(max(float(span.low), high / _TINY)), log(high)


def _gap(one: Range, other: Range) -> float:
    """Return how far two ranges are apart; 0 where they meet."""
    return max(one[0] - other[1], other[0] - one[1], 0.0)


def _judged(view: View, fact: ComparisonFact, pair: Pair, off: Off) -> Answer:
    names = (name(fact), *map(result_name, pair))
    reason = "" if randomised(view, fact) else not_crude(view, fact, pair)
    if reason:
        return not_applicable(reason, *names)
    if off.gap <= off.limit:
        return passed(*names)
    told, number = " and ".join(map(shown, pair)), effect_number(fact)
    wanted = as_printed(Fraction(exp(off.wanted)), number.decimals if number else 2)
    return violated(
        names,
        f"{fact.value.text}, but {told} give a ratio of about {wanted}",
        severity=Severity.WARNING,
        changes=(
            f"{number.text if number else fact.value.text} would have to be about {wanted}",
            f"{shown(pair[0])} and {shown(pair[1])} would have to change places",
        ),
    )


E14 = Check(
    id="E14",
    title="The hazard ratio is that of the curves",
    statement="A hazard ratio is the ratio of the logarithms of two survival probabilities, within "
    "3 standard errors of these, and the inverse ratio of two medians within 4 and a factor of 2.",
    why="Hazards need not be proportional, but a curve of another group, a lost digit or arms that "
    "changed places are further off than that.",
    severity=Severity.WARNING,
    passes="HR 0.70, 54.4% of 105 against 39.0% of 103 at 2 years: about 0.65",
    fails="HR 0.70, 39.0% of 105 against 74.4% of 103 at 2 years: about 3.2",
    fix="Compare the effect and both results with the source, and which group is the reference. "
    "Curves that cross may differ: waive it with that reason.",
    look=_on_curves,
)
CHECKS = (E14,)
