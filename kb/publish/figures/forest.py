"""Forest figure: one line per estimate, with its interval, its n and its text as printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.publish.figures.common import (
    EDGE,
    INK,
    LINE,
    Drawing,
    Family,
    Scale,
    Svg,
    figure,
    line,
    number,
    round_up,
    text,
    wrap,
)
from kb.publish.figures.marks import ForestRow, clipped, interval, mark, side

__all__ = [
    "Axis",
    "Forest",
    "ForestHeading",
    "ForestRow",
    "draw_forest",
    "linear_axis",
    "percent_axis",
    "ratio_axis",
]

LEADING = 17  # units from one line of text to the next
LONG = 12  # rows: a longer figure has the numbers of its axis at both ends
NOTES = {
    "derived": "Hollow square: derived, not printed.",
    "digitised": "Hollow diamond: read off a curve.",
    "arrow": "Arrow: the interval goes on, or its bound is not reached.",
    "secondary": "*\xa0Only in a secondary source.",
    "later": "§\xa0Group defined after baseline: beware of immortal time.",
    "n": "Larger mark: more patients.",
}


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


WIDE = _Shape(880, 41, 330, 356, 626, 650, 31, 130, stacked=False)
NARROW = _Shape(360, 50, 360, 14, 342, 0, 42, 58, stacked=True)


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
    long = len(forest.estimates) > LONG
    top = 42 if long and shape.stacked else 24
    rows, bottom = _rows(forest, shape, scale, top)
    foot, height = _foot(forest, shape, scale, bottom)
    grid = [] if shape.stacked else [*_grid(axis, scale, top, bottom)]
    heads = [*_column_heads(forest, shape), *(_ticks(axis, scale, top - 10) if long else ())]
    body = [*grid, *heads, *rows, *_ruler(axis, scale, bottom), *foot]
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


def _rows(forest: Forest, shape: _Shape, scale: Scale, top: float) -> tuple[list[Svg], float]:
    """The drawn rows and the height at which they end."""
    largest = max((row.n or 0 for row in forest.estimates), default=0)
    drawn: list[Svg] = []
    y = top
    for row in forest.rows:
        if isinstance(row, ForestHeading):
            lines = wrap(row.label, shape.label_chars if shape.stacked else 110)
            drawn += _lines(0, y + 24, lines, "f-head", font_weight=600)
            y += 14 + LEADING * len(lines)
            continue
        words, middle, end = _words(row, y, shape)
        if row.numbers:
            grid = _grid(forest.axis, scale, middle - 7, middle + 7) if shape.stacked else ()
            square = mark(row, middle, scale, side(row.n, largest))
            drawn += [*grid, *interval(row, middle, scale), *square]
        drawn += words
        y = end
    return drawn, y + 6


def _words(row: ForestRow, y: float, shape: _Shape) -> tuple[list[Svg], float, float]:
    """The text of a row, the height of its mark and the height where it ends."""
    label = wrap(row.label + (" §" if row.post_baseline else ""), shape.label_chars)
    printed = wrap(row.printed + (" *" if row.secondary else ""), shape.text_chars)
    first = y + 18
    beside = first + LEADING * len(label) if shape.stacked else first
    weight = 600 if row.value is not None and row.basis == "reported" else 400
    ink = "f-soft" if row.value is None else "f-ink"
    words = _lines(0, first, label, "f-ink")
    words += _lines(shape.text_x, beside, printed, ink, font_weight=weight)
    if row.n is not None:
        n = f"n = {row.n}" if shape.stacked else str(row.n)
        words.append(text(shape.n_x, beside, n, "f-soft", text_anchor="end"))
    if not shape.stacked:
        return words, first - 5, y + 9 + LEADING * max(len(label), len(printed))
    last = beside + LEADING * (len(printed) - 1)
    return words, last + 13, last + (26 if row.numbers else 8)


def _lines(x: float, y: float, lines: list[str], class_: str, **more: object) -> list[Svg]:
    return [
        text(x, y + LEADING * index, content, class_, **more) for index, content in enumerate(lines)
    ]


def _grid(axis: Axis, scale: Scale, top: float, bottom: float) -> Iterator[Svg]:
    """A hairline at every tick and the reference line: behind all rows, or behind one."""
    for tick in scale.ticks():
        yield line(scale.at(tick), top, scale.at(tick), bottom, "f-grid", LINE)
    if axis.reference is not None:
        x = scale.at(axis.reference)
        yield line(x, top, x, bottom, "f-ref", INK, stroke_width=1.25)


def _ruler(axis: Axis, scale: Scale, y: float) -> Iterator[Svg]:
    """The axis itself with its numbers."""
    yield line(scale.left, y, scale.right, y, "f-axis", EDGE)
    for tick in scale.ticks():
        x = scale.at(tick)
        yield line(x, y, x, y + 4, "f-axis", EDGE)
    yield from _ticks(axis, scale, y + 18)


def _ticks(axis: Axis, scale: Scale, y: float) -> Iterator[Svg]:
    """The numbers of the axis."""
    for tick in scale.ticks():
        printed = number(tick) + axis.unit
        yield text(scale.at(tick), y, printed, "f-soft", font_size=12, text_anchor="middle")


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
            ("arrow", any(clipped(row, axis.low, axis.high) for row in rows)),
            ("secondary", any(row.secondary for row in rows)),
            ("later", any(row.post_baseline for row in rows)),
            ("n", len(sizes) > 1),
        )
        if used
    }
    return [key for key in NOTES if key in needed]
