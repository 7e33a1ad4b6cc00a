"""The rows of the explore page and their file: what queries return, as printed, each once."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import polars as pl
import pytest

import kb
from kb.models.results import Basis, ComparisonRow, Outcome
from kb.publish.explore.facets import Facet, facets, standing
from kb.publish.explore.page import FILE, body
from kb.publish.explore.parquet import KEY, description, frame, written
from kb.publish.explore.rows import KINDS, ExploreRow, rows
from kb.publish.parts.cards import status_badge
from kb.publish.parts.library import Library

Key = tuple[str, str, str]
SHARED = (
    "study", "year", "section", "address", "measure", "time", "months", "value_text", "low_text",
    "high_text", "unit", "basis", "how", "secondary_only", "post_baseline", "verified", "broken",
    "place", "status", "retracted",
)  # fmt: skip


@pytest.fixture(scope="module")
def every(library: Library) -> list[ExploreRow]:
    return list(rows(library))


@pytest.fixture(scope="module")
def by_key(every: list[ExploreRow]) -> dict[Key, ExploreRow]:
    return {(row.study, row.address, row.basis): row for row in every}


@pytest.fixture(scope="module")
def facts(base: kb.KnowledgeBase) -> dict[Key, Outcome | ComparisonRow]:
    """Return every result and comparison that queries return."""
    found: dict[Key, Outcome | ComparisonRow] = {}
    for basis in get_args(Basis):
        for ask in (base.outcomes, base.comparisons):
            for fact in ask(section=None, basis=basis):
                found[fact.study, fact.address, basis] = fact
    return found


def facet(every: Sequence[ExploreRow], library: Library, name: str) -> Facet:
    return next(each for each in facets(every, library) if each.id == name)


def test_each_result_is_one_row(
    every: list[ExploreRow],
    by_key: dict[Key, ExploreRow],
    facts: dict[Key, Outcome | ComparisonRow],
) -> None:
    assert by_key.keys() == facts.keys()
    assert len(every) == len(by_key) > 50


@pytest.mark.parametrize("name", SHARED)
def test_a_row_says_what_the_query_says(
    by_key: dict[Key, ExploreRow], facts: dict[Key, Outcome | ComparisonRow], name: str
) -> None:
    for key, fact in facts.items():
        assert getattr(by_key[key], name) == getattr(fact, name), key


def test_what_is_printed_is_shown(
    by_key: dict[Key, ExploreRow], facts: dict[Key, Outcome | ComparisonRow]
) -> None:
    for key, fact in facts.items():
        row = by_key[key]
        shown = " ".join(
            text for text in (row.result, row.word, row.interval, row.counts, row.p) if text
        )
        texts = [fact.value_text, fact.low_text, fact.high_text, fact.word, fact.low_word]
        if isinstance(fact, Outcome):
            texts += [str(part) for part in (fact.count, fact.denominator) if part is not None]
        else:
            texts += [fact.effect, fact.p_text, fact.verbal]
        assert [text for text in texts if text and text not in shown] == [], key


def test_denominators_stand_in_the_row(
    by_key: dict[Key, ExploreRow], facts: dict[Key, Outcome | ComparisonRow]
) -> None:
    for key, fact in facts.items():
        if isinstance(fact, Outcome):
            known = fact.n if fact.n is not None else fact.n_derived
            assert by_key[key].n == known
            assert ("derived" in (by_key[key].n_text or "")) == (fact.n is None is not known)
            assert by_key[key].group == fact.group
        else:
            assert by_key[key].n is None
            assert by_key[key].kind == "comparisons"


def test_newest_study_and_its_outcomes_come_first(
    every: list[ExploreRow], library: Library
) -> None:
    order = {study: place for place, study in enumerate(library.studies)}
    keys = [(order[row.study], KINDS.index(row.kind)) for row in every]
    assert keys == sorted(keys)


def test_a_mark_stands_where_other_figures_put_it(by_key: dict[Key, ExploreRow]) -> None:
    for row in by_key.values():
        drawn = [part for part in (row.value, row.low, row.high) if part is not None]
        assert row.axis is not None or not drawn
        assert row.mark == row.basis or row.value_text is None
    share = by_key["alpha", "outcomes/cr/share/blina", "reported"]
    assert (share.axis, share.value is not None) == ("%", True)


def read_back(data: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(data))


def test_the_file_holds_the_rows(every: list[ExploreRow], library: Library) -> None:
    data = written(frame(every), description(every, library))
    table = read_back(data).with_columns(pl.col(pl.Categorical).cast(pl.String))
    for got, row in zip(table.iter_rows(named=True), every, strict=True):
        assert json.loads(got.pop("standing")) == list(standing(row))
        for name, value in got.items():
            own = getattr(row, name)
            listed = isinstance(own, tuple)
            assert (json.loads(value) if listed else value) == (list(own) if listed else own), name


def test_texts_stand_once_in_the_file(every: list[ExploreRow], library: Library) -> None:
    once = written(frame(every), description(every, library))
    tenfold = written(frame(every * 10), description(every, library))
    assert len(tenfold) < 2 * len(once)


def test_the_file_is_the_same_each_time(library: Library) -> None:
    first, second = (body(library).files[FILE] for _ in range(2))
    assert first == second


def test_the_file_says_what_it_is(every: list[ExploreRow], library: Library) -> None:
    data = written(frame(every), description(every, library))
    said = json.loads(pl.read_parquet_metadata(io.BytesIO(data))[KEY])
    meta = library.base.meta
    assert (said["version"], said["licence"]) == (meta.data_version, meta.licence)
    assert set(said["columns"]) <= set(frame(every).columns)
    assert set(said["lists"]) <= set(frame(every).columns)
    assert {row.axis for row in every if row.axis} == said["axes"].keys()


def values(row: ExploreRow, column: str) -> tuple[Any, ...]:
    value = standing(row) if column == "standing" else getattr(row, column)
    if isinstance(value, bool):
        return (str(value).lower(),)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def test_every_value_of_a_facet_has_a_name(every: list[ExploreRow], library: Library) -> None:
    for each in facets(every, library):
        used = {value for row in every for value in values(row, each.column)}
        above = {term for value in used for term in each.above.get(value, ())}
        if each.named is None:
            assert each.labels.keys() == used | above, each.id
            assert all(each.labels.values())
        assert each.many == any(isinstance(getattr(row, each.column, ()), tuple) for row in every)


def test_broader_terms_find_narrower_ones(
    every: list[ExploreRow], library: Library, base: kb.KnowledgeBase
) -> None:
    for name, column in (("treatment", "treatments"), ("population", "diseases")):
        made = facet(every, library, name)
        for term in made.labels:
            found = [
                row
                for row in every
                for own in [values(row, column)]
                if term in own or any(term in made.above.get(value, ()) for value in own)
            ]
            asked = [
                fact
                for basis in get_args(Basis)
                for ask in (base.outcomes, base.comparisons)
                for fact in ask(section=None, basis=basis, **{name: term})  # type: ignore[arg-type]
            ]
            assert len(found) == len(asked), (name, term)


@pytest.mark.parametrize(
    ("months", "printed", "label"),
    [(12.0, "1 y", "1 year"), (60.0, "60 mo", "5 years"), (18.0, "1.5 y", "18 months")],
)
def test_one_time_has_one_name(
    every: list[ExploreRow], library: Library, months: float, printed: str, label: str
) -> None:
    timed = replace(every[0], months=months, time=printed, at=f"{months:g}")
    assert facet([timed], library, "time").labels == {f"{months:g}": label}


def test_the_state_of_a_record_is_called_as_on_its_page(
    every: list[ExploreRow], library: Library
) -> None:
    labels = facet(every, library, "status").labels
    badges = {row.status: status_badge(row)["text"] for row in library.studies.values()}
    assert badges["extracted"] == "Record not checked"
    assert labels == badges | ({"retracted": "Retracted"} if "retracted" in labels else {})
    retracted = replace(every[0], status="verified", retracted=True)
    assert "retracted" in facet([retracted], library, "status").labels


def test_warnings_of_a_record_are_values(every: list[ExploreRow], library: Library) -> None:
    labels = facet(every, library, "status").labels
    assert "Withdrawn" in labels.values()
    withdrawn = [row for row in every if row.status == "withdrawn"]
    assert withdrawn
    assert all(row.study == "beta" for row in withdrawn)
