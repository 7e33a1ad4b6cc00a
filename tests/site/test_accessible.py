"""Every type of page before axe-core: light and dark, on a phone, a tablet and a desk."""

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from tests.site.conftest import TYPES, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (1440, 768, 360)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What depends on colours; all else is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]

# Axe's time grows faster than a page, and it finds in the third row what it found in the first.
THIN = Path(__file__).with_name("thin.js").read_text(encoding="utf-8")
# Axe judges only what is laid out, as what is out of view is not, and no text on a gradient, as the
# shaded edges of tables are.
PLAIN = "* { content-visibility: visible !important } .table-scroll { background: none !important }"


def violations(page: Page, rules: list[str] | None = None) -> list[Any]:
    """Return what axe finds: rule and first elements."""
    only: Any = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize("path", TYPES.values(), ids=TYPES.keys())
def test_accessible(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")  # axe is injected
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    with visiting(context, address) as visit:
        page = visit.go(path)
        page.evaluate(THIN)
        page.add_style_tag(content=PLAIN)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                rules = COLOURS if scheme == "dark" else None
                assert violations(page, rules) == [], f"{scheme}, {width} px"
    context.close()


def test_axe_still_sees_what_is_wrong(browser: Browser, address: str) -> None:
    context = browser.new_context(bypass_csp=True)
    with visiting(context, address) as visit:
        page = visit.go("measures/rfs/")
        page.evaluate(THIN)
        page.add_style_tag(content=PLAIN)
        page.evaluate("document.querySelector('main td').style.color = '#ddd'")
        page.evaluate("document.querySelector('html').removeAttribute('lang')")
        found = {rule for rule, _ in violations(page)}
        assert {"color-contrast", "html-has-lang"} <= found
    context.close()
