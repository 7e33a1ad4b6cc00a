"""Intervals of a proportion and of a Kaplan-Meier estimate by every method in common use.

`k` of `n` patients, `level` between 0 and 1; bounds are proportions between 0 and 1.
"""

from collections.abc import Callable
from math import asin, exp, log, sin, sqrt

from schema.exact.distributions import beta_quantile, normal_quantile
from schema.exact.tables import binomial_upper

Interval = tuple[float, float]
Method = Callable[[int, int, float], Interval]


def clopper_pearson(k: int, n: int, level: float) -> Interval:
    """Exact interval (Clopper and Pearson 1934)."""
    tail = (1 - level) / 2
    low = beta_quantile(tail, k, n - k + 1) if k else 0.0
    high = beta_quantile(1 - tail, k + 1, n - k) if k < n else 1.0
    return low, high


def mid_p(k: int, n: int, level: float) -> Interval:
    """Exact interval with mid-P (Lancaster 1961), between Clopper-Pearson and its inner bounds."""
    tail = (1 - level) / 2
    low = _root(lambda p: _mid_tail(k, n, p), tail) if k else 0.0
    high = 1 - (_root(lambda p: _mid_tail(n - k, n, p), tail) if k < n else 0.0)
    return low, high


def wilson(k: int, n: int, level: float) -> Interval:
    """Score interval (Wilson 1927)."""
    z = _z(level)
    p, z2 = k / n, z * z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def wilson_corrected(k: int, n: int, level: float) -> Interval:
    """Score interval with continuity correction (Newcombe 1998)."""
    z = _z(level)
    p, z2 = k / n, z * z
    below = z * sqrt(max(0.0, z2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1))) + 1
    above = z * sqrt(max(0.0, z2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1))) + 1
    low = 0.0 if k == 0 else max(0.0, (2 * n * p + z2 - below) / (2 * (n + z2)))
    high = 1.0 if k == n else min(1.0, (2 * n * p + z2 + above) / (2 * (n + z2)))
    return low, high


def wald(k: int, n: int, level: float) -> Interval:
    """Normal interval."""
    p = k / n
    half = _z(level) * sqrt(p * (1 - p) / n)
    return max(0.0, p - half), min(1.0, p + half)


def agresti_coull(k: int, n: int, level: float) -> Interval:
    """Adjusted normal interval (Agresti and Coull 1998)."""
    z2 = _z(level) ** 2
    p = (k + z2 / 2) / (n + z2)
    half = sqrt(z2 * p * (1 - p) / (n + z2))
    return max(0.0, p - half), min(1.0, p + half)


def jeffreys(k: int, n: int, level: float) -> Interval:
    """Bayesian interval with the prior Beta(1/2, 1/2) (Brown, Cai and DasGupta 2001)."""
    tail = (1 - level) / 2
    low = beta_quantile(tail, k + 0.5, n - k + 0.5) if k else 0.0
    high = beta_quantile(1 - tail, k + 0.5, n - k + 0.5) if k < n else 1.0
    return low, high


def transformed(k: int, n: int, level: float) -> dict[str, Interval]:
    """Greenwood's variance without censoring, on the scales that survival packages offer."""
    p = k / n
    if not 0 < p < 1:
        return {}
    z, error = _z(level), sqrt((1 - p) / (n * p))
    wide = z * error / -log(p)
    odds, step = log(p / (1 - p)), z * error / (1 - p)
    angle, turn = asin(sqrt(p)), z * error * sqrt(p / (1 - p)) / 2
    return {
        "log": (p * exp(-z * error), min(1.0, p * exp(z * error))),
        "log-log": (p ** exp(wide), p ** exp(-wide)),
        "logit": (1 / (1 + exp(step - odds)), 1 / (1 + exp(-step - odds))),
        "arcsine": (
            sin(max(0.0, angle - turn)) ** 2,
            sin(min(1.5707963267948966, angle + turn)) ** 2,
        ),
    }


METHODS: dict[str, Method] = {
    "Clopper-Pearson": clopper_pearson,
    "Wilson": wilson,
    "Wald": wald,
    "Agresti-Coull": agresti_coull,
    "Jeffreys": jeffreys,
    "Wilson with continuity correction": wilson_corrected,
    "mid-P": mid_p,
}


def _z(level: float) -> float:
    return normal_quantile(1 - (1 - level) / 2)


def _mid_tail(k: int, n: int, p: float) -> float:
    return (binomial_upper(k, n, p) + binomial_upper(k + 1, n, p)) / 2


def _root(rising: Callable[[float], float], target: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return (low + high) / 2
