"""Pages in a real browser: they render, stay on their host, stand still, fit, need no scripts."""

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import PAGES, TYPES, Visit, visiting

pytestmark = pytest.mark.browser

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
# A link with filters brings them in when the rows are there, and that pushes the rows down a line.
steady = {name: path for name, path in TYPES.items() if name != "explored"}
WIDTHS = (1440, 768, 640, 360)  # 640: a desk of 1280 at a zoom of 200%
# How far content moves while a page loads, as browsers score it: 0.1 is still called good.
SHIFTS = """async () => {
  const found = [];
  new PerformanceObserver((list) => found.push(...list.getEntries()))
    .observe({ type: "layout-shift", buffered: true });
  await new Promise((done) => setTimeout(done, 100));
  return found.reduce((sum, each) => sum + each.value, 0);
}"""


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@every_page
def test_renders_fits_and_stays_on_its_host(visit: Visit, path: str) -> None:
    page = visit.go(path)
    assert page.locator("main h1").count() == 1
    assert len(page.locator("main").inner_text()) > 100
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), f"wider than {width} px"
    assert visit.errors == []


@pytest.mark.parametrize("path", steady.values(), ids=steady.keys())
def test_stands_still_while_it_loads(browser: Browser, address: str, path: str) -> None:
    for width in (1280, 360):
        context = browser.new_context(viewport={"width": width, "height": 800})
        with visiting(context, address) as visit:
            assert visit.go(path).evaluate(SHIFTS) < 0.02, f"moves at {width} px"
        context.close()


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
