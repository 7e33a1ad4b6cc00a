"""Checks of the patients behind a survival estimate: is it a count, and of how many events?

As long as nobody is censored, a Kaplan-Meier estimate is a count over the patients at the start.
With censoring it hardly ever is, so nothing here is ever an error.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import floor, prod

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import Point, apart, at_a_time, frame, percent, points, shown, size_name
from schema.checks.view import View, count_name, is_share, name, possible_counts, size
from schema.exact.rounding import Span, as_printed, counts
from schema.facts import EstimateFact, Meaning

Totals = dict[Hashable, EstimateFact]

_INFLATION = Fraction(5, 2)  # 5 of 4,000 simulated censored trials exceed the events seen by more
_HALF = Fraction(1, 2)
_CHANCE = 0.001
_SIBLINGS = 4
_EVENTS = {
    "os": "death",
    "efs": "efs-event",
    **dict.fromkeys(("rfs", "dfs", "lfs"), "relapse-or-death"),
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability at a time with the counts it can stand for.

    `luck` is how many counts a percentage printed like this one stands for on average.
    """

    fact: EstimateFact
    span: Span
    n: int | None
    counts: range
    luck: float

    @property
    def telling(self) -> bool:
        """Whether being a count says more than chance."""
        return self.luck < 1


def estimate(fact: EstimateFact) -> Estimate | None:
    """Return a probability with its counts; None where no single number is printed."""
    span, n = percent(fact), size(fact)
    if span is None:
        return None
    if n is None or span.low is None or span.high is None:
        return Estimate(fact, span, n, range(0), 1.0)
    return Estimate(fact, span, n, counts(span, n), float((span.high - span.low) * n / 100))


def _on_lattice(view: View) -> Iterator[Answer]:
    for family in _families(view).values():
        for each in family:
            yield _behind(view, each, family)


def _families(view: View) -> dict[Hashable, list[Estimate]]:
    """Return the estimates of one time and data cut: who is censored in one is so in all."""
    found: dict[Hashable, list[Estimate]] = {}
    for fact in view.estimates:
        each = estimate(fact) if at_a_time(fact) else None
        if each is not None:
            found.setdefault(_family(view, fact), []).append(each)
    return found


def _family(view: View, fact: EstimateFact) -> Hashable:
    where, _, *rest = frame(view, fact.meaning, fact.group)
    time = fact.meaning.time
    return (where, *rest, time.text if time else "", fact.place.source)


def _behind(view: View, each: Estimate, family: list[Estimate]) -> Answer:
    n, value = each.n, name(each.fact)
    if n is None:
        return not_applicable("the number of patients is not printed", value)
    names = (value, size_name(view, each.fact))
    if not each.telling:
        return not_applicable("any percentage is a count of so many patients", *names)
    if each.counts:
        return passed(*names)
    if each.luck * n / 2 >= 1:
        return not_applicable("one patient censored explains any percentage", *names)
    if _with_one_censored(each.span, n):
        return passed(*names)
    telling = _all_counts([other for other in family if other is not each])
    if not telling:
        return not_applicable("no count: some were censored before, as is usual", *names)
    return violated(
        names,
        f"no count of {n} gives {shown(each.fact)}; the {telling} others then are counts",
        severity=Severity.WARNING,
        changes=tuple(_nearest(each, n)),
    )


def _all_counts(family: list[Estimate]) -> int:
    """Return how many estimates show that nobody was censored: all are counts; 0 if none do."""
    telling = [each for each in family if each.telling]
    shown_by = len(telling) if all(each.counts for each in telling) else 0
    return shown_by if shown_by >= _SIBLINGS and not lucky(telling) else 0


def lucky(estimates: list[Estimate]) -> bool:
    """Say whether so many estimates may be counts by chance alone."""
    return prod(min(1.0, estimate.luck) for estimate in estimates) > _CHANCE


def _with_one_censored(span: Span, n: int) -> bool:
    """Say whether an estimate can be reached with one patient censored after some events."""
    return any(
        counts(span.times(Fraction(n, n - events)), n - events - 1) for events in range(n - 1)
    )


def _nearest(each: Estimate, n: int) -> Iterator[str]:
    exact = (each.span.low or Fraction(0)) * n / 100
    below = floor(exact)
    for k in sorted({below, min(below + 1, n)}, key=lambda count: abs(count - exact)):
        yield f"{shown(each.fact)} would have to be {printed_as(each.fact, Fraction(100 * k, n))}"


def printed_as(fact: EstimateFact, value: Fraction) -> str:
    """Return a percentage in the unit and with the decimals of a fact."""
    quantity = fact.value.quantity
    decimals = quantity.number.decimals if quantity and quantity.number else 0
    if quantity and quantity.unit == "fraction":
        return f"{as_printed(value / 100, decimals)} fraction"
    return f"{as_printed(value, decimals)}%"


def _in_total(view: View) -> Iterator[Answer]:
    known, families = totals(view), _families(view)
    exact = {key for key, family in families.items() if _all_counts(family)}
    for point in points(view):
        limit = Fraction(1) if _family(view, point.fact) in exact else _INFLATION
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


_FIX = "Compare the percentages and the sizes of their groups with the source."

S04 = Check(
    id="S04",
    title="A survival estimate as a count",
    statement="Where all other estimates at a time are counts over their groups, so is this one, "
    "or it can be reached with one patient censored.",
    why="As long as nobody is censored, survival is a count over the patients at the start. Most "
    "estimates of small groups are no counts, so only a lone one among many is told.",
    severity=Severity.WARNING,
    passes="45.5% of 11 is 5; 31.2% of 12 needs one censored and 8 deaths",
    fails="35.9% of 14, while the four others at 1 year are counts",
    fix=_FIX,
    look=_on_lattice,
)
S06 = Check(
    id="S06",
    title="Events by a time and in total",
    statement="n (1 - S(t)) is at most the events in total where all estimates at the time are "
    "counts, so that nobody was censored before, and at most 2.5 times as many elsewhere.",
    why="Who died by one year is among those who died at all.",
    severity=Severity.WARNING,
    passes="35.7% of 14 alive at 1 year, 9 deaths in all",
    fails="7.1% of 14 alive at 1 year, 4 deaths in all",
    fix=_FIX,
    look=_in_total,
)
CHECKS = (S04, S06)
