"""The same numbers in every export as in the database, and a difference is seen."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from kb.publish.pages.study_data import StudyData
from kb.publish.pages.study_files import files
from kb.publish.parts.library import Library
from tests.kb.publish.files.exported import COLUMNS, EXPORTS, Rows, differences
from tests.kb.publish.files.exported import database as in_database


@pytest.fixture(scope="module")
def published(site: Path, library: Library) -> Path:
    """Return the files of the invented records with those beside the pages of studies."""
    for study in library.studies:
        folder = site / "studies" / study
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files(StudyData(library, study)).items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    return site


@pytest.fixture(scope="module")
def expected(database: Path) -> Rows:
    return in_database(database)


def test_there_are_numbers_of_every_kind(expected: Rows) -> None:
    assert {name[0] for name in expected} == set(COLUMNS)


@pytest.mark.parametrize("export", EXPORTS)
def test_the_same_as_in_the_database(export: str, published: Path, expected: Rows) -> None:
    assert differences(export, published, expected) == []


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what changes one text in a file."""

    def change(site: Path) -> None:
        text = (site / path).read_text(encoding="utf-8")
        assert old in text
        (site / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def in_sqlite(site: Path) -> None:
    with closing(sqlite3.connect(site / "data/kb.sqlite")) as connection:
        connection.execute("UPDATE estimate SET value_text = '83.9' WHERE value_text = '83.90'")
        connection.commit()


def in_parquet(site: Path) -> None:
    file = site / "data/outcomes.parquet"
    frame = pl.read_parquet(file)
    frame.with_columns(pl.col("value") * 1.0000001).write_parquet(file)


def row_left_out(site: Path) -> None:
    file = site / "data/comparisons.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["rows"].pop()
    file.write_text(json.dumps(document), encoding="utf-8")


CHANGES = {
    "a printed zero in SQLite": ("sqlite", in_sqlite),
    "a printed zero in CSV": ("csv", replaced("data/outcomes.csv", ",83.90,", ",83.9,")),
    "a digit in CSV": ("csv", replaced("data/numbers.csv", ",83.90,", ",83.91,")),
    "a float in Parquet": ("parquet", in_parquet),
    "a row in JSON": ("json", row_left_out),
    "a printed zero in JSON": ("json", replaced("data/outcomes.json", '"83.90"', '"83.9"')),
    "a value of a study": (
        "study documents",
        replaced("api/v1/studies/alpha.json", '"value_text":"83.90"', '"value_text":null'),
    ),
    "a denominator of a measure": (
        "measure documents",
        replaced("api/v1/measures/os.json", '"n":', '"n":1'),
    ),
    "a printed zero beside a page": (
        "study tables",
        replaced("studies/alpha/alpha.csv", ",83.90,", ",83.9,"),
    ),
}


@pytest.mark.parametrize(("export", "change"), CHANGES.values(), ids=CHANGES.keys())
def test_one_difference_is_seen(
    export: str, change: Callable[[Path], None], published: Path, expected: Rows, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(published, site)
    change(site)
    assert differences(export, site, expected) != []
