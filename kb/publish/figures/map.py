"""Evidence map: a grid of marks whose area says how many patients, with both numbers printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.publish.figures.common import (
    EDGE,
    FAMILY_COLOURS,
    LINE,
    Drawing,
    Family,
    Svg,
    figure,
    line,
    tag,
    text,
    wrap,
)

HEIGHT = 58  # of a row
LEADING = 15
NOTE = "Bold: studies, and the area of the mark: patients, with their number under it."


@dataclass(frozen=True)
class Bubble:
    """One cell, as text; without a radius the number of patients is not stated."""

    studies: str
    patients: str
    radius: float | None


@dataclass(frozen=True)
class BubbleColumn:
    """A measure."""

    label: str
    family: Family


@dataclass(frozen=True)
class BubbleRow:
    """A treatment with a cell for each column."""

    label: str
    cells: tuple[Bubble | None, ...]


@dataclass(frozen=True)
class BubbleMap:
    """A whole figure; `name` is unique on its page."""

    name: str
    title: str
    columns: tuple[BubbleColumn, ...]
    rows: tuple[BubbleRow, ...]


def draw_map(bubbles: BubbleMap) -> Drawing:
    """Draw the map with room for labels, and closer."""
    return Drawing(_draw(bubbles, 880, 190, "wide"), _draw(bubbles, 640, 130, "narrow"))


def _draw(bubbles: BubbleMap, width: int, left: int, suffix: str) -> Svg:
    step = (width - left) / max(len(bubbles.columns), 1)
    body: list[Svg] = []
    for index, column in enumerate(bubbles.columns):
        middle = left + step * (index + 0.5)
        body.append(_column(bubbles, index, column, middle, step))
    y = 46.0
    for row in bubbles.rows:
        lines = wrap(row.label, int((left - 10) / 6.6))
        first = y + HEIGHT / 2 + 5 - LEADING * (len(lines) - 1) / 2
        body += [text(0, first + LEADING * i, each) for i, each in enumerate(lines)]
        y += HEIGHT
        body.append(line(0, y, width, y, "f-grid", LINE))
    body.append(text(0, y + 22, NOTE, "f-soft", font_size=12))
    name = f"{bubbles.name}-{suffix}"
    size = (width, y + 32)
    return figure(name, bubbles.title, _description(bubbles), size, "characteristic", body)


def _description(bubbles: BubbleMap) -> str:
    return "; ".join(
        f"{row.label}: "
        + ", ".join(
            f"{column.label} {cell.studies} studies with {cell.patients} patients"
            for column, cell in zip(bubbles.columns, row.cells, strict=True)
            if cell
        )
        for row in bubbles.rows
    )


def _column(
    bubbles: BubbleMap, index: int, column: BubbleColumn, middle: float, step: float
) -> Svg:
    """One measure in the colour of its family: head, and the cells of all rows."""
    lines = wrap(column.label, int(step / 6.2))
    start = 34 - LEADING * (len(lines) - 1)
    drawn = [
        text(middle, start + LEADING * i, each, font_size=12, text_anchor="middle")
        for i, each in enumerate(lines)
    ]
    edges = (middle - step / 2 + 3, middle + step / 2 - 3)
    drawn.append(line(edges[0], 44, edges[1], 44, "f-ci", "currentColor", stroke_width=3))
    for place, row in enumerate(bubbles.rows):
        cell = row.cells[index]
        if cell:
            drawn += _cell(cell, middle, 46 + HEIGHT * (place + 0.5))
    colour = FAMILY_COLOURS[column.family]
    return tag("g", *drawn, data_family=column.family, color=colour)


def _cell(cell: Bubble, x: float, y: float) -> Iterator[Svg]:
    centre: dict[str, object] = {"cx": x - 16, "cy": y}
    if cell.radius is None:
        yield tag("circle", **centre, r=9, fill="none", stroke=EDGE, stroke_dasharray="2 3")
    else:
        faint = {"fill": "currentColor", "fill_opacity": 0.25}
        yield tag("circle", **centre, r=cell.radius, class_="f-fam", **faint)
    yield text(x + 6, y - 1, cell.studies, font_weight=600)
    for index, each in enumerate(wrap(cell.patients, 7)):
        yield text(x + 6, y + 13 + 12 * index, each, "f-soft", font_size=12)
