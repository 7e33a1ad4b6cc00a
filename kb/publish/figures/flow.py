"""Participant flow: a tree of groups, each with its n, drawn as boxes and connectors.

Two layouts of one tree. Columns: one for each generation, as a CONSORT diagram on its side.
Indented: one box under the other, for narrow screens and trees of more than four generations.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from kb.publish.figures.common import (
    EDGE,
    LATER,
    LATER_PAPER,
    PAPER,
    Drawing,
    Svg,
    figure,
    number,
    tag,
    text,
    wrap,
)

LEADING = 16
PAD = 9
CAPTION = 15  # one line of the words above the parts of a split
EXIT = 20  # how far below the top of a box its connectors meet it
GAP = 10
INSET = 0.5  # half a border, so that none is cut at the edge of the drawing
LETTER = 6  # width of one character of the small text, rather too wide than too narrow


@dataclass(frozen=True)
class FlowBox:
    """A group. `n` is text as it should stand there: `n = 25`, `n = 13, derived`."""

    label: str
    n: str
    post_baseline: bool = False
    splits: tuple["FlowSplit", ...] = ()


@dataclass(frozen=True)
class FlowSplit:
    """Parts of a group. `by` says by what; `rest` is what the parts leave out (`1 not assessed`).

    Not `disjoint`: subgroups that may overlap, joined by a dashed line.
    """

    by: str
    parts: tuple[FlowBox, ...]
    disjoint: bool = True
    rest: str = ""


@dataclass(frozen=True)
class Flow:
    """A whole figure. `name` is unique on its page; without a description one lists the groups."""

    name: str
    title: str
    root: FlowBox
    description: str = ""


@dataclass(frozen=True)
class _Grid:
    """How boxes are laid out: width of the drawing and the step from one generation to the next.

    Indented boxes end at one right edge; those in columns have one width.
    """

    width: int
    step: float
    gap: float
    edge: float = 0
    indented: bool = False

    def box_x(self, depth: int) -> float:
        """Left border of the boxes of a generation."""
        return INSET + depth * self.step

    def box_width(self, depth: int) -> float:
        """Width of the boxes of a generation."""
        return self.edge - self.box_x(depth) if self.indented else self.step - self.gap


@dataclass
class _Page:
    """What is drawn so far. `lines` lie under `boxes`."""

    lines: list[Svg] = field(default_factory=list)
    boxes: list[Svg] = field(default_factory=list)


def draw_flow(flow: Flow) -> Drawing:
    """Draw a participant flow in both shapes."""
    depth, gap = _depth(flow.root), 34.0
    step = min((880 - 2 * INSET + gap) / depth, 300.0)
    edge = min(28.0 * (depth - 1) + 380, 880 - INSET)
    indented = _Grid(880, 28.0, 0.0, edge, indented=True)
    wide = _Grid(880, step, gap) if depth <= 4 else indented
    narrow = _Grid(360, 16.0, 0.0, 360 - INSET, indented=True)
    return Drawing(_draw(flow, wide, "wide"), _draw(flow, narrow, "narrow"))


def _draw(flow: Flow, grid: _Grid, suffix: str) -> Svg:
    page = _Page()
    bottom = _place(flow.root, 0, INSET + _headroom(flow.root, 0, grid), grid, page)
    for note in chain.from_iterable(wrap(each, 60) for each in _notes(flow.root)):
        bottom += CAPTION + 3
        page.boxes.append(text(0, bottom, note, "f-soft", font_size=12))
    size = (grid.width, bottom + 6)
    description = flow.description or _description(flow.root)
    body = [*page.lines, *page.boxes]
    return figure(
        f"{flow.name}-{suffix}", flow.title, description, size, "characteristic", body, "f-boxes"
    )


def _walk(box: FlowBox) -> Iterator[FlowBox]:
    yield box
    for split in box.splits:
        for part in split.parts:
            yield from _walk(part)


def _notes(root: FlowBox) -> Iterator[str]:
    """What the looks of this drawing mean."""
    if any(box.post_baseline for box in _walk(root)):
        yield "Shaded: defined after baseline. Compare survival with care."
    if not all(split.disjoint for box in _walk(root) for split in box.splits):
        yield "Dashed: may overlap with other groups."


def _depth(box: FlowBox) -> int:
    return 1 + max((_depth(part) for split in box.splits for part in split.parts), default=0)


def _description(box: FlowBox) -> str:
    own = f"{box.label}: {box.n}"
    inner = [
        f"{split.by}: "
        + "; ".join(_description(part) for part in split.parts)
        + (f"; {split.rest}" if split.rest else "")
        for split in box.splits
    ]
    return f"{own} ({'. '.join(inner)})" if inner else own


def _small(words: str, depth: int, grid: _Grid) -> list[str]:
    """Lines of the small text that fit above or below the boxes of a generation."""
    return wrap(words, int(grid.box_width(depth) / LETTER))


def _captions(split: FlowSplit, depth: int, grid: _Grid) -> list[str]:
    return _small(split.by, depth, grid)


def _lead(split: FlowSplit, depth: int, grid: _Grid) -> float:
    """Room above the first part of a split: for its caption, and in columns for those beyond it."""
    own = CAPTION * len(_captions(split, depth, grid)) + 2
    return own if grid.indented else max(own, _headroom(split.parts[0], depth, grid))


def _headroom(box: FlowBox, depth: int, grid: _Grid) -> float:
    """In columns the first part stands level with its parent, so its caption rises above both."""
    if grid.indented or not box.splits:
        return 0.0
    return _lead(box.splits[0], depth + 1, grid)


def _place(box: FlowBox, depth: int, y: float, grid: _Grid, page: _Page) -> float:
    """Draw a box at a height, then everything that comes out of it; return where that ends."""
    x, width = grid.box_x(depth), grid.box_width(depth)
    end = own_end = y + _box(box, x, y, width, page)
    anchor = (x + 8, own_end) if grid.indented else (x + width, y + EXIT)
    for index, split in enumerate(box.splits):
        level = not index and not grid.indented
        top = y if level else end + GAP + _lead(split, depth + 1, grid)
        bottom = _split(split, depth + 1, top, anchor, grid, page)
        end = max(bottom, own_end)
    return end


def _split(
    split: FlowSplit, depth: int, y: float, anchor: tuple[float, float], grid: _Grid, page: _Page
) -> float:
    """Draw the parts of a split, the first at `y` with its caption above; return where they end."""
    x = grid.box_x(depth)
    for index, row in enumerate(reversed(_captions(split, depth, grid))):
        page.boxes.append(text(x, y - 6 - CAPTION * index, row, "f-soft", font_size=12))
    for index, part in enumerate(split.parts):
        top = y + (_headroom(part, depth, grid) if index else 0)
        page.lines.append(_connector(anchor, (x, top + EXIT), split.disjoint, grid))
        y = _place(part, depth, top, grid, page) + GAP
    rest = _small(f"Rest: {split.rest}", depth, grid) if split.rest else []
    for index, row in enumerate(rest):
        page.boxes.append(text(x, y + 8 + CAPTION * index, row, "f-soft", font_size=12))
    y += CAPTION * len(rest) + (GAP if rest else 0)
    return y - GAP


def _connector(
    start: tuple[float, float], end: tuple[float, float], solid: bool, grid: _Grid
) -> Svg:
    """From a parent to the left edge of a part: across, down, across; indented: down, across."""
    (x1, y1), (x2, y2) = start, end
    middle = x1 if grid.indented else x2 - grid.gap / 2
    path = f"M{number(x1)} {number(y1)}H{number(middle)}V{number(y2)}H{number(x2)}"
    dashes = None if solid else "4 3"
    return tag("path", d=path, fill="none", class_="f-axis", stroke=EDGE, stroke_dasharray=dashes)


def _box(box: FlowBox, x: float, y: float, width: float, page: _Page) -> float:
    """Draw one box; return its height."""
    label = wrap(box.label, int((width - 2 * PAD) / 7.2))
    count = wrap(box.n, int((width - 2 * PAD) / 6.2))
    height = 2 * PAD + LEADING * (len(label) + len(count)) - 3
    look = ("f-later", LATER_PAPER, LATER) if box.post_baseline else ("f-box", PAPER, EDGE)
    shade, fill, stroke = look
    frame = {"x": x, "y": y, "width": width, "height": height, "rx": 3}
    page.boxes.append(tag("rect", **frame, class_=shade, fill=fill, stroke=stroke))
    baseline = y + PAD + 11
    for index, row in enumerate([*label, *count]):
        class_, weight = ("f-ink", 600) if index < len(label) else ("f-soft", 400)
        place = (x + PAD, baseline + LEADING * index)
        page.boxes.append(text(*place, row, class_, font_weight=weight))
    return height
