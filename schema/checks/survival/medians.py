"""The check that the interval of a median time is as wide as its patients ask."""

from collections.abc import Iterator
from math import log, sqrt

from schema import terms
from schema.cells import Number
from schema.checks.figures import bounds, closed, confidence, plain_number, unit_of
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import outcome_medians
from schema.checks.view import View, name, size, size_name
from schema.facts import EstimateFact

# Standard errors of a log median, of one patient: 2.8 to either side if hazards are constant. Of
# 1,800 simulated ones none is beyond 9; long plateaus and few patients reach further.
_FARTHEST, _PLATEAU, _FEW = 10.0, 12.0, 20.0
_ENOUGH = 10  # patients
_USUAL = 0.95


def _wide(view: View) -> Iterator[Answer]:
    for fact in outcome_medians(view):
        median, spread, unit = plain_number(fact), confidence(fact), unit_of(fact.value)
        if median is None or spread is None:
            continue
        timed = terms.vocabulary("units")[unit].text("dimension") == "time"
        if not timed or closed(median)[0] <= 0:
            continue
        told = [
            (side, number)
            for side, number, bound in bounds(spread)
            if not bound.operator and bound.unit in ("", unit)
        ]
        for side, number in told:
            yield _bound(view, fact, median, side, number, both=len(told) == 2)


def _bound(
    view: View, fact: EstimateFact, median: Number, side: str, bound: Number, *, both: bool
) -> Answer:
    n, told = size(fact), (name(fact), name(fact, side))
    if n is None or n < _ENOUGH:
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
