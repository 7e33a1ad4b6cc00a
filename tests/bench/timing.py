"""Measuring: the best of a few runs, and ratios, which hold on any machine."""

import gc
from collections.abc import Callable
from time import perf_counter


def seconds(work: Callable[[], object], runs: int = 5) -> float:
    """Return the shortest time that a piece of work took; the collector does not disturb it."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        gc.disable()
        try:
            start = perf_counter()
            work()
            best = min(best, perf_counter() - start)
        finally:
            gc.enable()
    return best
