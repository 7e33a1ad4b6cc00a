"""Forest figure: one line per estimate, with its interval, its n and its text as printed."""

from dataclasses import dataclass, replace

from kb.publish.figures.axis import (
    Axis,
    Span,
    grid,
    linear_axis,
    percent_axis,
    ratio_axis,
    ruler,
    tick_labels,
)
from kb.publish.figures.common import Drawing, Family, Scale, Svg, figure, text, wrap
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

    @property
    def room(self) -> Span:
        """How far the numbers of the axis may reach: to the edges, or to the columns beside it."""
        return (0, self.width) if self.stacked else (self.n_x + 8, self.text_x - 8)


WIDE = _Shape(880, 41, 330, 356, 626, 650, 31, 130, stacked=False)
NARROW = _Shape(360, 50, 360, 14, 342, 0, 42, 58, stacked=True)
SIZES_CHARS = 11  # of sizes of groups compared in one line, such as 1056 v 1029


def _with_sizes(shape: _Shape) -> _Shape:
    """Return a shape with room for the sizes of several groups in the column of n."""
    if shape.stacked:
        return replace(shape, text_chars=shape.text_chars - 8)
    return replace(shape, label_chars=shape.label_chars - 6)


def draw_forest(forest: Forest) -> Drawing:
    """Draw a forest figure in both shapes. Raises ValueError where there is no row."""
    if not forest.estimates:
        raise ValueError(f"forest {forest.name!r} has no row")
    return Drawing(_draw(forest, WIDE, "wide"), _draw(forest, NARROW, "narrow"))


def _draw(forest: Forest, shape: _Shape, suffix: str) -> Svg:
    axis = forest.axis
    shape = _with_sizes(shape) if any(row.sizes for row in forest.estimates) else shape
    scale = Scale(axis.low, axis.high, shape.left, shape.right, axis.log)
    long = len(forest.estimates) > LONG
    top = 42 if long and shape.stacked else 24
    rows, spans, bottom = _rows(forest, shape, scale, top)
    foot, height = _foot(forest, shape, scale, bottom)
    spans = spans if shape.stacked else _joined(spans, bottom)
    behind = [part for span in spans for part in grid(axis, scale, span)]
    above = tick_labels(axis, scale, top - 10, shape.room) if long else ()
    heads = [*_column_heads(forest, shape), *above]
    body = [*behind, *heads, *rows, *ruler(axis, scale, bottom, shape.room), *foot]
    name, size = f"{forest.name}-{suffix}", (shape.width, height)
    return figure(name, forest.title, _description(forest), size, forest.family, body)


def _description(forest: Forest) -> str:
    listed = "; ".join(f"{row.label}: {row.printed}" for row in forest.estimates)
    return forest.description or f"{forest.axis.title}. {listed}."


def _column_heads(forest: Forest, shape: _Shape) -> list[Svg]:
    if shape.stacked:
        return [text(0, 14, forest.value_heading, "f-soft", font_size=12)]
    heads = [
        text(0, 14, "Group", "f-soft", font_size=12),
        text(shape.text_x, 14, forest.value_heading, "f-soft", font_size=12),
    ]
    if any(row.n is not None or row.sizes for row in forest.estimates):
        heads.append(text(shape.n_x, 14, "n", "f-soft", font_size=12, text_anchor="end"))
    return heads


def _rows(
    forest: Forest, shape: _Shape, scale: Scale, top: float
) -> tuple[list[Svg], list[Span], float]:
    """The drawn rows, where lines of the grid run behind them, and the height where they end."""
    largest = max((row.n or 0 for row in forest.estimates), default=0)
    drawn: list[Svg] = []
    spans: list[Span] = []
    y = top
    for row in forest.rows:
        if isinstance(row, ForestHeading):
            lines = wrap(row.label, shape.label_chars if shape.stacked else 110)
            drawn += _lines(0, y + 24, lines, "f-ink", font_weight=600)
            y += 14 + LEADING * len(lines)
            continue
        words, middle, end = _words(row, y, shape)
        if row.numbers:
            square = mark(row, middle, scale, side(row.n, largest))
            drawn += [*interval(row, middle, scale), *square]
        if row.numbers or not shape.stacked:
            spans.append((middle - 7, middle + 7) if shape.stacked else (y, end))
        drawn += words
        y = end
    return drawn, spans, y + 6


def _joined(spans: list[Span], bottom: float) -> list[Span]:
    """Spans without seams: rows that follow each other share one, and the last reaches the axis."""
    joined: list[Span] = []
    for start, end in [*spans[:-1], (spans[-1][0], bottom)]:
        touching = joined and joined[-1][1] == start
        joined.append((joined.pop()[0], end) if touching else (start, end))
    return joined


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
    n = _n(row, shape)
    words += _lines(shape.n_x, beside, n, "f-soft", text_anchor="end")
    if not shape.stacked:
        return words, first - 5, y + 9 + LEADING * max(len(label), len(printed), len(n))
    last = beside + LEADING * (max(len(printed), len(n)) - 1)
    return words, last + 13, last + (26 if row.numbers else 8)


def _n(row: ForestRow, shape: _Shape) -> list[str]:
    """The n of a row, or the sizes of the groups compared, as lines."""
    known = row.sizes or (str(row.n) if row.n is not None else "")
    return wrap(f"n = {known}" if shape.stacked else known, SIZES_CHARS + 4) if known else []


def _lines(x: float, y: float, lines: list[str], class_: str, **more: object) -> list[Svg]:
    return [
        text(x, y + LEADING * index, content, class_, **more) for index, content in enumerate(lines)
    ]


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
    label = wrap(forest.axis.title, 58)
    parts += _lines(middle, y, label, "f-soft", font_size=12, text_anchor="middle")
    y += LEADING * len(label) + 4
    said = " ".join(NOTES[key] for key in _used(forest))
    notes = wrap(said, shape.note_chars) if said else []
    parts += _lines(0, y, notes, "f-soft", font_size=12)
    return parts, y + LEADING * (len(notes) - 1) + 8


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
