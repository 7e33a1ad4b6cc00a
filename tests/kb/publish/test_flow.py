"""Participant flow: every group is drawn once, inside the figure and apart from the others."""

import pytest

from kb.publish.figures.common import Svg
from kb.publish.figures.flow import Flow, FlowBox, FlowSplit, draw_flow
from tests.kb.publish.svg import extent, flaws, parts, read, words

TREE = FlowBox(
    "All",
    "n = 29",
    splits=(
        FlowSplit(
            "order",
            (
                FlowBox(
                    "B then I",
                    "n = 25",
                    splits=(
                        FlowSplit(
                            "CD19",
                            (FlowBox("neg", "n = 11", True), FlowBox("pos", "n = 14", True)),
                        ),
                        FlowSplit("response", (FlowBox("CR", "n = 13, derived", True),), rest="12"),
                    ),
                ),
                FlowBox("I then B", "n = 4"),
            ),
        ),
        FlowSplit("transplant", (FlowBox("HSCT", "n = 12", True),), disjoint=False),
    ),
)


def boxes(svg: Svg) -> list[tuple[float, float, float, float]]:
    keys = ("x", "y", "width", "height")
    return [tuple(float(box.attrib[key]) for key in keys) for box in parts(svg, "rect")]  # type: ignore[misc]


def chain(depth: int) -> FlowBox:
    box = FlowBox("last", "n = 1")
    for level in range(depth - 1):
        box = FlowBox(f"level {level}", "n = 2", splits=(FlowSplit("next", (box,)),))
    return box


def test_flow_shows_every_group_split_and_rest() -> None:
    drawing = draw_flow(Flow("flow", "Participants", TREE))
    for svg in (drawing.wide, drawing.narrow):
        shown = words(svg)
        labels = {"All", "B then I", "I then B", "neg", "pos", "CR", "HSCT"}
        assert labels | {"order", "CD19", "response", "transplant", "Rest: 12"} <= set(shown)
        assert {"n = 29", "n = 25", "n = 4", "n = 11", "n = 14", "n = 13, derived"} <= set(shown)
        assert len(boxes(svg)) == len(labels)
        assert len(parts(svg, "path")) == len(labels) - 1


def test_flow_marks_what_came_later_and_what_may_overlap() -> None:
    svg = draw_flow(Flow("flow", "Participants", TREE)).wide
    assert [box.get("class") for box in parts(svg, "rect")].count("f-later") == 4
    assert [bool(path.get("stroke-dasharray")) for path in parts(svg, "path")].count(True) == 1
    assert {"Shaded: defined after baseline. Compare survival with care."} < set(words(svg))
    plain = draw_flow(Flow("flow", "Participants", FlowBox("All", "n = 29"))).wide
    assert words(plain) == ["All", "n = 29"]


def test_flow_describes_itself() -> None:
    svg = draw_flow(Flow("flow", "Participants", TREE)).wide
    assert read(svg)[1].text == (
        "All: n = 29 (order: B then I: n = 25 (CD19: neg: n = 11; pos: n = 14. "
        "response: CR: n = 13, derived; 12); I then B: n = 4. transplant: HSCT: n = 12)"
    )


@pytest.mark.parametrize("root", [TREE, chain(1), chain(4), chain(5), chain(9)])
def test_boxes_stay_inside_and_apart(root: FlowBox) -> None:
    drawing = draw_flow(Flow("flow", "Participants", root))
    for svg in (drawing.wide, drawing.narrow):
        width, height = (float(part) for part in read(svg).attrib["viewBox"].split()[2:])
        drawn = boxes(svg)
        for x, y, w, h in drawn:
            assert x >= 0.5 <= y  # half of the border, which would else be cut
            assert w > 60
            assert x + w <= width - 0.5
            assert y + h <= height - 0.5
        assert min(w for _, _, w, _ in drawn) <= 380  # deep boxes are no wider than words need
        for index, (x, y, w, h) in enumerate(drawn):
            for x2, y2, w2, h2 in drawn[index + 1 :]:
                assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_a_flow_is_drawn_the_same_every_time() -> None:
    assert draw_flow(Flow("flow", "Flow", TREE)) == draw_flow(Flow("flow", "Flow", TREE))


LONG_REST = "in no part: how many is not known, those without a transplant are not told"


@pytest.mark.parametrize("depth", [2, 3, 4, 5, 9])
def test_long_words_of_a_split_stay_within_its_boxes(depth: int) -> None:
    box = FlowBox("last", "n = 1")
    for _ in range(depth - 1):
        split = FlowSplit("Relapse before further anticancer therapy", (box, box), False, LONG_REST)
        box = FlowBox(
            "Primary analysis, infused and evaluable for efficacy", "n = 2", True, (split,)
        )
    drawing = draw_flow(Flow("flow", "Participants", box))
    for svg in (drawing.wide, drawing.narrow):
        right = max(x + w for x, _, w, _ in boxes(svg))
        assert flaws(svg) == []
        assert " ".join(words(svg)).count(f"Rest: {LONG_REST}") == 2 ** (depth - 1) - 1
        assert all(extent(part)[2] <= right for part in parts(svg, "text"))


def test_a_tree_says_to_the_theme_that_it_is_one() -> None:
    drawing = draw_flow(Flow("flow", "Participants", TREE))
    assert {read(svg).get("class") for svg in (drawing.wide, drawing.narrow)} == {"f-boxes"}
