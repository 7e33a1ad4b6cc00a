"""Differences and ratios of two counts against SciPy, and against published examples."""

from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from schema.cells import Number
from schema.checks.zeros import restored
from schema.exact import differences
from schema.exact.proportions import Interval

_SOME = st.integers(1, 300)
_LEVEL = st.sampled_from([0.9, 0.95, 0.99])


@given(_SOME, _SOME, _SOME, _SOME, _LEVEL)
def test_odds_ratio(a: int, b: int, c: int, d: int, level: float) -> None:
    theirs = stats.contingency.odds_ratio([[a, b], [c, d]], kind="sample")
    log, error = differences.log_odds_ratio((a, b, c, d))
    _same(log, error, level, theirs.statistic, theirs.confidence_interval(level))


@given(_SOME, _SOME, _SOME, _SOME, _LEVEL)
def test_risk_ratio(a: int, b: int, c: int, d: int, level: float) -> None:
    theirs = stats.contingency.relative_risk(a, a + b, c, c + d)
    log, error = differences.log_risk_ratio((a, b, c, d))
    _same(log, error, level, theirs.relative_risk, theirs.confidence_interval(level))


def _same(log: float, error: float, level: float, ratio: float, interval: Interval) -> None:
    z = stats.norm.ppf((1 + level) / 2)
    ours = exp(log - z * error), exp(log + z * error)
    assert isclose(exp(log), ratio, rel_tol=1e-9)
    assert isclose(ours[0], interval[0], rel_tol=1e-7)
    assert isclose(ours[1], interval[1], rel_tol=1e-7)


PUBLISHED = [
    # Newcombe 1998 (Stat Med 17:873), table II: methods 1 and 10
    (differences.wald, 56, 70, 48, 80, "0.0575", "0.3425"),
    (differences.newcombe, 56, 70, 48, 80, "0.0524", "0.3339"),
    (differences.wald, 9, 10, 3, 10, "0.2605", "0.9395"),
    (differences.newcombe, 9, 10, 3, 10, "0.1705", "0.8090"),
    (differences.newcombe, 5, 56, 0, 29, "-0.0381", "0.1926"),
    # AALL1331, table 2: 79 of 105 and 33 of 103, 43 points (31 to 55)
    (differences.wald, 79, 105, 33, 103, "0.31", "0.55"),
]


@pytest.mark.parametrize(("method", "a", "n", "c", "m", "low", "high"), PUBLISHED)
def test_published(
    method: differences.Method, a: int, n: int, c: int, m: int, low: str, high: str
) -> None:
    decimals = len(low.partition(".")[2])
    bounds = method(a, n, c, m, 0.95)
    assert [f"{bound:.{decimals}f}" for bound in bounds] == [low, high]


@given(_SOME, _SOME, _SOME, _SOME, _LEVEL)
def test_agresti_and_caffo_is_wald_with_two_more(
    a: int, b: int, c: int, d: int, level: float
) -> None:
    more = differences.agresti_caffo(a, a + b, c, c + d, level)
    assert more == differences.wald(a + 1, a + b + 2, c + 1, c + d + 2, level)


BOUNDS = [
    ("0.7", "1.24", "0.70", "1.24"),
    ("0.77", "1", "0.77", "1.00"),
    ("0.77", "1.2", "0.77", "1.2"),  # two significant digits
    ("0.32", "1.3", "0.32", "1.3"),  # two significant digits
    ("0.98", "12.5", "0.98", "12.5"),  # fewer decimals, more digits
    ("2.87", "50", "2.87", "50.00"),
    ("81", "86.1", "81.0", "86.1"),
    (".6", "1.51", ".60", "1.51"),
    ("-1", "4.1", "-1.0", "4.1"),
    ("0", "4.1", "0.0", "4.1"),
    ("3x10^9", "4.1x10^9", "3x10^9", "4.1x10^9"),
    ("31", "55", "31", "55"),
]


@pytest.mark.parametrize(("low", "high", "first", "last"), BOUNDS)
def test_zeros_are_restored(low: str, high: str, first: str, last: str) -> None:
    assert restored(Number(low), Number(high)) == (Number(first), Number(last))
