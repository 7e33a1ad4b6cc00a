"""Do printed bounds belong to an interval of k of n by a common method?

A bound with a formula is computed. An exact bound is where a tail of the distribution has a certain
weight: instead of searching for it, the weights at both ends of the printed rounding interval are
held against that weight, two evaluations in place of a hundred.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log

from schema.exact.distributions import beta_cdf, normal_tail
from schema.exact.proportions import (
    METHODS,
    Interval,
    agresti_coull,
    transformed,
    wald,
    wilson,
    wilson_corrected,
)
from schema.exact.rounding import Span
from schema.exact.tables import binomial_upper

Ends = tuple[float, float]  # of the rounding interval of a bound, as proportions
_FLOAT = 1e-12  # what floating point may lose, not a tolerance of the relation
Tail = Callable[[int, int, float], float]  # rises with the proportion


def ends(percent: Span) -> Ends:
    """Return a span in per cent as proportions, kept between 0 and 1 where it is open."""
    low = 0.0 if percent.low is None else float(percent.low) / 100
    high = 1.0 if percent.high is None else float(percent.high) / 100
    return low, high


@lru_cache(maxsize=4096)
def method(k: int, n: int, level: float, low: Ends, high: Ends) -> str:
    """Return a method whose interval of `k` of `n` prints like this; empty if none does."""
    for name, (bottom, top) in _formulas(k, n, level):
        if _inside(bottom, low) and _inside(top, high):
            return name
    return next((name for name in _TAILS if _fits(name, k, n, level, low, high)), "")


def _formulas(k: int, n: int, level: float) -> Iterator[tuple[str, Interval]]:
    for name, formula in _FORMULAS.items():
        yield name, formula(k, n, level)
    yield from transformed(k, n, level).items()


def _fits(name: str, k: int, n: int, level: float, low: Ends, high: Ends) -> bool:
    tail, weight = _TAILS[name], (1 - level) / 2
    mirrored = (1 - high[1], 1 - high[0])
    return _brackets(tail, k, n, weight, low) and _brackets(tail, n - k, n, weight, mirrored)


def _brackets(tail: Tail, k: int, n: int, weight: float, bound: Ends) -> bool:
    """Say whether the lower bound lies in the rounding interval."""
    if k == 0:
        return bound[0] <= 0 <= bound[1]
    return _inside(weight, (tail(k, n, bound[0]), tail(k, n, bound[1])))


def _inside(value: float, ends: Ends) -> bool:
    """Say whether a number computed in floating point lies between two others."""
    return ends[0] - _FLOAT <= value <= ends[1] + _FLOAT


def _mid_p(k: int, n: int, p: float) -> float:
    return (binomial_upper(k, n, p) + binomial_upper(k + 1, n, p)) / 2


def _jeffreys(k: int, n: int, p: float) -> float:
    return beta_cdf(p, k + 0.5, n - k + 0.5)


def _likelihood(k: int, n: int, p: float) -> float:
    """Weight of the tail below the signed root of the likelihood ratio."""
    if p <= 0 or p >= k / n:
        return 0.0 if p <= 0 else 0.5
    rest = (n - k) * log((1 - k / n) / (1 - p)) if k < n else 0.0
    return normal_tail((2 * (k * log(k / n / p) + rest)) ** 0.5)


_FORMULAS = {
    "Wilson": wilson,
    "Wald": wald,
    "Agresti-Coull": agresti_coull,
    "Wilson with continuity correction": wilson_corrected,
}
_TAILS: dict[str, Tail] = {
    "Clopper-Pearson": binomial_upper,
    "mid-P": _mid_p,
    "Jeffreys": _jeffreys,
    "likelihood ratio": _likelihood,
}


@lru_cache(maxsize=1024)
def all_intervals(k: int, n: int, level: float) -> tuple[tuple[str, Interval], ...]:
    """Return the interval of every method; the exact ones cost a search each."""
    found = {name: formula(k, n, level) for name, formula in METHODS.items()}
    return (*found.items(), *transformed(k, n, level).items())
