"""Where the rows of the tables come from: each with what leads it, such as the id of its study."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kb.models.results import Basis, ComparisonRow, Outcome
from kb.publish.files.reading import Reading
from kb.study import Study

Led = tuple[tuple[str | int, ...], Any]  # the values that lead a row, and the row
Rows = Callable[[Reading], Iterable[Led]]


def led_by_nothing(ask: Callable[[Reading], Iterable[Any]]) -> Rows:
    """Return rows that name their study, or belong to none."""
    return lambda reading: (((), row) for row in ask(reading))


def by_study(parts: Callable[[Study], Iterable[Any]]) -> Rows:
    """Return parts of every study, led by its id."""
    return lambda reading: (
        ((study,), part)
        for study in reading.library.studies
        for part in parts(reading.library.study(study))
    )


def numbered(rows: Rows) -> Rows:
    """Return rows with their place in each study behind its id, from 1."""

    def found(reading: Reading) -> Iterator[Led]:
        last, position = "", 0
        for (study,), row in rows(reading):
            last, position = str(study), position + 1 if study == last else 1
            yield (study, position), row

    return found


def findings(reading: Reading) -> Iterator[Led]:
    """Yield what the checks found, numbered in each study."""
    for found in reading.findings_of.values():
        yield from (((position,), row) for position, row in enumerate(found, 1))


def terms(reading: Reading) -> Iterator[Led]:
    """Yield the terms of all vocabularies."""
    for name in reading.base.vocabularies():
        yield from (((), term) for term in reading.library.terms(name).values())


def facts(reading: Reading, basis: Basis) -> Iterator[Outcome | ComparisonRow]:
    """Yield results in groups, then comparisons."""
    yield from reading.outcomes[basis]
    yield from reading.comparisons[basis]


def of_facts(basis: Basis, parts: Callable[[Any], Iterable[Any]]) -> Rows:
    """Return parts of every result and comparison, led by its study and address and numbered."""
    return lambda reading: (
        ((fact.study, fact.address, position), part)
        for fact in facts(reading, basis)
        for position, part in enumerate(parts(fact), 1)
    )


def other_reports(reading: Reading) -> Iterator[Led]:
    """Yield what other places print for facts of any basis, led and numbered like spreads."""
    for basis in reading.outcomes:
        yield from of_facts(basis, lambda fact: fact.others)(reading)


def steps(reading: Reading) -> Iterator[Led]:
    """Yield the steps of the treatment of every group, stated or inherited."""
    for (study,), group in by_study(lambda study: study.groups)(reading):
        for position, step in enumerate(group.steps, 1):
            yield (study, group.id, position), step


def points(basis: Basis) -> Rows:
    """Return the points of curves of one basis, led by study and curve and numbered."""
    return lambda reading: (
        ((study, curve.id, position), point)
        for (study,), curve in by_study(lambda study: study.curves)(reading)
        if curve.basis == basis
        for position, point in enumerate(curve.points, 1)
    )


def at_risk(reading: Reading) -> Iterator[Led]:
    """Yield the numbers at risk, led by study and curve and numbered."""
    for (study,), curve in by_study(lambda study: study.curves)(reading):
        for position, number in enumerate(curve.at_risk, 1):
            yield (study, curve.id, position), number
