"""The check that events do not become fewer from one data cut to the next."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from schema import terms
from schema.cells import Number
from schema.checks.figures import unit_of
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.sources.dates import Day, day
from schema.checks.view import View, is_share, name, row_key
from schema.facts import EstimateFact
from schema.study.keys import block_name


class _Told(NamedTuple):
    """What one data cut says: how many had an event, or how long patients were followed."""

    fact: EstimateFact
    part: str
    number: Number
    day: Day | None

    @property
    def name(self) -> str:
        return name(self.fact, self.part)

    def __str__(self) -> str:
        return f"{self.number.text} ({self.fact.meaning.cut})"


def _later_cuts(view: View) -> Iterator[Answer]:
    for told in grouped(_by_row(view)).values():
        if len({each.fact.meaning.cut for each in told}) < 2:
            continue
        if any(each.day is None for each in told):
            reason = "the date of a data cut is not known"
            yield not_applicable(reason, *(each.name for each in told))
        for one, other in permutations(told, 2):
            if one.day and other.day and one.day.before(other.day):
                yield from _grown(view, one, other)


def _by_row(view: View) -> Iterator[tuple[object, _Told]]:
    for fact in view.estimates:
        cut = view.study.cuts.get(fact.meaning.cut)
        part, number = _growing(fact)
        if cut is not None and number is not None:
            yield (part, _row(view, fact)), _Told(fact, part, number, day(cut.date))


def _growing(fact: EstimateFact) -> tuple[str, Number | None]:
    """Return the number that can only grow from one data cut to the next."""
    measure = terms.vocabulary("measures")[fact.meaning.measure]
    if fact.value.events is not None:
        return "events", fact.value.events
    if measure.text("kind") == "mortality" and is_share(fact):
        return "count", fact.value.count
    quantity = fact.value.quantity
    if measure.id == "follow-up" and fact.meaning.statistic == "median" and quantity:
        return "value", None if quantity.operator else quantity.number
    return "", None


def _row(view: View, fact: EstimateFact) -> object:
    """Return what two data cuts must share; a block named after a cut is the same block."""
    endpoint = view.endpoints[fact.meaning.endpoint]
    apart = block_name(endpoint.address.split("/")[-1].split(" ")[0])[1]
    apart = "" if apart in view.study.cuts else apart
    where = (endpoint.section, endpoint.measure, apart, endpoint.window, unit_of(fact.value))
    return (*where, fact.group, replace(row_key(fact), endpoint="", cut=""))


def _grown(view: View, early: _Told, late: _Told) -> Iterator[Answer]:
    where = (early.name, late.name)
    if late.number.decimal < early.number.decimal:
        changes = (
            f"{late} would have to be at least {early.number.text}",
            f"{early} would have to be at most {late.number.text}",
        )
        says = f"{early} falls to {late} at a later data cut"
        yield violated(where, says, severity=Severity.WARNING, changes=changes)
    else:
        yield passed(*where)
    yield from _same_size(view, early, late)


def _same_size(view: View, early: _Told, late: _Told) -> Iterator[Answer]:
    """All who were randomised stay randomised; only an interim analysis may know fewer."""
    first, last = early.fact.denominator, late.fact.denominator
    interim = view.study.cuts[early.fact.meaning.cut].interim
    randomised = early.fact.meaning.counted == late.fact.meaning.counted == "randomised"
    if interim or not randomised or "" in (first.named_by, last.named_by):
        return
    where = (early.name, late.name)
    if first.n == last.n:
        yield passed(*where)
    else:
        says = f"{first.n} were randomised at {early.fact.meaning.cut}, {last.n} later"
        yield violated(where, says, severity=Severity.WARNING)


B04 = Check(
    id="B04",
    title="Events do not become fewer",
    statement="Deaths, events and follow-up do not fall from one data cut to a later one, and the "
    "number randomised stays.",
    why="The dead stay dead: a count that falls belongs to another group, or is mistyped.",
    severity=Severity.WARNING,
    passes="204 deaths, later 252",
    fails="252 deaths, later 204",
    fix="Compare both reports. If events were judged again, waive it with the reason.",
    look=_later_cuts,
)
CHECKS = (B04,)
