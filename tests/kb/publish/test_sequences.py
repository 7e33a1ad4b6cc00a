"""Treatment in order: the steps of the record, and nothing that it does not say."""

from dataclasses import replace

import pytest

from kb.publish.figures.sequence import (
    Sequence,
    SequenceRow,
    SequenceStep,
    draw_sequence,
)
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.sequences import sequence_figure
from tests.kb.publish.svg import parts, words

STEPS = (SequenceStep("Blinatumomab", ("cycles: 4",)), SequenceStep("Allo-HSCT"))
ROW = SequenceRow("Arm A", "n = 25", STEPS)


def test_steps_stand_in_order_from_left_to_right() -> None:
    svg = draw_sequence(Sequence("sequence", "Treatment", (ROW,))).wide
    first, second = parts(svg, "rect", "f-box")
    assert float(first.attrib["x"]) + float(first.attrib["width"]) < float(second.attrib["x"])
    assert first.attrib["y"] == second.attrib["y"]
    assert words(svg) == ["Arm A", "n = 25", "Blinatumomab", "cycles: 4", "Allo-HSCT"]
    assert len(parts(svg, "path")) == 1  # one arrow between two steps


def test_on_a_narrow_screen_they_stand_under_each_other() -> None:
    svg = draw_sequence(Sequence("sequence", "Treatment", (ROW,))).narrow
    first, second = parts(svg, "rect", "f-box")
    assert float(first.attrib["y"]) + float(first.attrib["height"]) < float(second.attrib["y"])
    assert float(first.attrib["x"]) + float(first.attrib["width"]) <= 360


@pytest.mark.parametrize("count", [2, 5, 6, 9])
def test_boxes_stay_inside_and_apart(count: int) -> None:
    row = SequenceRow("Arm", "n", tuple(SequenceStep(f"Step {i} " * 6) for i in range(count)))
    svg = draw_sequence(Sequence("sequence", "Treatment", (row, row))).wide
    boxes = [
        tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height"))
        for box in parts(svg, "rect", "f-box")
    ]
    assert len(boxes) == 2 * count
    assert all(x >= 0 and x + width <= 880 for x, _, width, _ in boxes)
    for index, (x, y, width, height) in enumerate(boxes):
        for x2, y2, *_ in boxes[index + 1 :]:
            assert x2 >= x + width or y2 >= y + height or x2 + width <= x


def test_groups_defined_later_are_marked() -> None:
    svg = draw_sequence(Sequence("s", "T", (replace(ROW, post_baseline=True),))).wide
    assert "Arm A\xa0§" in words(svg)
    assert "only who lived to the last step" in " ".join(words(svg))


def test_a_sequence_needs_a_step() -> None:
    with pytest.raises(ValueError, match="no step"):
        draw_sequence(Sequence("s", "T", ()))


def test_the_invented_record(alpha: StudyData) -> None:
    figure = sequence_figure(alpha.study.groups, str)
    assert figure is not None
    assert words(figure["wide"]) == [
        "Blinatumomab arm",
        "n = 200",
        "Blinatumomab",
        "line: second",
        "induction",
        "28 ug per day",
        "cycles: 4",
        "Flag or cytarabine +",
        "mitoxantrone",
        "taken by 12/200",
        "Chemotherapy arm",
        "n = 100",
        "Flag",
    ]


def test_without_an_order_there_is_no_figure(alpha: StudyData, beta: StudyData) -> None:
    single = [group for group in alpha.study.groups if len(group.steps) < 2]
    assert sequence_figure(single, str) is None
    assert sequence_figure(beta.study.groups, str) is None
