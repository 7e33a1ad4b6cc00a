"""Forest figures: every mark stands where its number says, and every word is shown."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from kb.publish.figures.common import Drawing
from kb.publish.figures.forest import (
    LONG,
    WIDE,
    Axis,
    Forest,
    ForestHeading,
    ForestRow,
    draw_forest,
    linear_axis,
    percent_axis,
    ratio_axis,
)
from tests.kb.publish.svg import flaws, middle, parts, read, words

PERCENT = percent_axis("Event-free survival, %")


def forest(*rows: ForestRow | ForestHeading, axis: Axis = PERCENT) -> Drawing:
    return draw_forest(Forest("efs", "Event-free survival", rows, axis, "survival"))


def test_a_figure_says_what_it_is() -> None:
    row = ForestRow("All", "16.0% (6.5 to 35.2)", 16.0, 6.5, 35.2, 25)
    for svg, suffix, width in (
        (forest(row).wide, "wide", 880),
        (forest(row).narrow, "narrow", 360),
    ):
        root = read(svg)
        assert root.get("role") == "img"
        assert root.attrib["aria-labelledby"] == f"efs-{suffix}-title efs-{suffix}-desc"
        assert [child.get("id") for child in root[:2]] == root.attrib["aria-labelledby"].split()
        assert root[0].text == "Event-free survival"
        assert root[1].text == "Event-free survival, %. All: 16.0% (6.5 to 35.2)."
        assert root.attrib["viewBox"].startswith(f"0 0 {width} ")
        assert (root.get("data-family"), root.get("color")) == ("survival", "#3d4ea3")


def test_value_and_interval_stand_where_the_axis_says() -> None:
    svg = forest(ForestRow("All", "50% (25 to 100)", 50, 25, 100, 25)).wide
    (mark,) = parts(svg, "rect", "f-fam")
    whole, low, high = parts(svg, "line", "f-ci")
    left, right = WIDE.left, WIDE.right
    assert middle(mark) == (left + right) / 2
    assert [float(whole.attrib[key]) for key in ("x1", "x2")] == [left + (right - left) / 4, right]
    assert float(low.attrib["x1"]) == left + (right - left) / 4
    assert float(high.attrib["x1"]) == right
    assert not parts(svg, "path")


@pytest.mark.parametrize(
    ("row", "arrows"),
    [
        (ForestRow("inside", "0.5 (0.25 to 1)", 0.5, 0.25, 1), 0),
        (ForestRow("clipped above", "2 (1 to 48.7)", 2, 1, 48.7), 1),
        (ForestRow("clipped below", "0.5 (0.01 to 1)", 0.5, 0.01, 1), 1),
        (ForestRow("both", "1 (0.01 to 90)", 1, 0.01, 90), 2),
        (ForestRow("open above", "1 (0.5 to not reached)", 1, 0.5, open_high=True), 1),
        (ForestRow("no value", "not reached (2 to not estimable)", low=2, open_high=True), 1),
        (ForestRow("a bound of zero on a log axis", "1 (0 to 2)", 1, 0, 2), 1),
        (ForestRow("value beyond the axis", "9", 9), 1),
        (ForestRow("only a word", "not reached", open_low=True, open_high=True), 0),
    ],
    ids=lambda value: value.label if isinstance(value, ForestRow) else "",
)
def test_arrow_heads(row: ForestRow, arrows: int) -> None:
    axis = Axis(0.2, 5, "Hazard ratio", log=True, reference=1)
    for svg in (forest(row, axis=axis).wide, forest(row, axis=axis).narrow):
        assert len(parts(svg, "path", "f-fam")) == arrows


def test_a_row_without_numbers_shows_its_word_and_nothing_else() -> None:
    svg = forest(ForestRow("All", "not reached", n=25)).wide
    assert "not reached" in words(svg)
    assert not parts(svg, "rect")
    assert not parts(svg, "line", "f-ci")


def test_median_not_reached_keeps_its_interval() -> None:
    row = ForestRow("All", "not reached (18.2 mo to not estimable)", low=18.2, open_high=True)
    svg = forest(row, axis=linear_axis((row,), "Months", " mo")).wide
    assert not parts(svg, "rect")
    whole, cap = parts(svg, "line", "f-ci")
    assert cap.attrib["x1"] == whole.attrib["x1"]
    assert float(whole.attrib["x2"]) == WIDE.right
    assert "20 mo" in words(svg)


def test_marks_grow_with_n() -> None:
    rows = [ForestRow(str(n), "50%", 50, n=n) for n in (10, 40, 160)]
    sides = [float(mark.attrib["width"]) for mark in parts(forest(*rows).wide, "rect", "f-fam")]
    assert sides == [8, 10, 14]


@pytest.mark.parametrize(
    ("change", "class_", "turned", "mark", "note"),
    [
        ({}, "f-fam", False, "", ""),
        ({"basis": "derived"}, "f-hollow", False, "", "Hollow square: derived, not printed."),
        ({"basis": "digitised"}, "f-hollow", True, "", "Hollow diamond: read off a curve."),
        ({"secondary": True}, "f-fam", False, " *", "*\xa0Only in a secondary source."),
        ({"post_baseline": True}, "f-fam", False, " §", "§\xa0Group defined after baseline"),
    ],
)
def test_what_is_not_plainly_reported_looks_different_and_says_why(
    change: dict[str, object], class_: str, turned: bool, mark: str, note: str
) -> None:
    row = replace(ForestRow("All", "50%", 50, n=20), **change)  # type: ignore[arg-type]
    svg = forest(row).wide
    (box,) = parts(svg, "rect")
    assert (box.get("class"), "transform" in box.attrib) == (class_, turned)
    printed = words(svg)
    assert f"All{mark}" in printed or f"50%{mark}" in printed
    assert note in " ".join(printed)
    assert ("Hollow" in " ".join(printed)) == ("Hollow" in note)


def test_the_reference_line_and_both_directions_are_named() -> None:
    row = ForestRow("a vs b", "HR 0.75 (0.57 to 0.99)", 0.75, 0.57, 0.99, 326)
    axis = ratio_axis((row,), "Hazard ratio", ("favours a", "favours b"))
    svg = forest(row, axis=axis).wide
    (reference,) = parts(svg, "line", "f-ref")
    assert float(reference.attrib["x1"]) == (WIDE.left + WIDE.right) / 2
    assert {"favours a", "favours b", "0.5", "1", "2"} <= set(words(svg))
    (mark,) = parts(svg, "rect", "f-fam")
    assert middle(mark) < float(reference.attrib["x1"])


@pytest.mark.parametrize(
    ("values", "reach"),
    [((0.75, 1.4), 2), ((0.18,), 10), ((0.4, 3), 5), ((0.01,), 20), ((), 2), ((0.0,), 2)],
)
def test_a_ratio_axis_is_as_wide_as_needed(values: tuple[float, ...], reach: float) -> None:
    axis = ratio_axis(tuple(ForestRow("", "", value) for value in values), "HR")
    assert (axis.low, axis.high) == (1 / reach, reach)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((7.7, 18.2), (0, 20)),
        ((-4.0, 3.0), (-5, 5)),
        ((-4.0,), (-5, 0)),
        ((), (0, 1)),
        ((0,), (0, 1)),
    ],
)
def test_a_linear_axis_starts_at_zero(values: tuple[float, ...], ends: tuple[float, float]) -> None:
    axis = linear_axis(tuple(ForestRow("", "", value) for value in values), "Months")
    assert (axis.low, axis.high) == ends


def test_long_labels_break_into_lines_and_lose_nothing() -> None:
    label = "CD19 negative or dim on relapse after blinatumomab, with any blasts left in the marrow"
    for svg in (
        forest(ForestRow(label, "9.1%", 9.1)).wide,
        forest(ForestRow(label, "9.1%", 9.1)).narrow,
    ):
        assert label in " ".join(words(svg))


def test_rows_never_overlap() -> None:
    rows: list[ForestRow | ForestHeading] = [
        ForestHeading("At 1 year"),
        *(ForestRow(f"row {i} " * 9, "9%", 9) for i in range(4)),
    ]
    for svg in (forest(*rows).wide, forest(*rows).narrow):
        heights = [float(part.attrib["y"]) for part in parts(svg, "text") if part.get("x") == "0"]
        assert all(second - first >= 12 for first, second in pairwise(heights))


@pytest.mark.parametrize(("rows", "times"), [(LONG, 1), (LONG + 1, 2)])
def test_a_long_figure_has_its_axis_at_both_ends(rows: int, times: int) -> None:
    drawn = forest(*(ForestRow(f"row {i}", "9%", 9) for i in range(rows)))
    for svg in (drawn.wide, drawn.narrow):
        ticks = [part for part in parts(svg, "text") if part.text == "20%"]
        assert len(ticks) == times
        assert len({part.attrib["x"] for part in ticks}) == 1
        marks = [middle(part) for part in parts(svg, "rect", "f-fam")]
        assert len(marks) == rows
        first_row = min(
            float(part.attrib["y"]) for part in parts(svg, "text") if part.text == "row 0"
        )
        assert times == 1 or min(float(tick.attrib["y"]) for tick in ticks) <= first_row - 12


def test_a_forest_needs_rows_and_finite_numbers() -> None:
    with pytest.raises(ValueError, match="'efs' has no row"):
        forest(ForestHeading("At 1 year"))
    for value in (math.inf, math.nan):
        with pytest.raises(ValueError, match="not finite"):
            ForestRow("All", "?", value)


LONG_HEADING = (
    "Low risk, blinatumomab (arm D) vs Low risk, chemotherapy (arm C) (randomised comparison)"
)
PRINTED = "HR 0.75 (97.5% CI 0.57 to 0.99), p<0.0001, one-sided"
BESIDE = ForestRow("Blinatumomab", PRINTED, 0.75, 0.57, 0.99, 271)
WORDS = "Overall survival, high and intermediate risk: blinatumomab vs standard chemotherapy"


@pytest.mark.parametrize(
    "axis",
    [
        Axis(-100, 100, "Risk difference", " pp", reference=0),
        Axis(-20, 50, "Difference of medians", " mo", reference=0),
        Axis(0, 100, "Median", " mo"),
        Axis(0, 2e8, "Cell dose", "cells/kg"),
        Axis(0, 0.2, "Cytokine release syndrome", " /patient-year"),
        Axis(0.05, 20, "Odds ratio", log=True, reference=1, favours=(WORDS, WORDS)),
        PERCENT,
    ],
    ids=lambda axis: f"{axis.low:g} to {axis.high:g}{axis.unit}",
)
@pytest.mark.parametrize("count", [1, LONG + 1])
@pytest.mark.parametrize("sizes", [None, "1056 v 1029, derived"])
def test_no_text_is_cut_or_crossed_or_lies_over_another(
    axis: Axis, count: int, sizes: str | None
) -> None:
    row = replace(BESIDE, label=WORDS, sizes=sizes, secondary=True)
    rows = [BESIDE, *[row] * count]
    drawn = forest(ForestHeading(LONG_HEADING), *rows, ForestHeading(LONG_HEADING), row, axis=axis)
    assert [flaws(drawn.wide), flaws(drawn.narrow)] == [[], []]


def test_lines_of_the_grid_break_at_a_heading_and_reach_the_axis() -> None:
    heading = ForestHeading(LONG_HEADING)
    svg = forest(heading, BESIDE, BESIDE, heading, BESIDE).wide
    first_tick = [line for line in parts(svg, "line", "f-grid") if line.get("x1") == str(WIDE.left)]
    (top, end), (begin, bottom) = (
        (float(line.attrib["y1"]), float(line.attrib["y2"])) for line in first_tick
    )
    one, two = (float(part.attrib["y"]) for part in parts(svg, "text") if part.text == LONG_HEADING)
    assert one < top < end < two < begin < bottom
    (axis, *_) = parts(svg, "line", "f-axis")
    assert float(axis.attrib["y1"]) == bottom


@pytest.mark.parametrize(
    ("unit", "label", "last", "title"),
    [
        ("%", "Relapse, %", "1%", "Relapse, %"),
        (" pp", "Risk difference", "1 pp", "Risk difference"),
        (" /patient-year", "Infection", "1", "Infection, /patient-year"),
        (" /patient-year", "Infection, /patient-year", "1", "Infection, /patient-year"),
    ],
)
def test_a_long_unit_is_named_once_and_only_in_the_title(
    unit: str, label: str, last: str, title: str
) -> None:
    row = ForestRow("All", "0.16", 0.16)
    printed = words(forest(row, axis=Axis(0, 1, label, unit)).wide)
    assert last in printed
    assert printed.count(title) == 1


def test_numbers_of_the_axis_differ_from_each_other() -> None:
    svg = forest(ForestRow("All", "0.016", 0.016), axis=Axis(0, 0.02, "Rate")).wide
    assert {"0", "0.005", "0.01", "0.015", "0.02"} <= set(words(svg))


@pytest.mark.parametrize(("n", "headed"), [(25, True), (0, True), (None, False)])
def test_a_column_of_n_has_a_head_only_where_it_has_numbers(n: int | None, headed: bool) -> None:
    svg = forest(ForestRow("All", "50%", 50, n=n), ForestRow("Other", "50%", 50)).wide
    assert ("n" in words(svg)) == headed
