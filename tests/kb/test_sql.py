"""Queries of one's own: they read, and can do nothing else."""

import inspect
import re
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import kb
from kb.guard import guard

READS: list[tuple[str, Any, list[dict[str, Any]]]] = [
    ("SELECT id FROM study ORDER BY id", (), [{"id": "alpha"}, {"id": "beta"}, {"id": "gamma"}]),
    ("SELECT count(*) AS n FROM study WHERE id = ?", ["beta"], [{"n": 1}]),
    ("SELECT title FROM study WHERE id = :id", {"id": "' OR 1=1 --"}, []),
    ("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3) SELECT i FROM c",
     (), [{"i": 1}, {"i": 2}, {"i": 3}]),
    ("SELECT text, value_decimal FROM outcomes WHERE study = 'gamma' AND months = 12", (),
     [{"text": "50.0%", "value_decimal": "50.0"}]),
    ("SELECT group_id, text FROM outcomes_digitised", (),
     [{"group_id": "blina", "text": "61.2% (SE 1.5)"}]),
    ("SELECT text, decimal FROM number WHERE address = 'outcomes/os/compare/blina vs chemo'"
     " AND part = 'p'", (), [{"text": ".012", "decimal": "0.012"}]),
    ("SELECT id FROM search WHERE search MATCH 'besponsa' AND kind = 'study'", (),
     [{"id": "gamma"}]),
    ("PRAGMA index_list(overlap)", (), [
        {"seq": 0, "name": "sqlite_autoindex_overlap_1", "unique": 1, "origin": "pk", "partial": 0}
    ]),
    ("PRAGMA user_version", (), [{"user_version": 1}]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "params", "rows"), READS, ids=[q for q, *_ in READS])
def test_reads(base: kb.KnowledgeBase, query: str, params: Any, rows: list[dict[str, Any]]) -> None:
    assert [dict(row) for row in base.sql(query, params)] == rows


WRITES = [
    "INSERT INTO study VALUES ('x', 'x', NULL, 'x')",
    "UPDATE study SET title = 'x'",
    "DELETE FROM study",
    "REPLACE INTO meta VALUES ('licence', 'none')",
    "DROP TABLE study",
    "CREATE TABLE x (y)",
    "CREATE TEMP TABLE x (y)",
    "CREATE VIEW x AS SELECT 1",
    "ALTER TABLE study RENAME TO x",
    "ATTACH DATABASE '{folder}/new.sqlite' AS other",
    "VACUUM INTO '{folder}/new.sqlite'",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "DETACH DATABASE main",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA user_version = 7",
    "PRAGMA application_id = 7",
    "SELECT load_extension('{folder}/x')",
    "SELECT writefile('{folder}/new', 'x')",
    "INSERT INTO search(search) VALUES ('rebuild')",
    "SELECT 1; DELETE FROM study",
    "BEGIN; DELETE FROM study",
]


@pytest.mark.parametrize("query", WRITES)
def test_refuses(base: kb.KnowledgeBase, database: Path, tmp_path: Path, query: str) -> None:
    before = database.read_bytes()
    with pytest.raises(kb.QueryError):
        base.sql(query.format(folder=tmp_path))
    assert database.read_bytes() == before
    assert list(tmp_path.iterdir()) == []
    assert base.counts().studies == 3
    assert [hit.id for hit in base.search("ALPHA-1")] == ["alpha"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("DELETE FROM study", "the query does more than read"),
        ("SELECT", "incomplete input"),
        ("SELECT nowhere FROM study", "no such column: nowhere"),
        ("SELECT id, id FROM study", "two columns are called `id`: name them with AS"),
        ("SELECT id FROM study WHERE id = ?", "Incorrect number of bindings"),
        ("BEGIN", "the query returns no rows"),
    ],
)
def test_says_why(base: kb.KnowledgeBase, query: str, message: str) -> None:
    with pytest.raises(kb.QueryError, match=message):
        base.sql(query)


@pytest.mark.parametrize("params", [5, None, "x", [10**30], ["\ud800"], [object()]], ids=repr)
def test_values_that_cannot_be_bound(base: kb.KnowledgeBase, params: Any) -> None:
    with pytest.raises(kb.QueryError):
        base.sql("SELECT ? AS x", params)


def test_a_query_is_a_text(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilterError, match="query: a text is needed, not 5"):
        base.sql(5)  # type: ignore[arg-type]


@pytest.mark.parametrize("view", ["outcomes", "comparisons", "studies", "number"])
def test_the_views_lack_what_the_documentation_says(base: kb.KnowledgeBase, view: str) -> None:
    rows: dict[str, kb.Rows[Any]] = {
        "outcomes": base.outcomes(section=None),
        "comparisons": base.comparisons(section=None),
        "studies": base.studies(),
        "number": base.numbers(),
    }
    seen = base.sql(f"SELECT * FROM {view}")  # noqa: S608 - our own names
    assert len(seen) == len(rows[view]) > 0
    said = set(re.findall(r"`(\w+)`", inspect.getdoc(kb.KnowledgeBase.sql) or ""))
    assert set(rows[view].columns) - set(seen.columns) <= said
    assert ("group_id" in seen.columns) == (view == "outcomes")


def test_a_quoted_name_that_is_no_column(base: kb.KnowledgeBase) -> None:
    assert base.outcomes(group="blina")
    assert len(base.sql("SELECT text FROM outcomes WHERE group_id = 'blina'")) > 0
    assert len(base.sql("SELECT text FROM outcomes WHERE \"group\" = 'blina'")) == 0


def test_rows_are_read_only(base: kb.KnowledgeBase) -> None:
    rows = base.sql("SELECT id, title FROM study WHERE id = 'beta'")
    assert rows.columns == ("id", "title")
    assert isinstance(rows[0], Mapping)
    with pytest.raises(TypeError):
        rows[0]["id"] = "x"  # type: ignore[index]
    assert rows.to_csv() == "id,title\nbeta,Dasatinib in a small invented cohort\n"
    empty = base.sql("SELECT id FROM study WHERE id = 'nobody'")
    assert (len(empty), empty.columns, empty.to_csv()) == (0, ("id",), "id\n")


def test_each_lock_holds_alone(database: Path, tmp_path: Path) -> None:
    writable = tmp_path / "copy.sqlite"
    writable.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(writable)) as connection:  # opened for writing
        guard(connection)
        for query in ("DELETE FROM study", "PRAGMA query_only = OFF"):
            with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
                connection.execute(query)
        connection.set_authorizer(None)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM study")


@pytest.mark.parametrize("url", ["sqlite:///{path}", "sqlite+pysqlite:///{path}"])
def test_a_url_opens_the_same_and_only_reads(database: Path, url: str) -> None:
    with kb.open(url.format(path=database)) as base:
        assert base.counts().studies == 3
        with pytest.raises(kb.QueryError):
            base.sql("DELETE FROM study")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense://x/y", "cannot open this URL"),
        ("postgresql+nodriver://x/y", "cannot open this URL"),
        ("sqlite:///missing.sqlite", "there is no database at"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, message: str) -> None:
    with pytest.raises(kb.OpenError, match=message):
        kb.open(url)


def test_another_version_of_the_tables(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(database.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(kb.OpenError, match="tables of version 99, this package reads 1"):
        kb.open(copy)


def test_threads_share_one_base(base: kb.KnowledgeBase) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(base.outcomes()))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [30] * 8
