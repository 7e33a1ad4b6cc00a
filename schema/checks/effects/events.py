"""Checks of the events in total: they go with the hazard ratio, and with the curves."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from statistics import median

from schema.cells import Number
from schema.checks.effects.widths import Events, adjusted, group_events
from schema.checks.figures import closed
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import HAZARDS, effect_number, external, randomised, rows
from schema.checks.points import Point, apart, points, shown
from schema.checks.survival.lattice import estimate
from schema.checks.survival.totals import Totals, total_key, totals
from schema.checks.view import View, count_name, name, possible_counts
from schema.exact.rounding import as_printed
from schema.facts import ComparisonFact

# The more patients have had the event, the more it matters when: share of patients with events,
# and how many standard errors a valid trial may be off. Simulated trials stay below half of it.
_FAR = ((0.4, 1.25), (0.5, 2.0), (0.6, 3.0))
_MOST = 0.5  # patients with events, above which totals and rates part
_ENOUGH = 10
_ALIKE = (0.8, 1.35)  # events in total over those by a time, where few are censored or come later


def _as_hazards(view: View) -> Iterator[Answer]:
    known, all_rows = totals(view), rows(view)
    for fact in view.comparisons:
        number = effect_number(fact)
        if fact.value.effect not in HAZARDS or number is None or number.decimal <= 0:
            continue
        events = group_events(view, known, all_rows, fact) if len(fact.groups) == 2 else None
        if events is not None:
            yield _ratio(view, fact, number, events)


def _ratio(view: View, fact: ComparisonFact, number: Number, events: Events) -> Answer:
    names, counts = (name(fact), *events.names), events.counts
    if not randomised(view, fact) or external(view, fact) or adjusted(fact):
        return not_applicable("only randomised arms are followed alike", *names)
    shares = [k / n if n else 1.0 for k, n in zip(counts, events.sizes, strict=True)]
    limit = next((far for share, far in _FAR if max(shares) <= share), None)
    if limit is None or min(counts) < _ENOUGH:
        return not_applicable("too few or too many had the event", *names)
    wanted = log(log(1 - shares[0]) / log(1 - shares[1]))
    low, high = (log(max(float(end), 1e-9)) for end in closed(number))
    slack = limit * sqrt(sum(1 / count for count in counts))
    if low - slack <= wanted <= high + slack:
        return passed(*names)
    told = " and ".join(f"{k} of {n}" for k, n in zip(counts, events.sizes, strict=True))
    ratio = as_printed(Fraction(exp(wanted)), number.decimals)
    says = f"{fact.value.text}, but {told} had the event, a ratio of about {ratio}"
    return violated(names, says, severity=Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Pace:
    """The events in total of one group beside those that a curve has by a time."""

    point: Point
    total: int
    by_then: float
    size: int
    name: str

    @property
    def ratio(self) -> float:
        """How many times as many there are in total."""
        return self.total / self.by_then


def _keep_pace(view: View) -> Iterator[Answer]:
    known = totals(view)
    told = (pace for point in points(view) if (pace := _pace(view, known, point)) is not None)
    for paces in grouped((_moment(pace.point), pace) for pace in told).values():
        for pace in paces:
            others = [other for other in paces if other is not pace]
            if others:
                yield _among(pace, others)


def _moment(point: Point) -> Hashable:
    m = point.fact.meaning
    return m.endpoint, m.cut, m.set, point.time


def _pace(view: View, known: Totals, point: Point) -> Pace | None:
    each, told = estimate(point.fact), point.fact.value.events
    if each is None or not each.n or point.span.low is None or point.span.high is None:
        return None
    middle = float(point.span.low + point.span.high) / 200
    by_then = each.n * (1 - middle if point.falls else middle)
    if by_then <= 0:
        return None
    if told is not None:
        return Pace(point, int(told.text), by_then, each.n, name(point.fact, "events"))
    total = known.get(total_key(view, point.fact.meaning, point.fact.group))
    possible = possible_counts(total) if total and not apart(view, point.fact, total) else None
    if total is None or possible is None or len(possible) != 1:
        return None
    return Pace(point, possible[0], by_then, each.n, count_name(total))


def _among(pace: Pace, others: list[Pace]) -> Answer:
    names = (name(pace.point.fact), pace.name, *(other.name for other in others))
    usual = median(other.ratio for other in others)
    everybody = (pace, *others)
    few = any(each.total < _ENOUGH or each.by_then < _ENOUGH for each in others)
    most = max(max(each.total, each.by_then) / each.size for each in others)
    if few or most > _MOST or not _ALIKE[0] <= usual <= _ALIKE[1]:
        return not_applicable("too few or too many had the event, or they came late", *names)
    wanted = usual * pace.by_then
    fewest = min(wanted, *(each.by_then for each in everybody))
    error = _spread(usual) / sqrt(fewest) + 1 / fewest
    if abs(log(max(pace.total, 0.5) / wanted)) <= error:
        return passed(*names)
    told = as_printed(Fraction(wanted), 0)
    says = f"{shown(pace.point.fact)} with {pace.total} events; the other groups make about {told}"
    changes = (f"{pace.total} would have to be about {told}",)
    return violated(names, says, severity=Severity.WARNING, changes=changes)


def _spread(usual: float) -> float:
    """Return how far the log of totals over rates may be off, of one event."""
    return 5 * sqrt(abs(1 - 1 / usual) + 0.06)


E15 = Check(
    id="E15",
    title="The hazard ratio is that of the events",
    statement="Of randomised arms, of whom up to 60% had the event, the hazard ratio is that of "
    "-log(1 - events/patients), within 1.25 standard errors, or 3 if more than half had it.",
    why="Both arms are followed alike, so that the events in total tell nearly all that the model "
    "does.",
    severity=Severity.WARNING,
    passes="HR 1.34, events in 153 of 786 against 117 of 784",
    fails="HR 1.34, events in 135 of 786 against 171 of 784",
    fix="Compare the effect, the events and the patients with the source, and which group is the "
    "reference.",
    look=_as_hazards,
    method="Tierney JF, et al. Trials 2007;8:16",
)
S11 = Check(
    id="S11",
    title="Events in total keep pace with the curve",
    statement="In groups of one study, the events in total are about as many times those that the "
    "curve has by a time, where at most half had the event and few came later.",
    why="The groups are followed alike. A digit wrong in a count, or in an estimate, falls out.",
    severity=Severity.WARNING,
    passes="83.9% of 950 with 165 events, 81.7% of 952 with 196, 84.0% of 783 with 137",
    fails="83.9% of 950 with 265 events, 81.7% of 952 with 196, 84.0% of 783 with 137",
    fix="Compare the estimate, the events and the patients with the source.",
    look=_keep_pace,
)
CHECKS = (E15, S11)
