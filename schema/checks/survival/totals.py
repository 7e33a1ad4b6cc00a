"""The check of the events behind a survival estimate: no more by a time than in total.

Censoring may inflate the events that an estimate stands for, so nothing here is ever an error.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import Point, apart, frame, points, shown
from schema.checks.survival.lattice import all_counts, estimate, families, family_of, printed_as
from schema.checks.view import View, count_name, is_share, name, possible_counts
from schema.exact.rounding import as_printed
from schema.facts import EstimateFact, Meaning

Totals = dict[Hashable, EstimateFact]

_INFLATION = Fraction(5, 2)  # 5 of 4,000 simulated censored trials exceed the events seen by more
_HALF = Fraction(1, 2)
_EVENTS = {
    "os": "death",
    "efs": "efs-event",
    **dict.fromkeys(("rfs", "dfs", "lfs"), "relapse-or-death"),
}


def _in_total(view: View) -> Iterator[Answer]:
    known = totals(view)
    exact = {key for key, family in families(view).items() if all_counts(family)}
    for point in points(view):
        limit = Fraction(1) if family_of(view, point.fact) in exact else _INFLATION
        if point.fact.value.events is not None:
            names = (name(point.fact), name(point.fact, "events"))
            yield _enough(point, int(point.fact.value.events.text), limit, names)
        total = known.get(total_key(view, point.fact.meaning, point.fact.group))
        if total is not None:
            yield _total(view, point, limit, total)


@lru_cache(maxsize=2)
def totals(view: View) -> Totals:
    """Return the shares of patients that had an event at all."""
    return {
        (fact.meaning.measure, *frame(view, fact.meaning, fact.group)): fact
        for fact in view.estimates
        if fact.section == "outcomes" and is_share(fact) and _to_the_end(view, fact)
    }


def total_key(view: View, meaning: Meaning, group: str) -> Hashable:
    """Return where the total that belongs to a curve stands in `totals`."""
    event = _EVENTS.get(meaning.measure, meaning.measure)
    return (event, *frame(view, replace(meaning, milestone=""), group))


def _to_the_end(view: View, fact: EstimateFact) -> bool:
    """Say whether a share counts all events that were seen, not those of some window."""
    return not view.endpoints[fact.meaning.endpoint].window and not fact.meaning.category


def _total(view: View, point: Point, limit: Fraction, total: EstimateFact) -> Answer:
    names = (name(point.fact), count_name(total))
    possible, reason = possible_counts(total), apart(view, point.fact, total)
    if reason or not possible:
        return not_applicable(reason or "how many had the event is not printed", *names)
    return _enough(point, possible[-1], limit, names)


def _enough(point: Point, events: int, limit: Fraction, names: tuple[str, ...]) -> Answer:
    """Events by a time are some of those in total, but censoring may inflate them."""
    each = estimate(point.fact)
    if each is None or each.n is None:
        return not_applicable("the number of patients is not printed", *names)
    n, span = each.n, each.span
    least = (
        (100 - (span.high or Fraction(100)) if point.falls else span.low or Fraction(0)) * n / 100
    )
    if least <= events + _HALF:
        return passed(*names)
    if least <= events * limit + _HALF:
        return not_applicable("more than the events in total, as with early censoring", *names)
    return violated(
        names,
        f"{shown(point.fact)} of {n} means {as_printed(least, 0)} events, but {events} in total",
        severity=Severity.WARNING,
        changes=tuple(_fewer_events(point, events, n, least)),
    )


def _fewer_events(point: Point, events: int, n: int, least: Fraction) -> Iterator[str]:
    limit = Fraction(100 * events, n)
    value = printed_as(point.fact, 100 - limit if point.falls else limit)
    yield f"{shown(point.fact)} would have to be {value} or {'more' if point.falls else 'less'}"
    yield f"{events} would have to be {as_printed(least, 0)} or more"


S06 = Check(
    id="S06",
    title="Events by a time and in total",
    statement="n (1 - S(t)) is at most the events in total where all estimates at the time are "
    "counts, so that nobody was censored before, and at most 2.5 times as many elsewhere.",
    why="Who died by one year is among those who died at all.",
    severity=Severity.WARNING,
    passes="35.7% of 14 alive at 1 year, 9 deaths in all",
    fails="7.1% of 14 alive at 1 year, 4 deaths in all",
    fix="Compare the percentages and the sizes of their groups with the source.",
    look=_in_total,
)
CHECKS = (S06,)
