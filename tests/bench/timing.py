"""Measuring: the best of several runs, and ratios, which hold on any machine."""

import gc
from collections.abc import Callable
from time import perf_counter

_LONG_ENOUGH = 1.0  # seconds: short work is repeated, so that a busy machine disturbs it less


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Return the shortest time that a piece of work took; the collector does not disturb it."""
    times: list[float] = []
    while len(times) < runs or sum(times) < _LONG_ENOUGH:
        gc.collect()
        gc.disable()
        try:
            start = perf_counter()
            work()
            times.append(perf_counter() - start)
        finally:
            gc.enable()
    return min(times)
