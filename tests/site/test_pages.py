"""Pages in a real browser: they render, stay on their host, fit a phone, need no scripts."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.site.conftest import PAGES, TYPES, Visit, visiting

pytestmark = pytest.mark.browser

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDTHS = (1280, 360)


@every_page
def test_renders_and_stays_on_its_host(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("main h1").count() == 1
    assert len(page.locator("main").inner_text()) > 100
    assert visit.errors == []


@pytest.mark.slow
@pytest.mark.parametrize("path", TYPES.values(), ids=TYPES.keys())
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(
    browser: Browser, address: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # axe is injected
    with visiting(context, address) as visit:
        page = visit.go(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page, options=OPTIONS).response["violations"]
            said = [(rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in found]
            assert said == [], f"at {width} px"
    context.close()


@every_page
def test_never_wider_than_the_screen(visit: Visit, path: str) -> None:
    page = visit.go(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_page
def test_complete_without_scripts(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{path}")
    assert len(page.locator("main").inner_text()) > 100
    if path.startswith("search"):
        assert "Search needs JavaScript" in page.locator("main").inner_text()
        assert page.locator("main").get_by_role("link", name="Studies").is_visible()
    context.close()


def test_a_number_has_an_address_of_its_own(visit: Visit) -> None:
    page = visit.go("studies/wudhikarn-2022-blina-ino/#outcomes.efs.at-1-y.bi")
    row = page.locator(":target")
    assert row.inner_text().split("\n")[0].startswith("Blinatumomab then inotuzumab")
    assert "16.0%" in row.inner_text()
    assert "95% CI 6.5 to 35.2" in row.inner_text()
    assert row.is_visible()


def test_secondary_and_later_are_marked_where_the_number_stands(visit: Visit) -> None:
    page = visit.go("studies/wudhikarn-2022-blina-ino/")
    row = page.locator('[id="outcomes.os.at-1-y.cd19neg"]')
    assert "after baseline" in row.inner_text()
    assert "only in a secondary source" in row.locator(".star").inner_text()
    section = page.locator("#measure-os")
    assert "immortal-time bias" in section.inner_text()


def test_an_external_control_is_named_and_kept_apart(visit: Visit) -> None:
    page = visit.go("studies/zuma-3/")
    row = page.locator('[id="outcomes.os@matched.compare.z3-naive-vs-sca1"]')
    assert "Against an external control" in row.inner_text()
    assert "(external control)" in page.locator("#measure-os").inner_text()
    figure = page.locator("#comparisons svg").first.inner_html()
    assert "Against an external control" in figure
    assert "Randomised comparison" not in figure


def test_figures_and_files_can_be_downloaded(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    for link in page.locator("a[download]").all():
        href = link.evaluate("link => link.href")
        answer = page.request.get(href)
        assert answer.ok, href
        assert len(answer.body()) > 200
