"""Tests of two proportions from a 2x2 table of counts."""

from collections.abc import Iterator
from itertools import accumulate, takewhile
from math import sqrt
from operator import mul

from schema.exact.distributions import beta_cdf, normal_tail

Table = tuple[int, int, int, int]  # events and others in one group, events and others in the other
_EQUAL = 1 + 1e-9  # what floating point may lose between two tables that are as probable


def binomial_upper(k: int, n: int, p: float) -> float:
    """Return the probability of `k` or more of `n`."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else beta_cdf(p, k, n - k + 1)


def fisher(table: Table) -> float:
    """Two-sided p of Fisher's exact test: all tables no more probable than the one seen."""
    a, b, c, d = table
    weights = _hypergeometric(a + b, c + d, a + c)
    limit = weights.get(a, 0.0) * _EQUAL
    return sum(weight for weight in weights.values() if weight <= limit) / sum(weights.values())


def _hypergeometric(first: int, second: int, events: int) -> dict[int, float]:
    """Return how probable each count of events in the first group is, the likeliest being 1.

    Each is a simple multiple of its neighbour. Walking down from the top on both sides cannot
    overflow, and ends where a float is 0.
    """
    low, high = max(0, events - second), min(first, events)
    top = (first + 1) * (events + 1) // (first + second + 2)
    others = second - events
    up = ((first - k) * (events - k) / ((k + 1) * (others + k + 1)) for k in range(top, high))
    down = (k * (others + k) / ((first - k + 1) * (events - k + 1)) for k in range(top, low, -1))
    return {
        **{top - step: weight for step, weight in enumerate(_falling(down))},
        **{top + step: weight for step, weight in enumerate(_falling(up))},
    }


def _falling(ratios: Iterator[float]) -> Iterator[float]:
    return takewhile(bool, accumulate(ratios, mul, initial=1.0))


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
