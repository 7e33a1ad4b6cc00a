"""The modules that a page asks for at once are those that it needs: none waits for another."""

import re
from pathlib import Path

import pytest

IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*?\bfrom\s*['"](\.[^'"]+)['"]""", re.MULTILINE)
ASKED = re.compile(r'data-scripts="([^"]*)"')


def needed(module: Path, known: set[Path] | None = None) -> set[Path]:
    """Return a module and all that it imports."""
    known = set() if known is None else known
    if module not in known:
        known.add(module)
        for name in IMPORT.findall(module.read_text("utf-8")):
            needed((module.parent / name).resolve(), known)
    return known


@pytest.mark.parametrize(
    ("page", "entry"), [("explore", "explore/main.js"), ("search", "search.js")]
)
def test_a_page_asks_for_all_its_modules_at_once(site: Path, page: str, entry: str) -> None:
    file = site / page / "index.html"
    (asked,) = ASKED.findall(file.read_text("utf-8"))
    files = [(file.parent / href).resolve() for href in asked.split()]
    assert len(files) == len(set(files)) > 5
    assert set(files) == needed((site / "js" / entry).resolve())


def test_each_script_is_used(site: Path) -> None:
    folder = (site / "js").resolve()
    entries = ("site.js", "theme.js", "search.js", "compare/start.js", "explore/main.js")
    used = {module for entry in entries for module in needed(folder / entry)}
    assert set(folder.rglob("*.js")) == used
