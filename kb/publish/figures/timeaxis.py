"""An axis of time in whole months or years."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kb.publish.figures.common import number

_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)
_MOST = 6  # spaces between ticks
_BEYOND = 1.03  # so that no mark lies on the edge


@dataclass(frozen=True)
class TimeAxis:
    """From 0 to `high` months; `ticks` pairs months with what is written, in `unit` months each."""

    high: float
    ticks: tuple[tuple[float, str], ...]
    unit: int
    label: str


def time_axis(times: Sequence[float], years: bool) -> TimeAxis:
    """Return an axis that reaches a little beyond every time, given in months.

    Example:
        >>> time_axis([7.7, 22.8], years=False).ticks
        ((0, '0'), (6, '6'), (12, '12'), (18, '18'), (24, '24'))
        >>> time_axis([60], years=True).ticks[-1]
        (72, '6')
    """
    unit = 12 if years else 1
    latest = max([*times, unit]) * _BEYOND
    fitting = (step for step in _STEPS if step >= unit and latest / step <= _MOST)
    step = next(fitting, _STEPS[-1])
    count = math.ceil(latest / step - 1e-9)
    ticks = tuple((step * index, number(step * index / unit)) for index in range(count + 1))
    return TimeAxis(step * count, ticks, unit, "years" if years else "months")
