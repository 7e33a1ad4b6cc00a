"""The tables: strict, explained, and rules that really refuse bad rows."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import CheckConstraint

from kb.curation.dictionary import dictionary_rows
from kb.curation.rows import check_rows, rows, term_rows
from kb.models.seals import SealState
from kb.tables import metadata
from kb.tables.estimates import SPREADS
from kb.tables.numbers import WORDS
from kb.tables.seals import DIFFERENCES, STATES
from schema import cells
from schema.cells.model import SpreadKind
from schema.seals import files
from schema.study.groups import Group
from schema.terms import VOCABULARIES
from schema.validation import check_all

ONE = "WHERE study = 'alpha' AND address = 'outcomes/os/median/blina'"

REFUSED = [
    ("INSERT INTO study VALUES (NULL, 't', NULL, 'c')", "NOT NULL"),
    ("INSERT INTO study VALUES ('alpha', 't', NULL, 'c')", "UNIQUE"),
    ("UPDATE study_group SET n = 'abc'", "cannot store TEXT value in INTEGER column"),
    ("UPDATE study_group SET n = -1", "n_negative"),
    ("UPDATE study_group SET kind = 'crowd'", "kind_known"),
    ("UPDATE study_group SET parent = id WHERE id = 'blina'", "own_parent"),
    ("UPDATE study_group SET parent = 'nobody' WHERE id = 'blina'", "FOREIGN KEY"),
    ("UPDATE study_group SET post_baseline = 2", "post_baseline_flag"),
    ("UPDATE fact SET measure = 'no-such-measure'", "FOREIGN KEY"),
    ("UPDATE fact SET measure = 'blinatumomab'", "FOREIGN KEY"),  # a term, but no measure
    ("UPDATE fact SET statistic = 'os'", "FOREIGN KEY"),
    ("UPDATE fact SET endpoint = 'outcomes/nothing'", "FOREIGN KEY"),
    ("UPDATE fact SET place = 'nowhere'", "FOREIGN KEY"),
    ("UPDATE fact SET study = 'beta' WHERE address = 'outcomes/os/median/blina'", "FOREIGN KEY"),
    ("UPDATE fact SET basis = 'guessed'", "basis_known"),
    ("UPDATE fact SET section = 'elsewhere'", "section_known"),
    ("UPDATE fact SET months = -1 WHERE months = 12", "months_negative"),
    ("UPDATE fact SET months = NULL WHERE months = 12", "months_of_time"),
    ("UPDATE estimate SET group_id = 'nobody' [one]", "FOREIGN KEY"),
    ("UPDATE estimate SET word = 'NR' [one]", "word_known"),
    ("UPDATE estimate SET word = 'not reached' [one]", "value_once"),
    ("UPDATE estimate SET low_word = 'not reached' [one]", "low_once"),
    ("UPDATE estimate SET value_text = NULL [one]", "value_whole"),
    ("UPDATE estimate SET value = NULL [one]", "value_whole"),
    ("UPDATE estimate SET value_decimal = NULL [one]", "value_whole"),
    ("UPDATE estimate SET operator = '=' [one]", "operator_known"),
    ("UPDATE estimate SET unit = 'parsec' [one]", "FOREIGN KEY"),
    ("UPDATE estimate SET events = -1 [one]", "events_negative"),
    ("UPDATE estimate SET count = 3 [one]", "count_whole"),
    ("UPDATE estimate SET n_derived = 3 [one]", "n_once"),
    ("UPDATE estimate_derived SET how = NULL", "how_given"),
    ("UPDATE estimate_digitised SET how = NULL", "how_given"),
    ("UPDATE comparison SET p_operator = '~'", "p_operator_known"),
    ("UPDATE comparison SET effect = 'OS'", "FOREIGN KEY"),
    ("UPDATE comparison SET factor = 'age' WHERE within IS NULL", "factor_within"),
    ("UPDATE comparison_group SET group_id = 'nobody'", "FOREIGN KEY"),
    ("UPDATE place SET read_part = 'Not read'", "FOREIGN KEY"),
    ("UPDATE curation SET checked_by = extracted_by", "two_readers"),
    ("UPDATE curation SET checked_by = NULL WHERE status = 'verified'", "checker_given"),
    ("UPDATE curation SET status = 'perfect'", "status_known"),
    ("UPDATE curve SET tool = NULL", "tool_given"),
    ("UPDATE term_synonym SET term = 'none' WHERE synonym = 'Blincyto'", "FOREIGN KEY"),
    ("INSERT INTO seal VALUES ('nobody', 'a', 'holds', 'r', 'd', NULL, 'x', 'm')", "FOREIGN KEY"),
    ("INSERT INTO seal VALUES ('alpha', 'a', 'torn', 'r', 'd', NULL, 'x', 'm')", "state_known"),
    ("INSERT INTO seal VALUES ('alpha', 'a', 'holds', 'r', 'd', 'odd', 'x', 'm')",
     "difference_known"),
    ("INSERT INTO seal VALUES ('alpha', 'a', 'holds', NULL, 'd', NULL, 'x', 'm')", "NOT NULL"),
    ("INSERT INTO seal_change VALUES ('alpha', 'a', 1, 'value', '1', '2')", "FOREIGN KEY"),
    ("INSERT INTO seal_change VALUES ('alpha', 'a', 1, 'value', NULL, NULL)", "said"),
    ("DELETE FROM study WHERE id = 'gamma'", "FOREIGN KEY"),
    ("DELETE FROM term WHERE measure = 'os'", "FOREIGN KEY"),
]  # fmt: skip


@pytest.fixture
def writable(database: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection to a copy that may be written, with foreign keys enforced."""
    copy = shutil.copy(database, tmp_path)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@pytest.mark.parametrize(("statement", "why"), REFUSED, ids=lambda text: text[:70])
def test_the_database_refuses(writable: sqlite3.Connection, statement: str, why: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=why):
        writable.execute(statement.replace("[one]", ONE))


def test_the_database_accepts_what_it_holds(writable: sqlite3.Connection) -> None:
    assert writable.execute("PRAGMA foreign_key_check").fetchall() == []
    assert writable.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_table_is_strict(writable: sqlite3.Connection) -> None:
    tables = writable.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    loose = {name for name, strict in tables if not strict and not name.startswith("sqlite_")}
    assert loose == set()


def test_every_column_and_view_is_explained(writable: sqlite3.Connection) -> None:
    said = {(r["table_name"], r["column_name"]): r["about"] for _, r in dictionary_rows()}
    listed = writable.execute(
        "SELECT t.name, c.name FROM pragma_table_list t, pragma_table_xinfo(t.name) c"
        " WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite_%'"
    )
    columns = set(listed)
    assert {key for key in said if key[1]} == columns
    assert all(str(about).endswith(".") for about in said.values())


def test_every_row_has_every_column(records: Path) -> None:
    wanted = {
        name: {column.name for column in each.columns if column.computed is None}
        for name, each in metadata.tables.items()
    }
    studies = [checked.study for checked in check_all(records)]
    made = [row for study in studies if study for row in rows(study)]
    seen = set()
    for name, columns in [*made, *term_rows(), *check_rows(), *dictionary_rows()]:
        assert set(columns) == wanted[name], name
        seen.add(name)
    found_later = {name for name in metadata.tables if name.startswith(("finding", "seal"))}
    assert set(metadata.tables) - seen - found_later == {"meta", "record_file"}


def test_rules_know_the_words_of_the_schema() -> None:
    assert cells.WORDS == WORDS
    assert set(get_args(SpreadKind)) == set(SPREADS)
    assert files.DIFFERENCES == DIFFERENCES
    assert get_args(SealState) == STATES
    kinds = get_args(get_args(Group.model_fields["kind"].annotation)[0])
    rule = next(
        str(each.sqltext)
        for each in metadata.tables["study_group"].constraints
        if isinstance(each, CheckConstraint) and str(each.name).endswith("kind_known")
    )
    assert all(f"'{kind}'" in rule for kind in kinds)


def test_each_vocabulary_has_a_column_to_refer_to(writable: sqlite3.Connection) -> None:
    for vocabulary in VOCABULARIES:
        column = vocabulary.removesuffix("s").replace("-", "_")
        query = f"SELECT count({column}), count(*) FROM term WHERE vocabulary = ?"  # noqa: S608
        referred, terms = writable.execute(query, (vocabulary,)).fetchone()
        assert referred == terms > 0
