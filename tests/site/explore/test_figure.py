"""The figure of the explore page: a mark for each value, words where there is none."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

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
    headings = figure.locator(".f-heading").all_text_contents()
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
    lines = figure.locator(".f-ref").evaluate_all("all => all.map(each => each.getAttribute('x1'))")
    assert len(set(lines)) == 1
    assert "Hazard ratio, log scale" in (figure.text_content() or "")
    headings = figure.locator(".f-heading").all_text_contents()
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


def tick_heights(page: Page) -> dict[str, list[float]]:
    """Return for each number of the axis at which heights it stands, the first heading at 0."""
    figure = page.locator("[data-figure] svg")
    first = float(figure.locator(".f-heading").first.get_attribute("y") or "")
    ticks = figure.locator("text.f-soft", has_text=re.compile(r"^\d+%$")).evaluate_all(
        "all => all.map(each => [each.textContent, Number(each.getAttribute('y'))])"
    )
    found: dict[str, list[float]] = {}
    for number, y in ticks:
        found.setdefault(number, []).append(y - first)
    return found


TICKS = ["0%", "20%", "40%", "60%", "80%", "100%"]


@pytest.mark.parametrize("tab", ["visit", "phone"])
def test_the_axis_of_a_long_figure_is_named_at_both_ends(
    tab: str, request: pytest.FixtureRequest
) -> None:
    page = opened(request.getfixturevalue(tab), "?measure=os&time=60&unit=%25&view=figure")
    heights = tick_heights(page)
    assert list(heights) == TICKS
    assert {len(both) for both in heights.values()} == {2}
    tops, bottoms = (
        {min(both) for both in heights.values()},
        {max(both) for both in heights.values()},
    )
    assert len(tops) == len(bottoms) == 1
    assert -40 < tops.pop() < -15  # on the line of the heads, or right below it
    assert bottoms.pop() > 400


def test_the_axis_of_a_short_figure_is_named_below(visit: Visit) -> None:
    page = opened(visit, "?study=graall-2005&unit=%25&measure=os&view=figure")
    assert 0 < page.locator("[data-figure] .f-mark").count() <= 12
    heights = tick_heights(page)
    assert list(heights) == TICKS
    assert all(len(ys) == 1 and ys[0] > 0 for ys in heights.values())


FLAWS = """svg => {
  const width = svg.viewBox.baseVal.width;
  const boxes = [...svg.querySelectorAll("text")].map((each) => [each, each.getBBox()]);
  const lines = [...svg.querySelectorAll(".f-grid, .f-ref")].map((each) => each.getBBox());
  const meet = (a, b) => Math.min(a.x + a.width, b.x + b.width) >= Math.max(a.x, b.x)
    && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 5;
  const cut = boxes.filter(([, box]) => box.x < -2 || box.x + box.width > width + 0.5);
  const crossed = boxes.filter(([, box]) => lines.some((line) => meet(box, line)));
  const over = boxes.filter(([, box], index) =>
    boxes.slice(index + 1).some(([, other]) => meet(box, other)));
  return [cut, crossed, over].map((found) => found.map(([each]) => each.textContent));
}"""


@pytest.mark.parametrize("tab", ["visit", "phone"])
@pytest.mark.parametrize("query", ["measure=os&unit=HR", "unit=RD%20pp", "unit=/patient-year"])
def test_no_text_is_cut_or_crossed_or_lies_over_another(
    tab: str, query: str, request: pytest.FixtureRequest
) -> None:
    page = opened(request.getfixturevalue(tab), f"?{query}&view=figure")
    figure = page.locator("[data-figure] svg")
    assert figure.locator("text").count() > 10
    assert figure.evaluate(FLAWS) == [[], [], []]


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
    assert text.split().count("100%") == 2  # the axis is named above and below
    png = saved(page, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20], "big") == 2 * 920
    assert len(png) > 20_000
    assert visit.errors == []


# The right end of the ink of each heading: as the page has it, and in a picture of the same figure.
PAGE_ENDS = """svg => [...svg.querySelectorAll(".f-heading")].map((each) =>
  [Number(each.getAttribute("y")), each.getBBox().width])"""
INK_ENDS = """async ([png, heights]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const [fine, margin] = [2, 20];
  return heights.map((y) => {
    const top = (y + margin - 10) * fine;
    const { data, width } = context.getImageData(0, top, canvas.width, 12 * fine);
    let end = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] < 128) end = Math.max(end, (at / 4) % width);
    }
    return end / fine - margin;
  });
}"""


def test_pixels_have_the_letters_of_the_page(visit: Visit) -> None:
    page = opened(visit, "?measure=os&time=60&view=figure")
    page.evaluate("document.fonts.ready")
    ends = page.locator("[data-figure] svg").evaluate(PAGE_ENDS)
    assert len(ends) > 10
    png = b64encode(saved(page, "png")).decode()
    drawn = page.evaluate(INK_ENDS, [png, [y for y, _ in ends]])
    for (_, width), end in zip(ends, drawn, strict=True):
        assert end == pytest.approx(width, rel=0.02, abs=2)  # without its font: 1.3 times as wide
    assert visit.errors == []


def test_a_saved_drawing_holds_the_fonts_that_it_needs(visit: Visit, site: Path) -> None:
    page = opened(visit, "?measure=os&time=60&view=figure")
    root = ET.fromstring(saved(page, "svg"))  # noqa: S314 - our own drawing
    (rules,) = (part.text or "" for part in root.iter(f"{SVG}style"))
    held = {
        b64decode(each) for each in re.findall(r'url\("data:font/woff2;base64,([^"]+)"\)', rules)
    }
    fonts = site / "fonts"
    assert (fonts / "source-sans-3-latin.woff2").read_bytes() in held
    assert held <= {file.read_bytes() for file in fonts.glob("source-sans-3-*.woff2")}
    assert len(re.findall(r"url\(", rules)) == len(held)
    assert (root.get("font-family") or "").endswith("sans-serif")


FONT_RULES = """async (text) => {
  const { fontRules } = await import("../js/explore/fonts.js");
  return fontRules("Source Sans 3", text);
}"""


@pytest.mark.parametrize(("text", "files"), [("Abc 5%", 1), ("Abc † ł", 2), ("ł", 1), ("中", 0)])
def test_only_letters_that_are_there_bring_a_font(visit: Visit, text: str, files: int) -> None:
    rules = opened(visit).evaluate(FONT_RULES, text)
    assert rules.count("@font-face") == files


def test_without_its_font_a_figure_is_saved_all_the_same(visit: Visit) -> None:
    page = opened(visit, "?measure=os&time=60&view=figure")
    page.route("**/*.woff2", lambda route: route.abort())
    assert b"@font-face" not in saved(page, "svg")
