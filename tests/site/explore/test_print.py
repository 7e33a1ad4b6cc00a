"""What paper shows: nothing is cut at the right, and what is missing is said."""

import pytest

from tests.site.conftest import Visit
from tests.site.explore.conftest import opened
from tests.site.explore.test_table import WIDE

pytestmark = pytest.mark.browser

A4, WITH_MARGINS = 794, 700  # px: the sheet, and what margins of 12 mm leave of it
CUT = """() => {
  const cut = (box) => box.getBoundingClientRect().right > innerWidth + 0.5;
  const spilt = (box) => box.scrollWidth > box.clientWidth + 1;
  const cells = [...document.querySelectorAll("th, td")].filter(spilt);
  const all = [...[...document.querySelectorAll("main *")].filter(cut), ...cells];
  return all.filter((box) => box.checkVisibility()).map((box) => box.textContent.slice(0, 50));
}"""
PATHS = [
    "",
    "studies/",
    "studies/tower/",
    "studies/zuma-3/",
    "measures/os/",
    "treatments/blinatumomab/",
    "populations/b-all/",
    "compare/?s=tower,zuma-3,ino-vate,forum",
    "explore/",
    f"explore/?cols={WIDE}",
    "quality/",
    "data/dictionary/",
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_cut_on_paper(visit: Visit, path: str) -> None:
    page = visit.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4, "height": 1123})
    page.goto(f"{visit.address}{path}")
    page.wait_for_load_state("networkidle")
    for width in (A4, WITH_MARGINS):
        page.set_viewport_size({"width": width, "height": 1123})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == []


def test_paper_says_which_rows_it_holds(visit: Visit) -> None:
    page = opened(visit, "?measure=os&page=2")
    count = page.locator("[data-status]").inner_text().split()[0]
    said = page.get_by_role("caption").get_by_text(f"Rows 51 to 100 of {count}", exact=True)
    hidden = said.bounding_box()
    page.emulate_media(media="print")
    printed = said.bounding_box()
    table = page.locator("[data-table] thead").bounding_box()
    assert hidden is not None
    assert printed is not None
    assert table is not None
    assert printed["height"] > 8
    assert printed["y"] + printed["height"] <= table["y"]
    clip = "box => getComputedStyle(box.parentElement).clipPath"
    assert said.evaluate(clip) == "none"
    assert not page.get_by_role("button", name="Next").is_visible()
