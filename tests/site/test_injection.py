"""A record is hostile input: script, markup, SQL, Markdown and Jinja come out as plain text.

Every text of an invented record that the format leaves free is replaced by the same hostile text.
Which texts are free is asked of the checks: a replacement that they refuse is taken back.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

import kb
from kb.curation.load import load
from kb.publish.site import publish
from schema.validation import check_bytes
from tests.site.conftest import SUB_PATH, Visit, serving, visiting
from tests.site.test_links import foreign_scripts, pages, read

RECORD = Path(__file__).parents[1] / "kb/records/2020/alpha.yml"
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></title></svg>\"'>"
    "{{7*7}}{% raw %}[m](javascript:alert(3)) **b** `c` &lt;i&gt; '; DROP TABLE study;--"
)
LEVELS = ("ci", "effect-ci")  # levels of intervals are taken apart: no free text
Path_ = tuple[str | int, ...]


def leaves(tree: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to every text of a record."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves(value, (*path, index))
    elif isinstance(tree, str):
        yield path


def put(tree: Any, path: Path_, text: str) -> str:
    """Put a text at the end of a way; return what stood there."""
    *way, last = path
    for step in way:
        tree = tree[step]
    before: str = tree[last]
    tree[last] = text
    return before


def accepted(tree: Any) -> bool:
    checked = check_bytes(yaml.safe_dump(tree, allow_unicode=True).encode(), "2020/alpha.yml")
    return checked.study is not None


@pytest.fixture(scope="module")
def hostile() -> tuple[Any, list[Path_]]:
    """Return a record with hostile text wherever the format takes it, and where that is."""
    tree = yaml.load(RECORD.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
    taken: list[Path_] = []
    for path in leaves(tree):
        if path[-1] in LEVELS:
            continue
        before = put(tree, path, HOSTILE)
        if accepted(tree):
            taken.append(path)
        else:
            put(tree, path, before)
    return tree, taken


@pytest.fixture(scope="module")
def hostile_site(
    hostile: tuple[Any, list[Path_]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a site of that one record."""
    root = tmp_path_factory.mktemp("hostile")
    file = root / "evidence/2020/alpha.yml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(hostile[0], allow_unicode=True), encoding="utf-8")
    load(root / "evidence", root / "kb.sqlite")
    publish(root / "kb.sqlite", root / SUB_PATH)
    return root / SUB_PATH


def test_every_kind_of_text_was_tried(hostile: tuple[Any, list[Path_]]) -> None:
    kinds = {re.sub(r"\d+", "", "/".join(str(step) for step in path)) for path in hostile[1]}
    for kind in (
        "title", "acronym", "conclusion", "limitations/", "sources/paper/title",
        "sources/paper/authors/", "sources/paper/journal", "sources/news/note", "design/note",
        "design/sites", "population/age", "population/selection", "groups/blina/label",
        "groups/resp/by", "groups/small/why", "outcomes/cr/definition", "outcomes/cr/window",
        "outcomes/cr/share/blina/note", "outcomes/cr/share/chemo/why", "curation/interests",
        "oddities/odd-share/says", "waivers/bounds-swapped outcomes/os/at  y/blina/why",
    ):  # fmt: skip
        assert kind in kinds
    assert len(kinds) > 50


def test_only_scripts_of_the_theme_are_in_the_pages(hostile_site: Path) -> None:
    for page in pages(hostile_site):
        found = read(page)
        assert foreign_scripts(page) == []
        assert "javascript:" not in "".join(found.links)
        text = page.read_text(encoding="utf-8")
        assert "<img" not in text
        assert text.count("{{7*7}}") >= text.count("DROP TABLE study")  # shown, not computed
    assert "{{7*7}}" in (hostile_site / "studies/alpha/index.html").read_text(encoding="utf-8")


def test_the_database_is_still_whole(hostile_site: Path) -> None:
    with kb.open(hostile_site.parent / "kb.sqlite") as base:
        assert [row.title for row in base.studies()] == [HOSTILE]
        assert base.studies()[0].conclusion == HOSTILE


@pytest.mark.browser
def test_nothing_runs_and_everything_is_shown(browser: Browser, hostile_site: Path) -> None:
    context = browser.new_context()
    paths = ["", "studies/", "studies/alpha/", "measures/os/", "measures/cr/", "search/",
             "treatments/blinatumomab/", "populations/b-all/", "compare/?s=alpha", "explore/",
             "explore/?view=figure"]  # fmt: skip
    with serving(hostile_site.parent) as address, visiting(context, address) as visit:
        for path in paths:
            page = visit.go(path)
            assert visit.errors == []
            assert page.locator("main img, main iframe, main script").count() == 0
        assert HOSTILE in visit.go("studies/alpha/").locator("h1").inner_text()
        assert visit.page.locator("#reading").inner_text().count(HOSTILE) >= 4
        assert "alert(1)" in visit.page.locator("main svg").first.inner_html()
        _search(visit)
    context.close()


def _search(visit: Visit) -> None:
    """Look at the record among search results: excerpts are text too."""
    page = visit.go("search/?q=alert")
    texts = page.locator("[data-results]").inner_text()
    assert "<script>alert(1)</script>" in texts
    assert page.locator("[data-results] img").count() == 0
    assert visit.errors == []
