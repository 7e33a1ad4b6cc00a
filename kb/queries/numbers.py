"""The select with one row for each number: estimates, comparisons and sizes, unpivoted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    REAL,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Subquery,
    Table,
    Text,
    cast,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from kb.models.results import Basis
from kb.queries.selects import (
    comparison_table,
    elsewhere,
    estimate_table,
    fact,
    has_seal,
    of_study,
    seal,
    spread_table,
    verified_columns,
)
from kb.tables import estimates, groups, table
from kb.tables.columns import Exact


@dataclass(frozen=True, slots=True)
class _Part:
    """The columns that hold one number of a row; an empty name is an empty column."""

    name: str
    text: str
    decimal: str
    value: str
    operator: str = ""
    unit: str = ""
    canonical: str = ""
    canonical_unit: str = ""


def _measured(name: str, operator: str = "", unit: str = "unit") -> _Part:
    forms = (f"{name}_text", f"{name}_decimal", name)
    return _Part(name, *forms, operator, unit, f"{name}_canonical", "canonical_unit")


def _counted(name: str, column: str = "") -> _Part:
    return _Part(name, f"{name}_text", f"{name}_text", column or name)


_BOUNDS = (
    _measured("low", "low_operator", "low_unit"),
    _measured("high", "high_operator", "high_unit"),
)
_VALUE = (_measured("value", "operator"), _measured("upto"), *_BOUNDS)
_COUNTS = (
    _counted("count"),
    _counted("denominator"),
    _counted("of", "of_n"),
    _counted("events"),
    _counted("events_of"),
)
_P = _Part("p", "p_text", "p_decimal", "p", "p_operator")
_RATE = _Part("rate", "rate_text", "rate_decimal", "rate", "", "%", "rate", "%")
_SPREAD = (*_BOUNDS, _measured("value"))


@cache
def number_select(basis: Basis) -> CompoundSelect[Any]:
    """Return the select of all numbers of one basis; sizes of groups and sets are printed ones."""
    return union_all(*_selects(basis))


@cache
def every_number(basis: Basis) -> Subquery:
    """Return the same to be asked; it is made once, since that takes longer than asking."""
    return number_select(basis).subquery()


def _selects(basis: Basis) -> Iterator[Select[Any]]:
    yield from (_of_fact(estimate_table(basis), part) for part in (*_VALUE, *_COUNTS))
    yield from (_of_fact(comparison_table(basis), part) for part in (*_VALUE, _P, _RATE))
    yield from (_of_fact(spread_table(basis), part) for part in _SPREAD)
    if basis == "reported":
        yield from _others()
        yield from _printed_sizes()
    if basis == "derived":
        group = table(groups.StudyGroup)
        yield _unsealed(_size(group, group.c.n_derived, "groups/" + group.c.id, group.c.place))


def _others() -> Iterator[Select[Any]]:
    other, spread = table(estimates.OtherReport), table(estimates.SpreadOther)
    for part in (*_VALUE, *_COUNTS, _P):
        yield _sealed(_number(other, part, other.c.report, other.c.place), elsewhere(other))
    same_report = of_study(spread, other, ("address", "address"), ("report", "report"))
    for part in _SPREAD:
        beside = _number(spread, part, other.c.report, other.c.place).join(other, same_report)
        yield _sealed(beside, elsewhere(other))


def _of_fact(numbers: Table, part: _Part) -> Select[Any]:
    of_fact = of_study(numbers, fact, ("address", "address"))
    number = _number(numbers, part, literal_column("0", Integer()), fact.c.place)
    return _sealed(number.join(fact, of_fact), numbers.c.address)


def _sealed(numbers: Select[Any], address: ColumnElement[Any]) -> Select[Any]:
    """Add whether the number is verified; what no source prints has no seal to be joined."""
    of_it = has_seal(numbers.selected_columns.study, address)
    return numbers.add_columns(*verified_columns()).outerjoin(seal, of_it)


def _unsealed(numbers: Select[Any]) -> Select[Any]:
    """Add that the number is not verified, whatever is sealed under its address."""
    return numbers.add_columns(
        literal_column("0", Boolean()).label("verified"),
        literal_column("NULL").label("verified_by"),
        literal_column("NULL").label("verified_date"),
        literal_column("0", Boolean()).label("broken"),
    )


def _number(
    numbers: Table, part: _Part, report: ColumnElement[Any], place: ColumnElement[Any]
) -> Select[Any]:
    kind = numbers.c.kind + " " if "kind" in numbers.c else literal_column("''", Text())
    return (
        select(
            numbers.c.study,
            numbers.c.address,
            (kind + literal_column(f"'{part.name}'", Text())).label("part"),
            report.label("report"),
            place.label("place"),
            numbers.c[part.text].label("text"),
            type_coerce(numbers.c[part.decimal], Exact()).label("decimal"),
            cast(numbers.c[part.value], REAL).label("value"),
            _column(numbers, part.operator).label("operator"),
            _column(numbers, part.unit).label("unit"),
            _column(numbers, part.canonical).label("canonical"),
            _column(numbers, part.canonical_unit).label("canonical_unit"),
        )
        .select_from(numbers)
        .where(numbers.c[part.text].is_not(None))
    )


def _column(numbers: Table, name: str) -> ColumnElement[Any]:
    if name == "%":  # a fixed rate is always in per cent
        return literal_column("'%'", Text())
    return numbers.c[name] if name else literal_column("NULL")


def _printed_sizes() -> Iterator[Select[Any]]:
    group, size = table(groups.StudyGroup), table(groups.AnalysisSetSize)
    whole = table(groups.AnalysisSet)
    name = "groups/" + group.c.id
    yield _sealed(_size(group, group.c.n, name, group.c.place), name)
    address = "sets/" + size.c.analysis_set + "/" + size.c.group_id
    in_set = of_study(size, whole, ("analysis_set", "id"))
    yield _sealed(_size(size, size.c.n, address, whole.c.place).join(whole, in_set), address)


def _size(
    owner: Table, n: ColumnElement[Any], address: ColumnElement[Any], place: ColumnElement[Any]
) -> Select[Any]:
    printed = cast(n, Text())
    return (
        select(
            owner.c.study,
            address.label("address"),
            literal_column("'n'", Text()).label("part"),
            literal_column("0", Integer()).label("report"),
            place.label("place"),
            printed.label("text"),
            type_coerce(printed, Exact()).label("decimal"),
            cast(n, REAL).label("value"),
            literal_column("NULL").label("operator"),
            literal_column("NULL").label("unit"),
            literal_column("NULL").label("canonical"),
            literal_column("NULL").label("canonical_unit"),
        )
        .select_from(owner)
        .where(n.is_not(None))
    )
