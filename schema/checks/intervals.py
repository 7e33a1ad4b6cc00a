"""Checks of confidence intervals: the method that gives them, their level, their middle."""

from collections.abc import Iterator
from fractions import Fraction

from schema import terms
from schema.cells import Number
from schema.checks.changes import Change, likeliest
from schema.checks.levels import stated, two_sided
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.points import confidence, percent_bounds, shown, size_name
from schema.checks.rounding import Span, as_printed, printed, unit
from schema.checks.tails import Ends, all_intervals, ends, method
from schema.checks.view import View, count_name, is_share, name, possible_counts, size
from schema.facts import ComparisonFact, EstimateFact, Fact

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
    if not n or not possible:
        return not_applicable("how many of how many is neither printed nor implied", *names)
    if len(possible) > _MANY:
        return not_applicable("the percentage stands for too many counts", *names)
    for k in possible:
        for level in _levels(fact, k, n):
            if found := method(k, n, level, low, high):
                return Answer(State.PASSED, names, found)
    return violated(
        names,
        f"no common method gives {_written(fact)} for {possible[0]} of {n}",
        severity=Severity.WARNING,
        changes=likeliest(_other_bounds(fact, possible[0], n, low, high)),
    )


def _levels(fact: EstimateFact, k: int, n: int) -> tuple[float, ...]:
    """Return the levels to try; with none or all of n, some leave all of the tail on one side."""
    levels = two_sided(fact)
    return levels if 0 < k < n else (*levels, *(2 * level - 1 for level in levels))


def _other_bounds(fact: EstimateFact, k: int, n: int, low: Ends, high: Ends) -> Iterator[Change]:
    """Name the bound that would have to be another where a method gives the other one."""
    spread = confidence(fact)
    if spread is None or spread.low is None or spread.high is None:
        return
    for by, (bottom, top) in all_intervals(k, n, two_sided(fact)[0]):
        if low[0] <= bottom <= low[1]:
            yield _text(spread.high.number), _like(spread.high.number, top), by
        if high[0] <= top <= high[1]:
            yield _text(spread.low.number), _like(spread.low.number, bottom), by


def _like(number: Number | None, share: float) -> str:
    return as_printed(Fraction(share) * 100, number.decimals if number else 0)


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
        scale = terms.vocabulary("effects")[fact.value.effect].text("scale")
        if scale != "log" and fact.value.effect not in _CENTRED:
            yield not_applicable("intervals of this effect need not be symmetric", *names)
        elif scale == "log" and printed(numbers[1]).low <= 0:
            yield not_applicable("the lower bound of a ratio prints as 0", *names)
        elif _middle(numbers, scale) or _middle(_inverted(numbers), scale):
            yield passed(*names)
        else:
            estimate, low, high = numbers
            says = f"{estimate.text} is not in the middle of {low.text} to {high.text}"
            where = " on the log scale" if scale == "log" else ""
            changes = likeliest(_recentred(numbers, scale))
            yield violated(names, says + where, severity=Severity.WARNING, changes=changes)


def effect_numbers(fact: ComparisonFact) -> tuple[Number, Number, Number] | None:
    """Return an effect and both bounds, where all three are printed in one unit."""
    quantity, spread = fact.value.quantity, confidence(fact)
    if quantity is None or quantity.number is None or quantity.operator or spread is None:
        return None
    low, high = spread.low, spread.high
    if low is None or high is None or low.number is None or high.number is None:
        return None
    if any(bound.operator or bound.unit not in ("", quantity.unit) for bound in (low, high)):
        return None
    return quantity.number, low.number, high.number
