"""The files as such: valid, under a strict policy, described to search engines, light."""

import gzip
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

import kb
from tests.site.conftest import ADDRESS, PAGES, TYPES
from tests.site.test_links import pages, read

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # Pagefind
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
# Kilobytes, compressed, that a page may weigh, and that its styles, scripts and fonts may weigh.
BUDGETS = {"html": 100, "css": 12, "js": 18, "woff2": 60}
READS_FILES = ("explore", "explored")  # they bring their own reader of Parquet
READER = 65


def file_of(site: Path, path: str) -> Path:
    own = urlsplit(path).path
    return site / own if own.endswith(".html") else site / own / "index.html"


def source(site: Path, path: str) -> str:
    return file_of(site, path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted({urlsplit(path).path for path in PAGES.values()}))
def test_html_is_valid(site: Path, path: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(source(site, path))
    assert parser.errors == []


def test_drawings_and_data_are_well_formed(site: Path) -> None:
    drawings = sorted(site.rglob("*.svg"))
    for file in drawings:
        root = ElementTree.fromstring(file.read_bytes())  # noqa: S314 - our own file
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert not re.search(rb"(href|src)=.https?:|<script|url\(https?:", file.read_bytes())
    for file in sorted(site.rglob("*.json")):
        json.loads(file.read_text(encoding="utf-8"))
    assert len(drawings) > 100


def test_every_page_has_the_same_strict_policy(site: Path) -> None:
    found = {
        match
        for page in [*pages(site), site / "404.html"]
        for match in re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">',
            page.read_text(encoding="utf-8"),
        )
        or ["none"]
    }
    assert len(found) == 1
    (policy,) = found
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == POLICY


def test_no_page_has_a_style_or_a_script_of_its_own(site: Path) -> None:
    inline = re.compile(r"<style|<[^>]+ style=|<[^>]+ on[a-z]+=")
    for page in pages(site):
        assert not inline.search(page.read_text(encoding="utf-8")), page


def described(text: str) -> Iterator[dict[str, object]]:
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
        found = json.loads(block)
        assert found["@context"] == "https://schema.org"
        yield found


def test_studies_are_described_to_search_engines(site: Path, real_base: kb.KnowledgeBase) -> None:
    for row in real_base.studies():
        (found,) = described(source(site, f"studies/{row.id}/"))
        article = found["isBasedOn"]
        assert isinstance(article, dict)
        assert (found["@type"], article["@type"]) == ("Dataset", "MedicalScholarlyArticle")
        assert (found["name"], found["version"]) == (row.title, real_base.meta.data_version)
        assert 50 <= len(str(found["description"])) <= 5000
        assert found["license"] == real_base.meta.licence_url
        if row.doi:
            assert article["url"] == f"https://doi.org/{row.doi}"


def test_data_are_described_to_search_engines(site: Path) -> None:
    (found,) = described(source(site, "data/"))
    assert found["@type"] == "Dataset"
    assert found["distribution"]


@pytest.mark.parametrize("path", [path for path in TYPES.values() if path[-1:] in ("", "/")])
def test_heads_say_what_and_where_a_page_is(site: Path, path: str) -> None:
    text = source(site, path)
    named = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text))
    assert f'<link rel="canonical" href="{ADDRESS}{path}">' in text
    assert named["og:url"] == f"{ADDRESS}{path}"
    assert named["og:title"] in (re.findall(r"<title>(.*?)</title>", text)[0], "ALL Evidence")
    assert named["og:image"] == f"{ADDRESS}img/card.png"
    assert 20 < len(named["description"]) == len(named["og:description"])
    assert "robots" not in named


def test_the_sitemap_lists_every_page(site: Path) -> None:
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    listed = {
        unquote((each.text or "").strip()) for each in root.iter() if each.tag.endswith("}loc")
    }
    there = {page.relative_to(site).as_posix().removesuffix("index.html") for page in pages(site)}
    assert listed == {f"{ADDRESS}{path}" for path in there}


def kilobytes(file: Path) -> float:
    packed = file.suffix in (".woff2", ".png", ".parquet")
    body = file.read_bytes()
    return len(body if packed else gzip.compress(body, 6, mtime=0)) / 1000


def loads(page: Path) -> Iterator[Path]:
    """Yield what a page loads by itself; fonts are those that its head preloads."""
    later = re.findall(r'data-scripts="([^"]*)"', page.read_text(encoding="utf-8"))
    for address in [*read(page).loads, *" ".join(later).split()]:
        file = (page.parent / unquote(urlsplit(address).path)).resolve()
        yield file
        if file.suffix == ".js":
            yield from imported(file)


def imported(script: Path) -> Iterator[Path]:
    text = script.read_text(encoding="utf-8")
    for name in re.findall(r'^import .*?"(\.[^"]+)"', text, re.MULTILINE):
        file = (script.parent / name).resolve()
        yield file
        yield from imported(file)


def test_weights(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"{'kB, compressed':<18}{'html':>7}{'css':>7}{'js':>7}{'fonts':>7}"]
    over = []
    for name, path in PAGES.items():
        page = file_of(site, path)
        if page.name == "404.html":
            continue  # its addresses begin at the root of the host
        weights = {"html": kilobytes(page), "css": 0.0, "js": 0.0, "woff2": 0.0}
        for file in dict.fromkeys(loads(page)):
            kind = file.suffix.removeprefix(".")
            if kind in weights:
                weights[kind] += kilobytes(file)
        lines.append(f"{name:<18}" + "".join(f"{weight:>7.1f}" for weight in weights.values()))
        budget = BUDGETS | {"js": READER} if name in READS_FILES else BUDGETS
        over += [(name, kind) for kind, most in budget.items() if weights[kind] > most]
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201 - they are to be seen
    assert over == []


def test_every_study_is_light(site: Path, real_base: kb.KnowledgeBase) -> None:
    weights = {
        row.id: kilobytes(file_of(site, f"studies/{row.id}/")) for row in real_base.studies()
    }
    assert {study: weight for study, weight in weights.items() if weight > 100} == {}


def test_our_own_search_index_is_small(site: Path) -> None:
    weight = sum(kilobytes(site / "search" / name) for name in ("pages.json", "numbers.json"))
    assert weight < 150
