"""Treatment sequence: for each group its steps in the order in which the record states them."""

from dataclasses import dataclass

from kb.publish.figures.common import (
    EDGE,
    PAPER,
    Drawing,
    Svg,
    figure,
    line,
    number,
    tag,
    text,
    wrap,
)

LEADING = 16
PAD = 8
GAP = 26  # between two boxes, with an arrow
LABEL = 200  # width of the column of groups in the wide shape
MOST = 5  # steps beside each other; more stand under each other
LATER = "§\xa0Group defined after baseline: only who lived to the last step is in it."


@dataclass(frozen=True)
class SequenceStep:
    """One step: what is given, and under it what is said of it."""

    given: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class SequenceRow:
    """One group. `n` is text as it should stand there."""

    label: str
    n: str
    steps: tuple[SequenceStep, ...]
    post_baseline: bool = False


@dataclass(frozen=True)
class Sequence:
    """A whole figure; `name` is unique on its page."""

    name: str
    title: str
    rows: tuple[SequenceRow, ...]


def draw_sequence(sequence: Sequence) -> Drawing:
    """Draw the figure in both shapes. Raises ValueError where there is no step."""
    longest = max((len(row.steps) for row in sequence.rows), default=0)
    if not longest:
        raise ValueError(f"figure {sequence.name!r} has no step")
    beside = longest if longest <= MOST else 0
    return Drawing(_draw(sequence, 880, beside, "wide"), _draw(sequence, 360, 0, "narrow"))


def _draw(sequence: Sequence, width: int, beside: int, suffix: str) -> Svg:
    """Draw all groups; `beside` steps fit beside each other, 0: one stands under the other."""
    drawn: list[Svg] = []
    y = 6.0
    for index, row in enumerate(sequence.rows):
        if index:
            drawn.append(line(0, y - 9, width, y - 9, "f-grid", EDGE, stroke_opacity=0.4))
        own, y = _across(row, y, width, beside) if beside else _down(row, y, width)
        drawn += own
        y += 22
    if any(row.post_baseline for row in sequence.rows):
        for each in wrap(LATER, width // 6):
            drawn.append(text(0, y, each, "f-soft", font_size=12))
            y += LEADING
    name = f"{sequence.name}-{suffix}"
    size = (width, y - 6)
    return figure(
        name, sequence.title, _description(sequence), size, "characteristic", drawn, "f-boxes"
    )


def _description(sequence: Sequence) -> str:
    return "; ".join(
        f"{row.label} ({row.n}): " + ", then ".join(_said(step) for step in row.steps)
        for row in sequence.rows
    )


def _said(step: SequenceStep) -> str:
    return f"{step.given} ({', '.join(step.more)})" if step.more else step.given


def _across(row: SequenceRow, y: float, width: int, beside: int) -> tuple[list[Svg], float]:
    """The label at the left, the steps in a line; return where the highest box ends."""
    size = min((width - 1 - LABEL + GAP) / beside - GAP, 250)
    label, bottom = _label(row, y + 18, LABEL - 20)
    boxes = [
        _box(step, LABEL + index * (size + GAP), y, size) for index, step in enumerate(row.steps)
    ]
    ends = [end for _, end in boxes]
    arrows = [
        _arrow((LABEL + index * (size + GAP) - GAP + 3, y + 20), GAP - 6, 0)
        for index in range(1, len(row.steps))
    ]
    drawn = [part for own, _ in boxes for part in own]
    return [*label, *drawn, *arrows], max(bottom, *ends)


def _down(row: SequenceRow, y: float, width: int) -> tuple[list[Svg], float]:
    """The label above, the steps under each other."""
    drawn, y = _label(row, y + 14, width)
    y += 2
    for index, step in enumerate(row.steps):
        if index:
            drawn.append(_arrow((16, y + 2), 0, GAP - 10))
            y += GAP - 6
        own, y = _box(step, 1, y, min(width - 2, 420))
        drawn += own
    return drawn, y


def _label(row: SequenceRow, y: float, width: float) -> tuple[list[Svg], float]:
    label = wrap(row.label + ("\xa0§" if row.post_baseline else ""), int(width / 7.2))
    drawn = [
        text(0, y + LEADING * index, each, font_weight=600) for index, each in enumerate(label)
    ]
    drawn.append(text(0, y + LEADING * len(label), row.n, "f-soft"))
    return drawn, y + LEADING * len(label) + 6


def _box(step: SequenceStep, x: float, y: float, width: float) -> tuple[list[Svg], float]:
    """One box, and where it ends."""
    given = wrap(step.given, int((width - 2 * PAD) / 7.2))
    more = [part for each in step.more for part in wrap(each, int((width - 2 * PAD) / 6.2))]
    height = 2 * PAD + LEADING * (len(given) + len(more)) - 1
    frame = {"x": x, "y": y, "width": width, "height": height, "rx": 3}
    drawn = [tag("rect", **frame, class_="f-box", fill=PAPER, stroke=EDGE)]
    for index, each in enumerate([*given, *more]):
        own: dict[str, object] = {"font_weight": 600} if index < len(given) else {"font_size": 13}
        class_ = "f-ink" if index < len(given) else "f-soft"
        drawn.append(text(x + PAD, y + PAD + 12 + LEADING * index, each, class_, **own))
    return drawn, y + height


def _arrow(start: tuple[float, float], across: float, down: float) -> Svg:
    """An arrow to the right or down."""
    x, y = start
    head = "l-5 -4m5 4l-5 4" if across else "l-4 -5m4 5l4 -5"
    path = f"M{number(x)} {number(y)}l{number(across)} {number(down)}{head}"
    return tag("path", d=path, fill="none", class_="f-axis", stroke=EDGE, stroke_width=1.5)
