"""The horizontal axis of a forest figure: where it ends, its numbers, and the lines behind rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.publish.figures.common import EDGE, INK, LINE, Scale, Svg, line, round_up, text
from kb.publish.figures.marks import ForestRow

SHORT = 3  # characters of a unit that may follow each number
LETTER = 6.5  # width of one character of a number, rather too wide than too narrow

Span = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """What the horizontal axis shows. `favours` are the words left and right of `reference`.

    A short `unit` (`%`, ` mo`) follows each number; a longer one stands in the title alone.
    """

    low: float
    high: float
    label: str
    unit: str = ""
    log: bool = False
    reference: float | None = None
    favours: tuple[str, str] | None = None

    @property
    def title(self) -> str:
        """The words under the axis; they name a unit that the numbers do not."""
        unit = self.unit.strip()
        named = len(unit) <= SHORT or unit in self.label
        return self.label if named else f"{self.label}, {unit}"

    def printed(self, tick: float) -> str:
        """A number of the axis as it is written; no two numbers are written alike."""
        return f"{tick:.12g}" + (self.unit if len(self.unit.strip()) <= SHORT else "")


def percent_axis(label: str) -> Axis:
    """0 to 100%, always whole, so that figures compare."""
    return Axis(0, 100, label, unit="%")


def linear_axis(rows: Iterable[object], label: str, unit: str = "") -> Axis:
    """From zero, or from below the lowest negative number, to beyond the highest number."""
    numbers = _numbers(rows)
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    start = -round_up(-low) if low < 0 else 0.0
    end = 0.0 if high <= 0 > low else round_up(high)
    return Axis(start, end, label, unit)


def ratio_axis(rows: Iterable[object], label: str, favours: tuple[str, str] | None = None) -> Axis:
    """A log axis around 1, as wide as the numbers need but within 0.05 to 20."""
    distance = max((max(value, 1 / value) for value in _numbers(rows) if value > 0), default=2.0)
    reach = next((step for step in (2.0, 5.0, 10.0) if distance <= step), 20.0)
    return Axis(1 / reach, reach, label, log=True, reference=1.0, favours=favours)


def _numbers(rows: Iterable[object]) -> list[float]:
    return [value for row in rows if isinstance(row, ForestRow) for value in row.numbers]


def grid(axis: Axis, scale: Scale, span: Span) -> Iterator[Svg]:
    """A hairline at every tick and the reference line: behind some rows, or behind one."""
    top, bottom = span
    for tick in scale.ticks():
        yield line(scale.at(tick), top, scale.at(tick), bottom, "f-grid", LINE)
    if axis.reference is not None:
        x = scale.at(axis.reference)
        yield line(x, top, x, bottom, "f-ref", INK, stroke_width=1.25)


def ruler(axis: Axis, scale: Scale, y: float, room: Span) -> Iterator[Svg]:
    """The axis itself with its numbers."""
    yield line(scale.left, y, scale.right, y, "f-axis", EDGE)
    for tick in scale.ticks():
        x = scale.at(tick)
        yield line(x, y, x, y + 4, "f-axis", EDGE)
    yield from tick_labels(axis, scale, y + 18, room)


def tick_labels(axis: Axis, scale: Scale, y: float, room: Span) -> Iterator[Svg]:
    """The numbers of the axis, each under its tick, but none beyond its room."""
    for tick in scale.ticks():
        printed = axis.printed(tick)
        x, anchor = _kept(scale.at(tick), len(printed) * LETTER / 2, room)
        yield text(x, y, printed, "f-soft", font_size=12, text_anchor=anchor)


def _kept(x: float, half: float, room: Span) -> tuple[float, str]:
    """Where a centred text stands, or the edge it leans on where it would be cut."""
    if x - half < room[0]:
        return room[0], "start"
    return (room[1], "end") if x + half > room[1] else (x, "middle")
