"""The numbers of every export, brought into one shape, so that they can be compared.

What stands in the database is read by plain SQL from its tables, not through the API that the
exports are made with.
"""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl

from kb.exports import harmless

# The texts and numbers of a row, by the table of the database that holds them.
VALUE = (
    "text", "word", "operator", "value_text", "value_decimal", "value", "unit", "value_canonical",
    "upto_text", "upto", "low_text", "low_decimal", "low", "low_canonical", "low_word",
    "high_text", "high_decimal", "high", "high_canonical", "high_word", "level",
)  # fmt: skip
COUNTS = ("count", "denominator", "of_n", "events", "events_of", "n", "n_derived", "n_from")
EFFECT = ("effect", "p_operator", "p_text", "p_decimal", "p", "rate_text", "rate")
SPREAD = ("text", "kind", "low_text", "low", "high_text", "high", "value_text", "value")
NUMBER = ("text", "decimal", "value", "operator", "unit", "canonical")
COLUMNS: dict[str, tuple[str, ...]] = {
    **{f"outcomes{basis}": VALUE + COUNTS for basis in ("", "_derived", "_digitised")},
    **{f"comparisons{basis}": VALUE + EFFECT for basis in ("", "_derived", "_digitised")},
    **{f"spreads{basis}": SPREAD for basis in ("", "_derived", "_digitised")},
    **{f"numbers{basis}": NUMBER for basis in ("", "_derived", "_digitised")},
    "groups": ("n", "n_derived", "label"),
    "curve_points": ("time_text", "months", "value_text", "value"),
    "curve_points_digitised": ("time_text", "months", "value_text", "value"),
    "numbers_at_risk": ("time_text", "months", "n"),
}  # fmt: skip
# How the database calls a table, and what names a row there.
_TABLES = {"outcomes": "estimate", "comparisons": "comparison", "spreads": "spread",
           "groups": "study_group", "numbers": "number", "curve_points": "curve_point",
           "numbers_at_risk": "curve_at_risk"}  # fmt: skip
_NAMES: dict[str, tuple[str, ...]] = {
    "outcomes": ("study", "address"),
    "comparisons": ("study", "address"),
    "spreads": ("study", "address", "position"),
    "groups": ("study", "id"),
    "numbers": ("study", "address", "part", "report"),
    "curve_points": ("study", "curve", "position"),
    "numbers_at_risk": ("study", "curve", "position"),
}
_WHOLE = {"report", "position", *COUNTS} - {"n_from"}
_REAL = {"value", "low", "high", "upto", "p", "rate", "months", "canonical"}
_REAL |= {f"{name}_canonical" for name in ("value", "low", "high")}

Row = tuple[object, ...]
Rows = dict[tuple[str, ...], list[Row]]  # by table and name of the row, as texts
Reader = Callable[[Path], Rows]


def _kind(table: str) -> str:
    return table.removesuffix("_derived").removesuffix("_digitised")


def _collected(table: str, rows: Iterable[Mapping[str, Any]]) -> Rows:
    found: Rows = {}
    for row in rows:
        name = (table, *(str(row[column]) for column in _NAMES[_kind(table)]))
        found.setdefault(name, []).append(tuple(row[column] for column in COLUMNS[table]))
    return {name: sorted(values, key=repr) for name, values in found.items()}


def _tables(read: Callable[[str], Iterable[Mapping[str, Any]]]) -> Rows:
    return {name: row for table in COLUMNS for name, row in _collected(table, read(table)).items()}


def database(file: Path) -> Rows:
    """Return the numbers of the database."""

    def read(table: str) -> Iterator[Mapping[str, Any]]:
        kind = _kind(table)
        name = f"{_TABLES[kind]}{table.removeprefix(kind)}"
        with closing(sqlite3.connect(file)) as connection:
            connection.row_factory = sqlite3.Row
            yield from connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our names

    return _tables(read)


def csv_tables(site: Path) -> Rows:
    """Return the numbers of the tables as CSV."""
    return _tables(lambda table: _csv(site / f"data/{table}.csv"))


def _csv(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: _parsed(name, text) for name, text in row.items()}


def _parsed(name: str, text: str) -> object:
    if text == "":
        return None
    if name in _WHOLE:
        return int(text)
    return float(text) if name in _REAL else text.removeprefix("'") if _quoted(text) else text


def _quoted(text: str) -> bool:
    return text.startswith("'") and harmless(text[1:]) == text


def parquet_tables(site: Path) -> Rows:
    """Return the numbers of the tables as Parquet."""
    return _tables(lambda table: pl.read_parquet(site / f"data/{table}.parquet").to_dicts())


def json_tables(site: Path) -> Rows:
    """Return the numbers of the tables as JSON."""

    def read(table: str) -> Iterator[dict[str, Any]]:
        found = json.loads((site / f"data/{table}.json").read_text(encoding="utf-8"))
        names = [column["name"] for column in found["columns"]]
        return (dict(zip(names, row, strict=True)) for row in found["rows"])

    return _tables(read)


def sqlite_download(site: Path) -> Rows:
    """Return the numbers of the database that is offered."""
    return database(site / "data/kb.sqlite")


def study_documents(site: Path) -> Rows:
    """Return the numbers of the documents of studies, tables of single numbers left out."""
    found: Rows = {}
    for file in sorted((site / "api/v1/studies").glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        study = document["study"]["id"]
        found |= _collected("groups", ({"study": study, **row} for row in document["groups"]))
        found |= _of_curves(study, document["curves"])
        found |= _of_results(document)
    return found


def measure_documents(site: Path) -> Rows:
    """Return the results of the documents of measures."""
    found: Rows = {}
    for file in sorted((site / "api/v1/measures").glob("*.json")):
        found |= _of_results(json.loads(file.read_text(encoding="utf-8")))
    return found


def _of_results(document: dict[str, Any]) -> Rows:
    found: Rows = {}
    for basis, part in (
        ("", document),
        ("_derived", document["derived"]),
        ("_digitised", document["digitised"]),
    ):
        for table in ("outcomes", "comparisons"):
            found |= _collected(f"{table}{basis}", part[table])
            found |= _collected(f"spreads{basis}", _spreads(part[table]))
    return found


def _spreads(facts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for fact in facts:
        for position, spread in enumerate(fact["spreads"], 1):
            named = {"study": fact["study"], "address": fact["address"], "position": position}
            yield {**spread, **named}


def _of_curves(study: str, curves: Iterable[dict[str, Any]]) -> Rows:
    found: Rows = {}
    for curve in curves:
        led = {"study": study, "curve": curve["id"]}
        after = "" if curve["basis"] == "reported" else "_digitised"
        for table, key in ((f"curve_points{after}", "points"), ("numbers_at_risk", "at_risk")):
            rows = ({**row, **led, "position": at} for at, row in enumerate(curve[key], 1))
            found |= _collected(table, rows)
    return found


def study_tables(site: Path) -> Rows:
    """Return the results that stand beside the pages of studies as CSV."""
    found: Rows = {}
    for folder in sorted((site / "studies").iterdir()):
        for table, end in (("outcomes", ""), ("comparisons", "-comparisons")):
            for basis in ("", "_derived", "_digitised"):
                file = folder / f"{folder.name}{end}{basis.replace('_', '-')}.csv"
                if file.is_file():
                    found |= _collected(f"{table}{basis}", _csv(file))
    return found


RESULTS = tuple(name for name in COLUMNS if name.startswith(("outcomes", "comparisons")))
SPREADS = tuple(name for name in COLUMNS if name.startswith("spreads"))
CURVES = ("groups", "curve_points", "curve_points_digitised", "numbers_at_risk")
# Every export, and the tables of which it holds the numbers.
EXPORTS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "sqlite": (sqlite_download, tuple(COLUMNS)),
    "csv": (csv_tables, tuple(COLUMNS)),
    "parquet": (parquet_tables, tuple(COLUMNS)),
    "json": (json_tables, tuple(COLUMNS)),
    "study documents": (study_documents, (*RESULTS, *SPREADS, *CURVES)),
    "measure documents": (measure_documents, (*RESULTS, *SPREADS)),
    "study tables": (study_tables, RESULTS),
}


def differences(export: str, site: Path, expected: Rows) -> list[str]:
    """Return what an export says otherwise than the database, row by row."""
    read, tables = EXPORTS[export]
    wanted = {name: row for name, row in expected.items() if name[0] in tables}
    found = read(site)
    return [
        f"{export}: {' '.join(name)}: {found.get(name)}, in the database {wanted.get(name)}"
        for name in sorted(wanted.keys() | found.keys())
        if found.get(name) != wanted.get(name)
    ]
