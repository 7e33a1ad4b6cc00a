"""Survival at the times that are reported: one small chart for each group, all on one scale.

A point stands at its time with its interval upright; a median stands on the line of 50% with its
interval along it. No line joins them: between two reported times nothing is printed, and a line
would be read as a Kaplan-Meier curve.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kb.publish.figures.common import (
    EDGE,
    LATER,
    LINE,
    PAPER,
    Drawing,
    Family,
    Scale,
    Svg,
    figure,
    line,
    tag,
    text,
    wrap,
)
from kb.publish.figures.forest import ForestHeading
from kb.publish.figures.marks import OWN, ForestRow, box, interval, upright
from kb.publish.figures.timeaxis import TimeAxis, time_axis

LEADING = 17
SIDE = 9  # of the mark of a point
PLOT = 84  # height from 0% to 100%
NOTES = {
    "always": "No line joins the points: between them nothing is reported.",
    "median": "Circle on the line at 50%: median.",
    "derived": "Hollow mark: derived, not printed.",
    "digitised": "Mark on its tip: read off a curve.",
    "arrow": "Arrow: the interval goes on, or its bound is not reached.",
    "secondary": "*\xa0Only in a secondary source.",
    "later": "§\xa0Group defined after baseline: beware of immortal time.",
}


@dataclass(frozen=True)
class Moment:
    """A result at a time: `row` has its per cents, and `months` says where it stands."""

    months: float
    row: ForestRow


@dataclass(frozen=True)
class Series:
    """The results of one group: at times, and medians, whose rows are in months."""

    label: str
    n: int | None
    moments: tuple[Moment, ...]
    medians: tuple[ForestRow, ...] = ()
    post_baseline: bool = False

    @property
    def rows(self) -> list[ForestRow]:
        """Everything that is printed beside the chart, in the order of time."""
        timed = sorted(self.moments, key=lambda moment: moment.months)
        return [*self.medians, *(moment.row for moment in timed)]


@dataclass(frozen=True)
class Moments:
    """A whole figure. `years`: the axis counts years instead of months."""

    name: str
    title: str
    measure: str
    rows: tuple[Series | ForestHeading, ...]
    years: bool
    family: Family = "survival"
    more: str = ""

    @property
    def series(self) -> list[Series]:
        """The rows without the headings."""
        return [row for row in self.rows if isinstance(row, Series)]


@dataclass(frozen=True)
class _Shape:
    """Where the columns are. Stacked: text above and below the chart instead of beside it."""

    width: int
    label_chars: int
    left: int
    right: int
    text_x: int
    text_chars: int
    note_chars: int
    stacked: bool


WIDE = _Shape(880, 29, 262, 572, 606, 27, 130, stacked=False)
NARROW = _Shape(360, 50, 40, 344, 0, 36, 58, stacked=True)
WHEN = 78  # width of the column that says when


def draw_moments(moments: Moments) -> Drawing:
    """Draw the figure in both shapes. Raises ValueError where there is nothing to draw."""
    if not moments.series:
        raise ValueError(f"figure {moments.name!r} has no group")
    return Drawing(_draw(moments, WIDE, "wide"), _draw(moments, NARROW, "narrow"))


def _draw(moments: Moments, shape: _Shape, suffix: str) -> Svg:
    axis = time_axis(_times(moments.series), moments.years)
    body, y = [*_heads(moments, axis, shape)], 22.0
    for row in moments.rows:
        drawn, y = (
            _heading(row, y) if isinstance(row, ForestHeading) else _series(row, y, axis, shape)
        )
        body += drawn
    notes = [*_notes(moments), moments.more]
    lines = wrap(" ".join(part for part in notes if part), shape.note_chars)
    body += _lines(0, y + 16, lines, "f-soft", font_size=12)
    size = (shape.width, y + 16 + LEADING * (len(lines) - 1) + 8)
    name = f"{moments.name}-{suffix}"
    return figure(name, moments.title, _description(moments), size, moments.family, body)


def _times(series: Sequence[Series]) -> list[float]:
    """Every time in months that the axis has to reach."""
    points = (moment.months for each in series for moment in each.moments)
    medians = (value for each in series for row in each.medians for value in row.numbers)
    return [*points, *medians]


def _description(moments: Moments) -> str:
    groups = (
        f"{each.label}: " + ", ".join(f"{row.label} {row.printed}" for row in each.rows)
        for each in moments.series
    )
    return f"{moments.measure} at the reported times. {'; '.join(groups)}."


def _heads(moments: Moments, axis: TimeAxis, shape: _Shape) -> list[Svg]:
    head = f"{moments.measure}, %; time in {axis.label}"
    if shape.stacked:
        return [text(0, 14, head, "f-soft", font_size=12)]
    return [
        text(0, 14, "Group", "f-soft", font_size=12),
        text(shape.left, 14, head, "f-soft", font_size=12),
        text(shape.text_x, 14, "As printed", "f-soft", font_size=12),
    ]


def _heading(heading: ForestHeading, y: float) -> tuple[list[Svg], float]:
    lines = wrap(heading.label, 50)
    return _lines(0, y + 24, lines, "f-ink", font_weight=600), y + 12 + LEADING * len(lines)


def _series(series: Series, y: float, axis: TimeAxis, shape: _Shape) -> tuple[list[Svg], float]:
    """Draw one group from a height on; return where it ends."""
    label = wrap(series.label + ("\xa0§" if series.post_baseline else ""), shape.label_chars)
    n = [] if series.n is None else [f"n = {series.n}"]
    words = _lines(0, y + 22, label, "f-ink", font_weight=600)
    words += _lines(0, y + 22 + LEADING * len(label), n, "f-soft")
    beside = y + 22 + LEADING * (len(label) + len(n))
    top = beside - 2 if shape.stacked else y + 16
    chart = _chart(series, top, axis, shape)
    first = top + PLOT + 44 if shape.stacked else y + 22
    printed, last = _printed(series, first, shape)
    end = last if shape.stacked else max(beside - 6, last, top + PLOT + 26)
    return [*words, *chart, *printed], end + 8


def _printed(series: Series, y: float, shape: _Shape) -> tuple[list[Svg], float]:
    """The column of texts: when, and the result as printed."""
    drawn: list[Svg] = []
    for row in series.rows:
        when = wrap(row.label, 11)
        result = wrap(row.printed + ("\xa0*" if row.secondary else ""), shape.text_chars)
        weight = 600 if row.value is not None and row.basis == "reported" else 400
        ink = "f-soft" if row.value is None else "f-ink"
        drawn += _lines(shape.text_x, y, when, "f-soft")
        drawn += _lines(shape.text_x + WHEN, y, result, ink, font_weight=weight)
        y += LEADING * max(len(when), len(result)) + 2
    return drawn, y - LEADING


def _chart(series: Series, top: float, axis: TimeAxis, shape: _Shape) -> Iterator[Svg]:
    """The chart of one group: frame, medians on the line of 50%, points at their times."""
    across = Scale(0, axis.high, shape.left, shape.right)
    up = Scale(0, 100, top + PLOT, top)
    yield from _frame(series, across, up, axis)
    half = up.at(50)
    for row in series.medians:
        yield from interval(row, half, across)
        yield from _circle(row, half, across)
    for moment in series.moments:
        x = across.at(moment.months)
        yield from upright(moment.row, x, up)
        if moment.row.value is not None:
            yield box(x, up.at(moment.row.value), SIDE, moment.row.basis)
            yield from _star(moment.row, x, up.at(moment.row.value))


def _frame(series: Series, across: Scale, up: Scale, axis: TimeAxis) -> Iterator[Svg]:
    left, right, bottom = across.left, across.right, up.left
    for share in (100, 50):
        strong = share == 50 and series.medians
        class_, stroke = ("f-axis", EDGE) if strong else ("f-grid", LINE)
        dashes = "4 3" if strong else None
        y = up.at(share)
        yield line(left, y, right, y, class_, stroke, stroke_dasharray=dashes)
    for share in (100, 50, 0):
        end: dict[str, object] = {"font_size": 11, "text_anchor": "end"}
        yield text(left - 6, up.at(share) + 4, str(share), "f-soft", **end)
    for months, printed in axis.ticks:
        x = across.at(months)
        yield line(x, up.at(100), x, bottom, "f-grid", LINE)
        yield line(x, bottom, x, bottom + 4, "f-axis", EDGE)
        yield text(x, bottom + 17, printed, "f-soft", font_size=12, text_anchor="middle")
    yield line(left, bottom, right, bottom, "f-axis", EDGE)


def _circle(row: ForestRow, y: float, across: Scale) -> Iterator[Svg]:
    """The mark of a median; one without a value has only its word, in the column of texts."""
    if row.value is None:
        return
    x = across.at(row.value)
    look = {"cx": x, "cy": y, "r": 5.5}
    if row.basis == "reported":
        yield tag("circle", **look, class_="f-fam", fill=OWN)
    else:
        yield tag("circle", **look, class_="f-hollow", fill=PAPER, stroke=OWN, stroke_width=1.5)
    yield from _star(row, x, y)


def _star(row: ForestRow, x: float, y: float) -> Iterator[Svg]:
    """The sign of a secondary source stands at the mark too."""
    if row.secondary:
        yield tag("text", "*", x=x + 7, y=y - 3, class_="f-warn", fill=LATER, font_weight=600)


def _lines(x: float, y: float, lines: Sequence[str], class_: str, **more: object) -> list[Svg]:
    return [
        text(x, y + LEADING * index, content, class_, **more) for index, content in enumerate(lines)
    ]


def _notes(moments: Moments) -> list[str]:
    """Which notes this figure needs, in the order of NOTES."""
    rows = [row for each in moments.series for row in each.rows]
    medians = [*chain.from_iterable(each.medians for each in moments.series)]
    used = {row.basis for row in rows if row.value is not None} | {
        key
        for key, wanted in (
            ("always", True),
            ("median", any(row.value is not None for row in medians)),
            ("arrow", any(_goes_on(row) for row in rows)),
            ("secondary", any(row.secondary for row in rows)),
            ("later", any(each.post_baseline for each in moments.series)),
        )
        if wanted
    }
    return [NOTES[key] for key in NOTES if key in used]


def _goes_on(row: ForestRow) -> bool:
    return bool(row.numbers) and (row.open_low or row.open_high)
