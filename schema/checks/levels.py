"""Confidence levels and sides: what the bounds of an interval are quantiles of."""

import re
from functools import lru_cache

from schema.exact.distributions import normal_quantile
from schema.facts import Fact

_COMMON = (0.95, 0.9, 0.99, 0.975, 0.8)
_LEVEL = re.compile(r"(\d+(?:\.\d+)?) ?%")


def stated(fact: Fact) -> float | None:
    """Return the level of an interval as a number between 0 and 1; None where none is stated."""
    found = _LEVEL.fullmatch(fact.level)
    return float(found[1]) / 100 if found else None


def two_sided(fact: Fact) -> tuple[float, ...]:
    """Return the levels that the two bounds together may have.

    A one-sided bound of 95% is one end of a two-sided interval of 90%. Where the source states no
    level, all common ones are possible.
    """
    level = stated(fact)
    if level is None or not 0.5 < level < 1:
        return _COMMON
    return (2 * level - 1,) if fact.sides == "one-sided" else (level,)


@lru_cache(maxsize=64)
def z(level: float) -> float:
    """Return how many standard errors the bounds of a two-sided interval are from the middle."""
    return normal_quantile((1 + level) / 2)
