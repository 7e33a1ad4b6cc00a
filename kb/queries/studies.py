"""Asking for studies: what each is, in one row."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select

from kb.models.studies import StudyRow
from kb.queries.children import MOST_NAMED, Children
from kb.queries.filters import Condition, flag, study_has, study_ids, years_of
from kb.queries.numbers import every_number
from kb.queries.parts.reader import made
from kb.queries.selects import fact, of_study, states
from kb.queries.sizes import sizes
from kb.rows import Rows
from kb.tables import Base, groups, sources, studies, table
from kb.words import Vocabularies

_LISTS: dict[str, tuple[type[Base], str]] = {
    "diseases": (studies.StudyDisease, "disease"),
    "settings": (studies.StudySetting, "setting"),
    "designs": (studies.StudyDesign, "design"),
    "countries": (studies.StudyCountry, "country"),
    "registrations": (studies.StudyRegistration, "registration"),
}


def study_rows(
    connection: Connection, words: Vocabularies, filters: dict[str, Any]
) -> Rows[StudyRow]:
    """Return the studies that fulfil all filters, by year and id, the newest first."""
    study, state = table(studies.Study), states()
    conditions = [
        _condition(connection, words, name, value)
        for name, value in filters.items()
        if value is not None
    ]
    statement = study_select().where(*conditions).order_by(state.c.year.desc(), study.c.id)
    found = [dict(row) for row in connection.execute(statement).mappings()]
    children = Children(connection, [row["id"] for row in found])
    lists = {name: children.lists(table(t), ("study",), c) for name, (t, c) in _LISTS.items()}
    lists["treatments"] = _treatments(children)
    lists["notices"] = children.lists(table(sources.Notice), ("study",), "kind")
    numbers = _numbers(connection, [row["id"] for row in found])
    return Rows.of(StudyRow, [_row({**row, **numbers[row["id"]]}, lists) for row in found])


def _numbers(connection: Connection, ids: list[str]) -> dict[str, dict[str, int]]:
    """Return how many numbers are printed in each study, and how many are verified."""
    every = every_number("reported")
    verified = func.count().filter(every.c.verified)
    counted = select(every.c.study, func.count(), verified).group_by(every.c.study)
    if len(ids) <= MOST_NAMED:
        counted = counted.where(every.c.study.in_(ids))
    found = {study: counts for study, *counts in connection.execute(counted)}
    names = ("numbers", "numbers_verified")
    return {id_: dict(zip(names, found.get(id_, (0, 0)), strict=True)) for id_ in ids}


def _row(row: dict[str, Any], lists: dict[str, Any]) -> StudyRow:
    of_it = {name: values.get((row["id"],), ()) for name, values in lists.items()}
    once = {name: tuple(dict.fromkeys(values)) for name, values in of_it.items()}
    return made(StudyRow, row, **once)


def _treatments(children: Children) -> Any:
    return children.lists(table(groups.GroupTreatment), ("study",), "treatment")


def study_select() -> Select[Any]:
    """Return the select of all studies, one row each."""
    study, protocol, state = table(studies.Study), table(studies.Protocol), states()
    population, source = table(studies.Population), table(sources.Source)
    main, size = and_(source.c.study == study.c.id, source.c.is_main), sizes()
    return (
        select(
            study.c.id,
            study.c.title,
            study.c.acronym,
            study.c.conclusion,
            state.c.year,
            state.c.status,
            state.c.verified,
            state.c.retracted,
            _first_author(),
            source.c.year.label("main_year"),
            source.c.journal,
            source.c.doi,
            source.c.pmid,
            source.c.id.label("main_source"),
            size.c.n,
            size.c.n_derived,
            size.c.n_group,
            protocol.c.phase,
            population.c.age,
            population.c.minimum_age,
            population.c.maximum_age,
            _results(),
            _secondary_only(),
        )
        .join(state, state.c.study == study.c.id)
        .join(protocol, protocol.c.study == study.c.id)
        .join(population, population.c.study == study.c.id)
        .join(source, main)
        .outerjoin(size, size.c.study == study.c.id)
    )


def _first_author() -> ColumnElement[Any]:
    author, source = table(sources.SourceAuthor), table(sources.Source)
    of_it = of_study(author, source, ("source", "id"))
    name = select(author.c.name).where(of_it, author.c.position == 1)
    return name.correlate(source).scalar_subquery().label("first_author")


def _results() -> ColumnElement[Any]:
    study = table(studies.Study)
    count = select(func.count()).where(fact.c.study == study.c.id, fact.c.basis == "reported")
    return count.scalar_subquery().label("results")


def _secondary_only() -> ColumnElement[Any]:
    study = table(studies.Study)
    closer = exists().where(fact.c.study == study.c.id, ~fact.c.secondary_only)
    return (~closer).label("secondary_only")


def _condition(connection: Connection, words: Vocabularies, name: str, value: Any) -> Condition:
    study, state = table(studies.Study), states()
    if name == "verified":
        return and_(state.c.verified == flag("verified", value))
    if name == "year":
        return state.c.year.in_(years_of(value))
    if name == "study":
        return study.c.id.in_(study_ids(connection, value))
    vocabulary, other, column = _BY_TERM[name]
    ids = words.ids(vocabulary, value, narrower=True)
    return study_has(study.c.id, table(other), column, ids)


_BY_TERM: dict[str, Any] = {
    "population": ("diseases", studies.StudyDisease, "disease"),
    "setting": ("settings", studies.StudySetting, "setting"),
    "design": ("designs", studies.StudyDesign, "design"),
    "treatment": ("treatments", groups.GroupTreatment, "treatment"),
}
