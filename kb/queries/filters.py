"""Filters: what a person asks for, as conditions with bound values."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Literal, cast, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
)

from kb import search
from kb.errors import BadFilterError, UnknownTermError
from kb.models.results import MOST_PATIENTS, Basis, Section
from kb.queries.selects import comparison_table, estimate_table, fact, of_study, verified
from kb.tables import comparisons, groups, studies, table
from kb.words import At, Vocabularies, Words, each, known_value, known_values

Condition = ColumnElement[bool]
_MOST_HINTS = 5
_NEAREST_TIMES = 3
_MOST_YEARS = 10_000


def basis_of(value: object) -> Basis:
    """Return a basis; raises BadFilterError, since values of two are never in one result."""
    if value not in get_args(Basis):
        raise BadFilterError(f"basis is one of {', '.join(get_args(Basis))}, not {value!r}")
    return cast("Basis", value)


def flag(name: str, value: object) -> bool | None:
    """Return a flag; raises BadFilterError, since the answer to `"no"` must not be that to True."""
    if value is None or isinstance(value, bool):
        return value
    raise BadFilterError(f"{name} is True, False or None, not {value!r}")


def years_of(value: Any) -> list[int]:
    """Return one year or several as a list; raises BadFilterError for anything else."""
    years = list(value) if isinstance(value, (list, tuple, set, frozenset, range)) else [value]
    if not years or not all(type(year) is int and 0 < year < _MOST_YEARS for year in years):
        raise BadFilterError(f"year is a whole number such as 2024, or a list of them: {value!r}")
    return years


class Conditions:
    """Turns filters into conditions on facts; `kind` says whose numbers are asked for."""

    def __init__(
        self,
        connection: Connection,
        words: Vocabularies,
        kind: Literal["estimates", "comparisons"],
        basis: Basis,
    ) -> None:
        self._connection = connection
        self._words = words
        self._numbers = estimate_table(basis) if kind == "estimates" else comparison_table(basis)
        self._of_groups = self._numbers if kind == "estimates" else _members()

    def all(self, filters: dict[str, Any]) -> Iterator[Condition]:
        """Yield a condition for each filter that is set.

        Raises:
            UnknownTermError: a filter names what does not exist.
            BadFilterError: a filter value has the wrong shape.
        """
        for name, value in filters.items():
            if value is not None:
                make: Callable[[Any], Condition] = getattr(self, f"_{name}")
                yield make(value)

    def _measure(self, value: Words) -> Condition:
        return fact.c.measure.in_(sorted(self._words.ids("measures", value, narrower=True)))

    def _statistic(self, value: Words) -> Condition:
        return fact.c.statistic.in_(sorted(self._words.ids("statistics", value)))

    def _treatment(self, value: Words) -> Condition:
        given = table(groups.GroupTreatment).alias()
        ids = self._words.ids("treatments", value, narrower=True)
        return self._some_group(given, given.c.treatment.in_(sorted(ids)), "group_id")

    def _group(self, value: Words) -> Condition:
        group = table(groups.StudyGroup).alias()  # the result has a group of its own
        known = {*self._distinct(group.c.id), *self._distinct(group.c.label)}
        asked = self._meant("groups", value, known)
        named = or_(group.c.id.in_(asked), group.c.label.in_(asked))
        return self._some_group(group, named, "id")

    def _some_group(self, other: FromClause, condition: Condition, column: str) -> Condition:
        """One of the groups of the result fulfils a condition in another table."""
        if self._of_groups is self._numbers:
            same = of_study(self._numbers, other, ("group_id", column))
            return exists().where(same, condition)
        member = self._of_groups
        in_it = of_study(fact, member, ("address", "address"))
        taking_part = exists().where(
            in_it, of_study(member, other, ("group_id", column)), condition
        )
        within = exists().where(of_study(self._numbers, other, ("within", column)), condition)
        return or_(taking_part, within)

    def _population(self, value: Words) -> Condition:
        ids = self._words.ids("diseases", value, narrower=True)
        return study_has(fact.c.study, table(studies.StudyDisease), "disease", ids)

    def _setting(self, value: Words) -> Condition:
        ids = self._words.ids("settings", value, narrower=True)
        return study_has(fact.c.study, table(studies.StudySetting), "setting", ids)

    def _design(self, value: Words) -> Condition:
        ids = self._words.ids("designs", value, narrower=True)
        return study_has(fact.c.study, table(studies.StudyDesign), "design", ids)

    def _at(self, value: At | Sequence[At]) -> Condition:
        times = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        if not times:
            raise BadFilterError("at takes a time or a list of times, not an empty list")
        return or_(*(self._at_time(time) for time in times))

    def _at_time(self, value: object) -> Condition:
        """Refuse a time that no result has: `365 d` is not the `1 y` that is printed."""
        months = self._words.months(value)
        same = fact.c.time == "unstated" if months is None else _same_time(months)
        if self._connection.execute(select(fact.c.time).where(same).limit(1)).first() is None:
            raise UnknownTermError("times", str(value), self._times_near(months))
        return same

    def _times_near(self, months: float | None) -> list[str]:
        if months is None:
            return []
        known = select(fact.c.time, fact.c.months).where(fact.c.months.is_not(None)).distinct()
        away = [(abs(at - months), time) for time, at in self._connection.execute(known)]
        return [time for _, time in sorted(away)[:_NEAREST_TIMES]]

    def _study(self, value: Words) -> Condition:
        return fact.c.study.in_(study_ids(self._connection, value))

    def _section(self, value: Words) -> Condition:
        asked = each("section", value)
        return fact.c.section.in_([known_value("sections", w, get_args(Section)) for w in asked])

    def _category(self, value: Words) -> Condition:
        return self._one_of("categories", fact.c.category, value)

    def _grade(self, value: Words) -> Condition:
        return self._one_of("grades", fact.c.grade, value)

    def _effect(self, value: Words) -> Condition:
        return self._numbers.c.effect.in_(sorted(self._words.ids("effects", value)))

    def _one_of(self, kind: str, column: ColumnElement[Any], value: Words) -> Condition:
        return column.in_(self._meant(kind, value, self._distinct(column)))

    def _meant(self, kind: str, value: Words, known: Collection[str]) -> list[str]:
        """Return all known values that are meant: of two spellings both."""
        words = each(kind, value)
        return sorted({text for word in words for text in known_values(kind, word, known)})

    def _distinct(self, column: ColumnElement[Any]) -> list[str]:
        values = self._connection.execute(select(column).distinct().where(column.is_not(None)))
        return sorted(values.scalars())

    def _verified(self, value: bool) -> Condition:
        return verified() == flag("verified", value)

    def _min_n(self, value: int) -> Condition:
        if type(value) is not int or not 1 <= value <= MOST_PATIENTS:
            allowed = f"a whole number from 1 to {MOST_PATIENTS}"
            raise BadFilterError(f"min_n is {allowed}, not {value!r}")
        return func.coalesce(self._numbers.c.n, self._numbers.c.n_derived) >= value

    def _post_baseline(self, value: bool) -> Condition:
        return fact.c.post_baseline == flag("post_baseline", value)

    def _primary_sources_only(self, value: bool) -> Condition:
        only = flag("primary_sources_only", value)
        return fact.c.secondary_only == False if only else and_(True)  # noqa: E712


def _same_time(months: float) -> Condition:
    return func.abs(fact.c.months - months) < 1e-6


def _members() -> Table:
    return table(comparisons.ComparisonGroup)


def study_has(
    study: ColumnElement[Any], other: FromClause, column: str, ids: set[str]
) -> Condition:
    """Return the condition that a study has one of these terms in one of its lists."""
    return exists().where(other.c.study == study, other.c[column].in_(sorted(ids)))


def study_ids(connection: Connection, value: Words | None) -> list[str]:
    """Return the ids of studies, found by former ids too, or all; raises UnknownTermError."""
    study = table(studies.Study)
    if value is None:
        return sorted(connection.execute(select(study.c.id)).scalars())
    return sorted({_study_id(connection, study, word) for word in each("study", value)})


def _study_id(connection: Connection, study: Table, word: str) -> str:
    """Ask for the very id first: pages of thousands of studies do so for each of them."""
    exact = connection.execute(select(study.c.id).where(study.c.id == word)).scalar()
    if exact is not None:
        return str(exact)
    former = table(studies.StudyFormerId)
    ids = {id_: id_ for id_ in connection.execute(select(study.c.id)).scalars()}
    was = dict(connection.execute(select(former.c.former_id, former.c.study)).all())
    known = {**was, **ids}
    try:
        found: str = known[known_value("studies", word, known)]
    except UnknownTermError as error:
        near = error.nearest or _studies_found(connection, word)
        raise UnknownTermError("studies", word, near) from None
    return found


def _studies_found(connection: Connection, text: str) -> list[str]:
    """Return the ids of studies that a registry number, a DOI or a name leads to."""
    hits = search.find(connection, text, 4 * _MOST_HINTS)
    return [hit.id for hit in hits if hit.kind == "study"][:_MOST_HINTS]
