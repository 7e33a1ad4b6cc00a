"""The check that the interval of a median time is as wide as its patients ask."""

from collections.abc import Iterator
from math import log, sqrt

from schema import terms
from schema.cells import Bound, Number, Spread
from schema.checks.effects.intervals import closed
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import confidence, size_name
from schema.checks.view import View, name, size
from schema.facts import EstimateFact

# Standard errors of a log median, of one patient: 2.8 to either side if hazards are constant. Of
# 1,800 simulated ones none is beyond 9; long plateaus and few patients reach further.
_FARTHEST, _PLATEAU, _FEW = 10.0, 12.0, 20.0
_ENOUGH = 10  # patients
_USUAL = 0.95


def _wide(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        quantity, spread = fact.value.quantity, confidence(fact)
        if fact.meaning.statistic != "median" or fact.section != "outcomes" or spread is None:
            continue
        if quantity is None or quantity.number is None or quantity.operator or quantity.upto:
            continue
        timed = terms.vocabulary("units")[quantity.unit].text("dimension") == "time"
        if not timed or closed(quantity.number)[0] <= 0:
            continue
        told = [(side, _number(bound, quantity.unit)) for side, bound in _sides(spread)]
        both = all(number for _, number in told)
        for side, bound in told:
            if bound is not None:
                yield _bound(view, fact, side, bound, both=both)


def _sides(spread: Spread) -> tuple[tuple[str, Bound | None], ...]:
    return ("low", spread.low), ("high", spread.high)


def _number(bound: Bound | None, unit: str) -> Number | None:
    plain = bound is not None and not bound.operator and bound.unit in ("", unit)
    return bound.number if bound is not None and plain else None


def _bound(view: View, fact: EstimateFact, side: str, bound: Number, *, both: bool) -> Answer:
    n, told = size(fact), (name(fact), name(fact, side))
    median = fact.value.quantity.number if fact.value.quantity else None
    if median is None or n is None or n < _ENOUGH:
        return not_applicable("how many patients there are is not known, or too few", *told)
    names = (*told, size_name(view, fact))
    numbers = (bound, median) if side == "low" else (median, bound)
    unit = sqrt(n) * max(z(_USUAL) / z(level) for level in two_sided(fact))
    limit = (_FARTHEST if side == "low" else _PLATEAU) + _FEW / sqrt(n)
    if _apart(*numbers) * unit > limit:
        says = f"{fact.value.text}: {bound.text} is too far from the median for {n} patients"
    elif both and median.decimals and median.decimal == bound.decimal:
        says = f"{fact.value.text}: {bound.text} is the median itself"
    else:
        return passed(*names)
    return violated(names, says, severity=Severity.WARNING)


def _apart(low: Number, high: Number) -> float:
    """Return the least distance of two times, on the log scale."""
    (_, below), (above, _) = closed(low), closed(high)
    return log(above / below) if 0 < below < above else 0.0


S10 = Check(
    id="S10",
    title="The interval of a median is as wide as its patients ask",
    statement="The lower bound of a median time of n patients is not more than 10/sqrt(n) + 20/n "
    "below it on the log scale, the upper not more than 12/sqrt(n) + 20/n above it, and neither is "
    "the median itself where both are known.",
    why="Nothing else protects the bounds of a median. With constant hazards each is about "
    "2.8/sqrt(n) away.",
    severity=Severity.WARNING,
    passes="5.0 months (3.7 to 5.6) of 164 patients",
    fails="5.0 months (0.7 to 5.6) of 164 patients",
    fix="Compare the median, both bounds and the number of patients with the source.",
    look=_wide,
    method="Collett D. Modelling survival data in medical research",
)
CHECKS = (S10,)
