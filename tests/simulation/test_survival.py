"""The statistics of the invented trials, held against SciPy or against their definition."""

from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

from tests.simulation.survival import (
    Compared,
    Flags,
    Floats,
    KaplanMeier,
    Times,
    clopper_pearson,
    incidence,
)

LEVEL = 0.95


def drawn(seed: int) -> tuple[Times, Flags]:
    """Draw censored times, and which patients are in one of two arms."""
    random = np.random.default_rng(seed)
    time, censored = random.exponential(10, 60), random.uniform(2, 30, 60)
    return Times(np.minimum(time, censored), time <= censored), random.random(60) < 0.5


each_sample = pytest.mark.parametrize("seed", range(5))


def sample(times: Times) -> stats.CensoredData:
    """Return the same times for SciPy."""
    observed, event = times.observed, times.event
    return stats.CensoredData(uncensored=observed[event], right=observed[~event])


@each_sample
def test_kaplan_meier(seed: int) -> None:
    times, _ = drawn(seed)
    theirs: Any = stats.ecdf(sample(times)).sf
    bounds = theirs.confidence_interval(LEVEL, method="log-log")
    curve = KaplanMeier(times, LEVEL)
    for time in np.quantile(times.observed[times.event], [0.1, 0.4, 0.8]):
        estimate, interval = curve.at(time)
        assert estimate == pytest.approx(float(theirs.evaluate(time)))
        assert interval == pytest.approx(
            [float(each.evaluate(time)) for each in (bounds.low, bounds.high)]
        )
    assert curve.at(0.0) == (1.0, None)


@each_sample
def test_median_is_where_the_curves_cross_one_half(seed: int) -> None:
    times, _ = drawn(seed)
    curve = KaplanMeier(times, LEVEL)
    median, (low, high) = curve.median()
    assert median is not None
    assert curve.at(median)[0] <= 0.5 < curve.at(median - 1e-9)[0]
    for bound, side in ((low, 0), (high, 1)):
        if bound is not None:
            inside, before = curve.at(bound)[1], curve.at(bound - 1e-9)[1]
            assert inside is not None
            assert inside[side] <= 0.5
            assert before is None or before[side] > 0.5


@each_sample
def test_log_rank(seed: int) -> None:
    times, arm = drawn(seed)
    theirs = stats.logrank(sample(times.of(arm)), sample(times.of(~arm))).pvalue
    assert Compared(times, arm).log_rank() == pytest.approx(theirs)


@each_sample
def test_hazard_ratio_maximises_the_partial_likelihood(seed: int) -> None:
    times, arm = drawn(seed)
    best = optimize.minimize_scalar(lambda log: -partial(times, arm, log), (-1, 1)).x
    ratio = Compared(times, arm).cox()
    assert ratio is not None
    assert ratio.log == pytest.approx(best, abs=1e-4)
    step = 1e-3
    near = [partial(times, arm, ratio.log + by) for by in (-step, 0, step)]
    curvature = (2 * near[1] - near[0] - near[2]) / step**2
    assert ratio.error == pytest.approx(curvature**-0.5, rel=1e-3)


def partial(times: Times, arm: Flags, log: float) -> float:
    """Return Cox's partial log-likelihood, written out as it is defined."""
    hazard: Floats = np.exp(log * arm)
    return float(
        sum(
            np.log(hazard[i] / hazard[times.observed >= times.observed[i]].sum())
            for i in np.flatnonzero(times.event)
        )
    )


@pytest.mark.parametrize("arm", [[False, True, False], [True, False, True], [True, True, False]])
def test_no_hazard_ratio_without_a_maximum(arm: list[bool]) -> None:
    """Without events in one arm, or with all of one arm before all of the other."""
    times = Times(np.array([1.0, 2.0, 3.0]), np.array([True, False, True]))
    assert Compared(times, np.array(arm)).cox() is None


@each_sample
def test_competing_risks_and_survival_add_to_one(seed: int) -> None:
    times, cause = drawn(seed)
    number = cause.astype(int) + 1
    free = KaplanMeier(times, LEVEL).at(8.0)[0]
    assert free + sum(incidence(times, number, which, 8.0) for which in (1, 2)) == pytest.approx(1)


@pytest.mark.parametrize(("k", "n"), [(0, 5), (3, 11), (5, 5), (40, 271)])
def test_clopper_pearson(k: int, n: int) -> None:
    theirs = stats.binomtest(k, n).proportion_ci(LEVEL, method="exact")
    assert clopper_pearson(k, n, LEVEL) == pytest.approx((theirs.low, theirs.high))
