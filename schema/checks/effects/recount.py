"""Checks that count again: the p-value and the effect of a table of two groups."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import inf

from schema.cells import Number
from schema.checks.changes import Change, likeliest
from schema.checks.effects.crude import not_crude, other_test, tables
from schema.checks.effects.intervals import closed, effect_numbers
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.partners import (
    Pair,
    effect_number,
    p_sides,
    p_span,
    pairs,
    result_name,
    rows,
)
from schema.checks.points import AT_A_TIME, percent, size_name
from schema.checks.view import View, count_name, is_share, name, possible_counts, size
from schema.exact.distributions import normal_quantile
from schema.exact.rounding import Span, as_printed
from schema.exact.tables import Table, chi_squared, fisher
from schema.facts import ComparisonFact, EstimateFact

_SIBLINGS = 3
_FAR = 0.15
_ERRORS = 0.25  # a test that is stratified, and not said to be, is hardly further
_LARGE = 10_000  # patients, of whom the exact test is all but that of Yates, and takes long
_ALPHA = 0.05
_NOTHING = 1e-15
_HUNDRED = Fraction(100)


@lru_cache(maxsize=4096)
def _chi(table: Table) -> float:
    found = chi_squared(table)
    return 1.0 if found is None else found


@lru_cache(maxsize=4096)
def _yates(table: Table) -> float:
    found = chi_squared(table, corrected=True)
    return 1.0 if found is None else found


_exact = lru_cache(maxsize=4096)(fisher)
# The cheap ones first: most p-values are found before the exact test is needed.
_P_VALUES: dict[str, Callable[[Table], float]] = {
    "chi-squared": _chi,
    "chi-squared with Yates' correction": _yates,
    "Fisher": _exact,
}


def _tested(view: View) -> Iterator[Answer]:
    known = rows(view)
    found: dict[str, list[tuple[bool, Answer]]] = {}
    for fact in view.comparisons:
        p = p_span(fact)
        if p is None:
            continue
        for pair in pairs(known, fact):
            if all(map(is_share, pair)):
                answer = _p_of_counts(view, fact, pair, p)
                exact = fact.value.p is not None and fact.value.p.operator == "="
                found.setdefault(fact.place.source, []).append((exact, answer))
    for answers in found.values():
        yield from _with_the_others(answers)


def _with_the_others(answers: list[tuple[bool, Answer]]) -> Iterator[Answer]:
    """Of many numbers of one source that counts all give exactly, one that they do not is told."""
    exact = [answer.state for comparable, answer in answers if comparable]
    lone = exact.count(State.PASSED) >= _SIBLINGS and exact.count(State.VIOLATED) == 1
    for comparable, answer in answers:
        told = lone and comparable and answer.state is State.VIOLATED
        yield replace(answer, severity=Severity.WARNING) if told else answer


def _p_of_counts(view: View, fact: ComparisonFact, pair: Pair, p: Span) -> Answer:
    names = (name(fact, "p"), *map(count_name, pair), *(size_name(view, each) for each in pair))
    possible, reason = tables(pair), other_test(view, fact, pair)
    if reason or not possible:
        return not_applicable(reason or "the counts are neither printed nor implied", *names)
    found: dict[str, float] = {}
    for test, table in product(_P_VALUES, possible):
        if test == "Fisher" and sum(table) > _LARGE:
            continue
        value = _P_VALUES[test](table)
        if any(_within(reading, p) for reading in _readings(fact, value)):
            return Answer(State.PASSED, names, test)
        found.setdefault(test, value)
    told = ", ".join(f"{test} {value:.2g}" for test, value in found.items())
    readings = [each for value in found.values() for each in _readings(fact, value)]
    return violated(
        names,
        f"{fact.value.text}: the counts give {told}",
        severity=Severity.WARNING if _far(readings, p) else Severity.INFO,
        changes=likeliest(_other_p(fact, found)),
    )


def _readings(fact: ComparisonFact, p: float) -> list[float]:
    """Return a two-sided p-value, and both one-sided ones unless the record says two-sided."""
    sides = p_sides(fact)
    two = [p] if "two-sided" in sides else []
    return [*two, p / 2, 1 - p / 2] if "one-sided" in sides else two


def _within(value: float, p: Span) -> bool:
    return (p.low is None or p.low <= value) and (p.high is None or value <= p.high)


def _far(readings: list[float], p: Span) -> bool:
    """Say whether no reading is near a p-value, or none on its side of 0.05.

    Near is within 0.15 and within a quarter of a standard error.
    """
    low, high = float(p.low or 0), float(1 if p.high is None else p.high)
    least, most = _errors(high) - _ERRORS, _errors(low) + _ERRORS
    apart = not any(
        low - _FAR <= value <= high + _FAR and least <= _errors(value) <= most for value in readings
    )
    crossed = (high < _ALPHA and min(readings) > _ALPHA) or (
        low > _ALPHA and max(readings) < _ALPHA
    )
    return apart or crossed


@lru_cache(maxsize=4096)
def _errors(p: float) -> float:
    """Return how many standard errors a two-sided p-value is out; one of 0 as many as any."""
    return normal_quantile(1 - p / 2) if p > _NOTHING else inf


def _other_p(fact: ComparisonFact, found: dict[str, float]) -> Iterator[Change]:
    p = fact.value.p
    if p is None:
        return
    for test, value in found.items():
        wanted = as_printed(Fraction(value), p.number.decimals)
        yield f"p{p.operator}{p.number.text}", f"p={wanted}", test


def _recounted(view: View) -> Iterator[Answer]:
    known = rows(view)
    found: dict[str, list[tuple[bool, Answer]]] = {}
    for fact in view.comparisons:
        if fact.value.effect not in _CRUDE or effect_number(fact) is None:
            continue
        for pair in pairs(known, fact):
            at_a_time = fact.value.effect == "RD" and pair[0].meaning.statistic in AT_A_TIME
            if at_a_time or all(map(is_share, pair)):
                answer = _effect_of_counts(view, fact, pair)
                found.setdefault(fact.place.source, []).append((not at_a_time, answer))
    for answers in found.values():
        yield from _with_the_others(answers)


def _effect_of_counts(view: View, fact: ComparisonFact, pair: Pair) -> Answer:
    names = (name(fact), *map(result_name, pair))
    first, reference = (_share(each, exact=fact.value.effect != "RD") for each in pair)
    number, reason = effect_number(fact), not_crude(view, fact, pair)
    if reason or first is None or reference is None or number is None:
        return not_applicable(reason or "the shares are neither printed nor implied", *names)
    crude = _CRUDE[fact.value.effect](first, reference)
    if crude is None:
        return not_applicable("it has no value where nobody or everybody is counted", *names)
    printed, unit = Span(*closed(number)), 1 / _unit(fact, number)
    crude = crude.times(unit)
    meets = crude.meets(printed)
    exact = [each.times(unit) for each in _differences(fact, pair)]
    if meets and any(each.meets(printed) for each in exact or [crude]):
        return passed(*names)
    wanted = as_printed(_middle(crude) or Fraction(0), number.decimals)
    return violated(
        names,
        f"{fact.value.text}: {_told(pair)} give {wanted}",
        severity=Severity.INFO if meets else _severity(fact, number, crude),
        changes=likeliest([(number.text, wanted, "")]),
    )


def _differences(fact: ComparisonFact, pair: Pair) -> list[Span]:
    """Return what a difference is by its counts, and by its percentages as they are printed."""
    if fact.value.effect != "RD":
        return []
    found = [Fraction(100 * a, a + b) - Fraction(100 * c, c + d) for a, b, c, d in tables(pair)]
    first, reference = (_middle(percent(each)) for each in pair)
    if found and first is not None and reference is not None:
        found.append(first - reference)
    return [Span(each, each) for each in found]


def _middle(span: Span | None) -> Fraction | None:
    if span is None or span.low is None or span.high is None:
        return None
    return (span.low + span.high) / 2


def _share(fact: EstimateFact, *, exact: bool) -> Span | None:
    """Return a share in per cent: as printed, or by its counts where these are wanted or all."""
    n, possible, as_percent = size(fact), possible_counts(fact), percent(fact)
    if n and possible and (exact or as_percent is None):
        return Span(Fraction(100 * possible[0], n), Fraction(100 * possible[-1], n))
    return as_percent


def _unit(fact: ComparisonFact, number: Number) -> Fraction:
    """Return what an effect is to be multiplied by to be in percentage points."""
    unit = fact.value.quantity.unit if fact.value.quantity else ""
    as_fraction = unit == "fraction" or (unit == "" and abs(number.decimal) <= 1)
    return _HUNDRED if fact.value.effect == "RD" and as_fraction else Fraction(1)


def _severity(fact: ComparisonFact, number: Number, crude: Span) -> Severity:
    """A difference is crude; a ratio may be adjusted, but hardly so far that its interval moves."""
    if fact.value.effect == "RD":
        return Severity.WARNING
    numbers, value = effect_numbers(fact), Fraction(number.decimal)
    low, high = (
        (closed(numbers[1])[0], closed(numbers[2])[1]) if numbers else (value / 2, value * 2)
    )
    return Severity.INFO if crude.meets(Span(low, high)) else Severity.WARNING


def _told(pair: Pair) -> str:
    return " and ".join(each.value.text for each in pair)


def _difference(first: Span, reference: Span) -> Span | None:
    ends = (first.low, first.high, reference.low, reference.high)
    a, b, c, d = (end if end is not None else _HUNDRED for end in ends)
    return Span(a - d, b - c) if None not in ends else None


def _odds_ratio(first: Span, reference: Span) -> Span | None:
    one, other = _odds(first), _odds(reference)
    return _risk_ratio(one, other) if one is not None and other is not None else None


def _odds(share: Span) -> Span | None:
    if share.low is None or share.high is None or share.low <= 0 or share.high >= _HUNDRED:
        return None
    return Span(share.low / (_HUNDRED - share.low), share.high / (_HUNDRED - share.high))


def _risk_ratio(first: Span, reference: Span) -> Span | None:
    if not first.low or not first.high or not reference.low or not reference.high:
        return None
    return Span(first.low / reference.high, first.high / reference.low)


_CRUDE: dict[str, Callable[[Span, Span], Span | None]] = {
    "RD": _difference,
    "OR": _odds_ratio,
    "RR": _risk_ratio,
}


E08 = Check(
    id="E08",
    title="The p-value of counts can be reproduced",
    statement="Fisher's exact test, or the chi-squared test with or without Yates' correction, of "
    "the two counts gives the p-value as printed. Near is not told, unless the counts give three "
    "others of the source, and only not this one.",
    why="The counts fix the p-value. The answer names the test.",
    severity=Severity.WARNING,
    passes="9 of 13 against 8 of 12: chi-squared gives 0.89",
    fails="9 of 13 against 8 of 12, p=0.089",
    fix="Compare the p-value and the counts with the source. If another test was used, name it in "
    "`test`.",
    look=_tested,
)
E09 = Check(
    id="E09",
    title="The effect of counts can be reproduced",
    statement="A risk difference, odds ratio or risk ratio follows from the two shares.",
    why="The shares fix the effect; of a ratio that was adjusted, they fix the size.",
    severity=Severity.WARNING,
    passes="80.7% against 29.4%: difference 51.3 points",
    fails="80.7% against 29.4%: difference 53.1 points",
    fix="Compare the effect and the shares with the source. If it is adjusted or stratified, say "
    "so: `adjusted-for`, `stratified-by`.",
    look=_recounted,
)
CHECKS = (E08, E09)
