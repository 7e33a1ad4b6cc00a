"""The check that interval and p-value agree: both say how many standard errors from none."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf, log

from schema.checks.changes import Change, likeliest, other_p
from schema.checks.effects.effect import all_positive, effect_numbers, is_ratio
from schema.checks.figures import closed
from schema.checks.levels import two_sided, z
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import Range, p_sides, p_span, z_range
from schema.checks.view import View, name
from schema.exact.distributions import normal_tail
from schema.exact.rounding import Span
from schema.facts import ComparisonFact

_MODELS = 0.3  # standard errors between the interval of a model and a log-rank p: 0 of 3,381
_SIBLINGS = 3  # p-values of one source that show on how many sides it tests
_COUNTS = 0.7  # between a Wald interval and an exact test of counts: 0.5% of simulated tables
_OF_COUNTS = ("OR", "RR", "RD")
_STRONG = 7  # beyond such a ratio intervals by Wald are far from other tests: 11 of 4,000 trials


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
    return violated(names, says, severity=severity, changes=likeliest(wanted_p(fact)))


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


def wanted_p(fact: ComparisonFact) -> Iterator[Change]:
    """Say what the p-value would have to be if the interval is right."""
    p = fact.value.p
    if p is None:
        return
    low, high = distance(fact, two_sided(fact)[0])
    for sides in p_sides(fact):
        tail = normal_tail((low + high) / 2) * (2 if sides == "two-sided" else 1)
        yield other_p(p, tail, sides)


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
CHECKS = (E04,)
