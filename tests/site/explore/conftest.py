"""The explore page, opened and read as a person would."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from playwright.sync_api import Browser, Locator, Page

import kb
from kb.models.results import Basis, ComparisonRow, Outcome
from kb.publish.explore.rows import ExploreRow, rows
from kb.publish.parts.library import Library
from tests.site.conftest import Visit, visiting

STATUS = "[data-status]"
ROWS = "[data-table] tbody tr"


@pytest.fixture(scope="session")
def library(real_base: kb.KnowledgeBase) -> Library:
    """Return the library of the real records."""
    return Library(real_base)


@pytest.fixture(scope="session")
def every(library: Library) -> list[ExploreRow]:
    """Return every row that the page holds."""
    return list(rows(library))


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a fresh tab on a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True)
    with visiting(context, address) as opened_tab:
        yield opened_tab
    context.close()


def asked(base: kb.KnowledgeBase, **filters: Any) -> list[Outcome | ComparisonRow]:
    """Return results and comparisons of every basis and section; statistics are effects there."""
    compared = {"effect" if name == "statistic" else name: value for name, value in filters.items()}
    found: list[Outcome | ComparisonRow] = []
    for basis in get_args(Basis):
        found += base.outcomes(basis=basis, section=None, **filters)
        found += base.comparisons(basis=basis, section=None, **compared)
    return found


def opened(visit: Visit, query: str = "") -> Page:
    page = visit.page
    page.goto(f"{visit.address}explore/{query}")
    page.wait_for_selector("[data-main][aria-busy=false]")
    return page


def number(text: str) -> int:
    return int(text.replace(",", ""))


def shown(page: Page) -> int:
    """Return how many results the status speaks of."""
    return number(page.locator(STATUS).inner_text().split()[0])


def facet(page: Page, name: str) -> Locator:
    """Return a facet with as many of its values as it shows."""
    box = page.locator(f"[data-facet={name}]")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
        box.locator("[data-values] label, [data-values].none").first.wait_for()
    more = box.locator(".x-more")
    if more.is_visible() and "Show fewer" not in more.inner_text():
        more.click()
    return box


def counts(page: Page, name: str) -> dict[str, int]:
    """Return the values of a facet with their counts."""
    found = facet(page, name).locator("label").all_inner_texts()
    lines = [[part for part in text.split("\n") if part] for text in found]
    return {label: number(count) for label, count in lines}


def tick(page: Page, name: str, label: str) -> None:
    box = facet(page, name).get_by_label(re.compile(rf"^{re.escape(label)} ?[\d,]*$"))
    box.click()


def chosen(page: Page) -> list[str]:
    return page.locator(".x-chip b").all_inner_texts()


def saved(page: Page, name: str) -> bytes:
    """Save the view and return the file."""
    page.get_by_text("Save view").click()
    with page.expect_download() as waiting:
        page.locator(f"[data-format={name}]").click()
    page.keyboard.press("Escape")
    return waiting.value.path().read_bytes()
