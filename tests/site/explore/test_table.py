"""The table of the explore page, and its states: nothing left, no file, no scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from kb.curation.load import load
from kb.publish.explore.rows import ExploreRow
from kb.publish.site import publish
from tests.site.conftest import SUB_PATH, Visit, serving, visiting
from tests.site.explore.conftest import ROWS, chosen, opened, saved, shown, tick

pytestmark = pytest.mark.browser


def test_marks_stand_wherever_the_number_is_shown(visit: Visit, every: list[ExploreRow]) -> None:
    page = opened(visit, "?secondary=true&later=true")
    wanted = [row for row in every if row.secondary_only and row.post_baseline]
    assert shown(page) == len(wanted)
    for text in page.locator(ROWS).all_inner_texts():
        assert "only in a secondary source" in text
        assert "after baseline" in text


@pytest.fixture
def invented(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Return a tab on a site of invented records, of which one is withdrawn."""
    load(Path(__file__).parents[2] / "kb/records", tmp_path / "kb.sqlite")
    publish(tmp_path / "kb.sqlite", tmp_path / SUB_PATH)
    with serving(tmp_path) as address, visiting(browser.new_context(), address) as opened_tab:
        yield opened_tab
        opened_tab.page.context.close()


def test_a_withdrawn_record_says_so_at_each_number(invented: Visit) -> None:
    page = opened(invented, "?status=withdrawn")
    found = page.locator(ROWS).all_inner_texts()
    assert found
    assert all("withdrawn" in text or "retracted" in text for text in found)
    page.get_by_text("Figure", exact=True).click()
    labels = page.locator("[data-figure] desc").text_content() or ""
    assert "(withdrawn)" in labels or "(retracted)" in labels
    assert b'"status":"withdrawn"' in saved(page, "json")
    assert invented.errors == []


def test_the_state_of_a_record_is_called_as_on_its_page(visit: Visit) -> None:
    page = opened(visit, "?study=wudhikarn-2022-blina-ino&cols=study,record")
    words = set(page.locator(f"{ROWS} td").all_inner_texts())
    assert words == {"Record not checked"}
    assert chosen(page) == ["Wudhikarn 2022"]
    page.goto(f"{visit.address}studies/wudhikarn-2022-blina-ino/")
    assert page.get_by_text("Record not checked").count() > 0


def test_each_result_leads_to_its_place(visit: Visit) -> None:
    page = opened(visit, "?study=wudhikarn-2022-blina-ino&measure=efs&time=12")
    link = page.locator(f"{ROWS} a").first
    link.click()
    page.wait_for_url("**/studies/wudhikarn-2022-blina-ino/#*")
    assert page.locator(":target").count() == 1


def test_sorting_puts_what_is_absent_last(visit: Visit) -> None:
    page = opened(visit, "?measure=cr")
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="n", exact=True).click()
        assert page.locator(f"th[aria-sort={direction}]").inner_text() == "n"
        cells = page.locator(f"{ROWS} .x-n span:first-child").all_inner_texts()
        sizes = [int(text.split(",")[0]) for text in cells if text[0].isdigit() and len(text) < 4]
        assert sizes == sorted(sizes, reverse=direction == "descending")
        assert len(sizes) > 5


WIDE = "study,group,measure,what,result,n,treatment,population,design,time,year,record,place"


def test_heads_of_many_columns_stand_on_one_line(visit: Visit) -> None:
    page = opened(visit, f"?cols={WIDE}")
    page.locator("[data-table] thead th").nth(12).wait_for()
    head = page.locator("[data-table] thead").bounding_box()
    assert head is not None
    assert head["height"] < 40


def test_the_whole_row_under_the_pointer_is_coloured(visit: Visit) -> None:
    page = opened(visit)
    row = page.locator(ROWS).nth(1)
    colours = "row => [...row.children].map((cell) => getComputedStyle(cell).backgroundColor)"
    before = set(row.evaluate(colours))
    row.locator("td").first.hover()
    (after,) = set(row.evaluate(colours))
    assert after not in before


def test_pages_of_the_table(visit: Visit) -> None:
    page = opened(visit)
    first = page.locator(ROWS).first.inner_text()
    page.get_by_role("button", name="Next").click()
    assert page.locator(ROWS).first.inner_text() != first
    assert "51 to 100" in page.locator("[data-pager]").inner_text()
    assert "page=2" in page.url
    tick(page, "kind", "Outcomes")
    assert "page=" not in page.url


def test_nothing_left_says_which_filter_to_take_back(visit: Visit, every: list[ExploreRow]) -> None:
    page = opened(visit, "?measure=os&year=1950..1960&unit=%25")
    assert shown(page) == 0
    left = len([row for row in every if (row.measure, row.axis) == ("os", "%")])
    button = page.get_by_role("button", name=f"Without the filter “Year”: {left} results")
    button.click()
    assert shown(page) == left
    page.get_by_role("button", name="Clear all").click()
    assert shown(page) == len(every)
    assert not page.url.partition("?")[2]


@pytest.mark.parametrize("answer", ["missing", "cut", "other"])
def test_a_file_that_does_not_come_is_said(browser: Browser, address: str, answer: str) -> None:
    def fail(route: Route) -> None:
        if answer == "missing":
            route.fulfill(status=404, body="gone")
        elif answer == "cut":
            route.fulfill(body=route.fetch().body()[:-1000])
        else:
            route.fulfill(body="<html>captive portal</html>")

    context = browser.new_context()
    page = context.new_page()
    page.route("**/estimates.parquet*", fail)
    page.goto(f"{address}explore/")
    page.get_by_text("The file of results could not be read").wait_for()
    assert page.get_by_role("link", name="Measures").last.is_visible()
    assert page.get_by_role("link", name="Data files").is_visible()
    assert page.get_by_role("button", name="Try again").is_visible()
    assert not page.locator("[data-side]").is_visible()
    context.close()


def test_without_scripts_measures_are_listed(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}explore/")
    assert "Exploring needs JavaScript" in page.locator("main").inner_text()
    assert page.get_by_role("link", name="Overall survival", exact=True).is_visible()
    measures = len(list((site / "measures").glob("*/index.html")))
    assert page.locator("main .terms a").count() == measures
    context.close()
