"""The check that an interval around a point of a curve is possible with so many patients.

Packages give Kaplan-Meier intervals symmetric on one of several scales. Censoring only widens them:
Greenwood's variance is never below that of a proportion of all n patients.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import asin, inf, log, sqrt

from schema.checks.changes import Change, likeliest
from schema.checks.figures import closed, confidence, unit_of
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.points import at_a_time, percent, percent_bounds
from schema.checks.tails import Ends, ends, method
from schema.checks.view import View, name, size, size_name
from schema.exact.rounding import as_printed, counts
from schema.facts import EstimateFact

_OTHER_VARIANCE = ("weighted-kaplan-meier", "simon-makuch", "adjusted")
_TOLERANCE = 0.001  # a tenth of a point
_WIDEST = 4  # times the standard error without censoring; simulated trials stay below 3

Scale = Callable[[float], float]  # rises with the proportion, between 0 and 1


def _plain(p: float) -> float:
    return p


_SCALES: dict[str, Scale] = {
    "plain": _plain,
    "log": log,
    "log-log": lambda p: -log(-log(p)),
    "logit": lambda p: log(p / (1 - p)),
    "arcsine": lambda p: asin(sqrt(p)),
}
_INCIDENCE: dict[str, Scale] = {
    **_SCALES,
    "log of survival": lambda p: -log(1 - p),
    "log-log of survival": lambda p: log(-log(1 - p)),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How an interval looks on one scale.

    `leans` is 0 where the estimate can be in the middle, 1 where the upper side is longer, and -1
    where the lower is. `low` and `high` say whether each bound is as far out as n patients ask.
    """

    scale: str
    leans: int
    low: bool
    high: bool
    wide: bool


def _intervals(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        span = percent(fact) if at_a_time(fact) else None
        bounds = percent_bounds(fact)
        if span is None or (bounds is None and not _errors(fact)):
            continue
        if fact.meaning.method in _OTHER_VARIANCE:
            yield not_applicable("weighted and adjusted estimates vary otherwise", name(fact))
            continue
        if bounds is not None:
            yield _interval(view, fact, ends(span), (ends(bounds[0]), ends(bounds[1])))
        for kind, error in _errors(fact):
            yield _error(view, fact, ends(span), kind, error)


def _interval(view: View, fact: EstimateFact, share: Ends, bounds: tuple[Ends, Ends]) -> Answer:
    n = size(fact)
    three = (name(fact), name(fact, "low"), name(fact, "high"))
    names = (*three, size_name(view, fact)) if n else three
    if share[0] <= 0 or share[1] >= 1:
        return not_applicable("no scale has an interval around 0% or 100%", *names)
    found = list(_fits(fact, share, bounds))
    good = [fit.scale for fit in found if not fit.leans and fit.low and fit.high and not fit.wide]
    if good:
        return Answer(State.PASSED, names, good[0])
    exact = _as_proportion(fact, bounds)
    if exact:
        return Answer(State.PASSED, names, exact)
    says, severity = _judgment(found)
    changes = likeliest(_centred(fact)) if severity is Severity.WARNING else ()
    return violated(names, f"{fact.value.text}: {says}", severity=severity, changes=changes)


def _judgment(found: Sequence[Fit]) -> tuple[str, Severity]:
    if not (any(fit.low for fit in found) and any(fit.high for fit in found)):
        return "narrower than so many patients allow", Severity.WARNING
    if all(fit.wide for fit in found):
        return "far wider than censoring explains", Severity.WARNING
    if min(fit.leans for fit in found) < 0 < max(fit.leans for fit in found):
        return "between the common scales, on none of them", Severity.INFO
    if any(not fit.leans for fit in found):
        return "a little narrow for so many patients", Severity.INFO
    return "the estimate is off the middle on every common scale", Severity.WARNING


def _centred(fact: EstimateFact) -> Iterator[Change]:
    """Say on each scale what each number would have to be if the two others are right."""
    quantity, spread = fact.value.quantity, confidence(fact)
    bounds = (spread.low, spread.high) if spread else ()
    numbers = [each.number for each in (quantity, *bounds) if each and each.number]
    unit = 1.0 if unit_of(fact.value) == "fraction" else 100.0
    shares = [float(number.decimal) / unit for number in numbers]
    if len(numbers) < 3 or not all(0 < share < 1 for share in shares[:1] + shares[2:]):
        return
    for scale, on in _scales(fact).items():
        share, low, high = (on(p) if 0 < p < 1 or on is _plain else -inf for p in shares)
        for number, value in zip(
            numbers, ((low + high) / 2, 2 * share - high, 2 * share - low), strict=True
        ):
            if value > -inf:
                printed = as_printed(Fraction(_inverse(on, value) * unit), number.decimals)
                yield number.text, printed, scale


def _inverse(scale: Scale, value: float) -> float:
    low, high = 1e-9, 1 - 1e-9
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if scale(middle) < value else (low, middle)
    return low


def _scales(fact: EstimateFact) -> dict[str, Scale]:
    return _SCALES if fact.meaning.statistic == "probability" else _INCIDENCE


def _as_proportion(fact: EstimateFact, bounds: tuple[Ends, Ends]) -> str:
    """Return the method by which it is an interval of a plain proportion, if it is one."""
    n, span = size(fact), percent(fact)
    if not n or span is None:
        return ""
    found = (method(k, n, level, *bounds) for k in counts(span, n)[:3] for level in two_sided(fact))
    return next(filter(None, found), "")


def _fits(fact: EstimateFact, share: Ends, bounds: tuple[Ends, Ends]) -> Iterator[Fit]:
    n = size(fact)
    quantiles = [z(level) for level in two_sided(fact)]
    middle = (share[0] + share[1]) / 2
    for scale, on in _scales(fact).items():
        low, high = _on(on, bounds[0]), _on(on, bounds[1])
        if low is None or high is None:
            continue
        error = _slope(on, middle) * sqrt(middle * (1 - middle) / n) if n else 0.0
        least, most = min(quantiles) * error, max(quantiles) * error * _WIDEST
        yield Fit(
            scale,
            _leaning((on(share[0]), on(share[1])), low, high),
            low=_lower(on, bounds[0][0]) <= on(share[1]) - least,
            high=_upper(on, bounds[1][1]) >= on(share[0]) + least,
            wide=bool(n) and (high[0] - low[1]) / 2 > most,
        )


def _lower(scale: Scale, bound: float) -> float:
    return scale(bound - _TOLERANCE) if bound > _TOLERANCE else -inf


def _upper(scale: Scale, bound: float) -> float:
    return scale(bound + _TOLERANCE) if bound < 1 - _TOLERANCE else inf


def _on(scale: Scale, bound: Ends) -> Ends | None:
    """Put a bound on a scale; what prints as 0 or 100% may have been cut off there."""
    if bound[1] <= 0 or bound[0] >= 1:
        return bound if scale is _plain else None
    return (-inf if bound[0] <= 0 else scale(bound[0])), (inf if bound[1] >= 1 else scale(bound[1]))


def _leaning(share: Ends, low: Ends, high: Ends) -> int:
    if 2 * share[1] < low[0] + high[0]:
        return 1
    return -1 if 2 * share[0] > low[1] + high[1] else 0


def _slope(scale: Scale, p: float) -> float:
    step = min(p, 1 - p) / 1000
    return (scale(p + step) - scale(p - step)) / (2 * step)


def _errors(fact: EstimateFact) -> list[tuple[str, Ends]]:
    """Return the standard errors that are printed, as proportions."""
    scale = 1.0 if unit_of(fact.value) == "fraction" else 0.01
    printed = [spread for spread in fact.value.spreads if spread.kind in ("SE", "+/-")]
    found = [(spread.kind, closed(spread.value)) for spread in printed if spread.value]
    return [(kind, (float(low) * scale, float(high) * scale)) for kind, (low, high) in found]


def _error(view: View, fact: EstimateFact, share: Ends, kind: str, error: Ends) -> Answer:
    n = size(fact)
    if not n:
        reason = "the number of patients is not printed"
        return not_applicable(reason, name(fact), name(fact, kind))
    names = (name(fact), name(fact, kind), size_name(view, fact))
    least = min(sqrt(max(p * (1 - p), 0) / n) for p in share)
    most = max(sqrt(max(p * (1 - p), 0) / n) for p in (*share, sum(share) / 2))
    if error[1] < least:
        says = f"{fact.value.text}: less than the standard error of {n} patients"
    elif error[0] > _WIDEST * most:
        says = f"{fact.value.text}: far more than the standard error of {n} patients"
    else:
        return passed(*names)
    return violated(names, says, severity=Severity.WARNING)


S09 = Check(
    id="S09",
    title="The interval of a survival estimate is possible",
    statement="The estimate is in the middle of its interval on a common scale (plain, log, "
    "log-log, logit, arcsine), and the interval is not narrower than n patients allow. A standard "
    "error is not below that of n patients without censoring.",
    why="A mistyped bound moves the estimate off the middle on every scale.",
    severity=Severity.WARNING,
    passes="61.4% (48.0 to 72.3) of 64: log-log, a little wider than without censoring",
    fails="61.4% (48.0 to 62.3) of 64",
    fix="Compare the estimate, both bounds, the level and the number of patients with the source. "
    "Bootstrap intervals need not fit: waive them with that reason.",
    look=_intervals,
    method="Greenwood M, 1926; Kalbfleisch JD, Prentice RL. The statistical analysis of failure "
    "time data",
)
CHECKS = (S09,)
