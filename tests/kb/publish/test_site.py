"""Publishing as a whole: complete, repeatable, all or nothing."""

import re
import sys
from pathlib import Path

import pytest

import kb
from kb.errors import OpenError, PublishError
from kb.publish.site import publish


@pytest.fixture(scope="module")
def published(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the invented records."""
    site = tmp_path_factory.mktemp("once") / "site"
    publish(database, site)
    return site


def contents(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


@pytest.mark.slow
def test_same_data_same_bytes(database: Path, published: Path, tmp_path: Path) -> None:
    site = tmp_path / "elsewhere" / "site"
    site.mkdir(parents=True)
    (site / "old.html").write_text("what stood there before")
    done: list[tuple[int, int]] = []
    publish(database, site, lambda *progress: done.append(progress))
    first, second = contents(published), contents(site)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert done == [(number, len(done)) for number in range(1, len(done) + 1)]
    assert sorted(path.name for path in site.parent.iterdir()) == ["site"]


def test_pages_of_every_kind(published: Path, base: kb.KnowledgeBase) -> None:
    found = contents(published)
    for name in (
        "index.html", "404.html", "search/index.html", "about/index.html", "api/index.html",
        "contribute/index.html", "contribute/record-format/index.html", "data/index.html",
        "data/dictionary/index.html", "studies/index.html", "studies/alpha/index.html",
        "studies/alpha/alpha.yml", "studies/alpha/alpha.csv", "studies/alpha/alpha.bib",
        "studies/alpha/os-1.svg", "data/outcomes.parquet", "data/datapackage.json",
        "api/v1/index.json", "api/v1/studies/alpha.json", "api/v1/schema/record.json",
        "feed.xml", "llms.txt", "robots.txt",
        "measures/os/index.html", "treatments/tki/index.html", "populations/b-all/index.html",
        "pagefind/pagefind.js", "pagefind/pagefind-entry.json",
    ):  # fmt: skip
        assert name in found
    assert not [name for name in found if name.endswith(".gz") or "sitemap" in name]
    assert base.meta.data_version[:12].encode() in found["index.html"]


def test_the_database_is_among_the_files(published: Path, database: Path) -> None:
    assert (published / "data/kb.sqlite").read_bytes() == database.read_bytes()


def test_nothing_tells_when_or_where_it_was_built(published: Path, database: Path) -> None:
    texts = (".html", ".json", ".csv", ".svg", ".xml", ".js", ".css")
    pages = {name: data for name, data in contents(published).items() if name.endswith(texts)}
    where = str(database.parent.parent).encode()
    assert [name for name, data in pages.items() if where in data] == []
    today = re.compile(rb"202[4-9]-\d\d-\d\dT|MkDocs version|build date", re.IGNORECASE)
    assert [name for name, data in pages.items() if today.search(data)] == []


def test_a_failure_leaves_the_old_site(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    with pytest.raises(OpenError):
        publish(tmp_path / "nothing.sqlite", site)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(PublishError, match="search index"):
        publish(database, site)
    assert contents(tmp_path) == {"site/index.html": b"old"}


@pytest.mark.slow
def test_an_address_gives_canonical_links_and_a_sitemap(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/all-evidence/")
    publish(database, tmp_path / "site")
    page = (tmp_path / "site/studies/alpha/index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/all-evidence/studies/alpha/">' in page
    sitemap = (tmp_path / "site/sitemap.xml").read_text()
    assert "<loc>https://example.org/all-evidence/studies/alpha/</loc>" in sitemap
    assert "lastmod" not in sitemap
