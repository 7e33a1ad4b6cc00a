"""The address of the explore page holds the whole view."""

import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser

from kb.publish.explore.facets import facets
from kb.publish.explore.rows import ExploreRow
from kb.publish.parts.library import Library
from tests.site.conftest import Visit, visiting
from tests.site.explore.conftest import ROWS, STATUS, chosen, facet, opened, tick

pytestmark = pytest.mark.browser


def test_a_link_holds_the_whole_view(visit: Visit, browser: Browser) -> None:
    page = opened(visit)
    tick(page, "measure", "Overall survival")
    tick(page, "time", "5 years")
    page.get_by_text("Columns", exact=True).click()
    page.get_by_role("checkbox", name="Design").check()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Result as printed").click()
    page.get_by_role("button", name="Result as printed").click()
    seen = page.locator(ROWS).all_inner_texts()
    with visiting(browser.new_context(), visit.address) as other:
        again = opened(other, f"?{page.url.partition('?')[2]}")
        assert again.locator(ROWS).all_inner_texts() == seen
        assert again.locator(STATUS).inner_text() == page.locator(STATUS).inner_text()
        assert again.locator("th[aria-sort=descending]").inner_text() == "Result as printed"
        assert other.errors == []
        other.page.context.close()
    assert visit.errors == []


def test_the_back_button_takes_steps_back(visit: Visit) -> None:
    page = opened(visit)
    first = page.locator(STATUS).inner_text()
    tick(page, "measure", "Overall survival")
    second = page.locator(STATUS).inner_text()
    page.get_by_text("Figure", exact=True).click()
    assert page.locator("[data-figure] svg").is_visible()
    page.go_back()
    assert page.locator("[data-table]").is_visible()
    assert (page.locator(STATUS).inner_text(), chosen(page)) == (second, ["Overall survival"])
    page.go_back()
    assert (page.locator(STATUS).inner_text(), chosen(page)) == (first, [])
    page.go_forward()
    assert chosen(page) == ["Overall survival"]
    assert facet(page, "measure").get_by_label("Overall survival").is_checked()


def test_one_word_after_another_is_one_step(visit: Visit) -> None:
    page = opened(visit)
    before = page.evaluate("history.length")
    box = page.get_by_label("Find in these results")
    for words in ("over", "overall", "overall surv"):
        box.fill(words)
        page.wait_for_url(f"**q={words.replace(' ', '+')}")
    assert page.evaluate("history.length") == before + 1


def test_what_an_address_asks_in_vain_is_said(visit: Visit) -> None:
    page = opened(visit, "?measure=os&measure=nope&colour=red&value=1..2&page=0&sort=moon")
    said = page.locator("[data-notes]").inner_text()
    for part in ("measure = nope", "colour = red", "value", "page = 0", "sort = moon"):
        assert part in said
    assert chosen(page) == ["Overall survival"]
    assert visit.errors == []


def test_links_of_other_pages_ask_for_what_is_there(
    site: Path, every: list[ExploreRow], library: Library
) -> None:
    known = {each.id: each.labels for each in facets(every, library)}
    asked = 0
    for folder in ("measures", "treatments", "populations"):
        for page in (site / folder).glob("*/index.html"):
            queries = re.findall(r'href="../../explore/\?([^"]+)"', page.read_text("utf-8"))
            for name, value in parse_qsl(queries[0].replace("&amp;", "&")):
                assert value in known[name], page
                asked += 1
    assert asked > 300
