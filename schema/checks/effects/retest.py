"""The check that counts the p-value of a table of two groups again."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import product
from math import inf

from schema.checks.changes import likeliest, other_p
from schema.checks.effects.crude import other_test, tables
from schema.checks.effects.siblings import with_the_others
from schema.checks.model import Answer, Check, Severity, State, not_applicable, violated
from schema.checks.partners import Pair, p_sides, p_span, pairs, rows
from schema.checks.view import View, count_name, is_share, name, size_name
from schema.exact.distributions import normal_quantile
from schema.exact.rounding import Span
from schema.exact.tables import Table, chi_squared, fisher
from schema.facts import ComparisonFact

_FAR = 0.15
_ERRORS = 0.25  # a test that is stratified, and not said to be, is hardly further
_LARGE = 10_000  # patients, of whom the exact test is all but that of Yates, and takes long
_ALPHA = 0.05
_NOTHING = 1e-15


@lru_cache(maxsize=8192)
def _chi(table: Table, *, corrected: bool) -> float:
    found = chi_squared(table, corrected=corrected)
    return 1.0 if found is None else found


_exact = lru_cache(maxsize=4096)(fisher)
# The cheap ones first: most p-values are found before the exact test is needed.
_P_VALUES: dict[str, Callable[[Table], float]] = {
    "chi-squared": partial(_chi, corrected=False),
    "chi-squared with Yates' correction": partial(_chi, corrected=True),
    "Fisher": _exact,
}


def _tested(view: View) -> Iterator[Answer]:
    return with_the_others(_by_source(view))


def _by_source(view: View) -> Iterator[tuple[str, tuple[bool, Answer]]]:
    known = rows(view)
    for fact in view.comparisons:
        p = p_span(fact)
        if p is None:
            continue
        for pair in pairs(known, fact):
            if all(map(is_share, pair)):
                exact = fact.value.p is not None and fact.value.p.operator == "="
                yield fact.place.source, (exact, _p_of_counts(view, fact, pair, p))


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
    wanted = [other_p(fact.value.p, value, test) for test, value in found.items() if fact.value.p]
    told = ", ".join(f"{test} {value:.2g}" for test, value in found.items())
    readings = [each for value in found.values() for each in _readings(fact, value)]
    return violated(
        names,
        f"{fact.value.text}: the counts give {told}",
        severity=Severity.WARNING if _far(readings, p) else Severity.INFO,
        changes=likeliest(wanted),
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
CHECKS = (E08,)
