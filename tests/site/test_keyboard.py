"""Every way through the site without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Visit

pytestmark = pytest.mark.browser

ACTIVE = "document.activeElement"


def focused(page: Page) -> str:
    """Return what has the focus, in words."""
    return str(page.evaluate(f"{ACTIVE}.ariaLabel ?? {ACTIVE}.textContent.trim()"))


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until something is reached whose name begins so; it must show that it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            outline = page.evaluate(f"getComputedStyle({ACTIVE}).outlineStyle")
            assert outline != "none", f"{name} does not show that it has the focus"
            return
    pytest.fail(f"{name} is not reached in {most} steps")


def test_from_home_to_a_number(visit: Visit) -> None:
    page = visit.go("")
    assert focused(page) == "Search the evidence"
    page.keyboard.type("tower os")
    page.keyboard.press("Enter")
    page.locator("[data-results] .numbers a").first.wait_for()
    assert focused(page) == "Search the evidence"
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("TOWER")
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("7.7 mo")
    page.keyboard.press("Escape")
    assert focused(page) == "Search the evidence"
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/studies/tower/#outcomes.os.median.blina")
    assert "7.7 mo" in page.locator(":target").inner_text()
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_first_step_leads_past_the_head(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{ACTIVE}.id") == "content"


def test_facets(visit: Visit) -> None:
    page = visit.go("search/?q=inotuzumab")
    page.locator("fieldset", has_text="Kind").wait_for()
    tab_to(page, "Narrow the results")
    page.keyboard.press("Tab")
    name = page.evaluate(f"{ACTIVE}.closest('label').textContent")
    page.keyboard.press("Space")
    page.wait_for_url("**&Kind=*")
    assert page.evaluate(f"{ACTIVE}.closest('label').textContent") == name
    assert page.evaluate(f"{ACTIVE}.checked")


def test_colours(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    tab_to(page, "Colours: system")
    paper = []
    for _ in range(2):
        page.keyboard.press("Enter")
        paper.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert focused(page) == "Colours: dark. Change to system"
    assert paper[0] != paper[1]
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper[1]


def test_tables_sort_and_filter(visit: Visit) -> None:
    page = visit.go("studies/")
    page.get_by_label("Filter rows").focus()
    page.keyboard.type("tower")
    rows = page.locator("table tbody tr:visible")
    assert 1 <= rows.count() < 10
    assert all("tower" in text.lower() for text in rows.all_inner_texts())
    page.get_by_label("Filter rows").fill("")
    tab_to(page, "Patients")
    page.keyboard.press("Enter")
    sizes = page.locator("table tbody tr td:nth-child(6)").evaluate_all(
        "cells => cells.map(cell => cell.dataset.value).filter(Boolean).map(Number)"
    )
    assert len(sizes) > 10
    assert sizes == sorted(sizes) != sizes[::-1]
    assert page.locator("th[aria-sort]").inner_text() == "Patients"


def test_a_measure_is_narrowed_by_choices_and_scrolled_by_keys(visit: Visit) -> None:
    page = visit.go("measures/os/")
    page.locator("#estimates label", has_text="Treatment").locator("select").focus()
    page.keyboard.type("Blinatumomab")
    rows = page.locator("#estimates tbody tr:visible")
    assert 1 <= rows.count() < 60
    assert all("blinatumomab" in text.lower() for text in rows.all_inner_texts())
    page.set_viewport_size({"width": 360, "height": 780})
    page.locator("#estimates .table-scroll").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('#estimates .table-scroll').scrollLeft > 0"
    )


@pytest.mark.parametrize("width", [1280, 360])
def test_the_head_of_a_long_table_stays_in_view(visit: Visit, width: int) -> None:
    page = visit.go("measures/os/")
    page.set_viewport_size({"width": width, "height": 780})
    box = page.locator("#estimates .table-scroll")
    box.scroll_into_view_if_needed()
    page.wait_for_function(
        """() => {
          const box = document.querySelector("#estimates .table-scroll");
          box.scrollTo(0, 2000);
          return box.scrollTop > 1000;
        }"""
    )
    table, cell = box.bounding_box(), box.locator("thead th").first.bounding_box()
    assert table is not None
    assert cell is not None
    assert abs(cell["y"] - table["y"]) < 5
    expect(box.locator("thead th").first).to_be_in_viewport()


def test_nothing_moves_for_those_who_do_not_want_it(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((one) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
      return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
    }).length""")
    assert moving == 0
