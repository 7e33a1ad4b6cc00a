"""Figures: the helpers they share, and that no text of a record can become markup."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.publish.figures.common import (
    FAMILY_COLOURS,
    Drawing,
    Scale,
    Svg,
    linear_ticks,
    log_ticks,
    number,
    round_up,
    safe,
    tag,
)
from kb.publish.figures.curve import CurveGroup, Curves, draw_curves
from kb.publish.figures.flow import Flow, FlowBox, FlowSplit, draw_flow
from kb.publish.figures.forest import (
    Forest,
    ForestHeading,
    ForestRow,
    draw_forest,
    linear_axis,
    percent_axis,
    ratio_axis,
)
from kb.publish.figures.map import Bubble, BubbleColumn, BubbleMap, BubbleRow, draw_map
from kb.publish.figures.moments import Moment, Moments, Series, draw_moments
from kb.publish.figures.sequence import Sequence, SequenceRow, SequenceStep, draw_sequence
from tests.kb.publish.svg import NS, read

TOKENS = Path(__file__).parents[3] / "site/theme/css/tokens.css"


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0.0, "0"), (-0.001, "0"), (16.0, "16"), (0.5, "0.5"), (0.05, "0.05"), (1 / 3, "0.33")],
)
def test_coordinates_are_printed_alike_everywhere(value: float, printed: str) -> None:
    assert number(value) == printed


@pytest.mark.parametrize(
    ("given_text", "written"),
    [
        ("<script>", "&lt;script&gt;"),
        ("a & b", "a &amp; b"),
        ("\"'", "&quot;&#x27;"),
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        (1.50, "1.5"),
        (Svg("<g/>"), "<g/>"),
    ],
)
def test_text_is_escaped_and_markup_is_not(given_text: object, written: str) -> None:
    assert safe(given_text) == written


def test_markup_says_to_templates_that_it_is_safe() -> None:
    assert tag("g", "<b>", class_="x", data_family=None).__html__() == '<g class="x">&lt;b&gt;</g>'


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 100, [0, 20, 40, 60, 80, 100]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 25, [0, 5, 10, 15, 20, 25]),
        (-5, 10, [-5, 0, 5, 10]),
    ],
)
def test_linear_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert linear_ticks(low, high) == ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0.5, 2, [0.5, 1, 2]), (0.1, 10, [0.1, 0.2, 0.5, 1, 2, 5, 10]), (0.05, 20, [0.1, 1, 10])],
)
def test_log_ticks(low: float, high: float, ticks: list[float]) -> None:
    assert log_ticks(low, high) == ticks


@pytest.mark.parametrize(
    ("value", "end"), [(0, 1), (0.3, 0.5), (18.2, 20), (20, 20), (21, 25), (99, 100), (101, 200)]
)
def test_an_axis_ends_at_a_round_number(value: float, end: float) -> None:
    assert round_up(value) == end


def test_scale_keeps_values_on_the_axis() -> None:
    scale = Scale(0, 100, 200, 400)
    assert [scale.at(value) for value in (-5, 0, 50, 100, 105)] == [200, 200, 300, 400, 400]
    ratio = Scale(0.1, 10, 0, 100, log=True)
    assert [round(ratio.at(value), 6) for value in (0, 0.1, 1, 10)] == [0, 0, 50, 100]


@pytest.mark.parametrize(
    ("low", "high", "log", "message"),
    [(1, 1, False, "low < high"), (2, 1, False, "low < high"), (0, 1, True, "positive")],
)
def test_impossible_axes_are_refused(low: float, high: float, log: bool, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Scale(low, high, 0, 1, log)


ANY_TEXT = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["</text><script>alert(1)</script>", '" onload="alert(1)', "]]>", "<!--", "&amp;", "\x00\x1b"]
)
ROWS = st.builds(
    ForestRow,
    label=ANY_TEXT,
    printed=ANY_TEXT,
    value=st.none() | st.floats(-1e6, 1e6),
    low=st.none() | st.floats(-1e6, 1e6),
    high=st.none() | st.floats(-1e6, 1e6),
    n=st.none() | st.integers(0, 10**6),
    open_low=st.booleans(),
    open_high=st.booleans(),
    basis=st.sampled_from(["reported", "derived", "digitised"]),
    secondary=st.booleans(),
    post_baseline=st.booleans(),
)
BOXES = st.recursive(
    st.builds(FlowBox, ANY_TEXT, ANY_TEXT, st.booleans()),
    lambda inner: st.builds(
        FlowBox,
        ANY_TEXT,
        ANY_TEXT,
        st.booleans(),
        st.lists(
            st.builds(
                FlowSplit,
                ANY_TEXT,
                st.lists(inner, min_size=1, max_size=3).map(tuple),
                st.booleans(),
                ANY_TEXT,
            ),
            max_size=2,
        ).map(tuple),
    ),
    max_leaves=6,
)
DRAWN = {"svg", "g", "title", "desc", "text", "rect", "line", "path", "circle"}
ATTRIBUTE = re.compile(r"style|on[a-z]+|href")


def assert_inert(drawing: Drawing) -> None:
    for svg in (drawing.wide, drawing.narrow):
        for part in read(svg).iter():
            assert part.tag.removeprefix(NS) in DRAWN
            assert not [name for name in part.attrib if ATTRIBUTE.fullmatch(name)]
            for name in ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"):
                assert re.fullmatch(r"-?\d+(\.\d+)?%?", part.get(name, "0"))


@given(st.lists(ROWS | st.builds(ForestHeading, ANY_TEXT), max_size=4), ROWS, ANY_TEXT)
def test_any_text_in_a_forest_comes_out_inert(
    rows: list[ForestRow | ForestHeading], row: ForestRow, words_of_axis: str
) -> None:
    every = (*rows, row)
    for axis in (
        percent_axis(words_of_axis),
        linear_axis(every, words_of_axis, words_of_axis),
        ratio_axis(every, words_of_axis, (words_of_axis, words_of_axis)),
    ):
        assert_inert(draw_forest(Forest(words_of_axis, words_of_axis, every, axis)))


@given(BOXES, ANY_TEXT)
def test_any_text_in_a_flow_comes_out_inert(root: FlowBox, words_of_flow: str) -> None:
    assert_inert(draw_flow(Flow(words_of_flow, words_of_flow, root)))


SHARES = st.builds(
    ForestRow,
    label=ANY_TEXT,
    printed=ANY_TEXT,
    value=st.none() | st.floats(0, 100),
    low=st.none() | st.floats(0, 100),
    high=st.none() | st.floats(0, 100),
    open_high=st.booleans(),
    basis=st.sampled_from(["reported", "derived", "digitised"]),
    secondary=st.booleans(),
)
TIMES = st.floats(0, 300)
SERIES = st.builds(
    Series,
    ANY_TEXT,
    st.none() | st.integers(0, 10**6),
    st.lists(st.builds(Moment, TIMES, SHARES), max_size=3).map(tuple),
    st.lists(SHARES, max_size=2).map(tuple),
    st.booleans(),
)


@given(st.lists(SERIES | st.builds(ForestHeading, ANY_TEXT), max_size=3), SERIES, ANY_TEXT)
def test_any_text_in_a_chart_over_time_comes_out_inert(
    rows: list[Series | ForestHeading], row: Series, words_of_chart: str
) -> None:
    every = (*rows, row)
    for years in (False, True):
        chart = Moments(words_of_chart, words_of_chart, words_of_chart, every, years)
        assert_inert(draw_moments(chart))


@given(st.lists(st.tuples(TIMES, st.floats(0, 100)), min_size=1, max_size=4), ANY_TEXT)
def test_any_text_at_a_curve_comes_out_inert(
    points: list[tuple[float, float]], words_of_curve: str
) -> None:
    at_risk = tuple((months, 7) for months, _ in points)
    group = CurveGroup(words_of_curve, tuple(points), at_risk)
    for digitised in (True, False):
        text = words_of_curve
        assert_inert(draw_curves(Curves(text, text, text, (group,), False, digitised, text)))


@given(st.lists(st.lists(ANY_TEXT, max_size=3), min_size=1, max_size=7), ANY_TEXT)
def test_any_text_in_a_sequence_comes_out_inert(
    given_steps: list[list[str]], words_of_row: str
) -> None:
    steps = tuple(SequenceStep(words_of_row, tuple(more)) for more in given_steps)
    row = SequenceRow(words_of_row, words_of_row, steps, post_baseline=True)
    assert_inert(draw_sequence(Sequence(words_of_row, words_of_row, (row, row))))


@given(ANY_TEXT, st.none() | st.floats(0, 18))
def test_any_text_in_the_map_comes_out_inert(words_of_map: str, radius: float | None) -> None:
    cell = Bubble(words_of_map, words_of_map, radius)
    row = BubbleRow(words_of_map, (cell, None))
    columns = (BubbleColumn(words_of_map, "survival"), BubbleColumn(words_of_map, "relapse"))
    assert_inert(draw_map(BubbleMap(words_of_map, words_of_map, columns, (row,))))


def test_colours_are_those_of_the_theme() -> None:
    light = dict(re.findall(r"--(\w+): light-dark\((#\w+)", TOKENS.read_text("utf-8")))
    assert {family: light[family] for family in FAMILY_COLOURS} == FAMILY_COLOURS
