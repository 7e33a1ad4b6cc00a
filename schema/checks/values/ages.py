"""The check that ages lie within the limits that the study set for its patients."""

from collections.abc import Iterator

from schema import terms
from schema.cells import Number
from schema.checks.figures import bounds, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, name
from schema.exact.rounding import printed
from schema.facts import EstimateFact

_ADULTS = 15  # years; the youngest whom any study calls adults
_AGES = ("age", "age-at-diagnosis")
_OF_VALUES = ("median", "mean", "minimum", "maximum")


def _aged(view: View) -> Iterator[Answer]:
    lowest, highest = _limits(view)
    for fact in view.estimates:
        m = fact.meaning
        aged = m.measure in _AGES and m.statistic in _OF_VALUES
        if not aged or _outside(view, fact.group):
            continue
        least = lowest if m.measure == "age" else None
        for part, number in _values(fact):
            where = name(fact, part)
            if least is None and highest is None:
                yield not_applicable("the study names no age limit", where)
            else:
                yield _within(where, number, fact, (least, highest))


def _limits(view: View) -> tuple[int | None, int | None]:
    population = view.study.population
    adults = _ADULTS if population.age == "adults" else None
    lowest = population.minimum_age
    return (adults if lowest is None else lowest), population.maximum_age


def _outside(view: View, group: str) -> bool:
    """Say whether a group is no part of the study: an external control."""
    found = view.groups.get(group)
    return found is not None and (found.kind == "external" or _outside(view, found.parent))


def _values(fact: EstimateFact) -> Iterator[tuple[str, Number]]:
    """Yield the numbers that are values of patients: not those of an interval or deviation."""
    quantity = fact.value.quantity
    if quantity is None or quantity.unit == "" or quantity.operator or quantity.upto:
        return
    if quantity.number:
        yield "value", quantity.number
    for spread in fact.value.spreads:
        if spread.kind in ("IQR", "range", "percentiles"):
            for part, number, bound in bounds(spread):
                if not bound.operator and not bound.unit:
                    yield part, number


def _within(
    where: str, number: Number, fact: EstimateFact, limits: tuple[int | None, int | None]
) -> Answer:
    lowest, highest = limits
    unit = unit_of(fact.value)
    span = printed(number).times(terms.factor(unit)[0] / 12)
    # Who is 55 has not yet turned 56.
    below = lowest is not None and span.high is not None and span.high < lowest
    above = highest is not None and span.low is not None and span.low > highest + 1
    if not (below or above):
        return passed(where)
    limit = f"from {lowest} years" if below else f"to {highest} years"
    says = f"{number.text} {unit}, but the study is of patients {limit}"
    return violated((where,), says, severity=Severity.WARNING)


V10 = Check(
    id="V10",
    title="Ages within the limits of the study",
    statement="Ages at entry are not below the lowest age of the population, and not above the "
    "highest; of `adults`, not below 15 years.",
    why="The limits stand apart from the table: an age that lost a digit falls below them.",
    severity=Severity.WARNING,
    passes="43.6 y (IQR 24.4 to 60.7) in patients from 15 years",
    fails="43.6 y (IQR 4.4 to 60.7) in patients from 15 years",
    fix="Compare the age and the limits of the population with the source. If some patients were "
    "beyond the limits, waive it with that reason.",
    look=_aged,
)
CHECKS = (V10,)
