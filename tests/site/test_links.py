"""The files of the real site: every link leads somewhere, and every number stands where it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

import kb
from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.anchors import anchor

ROOT = "https://site.invalid/all-evidence/"
# Elements that a browser loads by itself; all of them must be files of the site.
LOADED = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src"}
EMPTY = {"meta", "link", "input", "br", "img", "hr", "source", "path", "rect", "line", "circle"}


@dataclass
class Read(HTMLParser):
    """What a page holds: ids with the text inside, links, and what it loads."""

    ids: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: list[dict[str, str]] = field(default_factory=list)
    _open: list[tuple[str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to read."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, links and loads."""
        found = {name: value or "" for name, value in attrs}
        if tag in LOADED and LOADED[tag] in found and found.get("rel") != "canonical":
            self.loads.append(found[LOADED[tag]])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "form":
            self.links.append(found.get("action", ""))
        if tag == "script":
            self.scripts.append(found)
        name = found.get("id")
        if name is not None:
            assert name not in self.ids, f"two elements are called {name}"
            self.ids[name] = ""
        if tag not in EMPTY:
            self._open.append((tag, name))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add text to every element that is open and has an id."""
        for _, name in self._open:
            if name is not None:
                self.ids[name] += data


@cache
def read(file: Path) -> Read:
    """Return what stands in a file."""
    found = Read()
    found.feed(file.read_text(encoding="utf-8"))
    return found


def pages(site: Path) -> Iterator[Path]:
    """Yield every page but 404.html, which may be shown at any address."""
    yield from (file for file in sorted(site.rglob("*.html")) if file.name != "404.html")


def address_of(site: Path, page: Path) -> str:
    return urljoin(ROOT, page.relative_to(site).as_posix().removesuffix("index.html"))


def broken(site: Path, page: Path, link: str) -> str | None:
    """Return what is wrong with a link, if anything."""
    target = urlsplit(urljoin(address_of(site, page), link))
    if target.netloc != urlsplit(ROOT).netloc:
        return None if target.scheme in ("https", "http") else "neither a page nor an address"
    if not target.path.startswith(urlsplit(ROOT).path):
        return "leads out of the folder of the site"
    file = site / unquote(target.path).removeprefix(urlsplit(ROOT).path)
    file = file / "index.html" if target.path.endswith("/") else file
    if not file.is_file():
        return "no such file"
    fragment = unquote(target.fragment)
    if fragment and fragment not in read(file).ids:
        return "no such place on the page"
    return None


def test_every_link_leads_somewhere(site: Path) -> None:
    wrong = [
        (page.relative_to(site).as_posix(), link, why)
        for page in pages(site)
        for link in dict.fromkeys(read(page).links)
        if (why := broken(site, page, link))
    ]
    assert wrong == []


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    for page in pages(site):
        for loaded in read(page).loads:
            assert not urlsplit(loaded).netloc, (page, loaded)
            assert broken(site, page, loaded) is None, (page, loaded)


def foreign_scripts(page: Path) -> list[dict[str, str]]:
    """Return the scripts of a page that are neither files of the theme nor data."""
    return [
        script
        for script in read(page).scripts
        if script.get("type") != "application/ld+json" and "/js/" not in f"/{script.get('src', '')}"
    ]


def test_scripts_are_files_of_the_theme(site: Path) -> None:
    assert [page for page in pages(site) if foreign_scripts(page)] == []


def printed(fact: Outcome | ComparisonRow) -> Iterator[str]:
    """Yield every printed text of a result that must stand on its page."""
    yield from (
        text
        for text in (fact.value_text, fact.upto_text, fact.low_text, fact.high_text, fact.word)
        if text
    )
    yield from (bound for bound in (fact.low_word, fact.high_word) if bound)
    for spread in fact.spreads:
        yield from (t for t in (spread.low_text, spread.high_text, spread.value_text) if t)
    if isinstance(fact, Outcome):
        counts = (fact.count, fact.denominator, fact.of_n, fact.events, fact.events_of)
        yield from (str(count) for count in counts if count is not None)
        yield fact.group_label if fact.section == "outcomes" else ""
    else:
        yield from (text for text in (fact.effect, fact.verbal, fact.p_text) if text)


def facts(base: kb.KnowledgeBase, study: str) -> Iterator[Outcome | ComparisonRow]:
    for basis in ("reported", "derived", "digitised"):
        yield from base.outcomes(study=study, section=None, basis=basis)
        yield from base.comparisons(study=study, section=None, basis=basis)


def test_every_number_stands_at_its_address_as_printed(
    site: Path, real_base: kb.KnowledgeBase
) -> None:
    seen = 0
    for row in real_base.studies():
        ids = read(site / f"studies/{row.id}/index.html").ids
        for fact in facts(real_base, row.id):
            text = ids.get(anchor(fact.address))
            assert text is not None, f"{row.id}: {fact.address} has no place on its page"
            missing = [part for part in printed(fact) if part not in text]
            assert missing == [], f"{row.id}: {fact.address} shows {text!r}"
            seen += 1
    counts = real_base.counts()
    assert seen >= counts.estimates + counts.comparisons


def test_marks_stand_with_the_number(site: Path, real_base: kb.KnowledgeBase) -> None:
    for row in real_base.studies():
        ids = read(site / f"studies/{row.id}/index.html").ids
        for fact in facts(real_base, row.id):
            text = ids[anchor(fact.address)]
            assert ("only in a secondary source" in text) == fact.secondary_only, fact.address
            if fact.section == "outcomes":
                assert ("after baseline" in text) == fact.post_baseline, fact.address


@pytest.mark.parametrize("ending", ["yml", "csv", "bib", "ris"])
def test_every_study_has_its_record_and_results_as_files(
    site: Path, real_base: kb.KnowledgeBase, ending: str
) -> None:
    for row in real_base.studies():
        assert (site / "studies" / row.id / f"{row.id}.{ending}").stat().st_size > 100
