"""The explore page by keyboard alone, and on a phone."""

import re

import pytest
from playwright.sync_api import Page

from tests.site.conftest import Visit
from tests.site.explore.conftest import ROWS, STATUS, chosen, opened, shown

pytestmark = pytest.mark.browser


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML"))


def test_keyboard_alone_filters_sorts_and_saves(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_label("Find in these results").focus()
    page.keyboard.type("blinatumomab")
    page.locator(STATUS).filter(has_text=" of ").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.locator("[data-figure] svg").wait_for()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("[data-save]").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("[data-save]").get_attribute("open") is None
    assert "Save view" in focused(page)
    assert visit.errors == []


def test_keyboard_alone_ticks_and_takes_back(visit: Visit) -> None:
    page = opened(visit)
    everything = shown(page)
    page.locator("[data-save] summary").focus()
    page.keyboard.press("Tab")  # head of the first facet
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert "checked" in focused(page) or page.evaluate("document.activeElement.checked")
    assert len(chosen(page)) == 1
    assert page.evaluate("document.activeElement.matches('[data-facet=kind] input')")
    first = page.locator(".x-chip").first
    first.focus()
    page.keyboard.press("Enter")
    assert chosen(page) == []
    assert shown(page) == everything
    assert "data-words" in focused(page)
    assert visit.errors == []


def test_focus_stays_where_it_was_after_sorting(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_role("button", name="Group", exact=True).focus()
    page.keyboard.press("Enter")
    assert 'data-column="group"' in focused(page)


def test_changes_are_announced(visit: Visit) -> None:
    page = opened(visit)
    assert page.locator(STATUS).get_attribute("role") == "status"
    assert re.fullmatch(r"[\d,]+ results, \d+ studies", page.locator(STATUS).inner_text())


def test_on_a_phone_filters_fold_away(phone: Visit) -> None:
    page = opened(phone)
    assert not page.locator("[data-facets]").is_visible()
    page.get_by_role("button", name="Filters").click()
    page.locator("[data-facet=measure]").get_by_label("Overall survival").check()
    page.get_by_role("button", name=re.compile("^Show 3")).click()
    assert not page.locator("[data-facets]").is_visible()
    assert page.get_by_role("button", name="Filters (1)").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    row = page.locator(ROWS).first.bounding_box()
    assert row is not None
    assert row["width"] <= 360
    page.get_by_text("Figure", exact=True).click()
    assert page.locator("[data-figure] svg").get_attribute("viewBox", timeout=2000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.errors == []
