"""Forest figure: one line per estimate, with its interval, its n and its text as printed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.publish.figures.common import (
    EDGE,
    INK,
    LINE,
    PAPER,
    Drawing,
    Family,
    Scale,
    Svg,
    figure,
    line,
    number,
    round_up,
    tag,
    text,
    wrap,
)

Basis = Literal["reported", "derived", "digitised"]

OWN = "currentColor"  # the colour of the family, set on the root
LEADING = 17  # units from one line of text to the next
NOTES = {
    "derived": "Hollow square: derived, not printed.",
    "digitised": "Hollow diamond: read off a curve.",
    "arrow": "Arrow: the interval goes on, or its bound is not reached.",
    "secondary": "* Only in a secondary source.",
    "later": "§ Group defined after baseline: beware of immortal time.",
    "n": "Larger mark: more patients.",
}


@dataclass(frozen=True)
class ForestRow:
    """One estimate. `printed` is shown as it is; the numbers only place the mark and the line.

    `open_low` and `open_high` say that a bound is printed as not reached or not estimable. A row
    without value and bounds shows its word in `printed`. Raises ValueError for infinity and NaN.
    """

    label: str
    printed: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
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


@dataclass(frozen=True)
class ForestHeading:
    """A line that opens a subgroup, a study or a time point."""

    label: str


@dataclass(frozen=True)
class Axis:
    """What the horizontal axis shows; `unit` follows each tick (`%`, ` mo`).

    `favours` are the words left and right of `reference`.
    """

    low: float
    high: float
    label: str
    unit: str = ""
    log: bool = False
    reference: float | None = None
    favours: tuple[str, str] | None = None


@dataclass(frozen=True)
class Forest:
    """A whole figure. `name` is unique on its page; without a description one lists the rows."""

    name: str
    title: str
    rows: tuple[ForestRow | ForestHeading, ...]
    axis: Axis
    family: Family = "characteristic"
    value_heading: str = "Estimate (95% CI)"
    description: str = ""

    @property
    def estimates(self) -> list[ForestRow]:
        """The rows without the headings."""
        return [row for row in self.rows if isinstance(row, ForestRow)]


@dataclass(frozen=True)
class _Shape:
    """Where the columns are. Stacked: text above the line instead of beside it."""

    width: int
    label_chars: int
    n_x: int
    left: int
    right: int
    text_x: int
    text_chars: int
    note_chars: int
    stacked: bool


WIDE = _Shape(880, 44, 352, 380, 660, 684, 28, 130, stacked=False)
NARROW = _Shape(360, 50, 360, 10, 350, 0, 42, 58, stacked=True)


def percent_axis(label: str) -> Axis:
    """0 to 100%, always whole, so that figures compare."""
    return Axis(0, 100, label, unit="%")


def linear_axis(rows: tuple[ForestRow | ForestHeading, ...], label: str, unit: str = "") -> Axis:
    """From zero, or from below the lowest negative number, to beyond the highest number."""
    numbers = [value for row in rows if isinstance(row, ForestRow) for value in row.numbers]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    start = -round_up(-low) if low < 0 else 0.0
    end = 0.0 if high <= 0 > low else round_up(high)
    return Axis(start, end, label, unit)


def ratio_axis(
    rows: tuple[ForestRow | ForestHeading, ...], label: str, favours: tuple[str, str] | None = None
) -> Axis:
    """A log axis around 1, as wide as the numbers need but within 0.05 to 20."""
    numbers = [value for row in rows if isinstance(row, ForestRow) for value in row.numbers]
    distance = max((max(value, 1 / value) for value in numbers if value > 0), default=2.0)
    reach = next((step for step in (2.0, 5.0, 10.0) if distance <= step), 20.0)
    return Axis(1 / reach, reach, label, log=True, reference=1.0, favours=favours)


def draw_forest(forest: Forest) -> Drawing:
    """Draw a forest figure in both shapes. Raises ValueError where there is no row."""
    if not forest.estimates:
        raise ValueError(f"forest {forest.name!r} has no row")
    return Drawing(_draw(forest, WIDE, "wide"), _draw(forest, NARROW, "narrow"))


def _draw(forest: Forest, shape: _Shape, suffix: str) -> Svg:
    axis = forest.axis
    scale = Scale(axis.low, axis.high, shape.left, shape.right, axis.log)
    rows, bottom = _rows(forest, shape, scale)
    foot, height = _foot(forest, shape, scale, bottom)
    body = [*_grid(forest.axis, scale, bottom), *_column_heads(forest, shape), *rows, *foot]
    name, size = f"{forest.name}-{suffix}", (shape.width, height)
    return figure(name, forest.title, _description(forest), size, forest.family, body)


def _description(forest: Forest) -> str:
    listed = "; ".join(f"{row.label}: {row.printed}" for row in forest.estimates)
    return forest.description or f"{forest.axis.label}. {listed}."


def _column_heads(forest: Forest, shape: _Shape) -> list[Svg]:
    if shape.stacked:
        return [text(0, 14, forest.value_heading, "f-soft", font_size=12)]
    return [
        text(0, 14, "Group", "f-soft", font_size=12),
        text(shape.n_x, 14, "n", "f-soft", font_size=12, text_anchor="end"),
        text(shape.text_x, 14, forest.value_heading, "f-soft", font_size=12),
    ]


def _rows(forest: Forest, shape: _Shape, scale: Scale) -> tuple[list[Svg], float]:
    """The drawn rows and the height at which they end."""
    largest = max((row.n or 0 for row in forest.estimates), default=0)
    drawn: list[Svg] = []
    y = 24.0
    for row in forest.rows:
        if isinstance(row, ForestHeading):
            lines = wrap(row.label, 110 if not shape.stacked else shape.label_chars)
            drawn += _lines(0, y + 22, lines, "f-ink", font_weight=600)
            y += 12 + LEADING * len(lines)
        else:
            parts, y = _row(row, y, shape, scale, _side(row.n, largest))
            drawn += parts
    return drawn, y


def _row(
    row: ForestRow, y: float, shape: _Shape, scale: Scale, side: float
) -> tuple[list[Svg], float]:
    label = wrap(row.label + (" §" if row.post_baseline else ""), shape.label_chars)
    printed = wrap(row.printed + (" *" if row.secondary else ""), shape.text_chars)
    first = y + 18
    text_y = first + LEADING * len(label) if shape.stacked else first
    lines = len(label) + len(printed) if shape.stacked else max(len(label), len(printed))
    middle = y + 18 + LEADING * lines - 4 if shape.stacked else first - 5
    end = middle + 14 if shape.stacked else y + 9 + LEADING * lines
    weight = 600 if row.value is not None and row.basis == "reported" else 400
    ink = "f-soft" if row.value is None else "f-ink"
    parts = [
        *_lines(0, first, label, "f-ink"),
        *_lines(shape.text_x, text_y, printed, ink, font_weight=weight),
    ]
    if row.n is not None:
        n = f"n = {row.n}" if shape.stacked else str(row.n)
        parts.append(text(shape.n_x, text_y, n, "f-soft", text_anchor="end"))
    return [*parts, *_interval(row, middle, scale), *_mark(row, middle, scale, side)], end


def _lines(x: float, y: float, lines: list[str], class_: str, **more: object) -> list[Svg]:
    return [
        text(x, y + LEADING * index, content, class_, **more) for index, content in enumerate(lines)
    ]


def _side(n: int | None, largest: int) -> float:
    """Side of the mark: its area grows with n."""
    return 6 + 8 * math.sqrt(n / largest) if n and largest else 9.0


def _ends(row: ForestRow) -> tuple[float | None, float | None]:
    """Where the line starts and ends; an open end is infinite, an absent one is the value."""
    low = row.low if row.low is not None else (-math.inf if row.open_low else row.value)
    high = row.high if row.high is not None else (math.inf if row.open_high else row.value)
    return low, high


def _interval(row: ForestRow, y: float, scale: Scale) -> Iterator[Svg]:
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


def _arrow(x: float, y: float, step: float) -> Svg:
    path = f"M{number(x)} {number(y)}l{number(step)} -4.5v9z"
    return tag("path", d=path, class_="f-fam", fill=OWN)


def _mark(row: ForestRow, y: float, scale: Scale, side: float) -> list[Svg]:
    if row.value is None:
        return []
    if row.value < scale.low:
        return [_arrow(scale.left, y, 8)]
    if row.value > scale.high:
        return [_arrow(scale.right, y, -8)]
    x, half = scale.at(row.value), side / 2
    turned = f"rotate(45 {number(x)} {number(y)})" if row.basis == "digitised" else None
    box: dict[str, object] = {
        "x": x - half,
        "y": y - half,
        "width": side,
        "height": side,
        "transform": turned,
    }
    if row.basis == "reported":
        return [tag("rect", **box, class_="f-fam", fill=OWN)]
    return [tag("rect", **box, class_="f-hollow", fill=PAPER, stroke=OWN, stroke_width=1.5)]


def _grid(axis: Axis, scale: Scale, bottom: float) -> Iterator[Svg]:
    for tick in scale.ticks():
        x = scale.at(tick)
        yield line(x, 24, x, bottom, "f-grid", LINE)
        yield text(
            x, bottom + 18, number(tick) + axis.unit, "f-soft", font_size=12, text_anchor="middle"
        )
    if axis.reference is not None:
        x = scale.at(axis.reference)
        yield line(x, 24, x, bottom, "f-ref", INK, stroke_width=1.25)
    yield line(scale.left, bottom, scale.right, bottom, "f-axis", EDGE)


def _foot(forest: Forest, shape: _Shape, scale: Scale, bottom: float) -> tuple[list[Svg], float]:
    """Words under the axis: direction, axis label, meaning of the marks. And the full height."""
    y = bottom + 36
    parts: list[Svg] = []
    if forest.axis.favours and forest.axis.reference is not None:
        x = scale.at(forest.axis.reference)
        sides = zip(forest.axis.favours, (x - 8, x + 8), ("end", "start"), strict=True)
        columns = [(wrap(words, 24), place, anchor) for words, place, anchor in sides]
        for lines, place, anchor in columns:
            parts += _lines(place, y, lines, "f-ink", font_size=12, text_anchor=anchor)
        y += LEADING * max(len(lines) for lines, _, _ in columns)
    middle = (scale.left + scale.right) / 2
    label = wrap(forest.axis.label, 50)
    parts += _lines(middle, y, label, "f-soft", font_size=12, text_anchor="middle")
    y += LEADING * len(label) + 4
    notes = wrap(" ".join(NOTES[key] for key in _used(forest)), shape.note_chars)
    return [*parts, *_lines(0, y, notes, "f-soft", font_size=12)], y + LEADING * (
        len(notes) - 1
    ) + 8


def _used(forest: Forest) -> list[str]:
    """Which notes this figure needs, in the order of NOTES."""
    rows, axis = forest.estimates, forest.axis
    sizes = {row.n for row in rows if row.value is not None and row.n}
    needed = {row.basis for row in rows if row.value is not None} | {
        key
        for key, used in (
            ("arrow", any(_clipped(row, axis) for row in rows)),
            ("secondary", any(row.secondary for row in rows)),
            ("later", any(row.post_baseline for row in rows)),
            ("n", len(sizes) > 1),
        )
        if used
    }
    return [key for key in NOTES if key in needed]


def _clipped(row: ForestRow, axis: Axis) -> bool:
    low, high = _ends(row)
    return bool(row.numbers) and (
        (low is not None and low < axis.low) or (high is not None and high > axis.high)
    )
