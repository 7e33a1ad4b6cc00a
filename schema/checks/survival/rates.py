"""The check that a rate of some events is not above that of all.

Counts, and percentages of a known number, are compared where all sums are. Here are those that have
neither: rates over a time of exposure, and percentages of patients whom nobody numbers.
"""

from collections.abc import Hashable, Iterator

from schema.checks.figures import unit_of
from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.points import at_most, percent, shown
from schema.checks.survival.endpoints import wider
from schema.checks.view import View, count_name, is_share, name, possible_counts, size
from schema.exact.rounding import Span, printed
from schema.facts import EstimateFact


def _told(view: View) -> Iterator[Answer]:
    yield from _nested(view)
    yield from _none(view)


def _nested(view: View) -> Iterator[Answer]:
    found: dict[Hashable, dict[str, tuple[EstimateFact, Span]]] = {}
    for fact in view.estimates:
        span = _span(fact)
        if span is not None:
            found.setdefault(_same(view, fact), {})[fact.meaning.measure] = fact, span
    for told in found.values():
        for measure, (fact, span) in told.items():
            for other in wider(measure):
                if other in told:
                    yield _order(fact, span, *told[other])


def _none(view: View) -> Iterator[Answer]:
    """Yield whether a rate is zero where nobody had the event, and only there."""
    counted: dict[Hashable, EstimateFact] = {}
    for fact in view.estimates:
        if is_share(fact) and fact.section == "safety" and possible_counts(fact):
            counted.setdefault(_event(fact), fact)
    for fact in view.estimates:
        share = counted.get(_event(fact)) if fact.meaning.statistic == "rate" else None
        if share is not None:
            yield from _both_zero(fact, share)


def _event(fact: EstimateFact) -> Hashable:
    m = fact.meaning
    return (m.measure, fact.group, m.grade, m.set, m.cut, m.during, m.category, m.milestone)


def _both_zero(fact: EstimateFact, share: EstimateFact) -> Iterator[Answer]:
    quantity, possible = fact.value.quantity, possible_counts(share)
    if quantity is None or quantity.number is None or quantity.operator or not possible:
        return
    names = (name(fact), count_name(share))
    some, rate = possible[0] > 0, quantity.number.decimal > 0
    if some == rate or (not some and possible[-1] > 0):
        yield passed(*names)
    else:
        says = f"{shown(fact)}, but {share.value.text} had the event"
        yield violated(names, says, severity=Severity.WARNING)


def _span(fact: EstimateFact) -> Span | None:
    """Return what a rate, or a percentage of nobody knows how many, can stand for."""
    quantity = fact.value.quantity
    if quantity is None or quantity.number is None or quantity.upto:
        return None
    if fact.meaning.statistic == "rate":
        return printed(quantity.number, quantity.operator)
    unknown = is_share(fact) and size(fact) is None and fact.value.count is None
    return percent(fact) if unknown else None


def _same(view: View, fact: EstimateFact) -> Hashable:
    """Return what two rates of the same patients over the same time share."""
    m = fact.meaning
    block = view.endpoints[m.endpoint].block if fact.section != "outcomes" else m.endpoint
    where = (fact.section, block, fact.group, fact.place.source, unit_of(fact.value), m.statistic)
    return (*where, m.cut, m.set, m.counted, m.grade, m.per, m.during, m.category, m.milestone)


def _order(fact: EstimateFact, span: Span, other: EstimateFact, over: Span) -> Answer:
    names = (name(fact), name(other))
    if not over.below(span):
        return passed(*names)
    says = f"{shown(fact)} ({fact.meaning.measure}) is above {shown(other)} (all of that kind)"
    return violated(names, says, severity=Severity.WARNING, changes=at_most(fact, other))


S12 = Check(
    id="S12",
    title="The rate of some events is not above that of all",
    statement="Of one group, in one table and of one grade, the rate of a kind of event is at most "
    "that of the kind it belongs to; so is a percentage where nobody says of how many. A rate is "
    "zero where nobody had the event, and only there.",
    why="Events of one kind are among all events, and the patients and their time are the same.",
    severity=Severity.WARNING,
    passes="infections 1.63, any event 10.73 per patient-year",
    fails="infections 16.3, any event 10.73 per patient-year",
    fix="Compare the rates and their rows with the source.",
    look=_told,
)
CHECKS = (S12,)
