"""The figure of the explore page: a mark for each value, words where there is none."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

import kb
from kb.publish.explore.rows import ExploreRow
from tests.site.conftest import Visit
from tests.site.explore.conftest import chosen, opened, saved

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


def drawable(every: list[ExploreRow], test: Callable[[ExploreRow], bool]) -> list[ExploreRow]:
    return [row for row in every if test(row) and row.value is not None]


def test_figure_has_a_mark_for_each_value(visit: Visit, every: list[ExploreRow]) -> None:
    page = opened(visit, "?measure=os&time=60&unit=%25&view=figure")
    wanted = drawable(every, lambda r: (r.measure, r.at, r.axis) == ("os", "60", "%"))
    figure = page.locator("[data-figure] svg")
    assert figure.locator(".f-mark").count() == len(wanted) > 20
    studies = {row.name for row in wanted}
    headings = figure.locator(".f-halo").all_text_contents()
    assert len(headings) == len(studies)
    text = figure.text_content() or ""
    for row in wanted:
        assert (row.result or "").split()[0] in text
    assert "Different patients, different definitions" in page.locator("[data-figure]").inner_text()
    assert visit.errors == []


def test_ratios_stand_on_a_log_axis_around_one(visit: Visit, every: list[ExploreRow]) -> None:
    page = opened(visit, "?measure=os&unit=HR&view=figure")
    wanted = drawable(every, lambda r: (r.measure, r.axis) == ("os", "HR"))
    figure = page.locator("[data-figure] svg")
    assert figure.locator(".f-mark").count() == len(wanted) > 5
    assert figure.locator(".f-ref").count() == 1
    assert "Hazard ratio, log scale" in (figure.text_content() or "")
    headings = figure.locator(".f-halo").all_text_contents()
    assert not any("Randomised" in text and "Not a" in text for text in headings)
    assert any("Randomised comparison" in text for text in headings)


def test_what_is_not_reached_is_a_word_and_goes_on_as_an_arrow(
    visit: Visit, every: list[ExploreRow]
) -> None:
    page = opened(visit, "?measure=os&statistic=median&unit=mo&view=figure")
    own = [r for r in every if (r.measure, r.statistic, r.axis) == ("os", "median", "mo")]
    figure = page.locator("[data-figure] svg")
    words = [row for row in own if row.word == "not reached"]
    assert words
    assert figure.get_by_text(re.compile("^not reached")).count() >= len(words)
    assert figure.locator(".f-arrow").count() >= len([row for row in own if row.open])
    assert "Arrow: the interval goes on" in (figure.text_content() or "")


def test_other_units_are_named_and_lead_on(visit: Visit) -> None:
    page = opened(visit, "?measure=os&view=figure")
    page.get_by_role("button", name=re.compile("^Months")).click()
    assert chosen(page) == ["Overall survival", "Months"]
    assert "Overall survival" in page.locator("[data-figure] title").text_content()  # type: ignore[operator]


def test_a_long_figure_says_what_it_leaves_out(visit: Visit) -> None:
    page = opened(visit, "?view=figure")
    assert "The first 150 results of" in page.locator("[data-figure]").inner_text()


def test_figure_is_saved_as_a_drawing_and_as_pixels(
    visit: Visit, real_base: kb.KnowledgeBase
) -> None:
    page = opened(visit, "?measure=os&time=60&view=figure")
    root = ET.fromstring(saved(page, "svg"))  # noqa: S314 - our own drawing
    assert root.get("width") == "920"
    marks = [part for part in root.iter(f"{SVG}rect") if "f-mark" in part.get("class", "")]
    assert len(marks) == page.locator("[data-figure] svg .f-mark").count()
    text = " ".join("".join(part.itertext()) for part in root.iter(f"{SVG}text"))
    assert real_base.meta.data_version[:12] in text
    assert "Overall survival" in text
    png = saved(page, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 2 * 920
    assert len(png) > 20_000
    assert visit.errors == []
