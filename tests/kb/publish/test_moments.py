"""The chart of survival over time: every mark where its numbers say, words as printed, no line."""

import math

import pytest

from kb.publish.figures.forest import ForestHeading, ForestRow
from kb.publish.figures.moments import (
    NARROW,
    PLOT,
    WHEN,
    WIDE,
    Moment,
    Moments,
    Series,
    draw_moments,
)
from kb.publish.figures.timeaxis import time_axis
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.library import Library
from kb.publish.parts.moments import moments_figure
from tests.kb.publish.svg import middle, parts, read, words

YEAR = Moment(12, ForestRow("1 year", "80% (95% CI 60 to 90)", 80, 60, 90))
TWO = Moment(24, ForestRow("2 years", "40%", 40))
MEDIAN = ForestRow("Median", "18 mo (95% CI 12 to not estimable)", 18, 12, open_high=True)


def moments(*rows: Series | ForestHeading, years: bool = False) -> Moments:
    return Moments("os-times", "Overall survival over time", "Overall survival", rows, years)


def series(*timed: Moment, medians: tuple[ForestRow, ...] = ()) -> Series:
    return Series("All", 25, timed, medians)


def at(months: float, high: float) -> float:
    return WIDE.left + months / high * (WIDE.right - WIDE.left)


def test_points_stand_at_their_time_and_share() -> None:
    svg = draw_moments(moments(series(YEAR, TWO))).wide
    first, second = parts(svg, "rect", "f-fam")
    assert [middle(first), middle(second)] == [at(12, 30), at(24, 30)]
    heights = [float(box.attrib["y"]) + float(box.attrib["height"]) / 2 for box in (first, second)]
    assert heights[1] - heights[0] == pytest.approx(PLOT * 0.4)
    whole, low, high = parts(svg, "line", "f-ci")
    assert whole.attrib["x1"] == whole.attrib["x2"] == f"{at(12, 30):g}"
    ends = [float(low.attrib["y1"]), float(high.attrib["y1"])]
    assert ends[0] - ends[1] == pytest.approx(PLOT * 0.3)
    assert heights[0] - ends[1] == pytest.approx(PLOT * 0.1)


def test_a_median_stands_on_the_line_of_half() -> None:
    svg = draw_moments(moments(series(YEAR, medians=(MEDIAN,)))).wide
    (circle,) = parts(svg, "circle")
    (point,) = parts(svg, "rect", "f-fam")
    assert float(circle.attrib["cx"]) == at(18, 24)
    half = float(circle.attrib["cy"])
    assert half - float(point.attrib["y"]) - float(point.attrib["height"]) / 2 == pytest.approx(
        PLOT * 0.3
    )
    lines = [line for line in parts(svg, "line", "f-ci") if float(line.attrib["y1"]) == half]
    assert (float(lines[0].attrib["x1"]), float(lines[0].attrib["x2"])) == (at(12, 24), WIDE.right)
    assert len(parts(svg, "path", "f-fam")) == 1  # the arrow of the bound that is not estimable


def test_nothing_joins_the_points() -> None:
    for svg in (lambda d: (d.wide, d.narrow))(draw_moments(moments(series(YEAR, TWO)))):
        assert not parts(svg, "polyline")
        assert not parts(svg, "path")
        for line in parts(svg, "line"):
            straight = (
                line.attrib["x1"] == line.attrib["x2"],
                line.attrib["y1"] == line.attrib["y2"],
            )
            assert any(straight)
        assert "No line joins the points" in " ".join(words(svg))


def test_results_are_written_as_printed() -> None:
    for svg in (lambda d: (d.wide, d.narrow))(
        draw_moments(moments(series(YEAR, medians=(MEDIAN,))))
    ):
        said = " ".join(words(svg))
        for text in ("80% (95% CI 60 to 90)", "18 mo (95% CI 12 to not estimable)", "n = 25"):
            assert text in said
        assert "1 year: 80%" not in said  # the time has a column of its own
        assert "1 year" in words(svg)
        desc = read(svg)[1].text or ""
        assert "All: Median 18 mo (95% CI 12 to not estimable), 1 year 80%" in desc


def test_a_median_that_is_not_reached_is_a_word() -> None:
    reached = ForestRow("Median", "not reached")
    svg = draw_moments(moments(series(YEAR, medians=(reached,)))).wide
    printed = [part for part in parts(svg, "text") if part.text == "not reached"]
    assert [float(part.attrib["x"]) for part in printed] == [WIDE.text_x + WHEN]  # beside the chart
    assert not parts(svg, "circle")


@pytest.mark.parametrize(
    ("row", "class_", "turned", "note"),
    [
        (ForestRow("1 year", "80%", 80), "f-fam", False, ""),
        (ForestRow("1 year", "80%", 80, basis="derived"), "f-hollow", False, "Hollow mark"),
        (ForestRow("1 year", "80%", 80, basis="digitised"), "f-hollow", True, "on its tip"),
    ],
)
def test_what_is_not_printed_looks_different(
    row: ForestRow, class_: str, turned: bool, note: str
) -> None:
    svg = draw_moments(moments(series(Moment(12, row), TWO))).wide
    box = next(box for box in parts(svg, "rect") if middle(box) == at(12, 30))
    assert (box.get("class"), "transform" in box.attrib) == (class_, turned)
    assert note in " ".join(words(svg))


def test_a_secondary_source_is_marked_at_the_point_and_in_the_text() -> None:
    row = ForestRow("1 year", "80%", 80, secondary=True)
    svg = draw_moments(moments(series(Moment(12, row), TWO))).wide
    assert "*" in words(svg)
    assert "80%\xa0*" in words(svg)
    assert "Only in a secondary source" in " ".join(words(svg))


def test_groups_defined_later_are_marked() -> None:
    later = Series("Responders", None, (YEAR, TWO), post_baseline=True)
    said = words(draw_moments(moments(later)).wide)
    assert "Responders\xa0§" in said
    assert "beware of immortal time" in " ".join(said)


@pytest.mark.parametrize(
    ("times", "years", "last", "count"),
    [
        ([7.7, 22.8], False, (24, "24"), 5),
        ([24], False, (30, "30"), 6),
        ([60], True, (72, "6"), 7),
        ([12, 36], True, (48, "4"), 5),
        ([120], True, (144, "12"), 7),
        ([], False, (2, "2"), 3),
    ],
)
def test_the_axis_reaches_beyond_every_time(
    times: list[float], years: bool, last: tuple[float, str], count: int
) -> None:
    axis = time_axis(times, years)
    assert (axis.ticks[-1], axis.high, len(axis.ticks)) == (last, last[0], count)
    assert all(time < axis.high for time in times)


def test_all_groups_share_one_axis() -> None:
    svg = draw_moments(moments(series(YEAR, TWO), Series("Other", 4, (YEAR,), (MEDIAN,)))).wide
    places = [middle(box) for box in parts(svg, "rect", "f-fam")]
    assert places == [at(12, 30), at(24, 30), at(12, 30)]


def test_an_empty_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="no group"):
        draw_moments(moments(ForestHeading("Nobody")))


def test_narrow_and_wide_hold_the_same() -> None:
    drawing = draw_moments(moments(ForestHeading("Final"), series(YEAR, TWO, medians=(MEDIAN,))))
    assert read(drawing.narrow).attrib["viewBox"].startswith("0 0 360 ")
    for kind in ("rect", "circle"):
        assert len(parts(drawing.wide, kind)) == len(parts(drawing.narrow, kind))
    right = max(float(line.attrib["x2"]) for line in parts(drawing.narrow, "line"))
    assert right == NARROW.right


def test_a_study_shows_groups_with_two_moments(alpha: StudyData, library: Library) -> None:
    figure = moments_figure(library.terms("measures")["os"], alpha.by_measure["os"], library)
    assert figure is not None
    said = words(figure["wide"])
    assert {"Blinatumomab arm", "Chemotherapy arm"} <= set(said)
    assert "Responders\xa0§" not in said  # one time only
    assert "83.90% (P10-P90 81.4 to" in said
    assert "Groups with one time point stand in the table." in " ".join(said)
    circles = [float(circle.attrib["cx"]) for circle in parts(figure["wide"], "circle")]
    assert circles == [pytest.approx(at(7.7, 48), abs=0.01)]
    (hollow,) = parts(figure["wide"], "rect", "f-hollow")  # digitised at 6 months
    assert math.isclose(middle(hollow), at(6, 48), abs_tol=0.01)


def test_one_time_alone_is_no_course(alpha: StudyData, library: Library) -> None:
    measure = library.terms("measures")["relapse"]
    assert moments_figure(measure, alpha.by_measure["relapse"], library) is None
    assert moments_figure(library.terms("measures")["cr"], alpha.by_measure["cr"], library) is None
