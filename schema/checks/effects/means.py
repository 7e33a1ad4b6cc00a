"""The check that a mean, its standard deviation, a range and a median can be of one set of values.

Whatever the values are, their standard deviation lies between two limits set by the ends of their
range, and the median is within one standard deviation of the mean.
"""

from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import combinations
from math import log, sqrt

from schema.cells import Number
from schema.checks.figures import closed, interval, plain_number, unit_of
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, name, size
from schema.facts import EstimateFact

Ends = tuple[Fraction, Fraction]

_AGES = "y"  # ages have no long tails, which would make deviations uncertain
_FAR = 4.5  # standard errors of the logarithm of a ratio of two deviations
_ENOUGH = 20


def _possible(view: View) -> Iterator[Answer]:
    told = [fact for fact in view.estimates if _deviation(fact) is not None]
    for fact in told:
        if _range(fact) is not None:
            yield _in_range(fact)
    medians = grouped(
        (_values(fact), fact)
        for fact in view.estimates
        if fact.meaning.statistic == "median" and plain_number(fact) is not None
    )
    for fact in told:
        for median in medians.get(_values(fact), ()):
            yield _near(fact, median)
    arms = [split.parts for split in view.splits if split.by == "randomisation"]
    for one, other in combinations(told, 2):
        if one.meaning.endpoint == other.meaning.endpoint and _drawn_alike(arms, one, other):
            yield _as_wide(one, other)


def _deviation(fact: EstimateFact) -> Number | None:
    if fact.meaning.statistic != "mean" or plain_number(fact) is None:
        return None
    return next((s.value for s in fact.value.spreads if s.kind == "SD" and s.value), None)


def _range(fact: EstimateFact) -> tuple[Ends, Ends] | None:
    told = interval(fact, "range")
    if told is None or any(bound.operator or bound.unit for _, bound in told):
        return None
    (low, _), (high, _) = told
    return closed(low), closed(high)


def _in_range(fact: EstimateFact) -> Answer:
    names = tuple(name(fact, part) for part in ("value", "SD", "range low", "range high"))
    deviation, mean, ends, n = _deviation(fact), plain_number(fact), _range(fact), size(fact)
    if deviation is None or mean is None or ends is None or not n or n < _ENOUGH:
        return not_applicable("how many patients there are is not known, or too few", *names)
    (least, most), ((bottom, inside), (under, top)) = closed(deviation), ends
    # Patients without a value make the first limit a little larger, the second only smaller.
    if least > 0 and least**2 > _highest(closed(mean), bottom, top) * Fraction(n, n - 2):
        says = f"{fact.value.text}: no values in this range vary so much about this mean"
    elif most**2 * 2 * (n - 1) < max(under - inside, Fraction(0)) ** 2:
        says = f"{fact.value.text}: the ends of the range alone make {n} values vary more"
    else:
        return passed(*names)
    return violated(names, says)


def _highest(mean: Ends, bottom: Fraction, top: Fraction) -> Fraction:
    """Return the largest variance about a mean of values between two ends."""
    nearest = min(max((bottom + top) / 2, mean[0]), mean[1])  # where it is largest
    return max((nearest - bottom) * (top - nearest), Fraction(0))


def _values(fact: EstimateFact) -> Hashable:
    """Return what a mean and a median of the same values share."""
    m = fact.meaning
    cut = "" if fact.section == "baseline" else m.cut  # what was so at baseline stays so
    return (fact.section, m.measure, m.category, fact.group, m.set, cut, unit_of(fact.value))


def _near(fact: EstimateFact, median: EstimateFact) -> Answer:
    names = (name(fact), name(fact, "SD"), name(median))
    deviation, mean, middle = _deviation(fact), plain_number(fact), plain_number(median)
    if deviation is None or mean is None or middle is None:
        return passed(*names)
    (low, high), (least, most) = closed(mean), closed(middle)
    if max(least - high, low - most) <= closed(deviation)[1]:
        return passed(*names)
    says = f"the median {middle.text} is further from the mean {mean.text} than {deviation.text}"
    return violated(names, says, severity=Severity.WARNING)


def _drawn_alike(arms: list[tuple[str, ...]], one: EstimateFact, other: EstimateFact) -> bool:
    """Say whether two results are ages of randomised arms, which differ by chance alone."""
    years = unit_of(one.value) == unit_of(other.value) == _AGES
    return years and any({one.group, other.group} <= set(parts) for parts in arms)


def _as_wide(one: EstimateFact, other: EstimateFact) -> Answer:
    names = (name(one, "SD"), name(other, "SD"))
    first, second, sizes = _deviation(one), _deviation(other), (size(one), size(other))
    if first is None or second is None or not all(n and n >= _ENOUGH for n in sizes):
        return not_applicable("how many patients there are is not known, or too few", *names)
    (a, b), (c, d) = closed(first), closed(second)
    if a <= 0 or c <= 0:
        return not_applicable("a deviation prints as 0", *names)
    gap = max(log(a / d), log(c / b), 0.0)
    if gap <= _FAR * sqrt(sum(1 / (2 * (n - 1)) for n in sizes if n)):
        return passed(*names)
    says = f"{first.text} and {second.text}: randomised arms hardly vary so differently"
    return violated(names, says, severity=Severity.WARNING)


E10 = Check(
    id="E10",
    title="Mean, deviation, range and median can be of one set",
    statement="A standard deviation is at most what the mean leaves inside the range, and at least "
    "what the ends of the range alone make; the median is within it of the mean; of ages of "
    "randomised arms it is alike.",
    why="These hold for any values, so that a digit lost in a deviation shows.",
    severity=Severity.ERROR,
    passes="41.1 years (SD 17.3, range 18 to 78) of 134",
    fails="41.1 years (SD 1.3, range 18 to 78) of 134",
    fix="Compare the mean, the deviation and the range with the source. If the median is of other "
    "patients or another data cut, say so: `set`, `cut`.",
    look=_possible,
    method="Bhatia R, Davis C. Am Math Mon 2000;107:353-357; scrutiny: DEBIT, GRIMMER",
)
CHECKS = (E10,)
