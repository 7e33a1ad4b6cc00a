"""What a statistician computes of censored times: arrays of floats (months) and of booleans."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Times:
    """Observed times, and whether each ended in the event or was censored."""

    observed: Floats
    event: Flags

    def of(self, members: Flags) -> "Times":
        """Return the times of some of the patients."""
        return Times(self.observed[members], self.event[members])


class KaplanMeier:
    """The product-limit estimate with Greenwood's variance on the log-log scale."""

    def __init__(self, times: Times, level: float) -> None:
        right = times.observed[~times.event]
        sample = stats.CensoredData(uncensored=times.observed[times.event], right=right)
        self._curve = stats.ecdf(sample).sf
        with np.errstate(all="ignore"):  # where everybody or nobody is left, there is no interval
            bounds = self._curve.confidence_interval(level, method="log-log")
        self._low, self._high = bounds.low, bounds.high
        self.last = float(times.observed.max())

    def at(self, time: float) -> tuple[float, Interval | None]:
        """Return the estimate and its interval at a time."""
        low, high = (float(curve.evaluate(time)) for curve in (self._low, self._high))
        known = np.isfinite(low) and np.isfinite(high)
        return float(self._curve.evaluate(time)), (low, high) if known else None

    def median(self) -> tuple[float | None, tuple[float | None, float | None]]:
        """Return the median and its interval (Brookmeyer and Crowley); None: not reached."""
        curves = (self._curve, self._low, self._high)
        found = [_reaches_half(curve.quantiles, curve.probabilities) for curve in curves]
        return found[0], (found[1], found[2])


def _reaches_half(times: Floats, probabilities: Floats) -> float | None:
    below = np.flatnonzero(probabilities <= 0.5)  # NaN, as before the first event, is not
    return float(times[below[0]]) if below.size else None


def incidence(times: Times, cause: NDArray[np.int64], which: int, at: float) -> float:
    """Return the cumulative incidence of one cause at a time (Aalen and Johansen)."""
    order = np.argsort(times.observed)
    happened, causes = times.event[order], cause[order]
    at_risk = np.arange(order.size, 0, -1)
    before = np.concatenate(([1.0], np.cumprod(1 - happened / at_risk)[:-1]))
    counted = happened & (causes == which) & (times.observed[order] <= at)
    return float(np.sum(before * counted / at_risk))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A hazard ratio on the log scale with its standard error."""

    log: float
    error: float

    def interval(self, level: float) -> Interval:
        """Return Wald's interval of the ratio."""
        z = float(stats.norm.ppf((1 + level) / 2))
        return float(np.exp(self.log - z * self.error)), float(np.exp(self.log + z * self.error))


def cox(times: Times, treated: Flags) -> Ratio | None:
    """Return the hazard ratio of treated over others; None when one side has no event."""
    if not (times.event & treated).any() or not (times.event & ~treated).any():
        return None
    order = np.argsort(times.observed)
    event, arm = times.event[order], treated[order]
    risk = np.cumsum(arm[::-1])[::-1][event], np.cumsum(~arm[::-1])[::-1][event]
    log = 0.0
    for _ in range(50):
        score, information = _score(log, arm[event], *risk)
        log += score / information
        if abs(score) < 1e-9:
            break
    return Ratio(log, float(information**-0.5))


def _score(log: float, arm: Flags, treated: Floats, others: Floats) -> tuple[float, float]:
    weight = treated * np.exp(log)
    expected = weight / (weight + others)
    return float(np.sum(arm - expected)), float(np.sum(expected * (1 - expected)))


def log_rank(times: Times, treated: Flags) -> float:
    """Return the two-sided p of the log-rank test."""
    ratio_free = [times.of(members) for members in (treated, ~treated)]
    samples = [
        stats.CensoredData(uncensored=t.observed[t.event], right=t.observed[~t.event])
        for t in ratio_free
    ]
    return float(stats.logrank(*samples).pvalue)


def clopper_pearson(k: int, n: int, level: float) -> Interval:
    """Return the exact interval of a proportion."""
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(stats.beta.ppf(1 - tail, k + 1, n - k)) if k < n else 1.0
    return low, high
