"""The check that an effect points where the results of the two groups do."""

from collections.abc import Iterator
from fractions import Fraction
from math import sqrt

from schema import terms
from schema.checks.effects.effect import is_ratio
from schema.checks.effects.significance import ALPHA, excludes_none
from schema.checks.figures import closed
from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.partners import (
    HAZARDS,
    Pair,
    effect_number,
    external,
    p_span,
    pairs,
    result_name,
    rows,
)
from schema.checks.points import AT_A_TIME, UNKNOWN, months, percent, percent_of_counts, shown
from schema.checks.view import View, is_share, name, size
from schema.exact.rounding import Span, as_printed, printed
from schema.facts import ComparisonFact, EstimateFact

_UP = {"higher": True, "longer": True, "lower": False, "shorter": False}
_FACTOR = 2  # between a hazard ratio and the inverse ratio of the medians: 0.5% are further apart


def _pointing(view: View) -> Iterator[Answer]:
    known = rows(view)
    for fact in view.comparisons:
        for pair in pairs(known, fact):
            first, reference = map(_value, pair)
            if first is None or reference is None:
                continue
            by_effect, by_word = _effect_up(fact, pair[0]), _word_up(fact, pair[0])
            if by_effect is not None:
                yield _effect(view, fact, pair, _opposite(first, reference, up=by_effect))
            if by_word is not None:
                yield _word(fact, pair, _opposite(first, reference, up=by_word))
            if fact.value.effect in HAZARDS and pair[0].meaning.statistic == "median":
                yield from _magnitude(fact, pair, first, reference)


def _value(fact: EstimateFact) -> Span | None:
    """Return what is compared of one group: a share, a probability, a median time or a mean."""
    statistic, quantity = fact.meaning.statistic, fact.value.quantity
    if is_share(fact):
        return percent(fact) or percent_of_counts(fact)
    if statistic in AT_A_TIME:
        return percent(fact)
    if statistic == "median":
        return months(fact)
    if statistic in ("mean", "rmst", "rate") and quantity and quantity.number:
        return printed(quantity.number, quantity.operator)
    return None


def _effect_up(fact: ComparisonFact, estimate: EstimateFact) -> bool | None:
    """Say whether the effect puts the first group above the reference; None where it does not."""
    over, statistic = _above_none(fact), estimate.meaning.statistic
    counted = is_share(estimate) or statistic in AT_A_TIME
    if over is None:
        return None
    if fact.value.effect in HAZARDS:
        more = _more_is_event(estimate)
        return None if more is None else over == more
    if fact.value.effect in ("OR", "RR"):
        return over if is_share(estimate) or statistic == "cumulative-incidence" else None
    fitting = {"RD": counted, "MD": statistic in ("mean", "rmst"), "IRR": statistic == "rate"}
    return over if fitting.get(fact.value.effect) else None


def _above_none(fact: ComparisonFact) -> bool | None:
    number = effect_number(fact)
    if number is None:
        return None
    low, high = closed(number)
    none = Fraction(terms.vocabulary("effects")[fact.value.effect].text("null"))
    if low > none:
        return True
    return False if high < none else None


def _more_is_event(fact: EstimateFact) -> bool | None:
    """Say whether a higher value means more events; None where the measure does not tell."""
    measure = terms.vocabulary("measures")[fact.meaning.measure]
    kind, direction = measure.text("kind"), measure.text("direction")
    if fact.meaning.statistic == "cumulative-incidence":
        return True
    if kind in ("relapse", "mortality") and direction == "lower-better":
        return None if fact.meaning.statistic == "median" else True
    return False if kind == "survival" and direction == "higher-better" else None


def _word_up(fact: ComparisonFact, estimate: EstimateFact) -> bool | None:
    word = fact.value.word
    direction = terms.vocabulary("measures")[estimate.meaning.measure].text("direction")
    if word in ("better", "worse") and direction in ("higher-better", "lower-better"):
        return (word == "better") == (direction == "higher-better")
    return _UP.get(word)


def _opposite(first: Span, reference: Span, *, up: bool) -> bool:
    return first.below(reference) if up else reference.below(first)


def _effect(view: View, fact: ComparisonFact, pair: Pair, opposite: bool) -> Answer:
    names = (name(fact), *map(result_name, pair))
    if not opposite:
        return passed(*names)
    p = p_span(fact)
    sure = (p is not None and p.high is not None and p.high < ALPHA) or excludes_none(fact)
    sure = sure and _beyond_noise(pair) and not external(view, fact)
    says = f"{fact.value.text}, but {_shown(pair[0])} against {_shown(pair[1])}"
    severity = Severity.WARNING if sure else Severity.INFO
    return violated(names, says, severity=severity, changes=tuple(_turned(fact, pair)))


def _beyond_noise(pair: Pair) -> bool:
    """Say whether two probabilities differ by more than two standard errors; medians always do.

    Curves of proportional hazards are close at early times, where either may be above the other.
    """
    if pair[0].meaning.statistic not in AT_A_TIME:
        return True
    shares = [span for span in map(percent, pair) if span is not None]
    middles = [float((span.low or 0) + (span.high or 100)) / 200 for span in shares]
    sizes = [size(each) or UNKNOWN for each in pair]
    variance = sum(p * (1 - p) / n for p, n in zip(middles, sizes, strict=True))
    return abs(middles[0] - middles[1]) > 2 * sqrt(max(variance, 0))


def _turned(fact: ComparisonFact, pair: Pair) -> Iterator[str]:
    yield f"{_shown(pair[0])} and {_shown(pair[1])} would have to change places"
    number = effect_number(fact)
    if number is not None and number.decimal:
        value = Fraction(number.decimal)
        other = as_printed(1 / value if is_ratio(fact) else -value, number.decimals)
        yield f"{number.text} would have to be {other}"


def _word(fact: ComparisonFact, pair: Pair, opposite: bool) -> Answer:
    names = tuple(map(result_name, pair))
    if not opposite:
        return passed(*names)
    says = f"{fact.value.word}, but {_shown(pair[0])} against {_shown(pair[1])}"
    changes = (f"{_shown(pair[0])} and {_shown(pair[1])} would have to change places",)
    return violated(names, says, severity=Severity.WARNING, changes=changes)


def _magnitude(fact: ComparisonFact, pair: Pair, first: Span, reference: Span) -> Iterator[Answer]:
    """A hazard ratio is about the inverse ratio of the medians, if hazards are constant."""
    number, ends = effect_number(fact), (first.low, first.high, reference.low, reference.high)
    if number is None:
        return
    low, high = closed(number)
    names = (name(fact), *map(result_name, pair))
    a, b, c, d = (end or Fraction(0) for end in ends)
    if min(a, c) <= 0 or not (b and d):
        return
    if low * a / d <= _FACTOR and high * b / c >= Fraction(1, _FACTOR):
        yield passed(*names)
    else:
        says = f"{fact.value.text}, but medians {_shown(pair[0])} against {_shown(pair[1])}"
        yield violated(names, says, severity=Severity.INFO)


def _shown(fact: EstimateFact) -> str:
    return shown(fact) if fact.value.quantity else fact.value.text


E07 = Check(
    id="E07",
    title="The effect points where the results do",
    statement="A hazard ratio below 1 goes with survival and medians not lower, an odds ratio "
    "above 1 with the higher share, a difference with its sign; a hazard ratio is within a factor "
    "of 2 of the inverse ratio of the medians.",
    why="Swapped arms show here, and nearly nowhere else.",
    severity=Severity.WARNING,
    passes="HR 0.75 p=0.01, medians 7.7 and 6.2 months",
    fails="HR 0.75 p=0.01, medians 6.2 and 7.7 months",
    fix="Look which column is which arm, and which group is the reference of the effect: the last "
    "in `a vs b`. Curves that cross may differ: waive it with that reason.",
    look=_pointing,
)
CHECKS = (E07,)
