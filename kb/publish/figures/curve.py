"""Survival curves as they were read off a printed figure, with the numbers at risk under them.

Only a digitised curve is drawn as steps. Of a curve of which a source prints single points, the
points stand alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.publish.figures.common import (
    EDGE,
    INK,
    LINE,
    SOFT,
    Drawing,
    Family,
    Scale,
    Svg,
    figure,
    line,
    number,
    tag,
    text,
    wrap,
)
from kb.publish.figures.marks import OWN, box
from kb.publish.figures.timeaxis import TimeAxis, time_axis

LEADING = 17
_LOOKS = (
    ("f-ci", OWN, None),
    ("f-ref", INK, "7 3"),
    ("f-line", SOFT, "2 3"),
    ("f-ci", OWN, "9 3 2 3"),
)


@dataclass(frozen=True)
class CurveGroup:
    """One group: points as (months, estimate), numbers at risk as (months, n)."""

    label: str
    points: tuple[tuple[float, float], ...]
    at_risk: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True)
class Curves:
    """A whole figure. `digitised`: read off a curve; `note` says how and where."""

    name: str
    title: str
    measure: str
    groups: tuple[CurveGroup, ...]
    years: bool
    digitised: bool
    note: str
    family: Family = "survival"

    @property
    def highest(self) -> float:
        """The top of the axis: 100 for per cents, 1 for fractions."""
        values = [value for group in self.groups for _, value in group.points]
        return 100 if max(values, default=0) > 1 else 1


@dataclass(frozen=True)
class _Shape:
    width: int
    left: int
    right: int
    height: int
    chars: int


WIDE = _Shape(880, 190, 850, 300, 130)
NARROW = _Shape(360, 44, 340, 230, 58)


def draw_curves(curves: Curves) -> Drawing:
    """Draw the figure in both shapes. Raises ValueError where there is no point."""
    if not any(group.points for group in curves.groups):
        raise ValueError(f"figure {curves.name!r} has no point")
    return Drawing(_draw(curves, WIDE, "wide"), _draw(curves, NARROW, "narrow"))


def _draw(curves: Curves, shape: _Shape, suffix: str) -> Svg:
    known = [*(m for g in curves.groups for m, _ in (*g.points, *g.at_risk))]
    axis = time_axis(known, curves.years)
    across = Scale(0, axis.high, shape.left, shape.right)
    legend, top = _legend(curves, shape)
    up = Scale(0, curves.highest, top + shape.height, top)
    body = [*legend, *_frame(curves, across, up, axis)]
    for index, group in enumerate(curves.groups):
        body += _steps(group, index, across, up) if curves.digitised else _marks(group, across, up)
    risk, bottom = _at_risk(curves, across, up.left + 40, shape)
    notes = [
        text(0, bottom + LEADING * (index + 1), each, "f-soft", font_size=12)
        for index, each in enumerate(wrap(curves.note, shape.chars))
    ]
    size = (shape.width, bottom + LEADING * len(notes) + 8)
    name = f"{curves.name}-{suffix}"
    drawn = [*body, *risk, *notes]
    return figure(name, curves.title, _description(curves), size, curves.family, drawn)


def _description(curves: Curves) -> str:
    ends = (
        f"{group.label}: {len(group.points)} points, the last {number(group.points[-1][1])} "
        f"at {number(group.points[-1][0])} months"
        for group in curves.groups
        if group.points
    )
    return f"{curves.measure}. {curves.note} {'; '.join(ends)}."


def _legend(curves: Curves, shape: _Shape) -> tuple[list[Svg], float]:
    """A line of each look with the label of its group, and where they end."""
    drawn: list[Svg] = []
    y = 16.0
    for index, group in enumerate(curves.groups):
        class_, stroke, dashes = _LOOKS[index % len(_LOOKS)]
        look = {"stroke_width": 2.25, "stroke_dasharray": dashes}
        if curves.digitised:
            drawn.append(line(0, y - 4, 30, y - 4, class_, stroke, **look))
        for row in wrap(group.label, shape.chars // 2 + 10):
            drawn.append(text(38 if curves.digitised else 0, y, row))
            y += LEADING
    return drawn, y + 4


def _frame(curves: Curves, across: Scale, up: Scale, axis: TimeAxis) -> Iterator[Svg]:
    unit = "%" if curves.highest == 100 else ""
    for value in up.ticks():
        y = up.at(value)
        yield line(across.left, y, across.right, y, "f-grid", LINE)
        yield text(
            across.left - 6, y + 4, number(value) + unit, "f-soft", font_size=12, text_anchor="end"
        )
    yield line(across.left, up.left, across.right, up.left, "f-axis", EDGE)
    for months, printed in axis.ticks:
        x = across.at(months)
        yield line(x, up.left, x, up.left + 4, "f-axis", EDGE)
        yield text(x, up.left + 18, printed, "f-soft", font_size=12, text_anchor="middle")
    middle, words = (across.left + across.right) / 2, f"{curves.measure}, {axis.label}"
    yield text(middle, up.left + 36, words, "f-soft", font_size=12, text_anchor="middle")


def _steps(group: CurveGroup, index: int, across: Scale, up: Scale) -> Iterator[Svg]:
    """A Kaplan-Meier estimate stays until the next event, then falls."""
    if not group.points:
        return
    class_, stroke, dashes = _LOOKS[index % len(_LOOKS)]
    (months, value), *rest = group.points
    path = f"M{number(across.at(months))} {number(up.at(value))}"
    for months, value in rest:
        path += f"H{number(across.at(months))}V{number(up.at(value))}"
    look = {"stroke_width": 2.25, "stroke_dasharray": dashes}
    yield tag("path", d=path, fill="none", class_=class_, stroke=stroke, **look)


def _marks(group: CurveGroup, across: Scale, up: Scale) -> Iterator[Svg]:
    for months, value in group.points:
        yield box(across.at(months), up.at(value), 9, "reported")


def _at_risk(curves: Curves, across: Scale, y: float, shape: _Shape) -> tuple[list[Svg], float]:
    """The numbers at risk, each under its time, and where they end."""
    groups = [group for group in curves.groups if group.at_risk]
    if not groups:
        return [], y
    y += 22
    drawn = [text(0, y, "Number at risk", "f-soft", font_size=12, font_weight=600)]
    for group in groups:
        label = wrap(group.label, 24 if shape is WIDE else 50)
        for index, row in enumerate(label):
            drawn.append(text(0, y + LEADING * (index + 1), row, font_size=12))
        y += LEADING * (1 if shape is WIDE else len(label) + 1)
        drawn += [
            text(across.at(months), y, str(n), font_size=12, text_anchor="middle")
            for months, n in group.at_risk
        ]
        y += LEADING * (len(label) - 1) if shape is WIDE else 0
    return drawn, y + 4
