"""Checks of units and magnitudes: is it the right kind of number, and of a size that occurs?"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from schema import terms
from schema.cells import Number
from schema.checks.figures import bounds, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.values.written import FIX
from schema.checks.view import View, name
from schema.exact.rounding import Span, printed
from schema.facts import ComparisonFact, EstimateFact, Fact

_OF_PATIENTS = ("share", "probability", "cumulative-incidence")
_OF_VALUES = ("median", "mean", "maximum", "minimum", "rmst")
# What is noted of one patient (`unit` of a measure), and the dimensions that can express it.
_DIMENSIONS = {
    "time": ("time",),
    "years": ("time",),
    "count": ("count",),
    "score": ("grade", "score", "count"),
    "percentage": ("proportion",),
    "cells": ("cells", "cells-by-volume", "cells-by-weight"),
    "concentration": ("concentration", "molar-concentration", "enzyme-activity"),
    "proportion": ("time", "proportion"),  # how long it lasts, or of how many cells it is true
}
# Units of which there are only whole ones, or hardly ever others: a cycle or a dose can be given in
# part, and a few studies count hours.
_WHOLE = {
    "lines": Severity.ERROR,
    "events": Severity.ERROR,
    "grade": Severity.ERROR,
    "cycles": Severity.WARNING,
    "doses": Severity.WARNING,
    "d": Severity.WARNING,
}


class _Limits(NamedTuple):
    """What can be, and what occurs, in the canonical unit."""

    possible: Span
    likely: Span


def _limits(possible: tuple[int, int | None], least: str, most: str | None) -> _Limits:
    top = None if possible[1] is None else Fraction(possible[1])
    likely = Span(Fraction(least), None if most is None else Fraction(most))
    return _Limits(Span(Fraction(possible[0]), top), likely)


_AGE = _limits((0, 1500), "0", "1320")  # months: 125 and 110 years
_RATIO = _limits((0, None), "1/50", "50")
_ODDS = _limits((0, None), "1/100", "100")  # of small tables: 5 of 4,000 simulated ones exceed 50
_POINTS = _limits((-100, 100), "-100", "100")
_BY_DIMENSION = {
    "time": _limits((0, None), "0", "600"),
    "grade": _limits((0, 5), "0", "5"),
    "count": _limits((0, None), "0", "1000"),
}
_OTHERS = _limits((0, None), "0", None)


def _plausible(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        if fact.value.quantity and fact.value.quantity.number:
            yield from _estimate(fact, fact.value.quantity.unit)
    for comparison in view.comparisons:
        limits = _effect_limits(comparison)
        if limits is not None:
            yield from _sizes(comparison, limits)
        elif comparison.value.quantity and comparison.value.quantity.number:
            yield not_applicable("such an effect has no limits of its own", name(comparison))


def _estimate(fact: EstimateFact, unit: str) -> Iterator[Answer]:
    noted = terms.vocabulary("measures")[fact.meaning.measure].text("unit")
    found = terms.vocabulary("units")[unit].text("dimension")
    wanted = _dimensions(fact.meaning.statistic, noted)
    if not wanted:
        yield not_applicable("the measure may have any unit", name(fact))
    elif found not in wanted:
        says = f"{fact.value.text}: {fact.meaning.measure} is not noted in {unit}"
        yield violated((name(fact),), says, severity=Severity.WARNING)
    elif fact.meaning.statistic not in _OF_PATIENTS:  # their limits are V02's
        limits = _AGE if noted == "years" else _BY_DIMENSION.get(found, _OTHERS)
        yield from _sizes(fact, limits)


def _dimensions(statistic: str, noted: str) -> tuple[str, ...]:
    if statistic in _OF_PATIENTS:
        return ("proportion",)
    if statistic == "rate":
        return ("rate", "proportion")
    return _DIMENSIONS.get(noted, ()) if statistic in _OF_VALUES else ()


def _effect_limits(fact: ComparisonFact) -> _Limits | None:
    effect = terms.vocabulary("effects").get(fact.value.effect)
    if effect is not None and effect.text("scale") == "log":
        return _ODDS if effect.id == "OR" else _RATIO
    return _POINTS if unit_of(fact.value) == "pp" else None


def _sizes(fact: Fact, limits: _Limits) -> Iterator[Answer]:
    for part, number, unit in _numbers(fact):
        yield _sized(name(fact, part), number, unit, limits, estimate=part == "value")


def _numbers(fact: Fact) -> Iterator[tuple[str, Number, str]]:
    quantity, own = fact.value.quantity, unit_of(fact.value)
    if quantity and quantity.number:
        yield "value", quantity.number, own
    for spread in fact.value.spreads:
        for part, number, bound in bounds(spread):
            yield part, number, bound.unit or own


def _sized(where: str, number: Number, unit: str, limits: _Limits, *, estimate: bool) -> Answer:
    factor = terms.factor(unit)[0] if unit else Fraction(1)
    shown = f"{number.text} {unit}".strip()
    if not printed(number).times(factor).meets(limits.possible):
        return violated((where,), f"{shown} cannot be")
    exact = Fraction(number.decimal) * factor
    # The bounds of an interval may lie far out; only the estimate must be of a size that occurs.
    if not estimate or Span(exact, exact).meets(limits.likely):
        return passed(where)
    says = f"{shown} is beyond what occurs"
    changes = tuple(_shifted(number, factor, limits.likely))
    return violated((where,), says, severity=Severity.WARNING, changes=changes)


def _shifted(number: Number, factor: Fraction, likely: Span) -> Iterator[str]:
    """Put back a decimal point that was dropped: HR 75 is perhaps 0.75."""
    for places in (2, 1):
        moved = number.decimal.scaleb(-places)
        exact = Fraction(moved) * factor
        if Span(exact, exact).meets(likely):
            yield f"{number.text} would have to be {moved}"


def _granular(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        severity = _WHOLE.get(unit_of(fact.value))
        if severity is None or fact.meaning.statistic not in ("median", "maximum", "minimum"):
            continue
        for part, number, _ in _numbers(fact):
            step = _step(fact, part)
            if step is not None:
                yield _stepped(name(fact, part), number, step, severity)


def _step(fact: EstimateFact, part: str) -> Fraction | None:
    """Return of what a number is a multiple: medians of halves; quartiles may be interpolated."""
    if part == "value":
        return Fraction(1, 2 if fact.meaning.statistic == "median" else 1)
    return Fraction(1) if part.startswith("range") else None


def _stepped(where: str, number: Number, step: Fraction, severity: Severity) -> Answer:
    span = printed(number)
    low, high = (span.low or Fraction(0)) / step, (span.high or Fraction(0)) / step
    if ceil(low) <= floor(high):
        return passed(where)
    near = round(Fraction(number.decimal) / step) * step
    says = f"{number.text} is no multiple of {float(step):g}, as it is of whole numbers"
    return violated(
        (where,),
        says,
        severity=severity,
        changes=(f"{number.text} would have to be {float(near):g}",),
    )


V07 = Check(
    id="V07",
    alone=True,
    title="Medians of whole numbers",
    statement="The median of whole numbers is a multiple of 0.5, the ends of their range of 1.",
    why="1.3 lines of therapy is a mean, or a number from another row.",
    severity=Severity.ERROR,
    passes="2 cycles (range 1 to 5)",
    fails="1.3 lines",
    fix=f"{FIX} If it is a mean, write it in a table of means.",
    look=_granular,
    method="The idea of GRIM (Brown and Heathers 2017), applied to medians",
)
V08 = Check(
    id="V08",
    alone=True,
    title="Unit and magnitude",
    statement="The unit fits the measure; the number is possible, and of a size that occurs.",
    why="Months read as years, a hazard ratio without its decimal point, a grade of 6.",
    severity=Severity.ERROR,
    passes="HR 0.75",
    fails="HR 75",
    fix=FIX,
    look=_plausible,
)
CHECKS = (V07, V08)
