"""The page about the data: files as they are, and examples that run."""

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from kb.publish.files.release import Places, Release
from kb.publish.files.tables import every_table
from kb.publish.pages import data
from kb.publish.parts.library import Library
from kb.publish.render import render

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"<h3>(\w+)</h3>\s*<pre[^>]*><code>(.*?)</code>", re.DOTALL)


@pytest.fixture(scope="module")
def release(library: Library, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return the files of the invented records."""
    site = tmp_path_factory.mktemp("page")
    (site / "data").mkdir()
    (site / "data/kb.sqlite").write_bytes(database.read_bytes())
    return Release(library, Places(database, ROOT / "schema/study.schema.json", site, ""))


@pytest.fixture(scope="module")
def page(release: Release) -> str:
    (found,) = data.pages(release)
    html, beside = render(found)
    release.write()
    assert beside == {}
    return html


def test_grain_comes_before_files_and_columns(page: str) -> None:
    order = [page.index(f'id="{name}"') for name in ("grain", "care", "load", "columns", "api")]
    assert order == sorted(order)
    for table in every_table():
        assert unescape(page).index(table.grain) < order[1]


def test_every_file_is_offered_with_its_size_and_checksum(page: str, release: Release) -> None:
    files = [release.database, release.package]
    files += [file for made in release.tables for file in made.files]
    assert len(files) > 90
    for file in files:
        assert f'href="../{file.path}"' in page
        assert f"<code>{file.sha256}</code>" in page
        assert f"{file.size:,}</td>" in page
        assert (release.places.site / file.path).stat().st_size == file.size


def test_every_column_stands_there_with_unit_and_meaning(page: str, release: Release) -> None:
    text = unescape(page)
    for made in release.tables:
        start = text.find(f'id="table-{made.table.name}"')
        assert (start > 0) == (made.table.like is None)
        section = text[start : text.find("</details>", start)]
        for column in () if made.table.like else made.columns:
            assert f"<code>{column.name}</code>" in section
            assert f"<td>{column.unit or 'none'}</td><td>{column.about}</td>" in section


def test_links_lead_to_files(page: str, release: Release) -> None:
    links = re.findall(r'href="\.\./([^"#]+)"', page)
    pages = {"api/", "data/dictionary/", "studies/alpha/", "studies/beta/", "studies/gamma/"}
    missing = [link for link in links if not (release.places.site / link).is_file()]
    assert set(missing) <= pages


def test_examples_run(
    page: str, release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = {name: unescape(code) for name, code in CODE.findall(page)}
    assert list(examples) == ["Python", "R", "DuckDB", "SQLite"]
    monkeypatch.chdir(release.places.site / "data")
    exec(examples["Python"])  # noqa: S102 - our own page
    shown = capsys.readouterr().out
    wanted = release.reading.base.outcomes(measure="os", at="1 y", section=None)
    assert len(wanted) > 1
    assert f"shape: ({len(wanted)}, 4)" in shown
    with closing(sqlite3.connect("kb.sqlite")) as connection:
        rows = connection.execute(examples["SQLite"]).fetchall()
    assert [row[2] for row in rows] == [row.text for row in wanted]
    sql = examples["DuckDB"].replace("'outcomes.parquet'", "outcomes").rstrip(";")
    asked = pl.SQLContext(outcomes=pl.scan_parquet("outcomes.parquet")).execute(sql).collect()
    assert asked["text"].to_list() == [row.text for row in wanted]


def test_changes_are_listed_newest_first(page: str) -> None:
    section = page[page.index('id="changes"') : page.index('id="checksums"')]
    assert section.index("Label added") > section.index("10 September 2022")
    assert "reader-1" in section


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 kB"), (61, "1 kB"), (141_225, "141 kB"), (999_499, "999 kB"), (5_279_744, "5.3 MB")],
)
def test_sizes(size: int, words: str) -> None:
    assert data.size_words(size) == words
