"""Asking for results: selects with conditions, run, and made into rows."""

from collections.abc import Callable, Hashable
from dataclasses import fields
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Select

from kb.models.results import Basis, ComparisonRow, NumberRow, Outcome
from kb.queries.children import Children
from kb.queries.filters import Conditions, study_ids
from kb.queries.numbers import every_number
from kb.queries.randomisation import Randomisation
from kb.queries.selects import Selected, comparison_select, outcome_select
from kb.rows import Rows
from kb.words import Vocabularies, Words

Scalars = dict[str, Any]


def outcomes(
    connection: Connection, words: Vocabularies, basis: Basis, filters: dict[str, Any]
) -> Rows[Outcome]:
    """Return the estimates that fulfil all filters, in the order of the records."""
    conditions = Conditions(connection, words, "estimates", basis).all(filters)
    found = _run(connection, outcome_select(basis), list(conditions), Outcome)
    extra = _shared_lists(connection, basis, found)
    treatments = Children(connection, _studies(found)).treatments()
    return Rows.of(
        Outcome,
        [
            Outcome(
                **row,
                **extra(row),
                treatments=treatments.get((row["study"], row["group"]), ()),
            )
            for row in found
        ],
    )


def comparisons(
    connection: Connection, words: Vocabularies, basis: Basis, filters: dict[str, Any]
) -> Rows[ComparisonRow]:
    """Return the comparisons that fulfil all filters, in the order of the records."""
    randomised = filters.pop("randomised", None)
    conditions = Conditions(connection, words, "comparisons", basis).all(filters)
    found = _run(connection, comparison_select(basis), list(conditions), ComparisonRow)
    extra = _shared_lists(connection, basis, found)
    own = _comparison_lists(connection, found)
    rows = [ComparisonRow(**row, **extra(row), **own(row)) for row in found]
    return Rows.of(ComparisonRow, [row for row in rows if randomised in (None, row.randomised)])


def numbers(
    connection: Connection, basis: Basis, study: Words | None, verified: bool | None
) -> Rows[NumberRow]:
    """Return the numbers of one basis, of these studies or of all, verified or not or both."""
    every = every_number(basis)
    statement = every.select().order_by(
        every.c.study, every.c.address, every.c.report, every.c.part
    )
    if study is not None:
        statement = statement.where(every.c.study.in_(study_ids(connection, study)))
    if verified is not None:
        statement = statement.where(every.c.verified == verified)
    return Rows.of(NumberRow, [NumberRow(*row) for row in connection.execute(statement)])


def _run(
    connection: Connection, selected: Selected, conditions: list[Any], row_type: type[Any]
) -> list[Scalars]:
    """Return the rows as dictionaries of those fields that the select holds."""
    names, statement = _kept(selected, cast("Hashable", row_type))
    found = connection.execute(statement.where(*conditions))
    return [dict(zip(names, row, strict=True)) for row in found]


@cache
def _kept(selected: Selected, row_type: Hashable) -> tuple[list[str], Select[Any]]:
    """Return which fields a select holds, and the select of no more than those."""
    columns = {column.name: column for column in selected.statement.selected_columns}
    named = {name.replace("group_id", "group"): column for name, column in columns.items()}
    wanted = [field.name for field in fields(cast("type[Any]", row_type)) if field.name in named]
    return wanted, selected.statement.with_only_columns(*(named[name] for name in wanted))


def _studies(found: list[Scalars]) -> list[str]:
    return [row["study"] for row in found]


def _shared_lists(
    connection: Connection, basis: Basis, found: list[Scalars]
) -> Callable[[Scalars], Scalars]:
    children = Children(connection, _studies(found))
    lists = {
        "spreads": children.spreads(basis),
        "others": children.others(),
        "inferred": children.inferred(),
    }

    def of(row: Scalars) -> Scalars:
        key = (row["study"], row["address"])
        return {name: by_fact.get(key, ()) for name, by_fact in lists.items()}

    return of


def _comparison_lists(connection: Connection, found: list[Scalars]) -> Callable[[Scalars], Scalars]:
    children = Children(connection, _studies(found))
    members, splits, randomisation = children.members(), children.splits(), Randomisation(children)
    adjusted, stratified = children.factors("adjusted"), children.factors("stratified")

    def of(row: Scalars) -> Scalars:
        key = (row["study"], row["address"])
        groups = members.get(key, ())
        ids = tuple(group[0] for group in groups)
        arms = randomisation.arms(row["study"], ids)
        return {
            "groups": ids,
            "group_labels": tuple(group[1] for group in groups),
            "reference": next((group[0] for group in groups if group[2]), None),
            "external": randomisation.external(row["study"], ids),
            "randomised": bool(arms) and arms == ids,
            "subgroup_of": arms if arms != ids else (),
            "splits": splits.get(key, ()),
            "adjusted_for": adjusted.get(key, ()),
            "stratified_by": stratified.get(key, ()),
        }

    return of
