"""Measuring: the best of several runs, and ratios, which hold on any machine."""

import gc
import sys
from collections.abc import Callable
from functools import _lru_cache_wrapper
from time import process_time

_FORGETFUL = ("schema.checks.", "schema.exact.")
_LONG_ENOUGH = 1.0  # seconds: short work is repeated, so that a busy machine disturbs it less


def seconds(work: Callable[[], object], runs: int = 3, enough: float = _LONG_ENOUGH) -> float:
    """Return the shortest time that a piece of work took on the processor.

    Neither other programs nor the collector disturb it.
    """
    times: list[float] = []
    gc.collect()
    gc.disable()
    try:
        while len(times) < runs or sum(times) < enough:
            start = process_time()
            work()
            times.append(process_time() - start)
    finally:
        gc.enable()
    return min(times)


def forget() -> None:
    """Empty what the checks remember of numbers they saw, so that each record is as the first.

    What they read of vocabularies and lists has no bounds, and is kept.
    """
    modules = [each for name, each in sys.modules.items() if name.startswith(_FORGETFUL)]
    found = [each for module in modules for each in vars(module).values()]
    for each in [known for known in found if isinstance(known, _lru_cache_wrapper)]:
        if each.__module__.startswith(_FORGETFUL) and each.cache_parameters()["maxsize"]:
            each.cache_clear()
