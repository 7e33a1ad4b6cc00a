"""What a statistician computes of censored times: arrays of floats (months) and of booleans."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Interval = tuple[float, float]
_FLAT = 0.1  # a log hazard ratio with a standard error above 3 is reported by nobody


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
        ended = np.sort(times.observed)
        self.last = float(ended[-1])
        self._steps, deaths = np.unique(times.observed[times.event], return_counts=True)
        at_risk = ended.size - np.searchsorted(ended, self._steps, side="left")
        self._curve: Floats = np.cumprod(1 - deaths / at_risk, dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):  # nobody left: no interval
            greenwood = np.cumsum(deaths / (at_risk * (at_risk - deaths)))
            width = _z(level) * np.sqrt(greenwood) / -np.log(self._curve)
        self._low: Floats = self._curve ** np.exp(width)
        self._high: Floats = self._curve ** np.exp(-width)

    def at(self, time: float) -> tuple[float, Interval | None]:
        """Return the estimate and its interval at a time."""
        step = int(np.searchsorted(self._steps, time, side="right")) - 1
        if step < 0:
            return 1.0, None
        estimate, low, high = (float(c[step]) for c in (self._curve, self._low, self._high))
        return estimate, (low, high) if 0 < estimate < 1 else None

    def median(self) -> tuple[float | None, tuple[float | None, float | None]]:
        """Return the median and its interval (Brookmeyer and Crowley); None: not reached."""
        return self._halved(self._curve), (self._halved(self._low), self._halved(self._high))

    def _halved(self, curve: Floats) -> float | None:
        below = np.flatnonzero(curve <= 0.5)  # where nobody is left there is no number
        return float(self._steps[below[0]]) if below.size else None


def _z(level: float) -> float:
    return float(stats.norm.ppf((1 + level) / 2))


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
        step = _z(level) * self.error
        return float(np.exp(self.log - step)), float(np.exp(self.log + step))


class Compared:
    """Two arms whose times have no ties: at each event, who had it and who was at risk."""

    def __init__(self, times: Times, treated: Flags) -> None:
        order = np.argsort(times.observed)
        event, arm = times.event[order], treated[order].astype(float)
        self._treated, self._others = (
            np.cumsum(each[::-1])[::-1][event] for each in (arm, 1 - arm)
        )
        self._arm = arm[event]

    def cox(self) -> Ratio | None:
        """Return the hazard ratio of treated over others; None where the likelihood has no peak."""
        log = 0.0
        for _ in range(50):
            score, information = self._score(log)
            if abs(score) < 1e-9 or information < _FLAT:
                break
            log += score / information
        return Ratio(log, float(information**-0.5)) if information >= _FLAT else None

    def log_rank(self) -> float:
        """Return the two-sided p of the log-rank test."""
        score, information = self._score(0.0)
        return float(2 * stats.norm.sf(abs(score) / np.sqrt(information)))

    def _score(self, log: float) -> tuple[float, float]:
        weight = self._treated * np.exp(log)
        expected = weight / (weight + self._others)
        return float(np.sum(self._arm - expected)), float(np.sum(expected * (1 - expected)))


def clopper_pearson(k: int, n: int, level: float) -> Interval:
    """Return the exact interval of a proportion."""
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, k, n - k + 1)) if k else 0.0
    high = float(stats.beta.ppf(1 - tail, k + 1, n - k)) if k < n else 1.0
    return low, high
