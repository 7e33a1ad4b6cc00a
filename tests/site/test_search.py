"""Searching in a real browser: by every name that a reader may know."""

import pytest

from tests.site.conftest import Visit

pytestmark = pytest.mark.browser

FIRST_STUDY = "studies/wudhikarn-2022-blina-ino/"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("wudhikarn 2022", FIRST_STUDY),
        ("Wudhikarn", FIRST_STUDY),
        ("10.1182/bloodadvances.2021005978", FIRST_STUDY),
        ("https://doi.org/10.1182/bloodadvances.2021005978", FIRST_STUDY),
        ("NCT02013167", "studies/tower/"),
        ("40193822", "studies/ukall-2011/"),
        ("TOWER", "studies/tower/"),
        ("blinatumomab", "treatments/blinatumomab/"),
        ("Blincyto", "treatments/blinatumomab/"),
        ("blinatumomb", "treatments/blinatumomab/"),
        ("Besponsa", "treatments/inotuzumab-ozogamicin/"),
        ("overall survival", "measures/os/"),
        ("event-free survival", "measures/efs/"),
        ("EFS", "measures/efs/"),
        ("cytokine release syndrome", "measures/crs/"),
        ("B-ALL", "populations/b-all/"),
    ],
)
def test_finds(visit: Visit, words: str, path: str) -> None:
    page = visit.go("search/")
    page.get_by_label("Search the evidence").fill(words)
    page.wait_for_selector("[data-results] li")
    found = page.locator("[data-results] li > a").evaluate_all("all => all.map(a => a.pathname)")
    assert any(each.endswith(path) for each in found[:5]), found
    assert visit.errors == []


def test_brand_names_stay_out_of_excerpts(visit: Visit) -> None:
    page = visit.go("search/?q=Blincyto")
    kinds = page.locator("[data-results] li").all_inner_texts()
    studies = [text for text in kinds if "Study ·" in text]
    assert studies
    assert [text for text in studies if "Blincyto" in text] == []


def test_facets_narrow_the_results(visit: Visit) -> None:
    page = visit.go("search/?q=inotuzumab")
    before = int(page.locator("[data-status]").inner_text().split()[0])
    box = page.locator("fieldset", has_text="Kind").get_by_label("Study")
    box.check()
    page.wait_for_function(
        "before => parseInt(document.querySelector('[data-status]').textContent) < before",
        arg=before,
    )
    page.wait_for_selector("[data-results] li")
    texts = page.locator("[data-results] li").all_inner_texts()
    assert all("Study ·" in text for text in texts)
    assert "Kind=Study" in page.url
    assert visit.errors == []


def test_any_page_leads_to_the_search(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    page.keyboard.press("/")
    page.keyboard.type("ino-vate")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-results] li")
    first = page.locator("[data-results] li > a").first
    assert first.evaluate("a => a.pathname").endswith("studies/ino-vate/")


def test_nothing_found_says_so(visit: Visit) -> None:
    page = visit.go("search/")
    page.get_by_label("Search the evidence").fill("zzz9q")
    page.get_by_text("Nothing found").wait_for()
    assert visit.errors == []


def test_tables_sort_and_filter(visit: Visit) -> None:
    page = visit.go("studies/")
    page.get_by_label("Filter rows").fill("tower")
    rows = page.locator("table tbody tr:visible")
    assert rows.count() >= 1
    assert all("tower" in text.lower() for text in rows.all_inner_texts())
    page.get_by_label("Filter rows").fill("")
    page.get_by_role("button", name="Patients").click()
    sizes = page.locator("table tbody tr td:nth-child(6)").evaluate_all(
        "cells => cells.map(cell => cell.dataset.value).filter(Boolean).map(Number)"
    )
    assert sizes == sorted(sizes)
