"""How rows leave Python: exact texts, and nothing a spreadsheet would run."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import kb
from kb import Rows
from kb.columns import Column, columns_of
from kb.exports import harmless


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Sample:
    text: str
    exact: Decimal | None
    n: int | None
    share: float | None
    checked: bool
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    pairs: tuple[tuple[str, int], ...]


ONE = Sample("16.0", Decimal("16.0"), 29, 16.0, True, ("a", "b"), (Part("3%", "p > q"),), ())
TWO = Sample("=1+1", None, None, None, False, (), (), (("x", 1), ("y", 2)))
ROWS = Rows.of(Sample, [ONE, TWO])


def test_csv() -> None:
    assert ROWS.to_csv() == (
        "text,exact,n,share,checked,names,parts,pairs\n"
        "16.0,16.0,29,16.0,true,a; b,3% [p > q],\n"
        "'=1+1,,,,false,,,x: 1; y: 2\n"
    )


def test_json() -> None:
    assert json.loads(ROWS.to_json()) == [
        {
            "text": "16.0", "exact": "16.0", "n": 29, "share": 16.0, "checked": True,
            "names": ["a", "b"], "parts": [{"text": "3%", "place": "p > q"}], "pairs": [],
        },
        {
            "text": "=1+1", "exact": None, "n": None, "share": None, "checked": False,
            "names": [], "parts": [], "pairs": [["x", 1], ["y", 2]],
        },
    ]  # fmt: skip
    assert json.loads(ROWS.to_json()) == ROWS.to_dicts()


def test_pandas() -> None:
    frame = ROWS.to_pandas()
    assert list(frame["text"]) == ["16.0", "=1+1"]
    assert [str(kind) for kind in frame.dtypes] == [
        "string", "string", "Int64", "Float64", "boolean", "object", "object", "object",
    ]  # fmt: skip
    assert frame["n"][0] == 29
    assert frame["n"].isna()[1]
    assert frame["names"][0] == ["a", "b"]


def test_polars() -> None:
    frame = ROWS.to_polars()
    texts = pl.List(pl.String)
    assert list(frame.schema.values()) == [
        pl.String, pl.String, pl.Int64, pl.Float64, pl.Boolean, texts, texts, texts,
    ]  # fmt: skip
    assert frame["exact"].to_list() == ["16.0", None]
    assert frame["parts"].to_list() == [["3% [p > q]"], []]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(kb.MissingExtraError, match=rf"pip install 'all-evidence\[{name}\]'"):
        getattr(ROWS, f"to_{name}")()


def test_empty_results_keep_their_columns() -> None:
    empty = Rows.of(Sample, [])
    assert empty.to_csv() == "text,exact,n,share,checked,names,parts,pairs\n"
    assert empty.to_json() == "[]\n"
    assert list(empty.to_pandas().columns) == list(empty.columns)
    assert empty.to_polars().schema == ROWS.to_polars().schema


def test_files(tmp_path: Path) -> None:
    for text, name in ((ROWS.to_csv, "rows.csv"), (ROWS.to_json, "rows.json")):
        written = text(tmp_path / name)
        assert (tmp_path / name).read_bytes().decode("utf-8") == written == text()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=SUM(1)", "'=SUM(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-2+3", "'-2+3"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-1.5", "-1.5"),
        ("+1.7", "+1.7"),
        ("-.5", "-.5"),
        ("-5%", "-5%"),
        ("-1.5E+3", "-1.5E+3"),
        ("-1.5 pp (-2 to 1)", "'-1.5 pp (-2 to 1)"),
        ("16.0% (6.5 to 35.2)", "16.0% (6.5 to 35.2)"),
        ("", ""),
        ("a=b", "a=b"),
    ],
)
def test_no_formula_leaves(text: str, safe: str) -> None:
    assert harmless(text) == safe


def test_printed_texts_survive_every_export(base: kb.KnowledgeBase) -> None:
    rows = base.outcomes(study="alpha")
    texts = [row.value_text for row in rows]
    assert "83.90" in texts
    read = csv.DictReader(io.StringIO(rows.to_csv()))
    assert [row["value_text"] or None for row in read] == texts
    assert [row["value_text"] for row in json.loads(rows.to_json())] == texts
    assert rows.to_polars()["value_text"].to_list() == texts
    frame = rows.to_pandas()
    assert [None if pd.isna(text) else text for text in frame["value_text"]] == texts
    assert "-1.5" in rows.to_csv()


def test_an_injected_formula_is_inert(base: kb.KnowledgeBase) -> None:
    sources = base.study("alpha").sources
    title = "=SUM(1) <b>or</b> 'chemotherapy'; DROP TABLE study"
    assert sources[0].title == title
    exported = list(csv.DictReader(io.StringIO(sources.to_csv())))
    assert exported[0]["title"] == f"'{title}"
    assert exported[0]["doi"] == "10.1234/invented.2020.1"


def test_rows_are_an_immutable_sequence() -> None:
    assert isinstance(ROWS, Sequence)
    assert (ROWS[0], ROWS[-1], len(ROWS), list(ROWS)) == (ONE, TWO, 2, [ONE, TWO])
    assert ROWS[1:] == Rows.of(Sample, [TWO])
    assert ROWS[1:].columns == ROWS.columns
    assert Rows.of(Sample, [ONE, TWO]) == ROWS != [ONE, TWO]
    assert hash(ROWS) == hash(Rows.of(Sample, [ONE, TWO]))
    assert repr(ROWS) == "<2 rows of 8 columns>"
    for change in ("ROWS[0] = 1", "ROWS._new = 1", "ROWS[0].text = 'x'"):
        with pytest.raises((TypeError, AttributeError)):
            exec(change)  # noqa: S102 - statements that must fail


def test_columns() -> None:
    assert columns_of(Part) == (Column("text", "text"), Column("place", "text"))
