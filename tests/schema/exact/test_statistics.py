"""Distributions, intervals and tests against SciPy, and against published examples."""

from fractions import Fraction
from math import comb, isclose

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from schema.exact import distributions, proportions, tables

_POSITIVE = st.floats(0.5, 2000)
_COUNT = st.integers(0, 300)


@given(st.floats(0, 1), _POSITIVE, _POSITIVE)
def test_beta_cdf(x: float, a: float, b: float) -> None:
    expected = float(stats.beta.cdf(x, a, b))
    assert isclose(distributions.beta_cdf(x, a, b), expected, rel_tol=1e-8, abs_tol=1e-10)


@given(st.floats(0.001, 0.999), _POSITIVE, _POSITIVE)
def test_beta_quantile(p: float, a: float, b: float) -> None:
    expected = float(stats.beta.ppf(p, a, b))
    assert isclose(distributions.beta_quantile(p, a, b), expected, abs_tol=1e-8)


@given(_COUNT, _COUNT, st.sampled_from([0.9, 0.95, 0.975, 0.99]))
def test_intervals_of_scipy(k: int, rest: int, level: float) -> None:
    assume(k + rest > 0)
    result = stats.binomtest(k, k + rest)
    pairs = [
        (proportions.clopper_pearson, result.proportion_ci(level, "exact")),
        (proportions.wilson, result.proportion_ci(level, "wilson")),
        (proportions.wilson_corrected, result.proportion_ci(level, "wilsoncc")),
    ]
    for method, theirs in pairs:
        low, high = method(k, k + rest, level)
        assert isclose(low, theirs.low, abs_tol=1e-7), method
        assert isclose(high, theirs.high, abs_tol=1e-7), method


@given(_COUNT, _COUNT)
def test_every_interval_holds_its_estimate(k: int, rest: int) -> None:
    assume(k + rest > 0)
    share = k / (k + rest)
    for name, method in proportions.METHODS.items():
        low, high = method(k, k + rest, 0.95)
        assert -1e-9 <= low <= share + 1e-9, name
        assert share - 1e-9 <= high <= 1 + 1e-9, name
    for low, high in proportions.transformed(k, k + rest, 0.95).values():
        assert low <= share <= high


PUBLISHED = [
    # INO-VATE: 88 of 109, 80.7% (72.1 to 87.7); 32 of 109, 29.4% (21.0 to 38.8)
    ("Clopper-Pearson", 88, 109, "72.1", "87.7"),
    ("Clopper-Pearson", 32, 109, "21.0", "38.8"),
    # Newcombe 1998, table I: 15 of 148
    ("Wilson", 15, 148, "6.2", "16.0"),
    ("Wilson with continuity correction", 15, 148, "6.0", "16.4"),
    ("mid-P", 15, 148, "6.0", "15.8"),
]


@pytest.mark.parametrize(("method", "k", "n", "low", "high"), PUBLISHED)
def test_published_intervals(method: str, k: int, n: int, low: str, high: str) -> None:
    bounds = proportions.METHODS[method](k, n, 0.95)
    assert [f"{100 * bound:.1f}" for bound in bounds] == [low, high]


@given(st.tuples(*[st.integers(0, 40)] * 4))
def test_tables_of_scipy(table: tables.Table) -> None:
    a, b, c, d = table
    assume((a + b) and (c + d) and (a + c) and (b + d))
    pairs = np.array([[a, b], [c, d]])
    assert isclose(tables.fisher(table), float(stats.fisher_exact(pairs)[1]), abs_tol=1e-9)
    for corrected in (False, True):
        theirs = float(stats.chi2_contingency(pairs, correction=corrected)[1])
        ours = tables.chi_squared(table, corrected=corrected)
        assert ours is not None
        assert isclose(ours, theirs, abs_tol=1e-9)


LARGE = [(500, 1000, 600, 900), (5, 2995, 40, 2960), (1500, 0, 1490, 10), (4000, 6000, 100, 150)]


@pytest.mark.parametrize("table", LARGE)
def test_fisher_of_large_tables(table: tables.Table) -> None:
    """Held against whole numbers, without floating point until the last division."""
    a, b, c, d = table
    low, high = max(0, a - d), min(a + b, a + c)
    weights = {k: comb(a + b, k) * comb(c + d, a + c - k) for k in range(low, high + 1)}
    extreme = sum(weight for weight in weights.values() if weight <= weights[a])
    assert isclose(tables.fisher(table), float(Fraction(extreme, sum(weights.values()))))


@pytest.mark.parametrize("table", [(0, 0, 3, 4), (0, 5, 0, 6), (5, 0, 6, 0), (0, 0, 0, 0)])
def test_fisher_of_tables_without_a_choice(table: tables.Table) -> None:
    assert tables.fisher(table) == 1


def test_fisher_ends_where_a_float_is_zero() -> None:
    assert tables.fisher((10**6, 0, 0, 10**6)) == 0


def test_the_first_article() -> None:
    """9 of 13 against 8 of 12: the printed p = 0.89 is the uncorrected chi-squared test."""
    found = tables.p_values((9, 4, 8, 4))
    assert f"{found['chi-squared']:.2f}" == "0.89"
    assert f"{found['Fisher']:.2f}" == "1.00"
