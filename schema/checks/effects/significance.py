"""The check that interval, p-value and words tell one verdict."""

from collections.abc import Iterator
from fractions import Fraction

from schema import terms
from schema.checks.changes import likeliest
from schema.checks.effects.agreement import agree, wanted_p
from schema.checks.effects.effect import effect_numbers
from schema.checks.figures import closed, confidence
from schema.checks.levels import stated, two_sided
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import p_sides, p_span
from schema.checks.view import View, name
from schema.exact.rounding import Span
from schema.facts import ComparisonFact

ALPHA = Fraction(5, 100)
_SAYS = {"significant": True, "not significant": False, "no difference": False}


def _significance(view: View) -> Iterator[Answer]:
    for fact in view.comparisons:
        if fact.margin or fact.test == "interaction":
            continue
        yield from _in_words(fact)
        yield from _by_interval(fact)


def _in_words(fact: ComparisonFact) -> Iterator[Answer]:
    """A verdict in words against the p-value, else against the interval."""
    verdict, p = _SAYS.get(fact.value.word), p_span(fact)
    number = _p_says(p, fact) if p is not None else excludes_none(fact)
    if verdict is None or (number is None and p is None):
        return
    where = (name(fact, "p"),) if p is not None else (name(fact, "low"), name(fact, "high"))
    if number in (None, verdict):
        yield passed(*where)
    else:
        says = f"{fact.value.text}: the words and the numbers differ"
        yield violated(where, says, severity=Severity.WARNING)


def _p_says(p: Span, fact: ComparisonFact) -> bool | None:
    """Say whether a p-value is significant at 5%, two-sided unless it is said to be one-sided."""
    alpha = ALPHA / 2 if fact.p_sides == "one-sided" else ALPHA
    if p.high is not None and p.high < alpha:
        return True
    return False if p.low is not None and p.low > ALPHA else None


def _by_interval(fact: ComparisonFact) -> Iterator[Answer]:
    p, outside = p_span(fact), excludes_none(fact)
    if p is None or confidence(fact) is None:
        return
    names = (name(fact, "low"), name(fact, "high"), name(fact, "p"))
    level = stated(fact)
    if level is None or level >= 1:
        yield not_applicable("the level of the interval is not stated", *names)
    elif outside is None or not all(
        _contradicts(outside, p, Fraction(1 - two_sided(fact)[0]), sides) for sides in p_sides(fact)
    ):
        yield passed(*names)
    else:
        near = effect_numbers(fact) is not None and agree(fact, p)
        by = "significant" if outside else "not significant"
        severity = Severity.INFO if near else Severity.WARNING
        says = f"{fact.value.text}: {by} by the interval only"
        yield violated(names, says, severity=severity, changes=likeliest(wanted_p(fact)))


def _contradicts(outside: bool, p: Span, alpha: Fraction, sides: str) -> bool:
    limit = alpha if sides == "two-sided" else alpha / 2
    low, high = p.low or Fraction(0), Fraction(1) if p.high is None else p.high
    if outside:
        return low > limit and (sides == "two-sided" or low < Fraction(1, 2))
    return high < limit


def excludes_none(fact: ComparisonFact) -> bool | None:
    """Say whether an interval excludes no effect; None where that cannot be told."""
    spread = confidence(fact)
    if spread is None or not fact.value.effect:
        return None
    none = Fraction(terms.vocabulary("effects")[fact.value.effect].text("null"))
    low = closed(spread.low.number) if spread.low and spread.low.number else None
    high = closed(spread.high.number) if spread.high and spread.high.number else None
    if (low and low[0] > none) or (high and high[1] < none):
        return True
    inside = (low is None or low[1] < none) and (high is None or high[0] > none)
    return False if inside else None


E05 = Check(
    id="E05",
    title="Significance told twice",
    statement="An interval excludes no effect where p is below one minus its level, and the words "
    "say the same.",
    why="Words, interval and p-value are three ways to tell one verdict.",
    severity=Severity.WARNING,
    passes="no difference p=0.48",
    fails="no difference p=0.048",
    fix="Compare words, interval and p-value with the source. At the border different tests may "
    "disagree: waive it with that reason.",
    look=_significance,
    method="Nuijten MB, et al. Behav Res Methods 2016;48:1205-1226",
)
CHECKS = (E05,)
