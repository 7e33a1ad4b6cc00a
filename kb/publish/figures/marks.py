"""One estimate on an axis: the square for its value and the line for its interval."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.publish.figures.common import PAPER, Scale, Svg, line, number, tag

Basis = Literal["reported", "derived", "digitised"]

OWN = "currentColor"  # the colour of the family, set on the root


@dataclass(frozen=True)
class ForestRow:
    """One estimate. `printed` is shown as it is; the numbers only place the mark and the line.

    `open_low` and `open_high` say that a bound is printed as not reached or not estimable. A row
    without value and bounds shows its word in `printed`. `sizes` are those of several groups, shown
    in place of `n`. Raises ValueError for infinity and NaN.
    """

    label: str
    printed: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    sizes: str | None = None
    open_low: bool = False
    open_high: bool = False
    basis: Basis = "reported"
    secondary: bool = False
    post_baseline: bool = False

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, self.numbers)):
            raise ValueError(f"{self.label!r} has a number that is not finite")

    @property
    def numbers(self) -> list[float]:
        """Bounds and value, as far as they are known."""
        return [part for part in (self.low, self.value, self.high) if part is not None]


def side(n: int | None, largest: int) -> float:
    """Side of the mark: its area grows with n."""
    return 6 + 8 * math.sqrt(n / largest) if n and largest else 9.0


def _ends(row: ForestRow) -> tuple[float | None, float | None]:
    """Where the line starts and ends; an open end is infinite, an absent one is the value."""
    low = row.low if row.low is not None else (-math.inf if row.open_low else row.value)
    high = row.high if row.high is not None else (math.inf if row.open_high else row.value)
    return low, high


def interval(row: ForestRow, y: float, scale: Scale) -> Iterator[Svg]:
    """The line between the bounds, with a cap at each, or an arrow where it goes on."""
    low, high = _ends(row)
    if not row.numbers or low is None or high is None or low == high:
        return
    yield line(scale.at(low), y, scale.at(high), y, "f-ci", OWN, stroke_width=1.5)
    for end, beyond, edge, step in (
        (low, low < scale.low, scale.left, 8),
        (high, high > scale.high, scale.right, -8),
    ):
        if beyond:
            yield _arrow(edge, y, step)
        elif end != row.value:
            yield line(scale.at(end), y - 4, scale.at(end), y + 4, "f-ci", OWN, stroke_width=1.5)


def upright(row: ForestRow, x: float, scale: Scale) -> Iterator[Svg]:
    """The same standing upright; `scale` gives heights, its `right` above its `left`."""
    low, high = _ends(row)
    if not row.numbers or low is None or high is None or low == high:
        return
    yield line(x, scale.at(low), x, scale.at(high), "f-ci", OWN, stroke_width=1.5)
    for end, beyond, edge, step in (
        (low, low < scale.low, scale.left, -8),
        (high, high > scale.high, scale.right, 8),
    ):
        if beyond:
            path = f"M{number(x)} {number(edge)}l-4.5 {number(step)}h9z"
            yield tag("path", d=path, class_="f-fam", fill=OWN)
        elif end != row.value:
            yield line(x - 4, scale.at(end), x + 4, scale.at(end), "f-ci", OWN, stroke_width=1.5)


def _arrow(x: float, y: float, step: float) -> Svg:
    path = f"M{number(x)} {number(y)}l{number(step)} -4.5v9z"
    return tag("path", d=path, class_="f-fam", fill=OWN)


def mark(row: ForestRow, y: float, scale: Scale, side: float) -> list[Svg]:
    """Full where reported, hollow where not, on its tip where read off a curve."""
    if row.value is None:
        return []
    if row.value < scale.low:
        return [_arrow(scale.left, y, 8)]
    if row.value > scale.high:
        return [_arrow(scale.right, y, -8)]
    return [box(scale.at(row.value), y, side, row.basis)]


def box(x: float, y: float, side: float, basis: Basis) -> Svg:
    """One mark: a square, hollow where it is not printed, on its tip where it is read off."""
    side *= 0.8 if basis == "digitised" else 1  # on its tip it looks larger
    half = side / 2
    turned = f"rotate(45 {number(x)} {number(y)})" if basis == "digitised" else None
    place: dict[str, object] = {
        "x": x - half,
        "y": y - half,
        "width": side,
        "height": side,
        "transform": turned,
    }
    if basis == "reported":
        return tag("rect", **place, class_="f-fam", fill=OWN)
    return tag("rect", **place, class_="f-hollow", fill=PAPER, stroke=OWN, stroke_width=1.5)


def clipped(row: ForestRow, low_end: float, high_end: float) -> bool:
    """Whether the interval goes on beyond the ends of the axis."""
    low, high = _ends(row)
    return bool(row.numbers) and (
        (low is not None and low < low_end) or (high is not None and high > high_end)
    )
