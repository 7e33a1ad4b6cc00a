"""Checks of comparisons: effect, interval, p-value and words must tell one story."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf, log

from schema import terms
from schema.checks.changes import Change, likeliest
from schema.checks.effects.intervals import all_positive, closed, effect_numbers, is_ratio
from schema.checks.levels import stated, two_sided, z
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import Range, p_sides, p_span, z_range
from schema.checks.points import confidence
from schema.checks.view import View, name
from schema.exact.distributions import normal_tail
from schema.exact.rounding import Span, as_printed
from schema.facts import ComparisonFact

_MODELS = 0.3  # standard errors between the interval of a model and a log-rank p: 0 of 3,381
_SIBLINGS = 3  # p-values of one source that show on how many sides it tests
_COUNTS = 0.7  # between a Wald interval and an exact test of counts: 0.5% of simulated tables
_OF_COUNTS = ("OR", "RR", "RD")
_STRONG = 7  # beyond such a ratio intervals by Wald are far from other tests: 11 of 4,000 trials
_ALPHA = Fraction(5, 100)
_SAYS = {"significant": True, "not significant": False, "no difference": False}


def _interval_and_p(view: View) -> Iterator[Answer]:
    told = [
        (fact, p)
        for fact in view.comparisons
        if (p := p_span(fact)) is not None and effect_numbers(fact) is not None
    ]
    votes = {fact.address: _vote(fact, p) for fact, p in told if not _untestable(fact)}
    for fact, p in told:
        others = [
            votes[other.address]
            for other, _ in told
            if other is not fact and other.place.source == fact.place.source
            if votes.get(other.address)
        ]
        yield _held(fact, p, _usual(others))


def _vote(fact: ComparisonFact, p: Span) -> str:
    """Return the sides of a p-value where only these agree with its interval."""
    agreeing = [sides for sides in p_sides(fact) if agree(fact, p, (sides,))]
    return agreeing[0] if len(agreeing) == 1 else ""


def _usual(votes: list[str]) -> str:
    """Return the sides that several others of a source have and none has not."""
    return votes[0] if len(votes) >= _SIBLINGS and len(set(votes)) == 1 else ""


def _held(fact: ComparisonFact, p: Span, usual: str) -> Answer:
    names = (name(fact), name(fact, "low"), name(fact, "high"), name(fact, "p"))
    reason = _untestable(fact)
    if reason:
        return not_applicable(reason, *names)
    sides = (usual,) if usual in p_sides(fact) else p_sides(fact)
    if agree(fact, p, sides):
        return passed(*names)
    says = f"{fact.value.text}: the interval and the p-value are too far apart"
    if sides != p_sides(fact):
        says = f"{says} for one {usual}, as the others of this source are"
    severity = Severity.INFO if _strong(fact) else Severity.WARNING
    return violated(names, says, severity=severity, changes=likeliest(_wanted_p(fact)))


def _strong(fact: ComparisonFact) -> bool:
    numbers = effect_numbers(fact)
    if numbers is None or not is_ratio(fact):
        return False
    return not Fraction(1, _STRONG) <= Fraction(numbers[0].decimal) <= _STRONG


def _untestable(fact: ComparisonFact) -> str:
    if fact.margin:
        return "the p-value may be of non-inferiority"
    if fact.test == "interaction":
        return "the p-value is of an interaction"
    return "" if standard_error(fact, 0.95) else "a number of the ratio prints as 0"


def agree(fact: ComparisonFact, p: Span, possible: tuple[str, ...] = ()) -> bool:
    """Say whether some reading of level and sides brings interval and p-value together.

    The p-value is of the sides named, else of those that the comparison says.
    """
    slack = _COUNTS if fact.value.effect in _OF_COUNTS else _MODELS
    for level in two_sided(fact):
        low, high = distance(fact, level)
        for sides in possible or p_sides(fact):
            least, most = z_range(p, sides)
            if low - slack <= most and least <= high + slack:
                return True
            if sides == "one-sided" and -high - slack <= most and least <= slack - low:
                return True
    return False


def standard_error(fact: ComparisonFact, level: float) -> Range | None:
    """Return the standard error by the interval, on the log scale for a ratio."""
    numbers = effect_numbers(fact)
    if numbers is None or (is_ratio(fact) and not all_positive(numbers)):
        return None
    low, high = (_on_scale(fact, closed(bound)) for bound in numbers[1:])
    return max(high[0] - low[1], 0) / (2 * z(level)), (high[1] - low[0]) / (2 * z(level))


def _on_scale(fact: ComparisonFact, ends: tuple[Fraction, Fraction]) -> Range:
    if is_ratio(fact):
        return log(ends[0]), log(ends[1])
    return float(ends[0]), float(ends[1])


def distance(fact: ComparisonFact, level: float) -> Range:
    """Return how many standard errors the effect can be from none."""
    numbers, error = effect_numbers(fact), standard_error(fact, level)
    if numbers is None or error is None:
        return 0.0, inf
    low, high = _on_scale(fact, closed(numbers[0]))
    nearest = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
    farthest = max(abs(low), abs(high))
    return nearest / error[1] if error[1] else inf, farthest / error[0] if error[0] else inf


def _wanted_p(fact: ComparisonFact) -> Iterator[Change]:
    p = fact.value.p
    if p is None:
        return
    low, high = distance(fact, two_sided(fact)[0])
    for sides in p_sides(fact):
        tail = normal_tail((low + high) / 2) * (2 if sides == "two-sided" else 1)
        wanted = as_printed(Fraction(tail), p.number.decimals)
        yield f"p{p.operator}{p.number.text}", f"p={wanted}", sides


def _significance(view: View) -> Iterator[Answer]:
    for fact in view.comparisons:
        if fact.margin or fact.test == "interaction":
            continue
        yield from _in_words(fact)
        yield from _by_interval(fact)


def _in_words(fact: ComparisonFact) -> Iterator[Answer]:
    """A verdict in words against the p-value, else against the interval."""
    verdict = _SAYS.get(fact.value.word)
    p = p_span(fact)
    if verdict is None:
        return
    number = _p_says(p, fact) if p is not None else excludes_none(fact)
    where = (name(fact, "p"),) if p is not None else (name(fact, "low"), name(fact, "high"))
    if number is None and p is None:
        return
    if number in (None, verdict):
        yield passed(*where)
    else:
        says = f"{fact.value.text}: the words and the numbers differ"
        yield violated(where, says, severity=Severity.WARNING)


def _p_says(p: Span, fact: ComparisonFact) -> bool | None:
    """Say whether a p-value is significant at 5%, two-sided unless it is said to be one-sided."""
    alpha = _ALPHA / 2 if fact.p_sides == "one-sided" else _ALPHA
    if p.high is not None and p.high < alpha:
        return True
    return False if p.low is not None and p.low > _ALPHA else None


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
        yield violated(names, says, severity=severity, changes=likeliest(_wanted_p(fact)))


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


E04 = Check(
    id="E04",
    title="The interval agrees with the p-value",
    statement="The effect is as many standard errors from none by its interval as by its p-value, "
    "within 0.3 (0.7 for exact tests of counts), at the level and sides stated. A ratio beyond 7 "
    "or below 1/7 is only told.",
    why="Interval and p-value come from one analysis: a slip in either shows in the other.",
    severity=Severity.WARNING,
    passes="0.75 (97.5% 0.57 to 0.99), one-sided p=0.0105",
    fails="0.75 (97.5% 0.57 to 0.99), one-sided p=0.105",
    fix="Compare effect, bounds and p-value with the source, then the level of the interval and "
    "the sides of the test. If they come from different analyses, waive it with that reason.",
    look=_interval_and_p,
    method="Altman DG, Bland JM. BMJ 2011;343:d2090",
)
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
CHECKS = (E04, E05)
