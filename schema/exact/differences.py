"""Intervals of what two counts are compared by: their difference, their odds ratio, their ratio.

`a` of `n` patients against `c` of `m`; `level` between 0 and 1; differences between -1 and 1.
"""

from collections.abc import Callable
from math import log, sqrt

from schema.exact.distributions import normal_quantile
from schema.exact.proportions import Interval, wilson
from schema.exact.tables import Table

Method = Callable[[int, int, int, int, float], Interval]


def wald(a: int, n: int, c: int, m: int, level: float) -> Interval:
    """Normal interval of a difference of proportions."""
    return _around(a / n, n, c / m, m, level)


def agresti_caffo(a: int, n: int, c: int, m: int, level: float) -> Interval:
    """Normal interval with one success and one failure added to each (Agresti and Caffo 2000)."""
    return _around((a + 1) / (n + 2), n + 2, (c + 1) / (m + 2), m + 2, level)


def newcombe(a: int, n: int, c: int, m: int, level: float) -> Interval:
    """Hybrid score interval (Newcombe 1998, method 10)."""
    p, q = a / n, c / m
    (p_low, p_high), (q_low, q_high) = wilson(a, n, level), wilson(c, m, level)
    low = sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return p - q - low, p - q + high


def log_odds_ratio(table: Table) -> tuple[float, float]:
    """Return a log odds ratio and its standard error (Woolf 1955); no count may be 0."""
    a, b, c, d = table
    return log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def log_risk_ratio(table: Table) -> tuple[float, float]:
    """Return a log risk ratio and its standard error (Katz 1978); no count of events may be 0."""
    a, b, c, d = table
    n, m = a + b, c + d
    return log(a * m / (n * c)), sqrt(1 / a - 1 / n + 1 / c - 1 / m)


def _around(p: float, n: int, q: float, m: int, level: float) -> Interval:
    z = normal_quantile((1 + level) / 2)
    half = z * sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return p - q - half, p - q + half
