"""The selects behind results: one row for each fact, its columns named as in the views.

The same selects are the views `outcomes`, `comparisons` and so on of the database, so that a query
in Python and one in SQL see the same columns.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)

from kb.models.results import Basis
from kb.tables import (
    Base,
    comparisons,
    estimates,
    facts,
    groups,
    remarks,
    seals,
    sources,
    table,
    terms,
)

_ESTIMATES: dict[Basis, type[Base]] = {
    "reported": estimates.Estimate,
    "derived": estimates.EstimateDerived,
    "digitised": estimates.EstimateDigitised,
}
_COMPARISONS: dict[Basis, type[Base]] = {
    "reported": comparisons.Comparison,
    "derived": comparisons.ComparisonDerived,
    "digitised": comparisons.ComparisonDigitised,
}
_SPREADS: dict[Basis, type[Base]] = {
    "reported": estimates.Spread,
    "derived": estimates.SpreadDerived,
    "digitised": estimates.SpreadDigitised,
}
# Columns of `fact` that only serve others.
_HELPERS = frozenset({"position", "time_number", "time_unit"})
# Columns that come from other tables, or under another name.
_ELSEWHERE = frozenset({"study", "address", "group_id"})

fact = table(facts.Fact)
seal = table(seals.Seal)
_HOLDS = seal.c.state == "holds"


def estimate_table(basis: Basis) -> Table:
    """Return the table of estimates of one basis."""
    return table(_ESTIMATES[basis])


def comparison_table(basis: Basis) -> Table:
    """Return the table of comparisons of one basis."""
    return table(_COMPARISONS[basis])


def spread_table(basis: Basis) -> Table:
    """Return the table of spreads of one basis."""
    return table(_SPREADS[basis])


@dataclass(frozen=True, slots=True)
class Selected:
    """A select, and the tables on which conditions can be set."""

    statement: Select[tuple[object, ...]]
    numbers: Table


def of_study(one: FromClause, other: FromClause, *pairs: tuple[str, str]) -> ColumnElement[bool]:
    """Return the condition that rows of two tables are of one study and agree in these columns."""
    same = [one.c[mine] == other.c[theirs] for mine, theirs in pairs]
    return and_(one.c.study == other.c.study, *same)


def has_seal(study: ColumnElement[Any], address: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that joins a number to its seal, if it has one."""
    return and_(seal.c.study == study, seal.c.address == address)


def verified() -> ColumnElement[bool]:
    """Return whether the number that `has_seal` joined is verified as it stands."""
    return func.coalesce(_HOLDS, False)


def verified_columns() -> tuple[ColumnElement[Any], ...]:
    """Return what that join says: whether verified, by whom, when, and whether it was before."""
    who = (case((_HOLDS, column)) for column in (seal.c.verified_by, seal.c.verified_date))
    by, date = who
    return (
        verified().label("verified"),
        by.label("verified_by"),
        date.label("verified_date"),
        func.coalesce(~_HOLDS, False).label("broken"),
    )


def elsewhere(other: FromClause) -> ColumnElement[str]:
    """Return the address under which what another place prints is sealed."""
    standing = case((other.c.agrees, "/also/"), else_="/but/")
    return other.c.address + standing + other.c.place


def of_patients() -> ColumnElement[bool]:
    """Return the condition that a group is made of patients, not of cycles or samples."""
    kind = table(groups.StudyGroup).c.kind
    return or_(kind.is_(None), kind != "units")


@cache
def states() -> FromClause:
    """Return year, status, and whether retracted, of every study."""
    source, notice = table(sources.Source), table(sources.Notice)
    curation = table(remarks.Curation)
    closer = case((source.c.kind != "secondary", source.c.year))
    year = func.coalesce(func.min(closer), func.min(source.c.year))
    gone = exists().where(notice.c.study == curation.c.study, notice.c.kind == "retraction")
    return (
        select(
            curation.c.study,
            select(year).where(source.c.study == curation.c.study).scalar_subquery().label("year"),
            curation.c.status,
            (curation.c.status == "verified").label("verified"),
            gone.label("retracted"),
        )
        .subquery()
        .alias("state")
    )


@cache
def outcome_select(basis: Basis) -> Selected:
    """Return the select of all estimates of one basis, in the order of the records."""
    numbers, group = estimate_table(basis), table(groups.StudyGroup)
    statement = _fact_select(numbers).add_columns(
        numbers.c.group_id, group.c.label.label("group_label"), *_own(numbers)
    )
    placed = statement.join(group, of_study(numbers, group, ("group_id", "id")))
    return Selected(placed, numbers)


@cache
def comparison_select(basis: Basis) -> Selected:
    """Return the select of all comparisons of one basis, in the order of the records."""
    numbers = comparison_table(basis)
    return Selected(_fact_select(numbers).add_columns(*_own(numbers)), numbers)


def _own(numbers: Table) -> list[ColumnElement[object]]:
    return [column for column in numbers.c if column.name not in _ELSEWHERE]


def _fact_select(numbers: Table) -> Select[tuple[object, ...]]:
    endpoint, term, state = table(facts.Endpoint), table(terms.Term), states()
    place, source, part = (
        table(kind) for kind in (sources.Place, sources.Source, sources.SourcePart)
    )
    of_part = of_study(place, part, ("source", "source"), ("read_part", "part"))
    return (
        select(
            *[column for column in fact.c if column.name not in _HELPERS],
            term.c.name.label("measure_name"),
            endpoint.c.role,
            place.c.source,
            source.c.kind.label("source_kind"),
            part.c.url,
            state.c.year,
            state.c.status,
            *verified_columns(),
            state.c.retracted,
        )
        .select_from(fact)
        .join(numbers, of_study(fact, numbers, ("address", "address")))
        .join(endpoint, of_study(fact, endpoint, ("endpoint", "address")))
        .join(term, fact.c.measure == term.c.measure)
        .join(place, of_study(fact, place, ("place", "id")))
        .join(source, of_study(place, source, ("source", "id")))
        .join(part, of_part)
        .join(state, fact.c.study == state.c.study)
        .outerjoin(seal, has_seal(fact.c.study, fact.c.address))
        .order_by(fact.c.study, fact.c.position)
    )
