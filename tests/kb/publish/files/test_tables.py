"""The description of the tables fits what the tables hold."""

from collections import Counter

import pytest

from kb.columns import columns_of
from kb.publish.files import columns
from kb.publish.files.columns import Meanings
from kb.publish.files.forms import plain_rows
from kb.publish.files.reading import Reading
from kb.publish.files.tables import Table, every_table

TABLES = {table.name: table for table in every_table()}
every = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())


@every
def test_a_table_says_what_one_row_is(table: Table) -> None:
    assert table.grain.startswith(("One ", "What one "))
    assert table.grain.endswith(".")


@every
def test_every_column_has_a_meaning(table: Table, reading: Reading) -> None:
    meanings = Meanings(reading.base)
    for column in table.columns:
        found = meanings.column(table.name, table.view, column.name, column.kind)
        assert found.about.endswith((".", "..."))
        assert found.kind in ("text", "whole", "real", "flag", "list")


@every
def test_a_key_names_one_row(table: Table, reading: Reading) -> None:
    rows = plain_rows(table, reading)
    names = Counter(tuple(row[column] for column in table.key) for row in rows)
    assert not table.key or [name for name, count in names.items() if count > 1] == []
    assert all(value is not None for name in names for value in name)


@every
def test_references_lead_to_a_row(table: Table, reading: Reading) -> None:
    for names, other in table.refers:
        target = TABLES[other]
        known = {tuple(row[c] for c in target.key) for row in plain_rows(target, reading)}
        found = {tuple(row[name] for name in names) for row in plain_rows(table, reading)}
        assert found <= known, (table.name, other)


@every
def test_tables_that_are_alike_have_the_same_columns(table: Table) -> None:
    if table.like:
        assert table.columns == TABLES[table.like].columns
        assert table.name.startswith(table.like)
        assert table.part == "unprinted"


def test_no_meaning_is_left_over() -> None:
    names = {column.name for table in TABLES.values() for column in table.columns}
    names |= {f"{table.name}.{c.name}" for table in TABLES.values() for c in table.columns}
    for said in (columns._ABOUT, columns._UNITS):  # noqa: SLF001
        assert set(said) - names == set()


def test_numbers_have_units_where_they_have_any(reading: Reading) -> None:
    meanings = Meanings(reading.base)
    outcomes = TABLES["outcomes"]
    units = {
        column.name: meanings.column("outcomes", "outcomes", column.name, column.kind).unit
        for column in outcomes.columns
        if column.kind in ("whole", "real")
    }
    assert {name for name, unit in units.items() if unit is None} == {"year"}


def test_rows_are_those_of_the_python_api(reading: Reading) -> None:
    base = reading.base
    expected = {
        "outcomes": base.outcomes(section=None).to_dicts(),
        "outcomes_digitised": base.outcomes(section=None, basis="digitised").to_dicts(),
        "comparisons": base.comparisons(section=None).to_dicts(),
        "numbers": base.numbers().to_dicts(),
        "studies": base.studies().to_dicts(),
        "findings": [{"position": 1} | row for row in base.findings().to_dicts()],
    }
    for name, rows in expected.items():
        found = plain_rows(TABLES[name], reading)
        if name == "findings":
            found = [{**row, "position": 1} for row in found]
        assert found == rows, name
    groups = [
        {"study": study, **row}
        for study in reading.library.studies
        for row in base.study(study).groups.to_dicts()
    ]
    assert plain_rows(TABLES["groups"], reading) == groups


def test_printed_and_other_values_never_share_a_table(reading: Reading) -> None:
    for name, basis in (("", "reported"), ("_derived", "derived"), ("_digitised", "digitised")):
        for table in ("outcomes", "comparisons"):
            found = {row["basis"] for row in plain_rows(TABLES[f"{table}{name}"], reading)}
            assert found == {basis}


def test_columns_are_the_fields_of_the_rows() -> None:
    for table in TABLES.values():
        assert table.columns[len(table.lead) :] == columns_of(table.row)  # type: ignore[arg-type]
