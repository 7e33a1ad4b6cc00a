"""Checks of confidence intervals: the method that gives them, their level, their middle."""

from collections.abc import Iterator
from fractions import Fraction

from schema.cells import Number
from schema.checks.changes import Change, likeliest
from schema.checks.effects.effect import Effect, all_positive, effect_numbers, is_ratio
from schema.checks.figures import closed, confidence, interval
from schema.checks.levels import stated, two_sided
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.points import percent_bounds, shown
from schema.checks.tails import Ends, all_intervals, ends, method
from schema.checks.view import View, count_name, is_share, name, possible_counts, size, size_name
from schema.exact.rounding import as_printed
from schema.facts import EstimateFact, Fact

_CENTRED = ("MD", "SMD")
_MANY = 20
_LEAST_LEVEL = 0.8


def _reproduced(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        bounds = percent_bounds(fact) if is_share(fact) else None
        if bounds is not None:
            yield _by_a_method(view, fact, ends(bounds[0]), ends(bounds[1]))


def _by_a_method(view: View, fact: EstimateFact, low: Ends, high: Ends) -> Answer:
    n, possible = size(fact), possible_counts(fact)
    names = (count_name(fact), size_name(view, fact), name(fact, "low"), name(fact, "high"))
    if not n or not possible or possible[-1] > n:
        return not_applicable("how many of how many is neither printed nor implied", *names)
    if len(possible) > _MANY:
        return not_applicable("the percentage stands for too many counts", *names)
    for k in possible:
        for level in two_sided(fact):
            if found := method(k, n, level, low, high):
                return Answer(State.PASSED, names, found)
    return violated(
        names,
        f"no common method gives {_written(fact)} for {possible[0]} of {n}",
        severity=Severity.WARNING,
        changes=likeliest(_other_bounds(fact, possible[0], n, low, high)),
    )


def _other_bounds(fact: EstimateFact, k: int, n: int, low: Ends, high: Ends) -> Iterator[Change]:
    """Name the bound that would have to be another where a method gives the other one."""
    told = interval(fact, "CI")
    if told is None:
        return
    (lower, _), (upper, _) = told
    for by, (bottom, top) in all_intervals(k, n, two_sided(fact)[0]):
        if low[0] <= bottom <= low[1]:
            yield upper.text, as_printed(Fraction(top) * 100, upper.decimals), by
        if high[0] <= top <= high[1]:
            yield lower.text, as_printed(Fraction(bottom) * 100, lower.decimals), by


def _text(number: Number | None) -> str:
    return number.text if number else ""


def _written(fact: Fact) -> str:
    spread = confidence(fact)
    if spread is None or spread.low is None or spread.high is None:
        return shown(fact)
    return f"{_text(spread.low.number)} to {_text(spread.high.number)}"


def _level_known(view: View) -> Iterator[Answer]:
    for fact in view.facts:
        spread = confidence(fact)
        if spread is None:
            continue
        where = tuple(name(fact, side) for side in ("low", "high"))
        level = stated(fact)
        open_side = any(bound and bound.word == "none" for bound in (spread.low, spread.high))
        if fact.level == "unstated":
            yield not_applicable("the source does not state the level", *where)
        elif level is None or level >= 1:
            says = f"`{fact.level}` is no confidence level"
            yield violated(where, says, changes=(f"{fact.level or 'it'} would have to be 95%",))
        elif level < _LEAST_LEVEL:
            says = f"hardly anybody gives intervals of {fact.level}"
            changes = (f"{fact.level} would have to be 95%",)
            yield violated(where, says, severity=Severity.WARNING, changes=changes)
        elif open_side and fact.sides != "one-sided":
            says = f"{_written(fact)} has one bound, but is not said to be one-sided"
            yield violated(where, says, severity=Severity.WARNING)
        else:
            yield passed(*where)


def _centred(view: View) -> Iterator[Answer]:
    for fact in view.comparisons:
        numbers = effect_numbers(fact)
        if numbers is None:
            continue
        names = (name(fact), name(fact, "low"), name(fact, "high"))
        ratio = is_ratio(fact)
        if not ratio and fact.value.effect not in _CENTRED:
            yield not_applicable("intervals of this effect need not be symmetric", *names)
        elif ratio and not all_positive((numbers[0], numbers[2])):
            yield not_applicable("a number of the ratio prints as 0", *names)
        elif _in_the_middle(numbers, ratio=ratio) or (ratio and _turned_round(numbers)):
            yield passed(*names)
        else:
            where = " on the log scale" if ratio else ""
            yield violated(
                names,
                f"{fact.value.text}: the effect is not in the middle of its interval{where}",
                severity=Severity.WARNING,
                changes=likeliest(_recentred(numbers, ratio=ratio)),
            )


def _in_the_middle(numbers: Effect, *, ratio: bool) -> bool:
    estimate, low, high = map(closed, numbers)
    if ratio:
        return estimate[0] ** 2 <= low[1] * high[1] and low[0] * high[0] <= estimate[1] ** 2
    return 2 * estimate[0] <= low[1] + high[1] and low[0] + high[0] <= 2 * estimate[1]


def _turned_round(numbers: Effect) -> bool:
    """Say whether a ratio was made by turning round one that had been rounded before."""
    decimals = max(number.decimals for number in numbers)
    before = [_reciprocal(number, decimals) for number in numbers]
    if any(_reciprocal(b, n.decimals) != n for b, n in zip(before, numbers, strict=True)):
        return False
    estimate, high, low = before
    return _in_the_middle((estimate, low, high), ratio=True)


def _reciprocal(number: Number, decimals: int) -> Number:
    value = Fraction(number.decimal)
    return Number(as_printed(1 / value, decimals)) if value else number


def _recentred(numbers: Effect, *, ratio: bool) -> Iterator[Change]:
    """Say for each number what it would have to be if the two others are right."""
    estimate, low, high = (float(number.decimal) for number in numbers)
    wanted: tuple[float | None, ...]
    if ratio and low <= 0:
        wanted = None, estimate**2 / high, None
    elif ratio:
        wanted = (low * high) ** 0.5, estimate**2 / high, estimate**2 / low
    else:
        wanted = (low + high) / 2, 2 * estimate - high, 2 * estimate - low
    for number, value in zip(numbers, wanted, strict=True):
        if value is not None:
            yield number.text, as_printed(Fraction(value), number.decimals), ""


E01 = Check(
    id="E01",
    title="The interval of a proportion can be reproduced",
    statement="Wilson, Clopper-Pearson, Wald, Agresti-Coull, Jeffreys, mid-P, likelihood ratio or "
    "a transformed interval of k of n prints as the bounds.",
    why="k, n and the level fix both bounds, so a mistyped one shows. The answer names the method.",
    severity=Severity.WARNING,
    passes="88 of 109: 72.1 to 87.7 is Clopper-Pearson",
    fails="88 of 109: 71.2 to 87.7 is nobody's",
    fix="Compare both bounds, the count and the level with the source. Bootstrap and stratified "
    "intervals are not reproduced: waive them with that reason.",
    look=_reproduced,
    method="Newcombe RG. Stat Med 1998;17:857-872",
)
E02 = Check(
    id="E02",
    title="The level of an interval is known",
    statement="Every interval has a level, and one with a single bound is one-sided.",
    why="A 97.5% interval read as 95% no longer agrees with its p-value.",
    severity=Severity.ERROR,
    passes="97.5%",
    fails="975%",
    fix="Write the level that the source prints in `ci` or `effect-ci`, or in the cell.",
    look=_level_known,
)
E03 = Check(
    id="E03",
    title="A ratio lies in the middle of its interval",
    statement="A ratio squared is the product of its bounds, within rounding; a mean difference is "
    "halfway between them.",
    why="Intervals of Cox and logistic models are symmetric on the log scale.",
    severity=Severity.WARNING,
    passes="0.71 (0.55 to 0.93): the middle is 0.710 to 0.720",
    fails="0.71 (0.55 to 0.98): the middle is 0.729 to 0.739",
    fix="Compare the three numbers with the source. Exact, bootstrap and Bayesian intervals need "
    "not be symmetric: waive them with that reason.",
    look=_centred,
)
CHECKS = (E01, E02, E03)
