"""Tests of two proportions from a 2x2 table of counts."""

from math import comb, sqrt

from schema.exact.distributions import beta_cdf, normal_tail

Table = tuple[int, int, int, int]  # events and others in one group, events and others in the other


def binomial_upper(k: int, n: int, p: float) -> float:
    """Return the probability of `k` or more of `n`."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else beta_cdf(p, k, n - k + 1)


def fisher(table: Table) -> float:
    """Two-sided p of Fisher's exact test: all tables no more probable than the one seen."""
    a, b, c, d = table
    first, second, events = a + b, c + d, a + c
    low, high = max(0, events - second), min(first, events)
    weights = [comb(first, k) * comb(second, events - k) for k in range(low, high + 1)]
    seen = comb(first, a) * comb(second, c)
    return sum(weight for weight in weights if weight <= seen) / sum(weights)


def chi_squared(table: Table, *, corrected: bool = False) -> float | None:
    """Two-sided p of Pearson's test, with Yates' correction on request; None without variation."""
    a, b, c, d = table
    n = a + b + c + d
    product = (a + b) * (c + d) * (a + c) * (b + d)
    if product == 0:
        return None
    difference = float(abs(a * d - b * c))
    if corrected:
        difference = max(0.0, difference - n / 2)
    return 2 * normal_tail(sqrt(n * difference**2 / product))


def p_values(table: Table) -> dict[str, float]:
    """Return the two-sided p of every test in common use."""
    found = {
        "Fisher": fisher(table),
        "chi-squared": chi_squared(table),
        "chi-squared with Yates' correction": chi_squared(table, corrected=True),
    }
    return {name: p for name, p in found.items() if p is not None}
