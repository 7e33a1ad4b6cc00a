"""The check that counts the effect of two groups again."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from schema.cells import Number
from schema.checks.changes import likeliest
from schema.checks.effects.crude import not_crude, tables
from schema.checks.effects.effect import effect_numbers
from schema.checks.effects.siblings import with_the_others
from schema.checks.figures import closed, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import Pair, effect_number, pairs, result_name, rows
from schema.checks.points import AT_A_TIME, percent, percent_of_counts
from schema.checks.view import View, is_share, name
from schema.exact.rounding import Span, as_printed
from schema.facts import ComparisonFact, EstimateFact

_HUNDRED = Fraction(100)


def _recounted(view: View) -> Iterator[Answer]:
    return with_the_others(_by_source(view))


def _by_source(view: View) -> Iterator[tuple[str, tuple[bool, Answer]]]:
    known = rows(view)
    for fact in view.comparisons:
        if fact.value.effect not in _CRUDE or effect_number(fact) is None:
            continue
        for pair in pairs(known, fact):
            at_a_time = fact.value.effect == "RD" and pair[0].meaning.statistic in AT_A_TIME
            if at_a_time or all(map(is_share, pair)):
                answer = _effect_of_counts(view, fact, pair)
                yield fact.place.source, (not at_a_time, answer)


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
    counted, as_percent = percent_of_counts(fact), percent(fact)
    return counted if counted and (exact or as_percent is None) else as_percent


def _unit(fact: ComparisonFact, number: Number) -> Fraction:
    """Return what an effect is to be multiplied by to be in percentage points."""
    unit = unit_of(fact.value)
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
CHECKS = (E09,)
