"""Opening a database: the right one, or an error that says what is wrong."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import kb


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(kb.OpenError, match="there is no database at"):
        kb.open(tmp_path / "missing.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_opening_something_else(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a database at all, but long enough to look at")
    with pytest.raises(kb.OpenError, match="is not a SQLite database"):
        kb.open(tmp_path / "text.sqlite")
    with closing(sqlite3.connect(tmp_path / "empty.sqlite")) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(kb.OpenError, match="is not a knowledge base"):
        kb.open(tmp_path / "empty.sqlite")


def test_opening_without_a_name(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled, built = tmp_path / "bundled.sqlite", tmp_path / "built.sqlite"
    monkeypatch.setattr("kb.opening._BUNDLED", bundled)
    monkeypatch.setattr("kb.opening._BUILT", built)
    with pytest.raises(kb.OpenError, match="there is no database yet: run `kb build`"):
        kb.open()
    built.write_bytes(database.read_bytes())
    with kb.open() as base:
        assert base.counts().studies == 3
    bundled.write_text("this one comes first")
    with pytest.raises(kb.OpenError, match=r"bundled\.sqlite is not a SQLite database"):
        kb.open()


@pytest.mark.parametrize("source", [5, b"kb.sqlite", ["kb.sqlite"], "~nobody-has-this-name/x"])
def test_opening_what_is_no_path(source: Any) -> None:
    with pytest.raises(kb.OpenError, match="a database is opened by its path or URL, not by"):
        kb.open(source)


@pytest.mark.parametrize("source", ["~/kb.sqlite", Path("~/kb.sqlite"), "sqlite:///~/kb.sqlite"])
def test_a_path_in_the_home_folder(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str | Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "kb.sqlite").write_bytes(database.read_bytes())
    with kb.open(source) as base:
        assert base.counts().studies == 3


def test_a_path_with_odd_letters(database: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a b?c#d%41.sqlite"
    odd.write_bytes(database.read_bytes())
    with kb.open(odd) as base:
        assert base.meta.title == "ALL Evidence"
    with kb.open(str(odd)) as base:
        assert base.meta.schema_version == 1
