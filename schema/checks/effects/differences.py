"""The check that the interval of a difference, odds ratio or risk ratio follows from the counts.

Exact, score and normal intervals of one table differ, so that a bound is not asked to be that of
one method. It is asked to be as far from the estimate as one of them puts it.
"""

from collections.abc import Hashable, Iterator
from fractions import Fraction
from math import log

from schema.cells import Number
from schema.checks.changes import Change, likeliest
from schema.checks.effects.crude import not_crude, tables
from schema.checks.effects.effect import Effect, effect_numbers
from schema.checks.figures import closed, unit_of
from schema.checks.grouping import grouped
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.partners import Pair, Range, pairs, rows
from schema.checks.view import View, count_name, is_share, name
from schema.exact.differences import agresti_caffo, log_odds_ratio, log_risk_ratio, newcombe, wald
from schema.exact.rounding import as_printed
from schema.exact.tables import Table
from schema.facts import ComparisonFact

Reach = tuple[Range, Range]  # how far below and above the estimate a bound can be

_RATIOS = {"OR": log_odds_ratio, "RR": log_risk_ratio}
# Of the standard error of Woolf: score intervals are a little narrower, exact ones wider.
_LEAST, _MOST, _FEW = 0.88, 1.2, 1.2
_HUNDRED = 100
_NORMAL = "normal interval"
_SIBLINGS = 3
_FLOAT = 1e-9  # what floating point may lose, not a tolerance of the relation


def _followed(view: View) -> Iterator[Answer]:
    for answers in grouped(_by_source(view)).values():
        yield from _by_one_method(answers)


def _by_source(view: View) -> Iterator[tuple[Hashable, Answer]]:
    known = rows(view)
    for fact in view.comparisons:
        numbers = effect_numbers(fact)
        if numbers is None or fact.value.effect not in ("RD", *_RATIOS):
            continue
        for pair in pairs(known, fact):
            if all(map(is_share, pair)):
                key = fact.place.source, fact.value.effect
                yield key, _interval(view, fact, pair, numbers)


def _by_one_method(answers: list[Answer]) -> Iterator[Answer]:
    """Of many intervals of one source that one method gives, one that it does not give is told."""
    passed_by = [a.says for a in answers if a.state is State.PASSED]
    lone = len(passed_by) > _SIBLINGS and passed_by.count(_NORMAL) == len(passed_by) - 1
    for answer in answers:
        if lone and answer.state is State.PASSED and answer.says != _NORMAL:
            says = "the normal interval gives all others of this source, but not this one"
            yield violated(answer.numbers, says, severity=Severity.WARNING)
        else:
            yield answer


def _interval(view: View, fact: ComparisonFact, pair: Pair, numbers: Effect) -> Answer:
    names = (name(fact), name(fact, "low"), name(fact, "high"), *map(count_name, pair))
    found, reason = tables(pair), not_crude(view, fact, pair)
    if reason or not found:
        return not_applicable(reason or "the counts are neither printed nor implied", *names)
    if fact.value.effect in _RATIOS and not all(map(min, found)):
        return not_applicable("a ratio of no events has no such interval", *names)
    reaches = [_reach(fact.value.effect, t, level) for t in found for level in two_sided(fact)]
    below, above = _apart(fact, numbers)
    if any(_is_normal(fact, numbers, table) for table in found):
        return Answer(State.PASSED, names, _NORMAL)
    if any(_meet(below, low) and _meet(above, high) for low, high in reaches):
        return passed(*names)
    told = " and ".join(each.value.text for each in pair)
    return violated(
        names,
        f"{fact.value.text}: no common method gives this interval for {told}",
        severity=Severity.WARNING,
        changes=likeliest(_wanted(fact, numbers, found[0])),
    )


def _is_normal(fact: ComparisonFact, numbers: Effect, table: Table) -> bool:
    """Say whether the normal interval of a difference prints as both bounds."""
    if fact.value.effect in _RATIOS:
        return False
    a, b, c, d = table
    low, high = (_on_scale(fact, number) for number in numbers[1:])
    found = (wald(a, a + b, c, c + d, level) for level in two_sided(fact))
    return any(_holds(low, bottom) and _holds(high, top) for bottom, top in found)


def _holds(bound: Range, value: float) -> bool:
    return bound[0] - _FLOAT <= value <= bound[1] + _FLOAT


def _reach(effect: str, table: Table, level: float) -> Reach:
    if effect in _RATIOS:
        half = z(level) * _RATIOS[effect](table)[1]
        ratio = (_LEAST * half, (_MOST + _FEW / min(table)) * half)
        return ratio, ratio
    return _of_difference(table, level)


def _of_difference(table: Table, level: float) -> Reach:
    """An exact interval is wider than the normal one by about a patient in each group."""
    a, b, c, d = table
    n, m = a + b, c + d
    middle, patient = a / n - c / m, 1 / n + 1 / m
    found = [method(a, n, c, m, level) for method in (wald, agresti_caffo, newcombe)]
    low, high = [middle - each[0] for each in found], [each[1] - middle for each in found]
    half = low[0]
    return (min(low), max(*low, half + patient)), (min(high), max(*high, half + patient))


def _apart(fact: ComparisonFact, numbers: Effect) -> Reach:
    """Return how far the bounds are from the estimate, as proportions or on the log scale."""
    estimate, low, high = (_on_scale(fact, number) for number in numbers)
    return (
        (estimate[0] - low[1], estimate[1] - low[0]),
        (high[0] - estimate[1], high[1] - estimate[0]),
    )


def _on_scale(fact: ComparisonFact, number: Number) -> Range:
    low, high = map(float, closed(number))
    if fact.value.effect in _RATIOS:
        return log(low) if low > 0 else -_HUNDRED, log(high) if high > 0 else -_HUNDRED
    unit = _unit(fact, number)
    return low / unit, high / unit


def _unit(fact: ComparisonFact, number: Number) -> int:
    """Return what a difference is divided by to be one of proportions."""
    unit = unit_of(fact.value)
    return _HUNDRED if unit in ("pp", "%") or (not unit and abs(number.decimal) > 1) else 1


def _meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _wanted(fact: ComparisonFact, numbers: Effect, table: Table) -> Iterator[Change]:
    """Say what the normal interval would print."""
    if fact.value.effect in _RATIOS:
        return
    a, b, c, d = table
    bounds = wald(a, a + b, c, c + d, two_sided(fact)[0])
    for number, bound in zip(numbers[1:], bounds, strict=True):
        wanted = Fraction(bound) * _unit(fact, number)
        yield number.text, as_printed(wanted, number.decimals), _NORMAL


E13 = Check(
    id="E13",
    title="The interval of a difference or ratio of counts can be",
    statement="The bounds of a risk difference are as far from it as one of the normal, adjusted, "
    "score and exact intervals of the two counts puts them, those of an odds or risk ratio "
    "between 0.88 and about 1.3 of its standard error. Where the normal interval gives three "
    "others of a source, it gives all.",
    why="Two counts fix the interval of their difference up to the method.",
    severity=Severity.WARNING,
    passes="79 of 105 and 33 of 103: 43 points (31 to 55)",
    fails="79 of 105 and 33 of 103: 43 points (21 to 55)",
    fix="Compare the effect, both bounds and the counts with the source. If it is adjusted or "
    "stratified, say so: `adjusted-for`, `stratified-by`.",
    look=_followed,
    method="Newcombe RG. Stat Med 1998;17:873-890",
)
CHECKS = (E13,)
