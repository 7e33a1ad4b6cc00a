"""Checks of several endpoints of the same patients: one inside another, or competing risks."""

from collections.abc import Hashable, Iterator
from fractions import Fraction

from schema import terms
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import (
    Point,
    apart,
    at_most,
    frame,
    months,
    outcome_medians,
    points,
    shown,
)
from schema.checks.view import View, name
from schema.exact.rounding import Span
from schema.facts import EstimateFact

_FIX = "Compare both numbers, their times and their groups with the source."
_WHOLE = Span(Fraction(99), Fraction(101))  # competing risks are estimated each for itself
_CENSORING = Fraction(3)  # points, or one patient, by which estimates may cross
_LONGER = Fraction(11, 10)
_FREE = ("rfs", "dfs", "lfs")


def _composite(view: View) -> Iterator[Answer]:
    for results in grouped(_results(view)).values():
        for fact, span in results:
            all_wider = list(wider(fact.meaning.measure))
            for other, over in results:
                if other.meaning.measure in all_wider:
                    yield _inside(view, fact, span, other, over)


def _results(view: View) -> Iterator[tuple[Hashable, tuple[EstimateFact, Span]]]:
    """Yield probabilities and medians, each after what it shares with those of other endpoints."""
    for point in points(view):
        yield (point.fact.meaning.statistic, point.frame, point.time), (point.fact, point.span)
    for fact in outcome_medians(view):
        span = months(fact)
        if span is not None:
            yield ("median", frame(view, fact.meaning, fact.group)), (fact, span)


def wider(measure: str) -> Iterator[str]:
    """Yield the measures that a measure is inside of, the nearest first."""
    while measure := terms.vocabulary("measures")[measure].text("within"):
        yield measure


def _inside(view: View, fact: EstimateFact, span: Span, other: EstimateFact, over: Span) -> Answer:
    names = (name(fact), name(other))
    reason = apart(view, fact, other)
    if reason:
        return not_applicable(reason, *names)
    if not over.below(span):
        return passed(*names)
    told, above = (f"{shown(each)} ({each.meaning.measure})" for each in (fact, other))
    severity = Severity.INFO if _crossing(fact, span, over) else Severity.WARNING
    changes = at_most(fact, other)
    return violated(names, f"{told} is above {above}", severity=severity, changes=changes)


def _crossing(fact: EstimateFact, span: Span, over: Span) -> bool:
    """Say whether censoring alone may have put a stricter endpoint above a wider one."""
    if fact.meaning.statistic == "median":
        return span.high is None or not over.times(_LONGER).below(span)
    n = fact.denominator.n
    return not over.widened(max(_CENSORING, Fraction(100, n or 100))).below(span)


def _competing(view: View) -> Iterator[Answer]:
    moments = grouped(((point.frame, point.time), point) for point in points(view))
    for found in moments.values():
        by_measure = {point.fact.meaning.measure: point for point in found}
        relapse = by_measure.get("relapse")
        free = next((by_measure[each] for each in _FREE if each in by_measure), None)
        if relapse is not None and free is not None:
            yield _sum(view, relapse, by_measure.get("nrm"), free)


def _sum(view: View, relapse: Point, nrm: Point | None, free: Point) -> Answer:
    parts = [relapse, free] if nrm is None else [relapse, nrm, free]
    names = tuple(name(part.fact) for part in parts)
    if any(part.fact.meaning.statistic != "cumulative-incidence" for part in parts[:-1]):
        return not_applicable("not given as cumulative incidences of competing events", *names)
    if any(_elsewhere(view, part.fact, free.fact) for part in parts[:-1]):
        return not_applicable("the events are counted in different patients or times", *names)
    low = sum((part.span.low or Fraction(0) for part in parts), Fraction(0))
    high = sum((part.span.high or Fraction(100) for part in parts), Fraction(0))
    if Span(low, high if nrm else None).meets(_WHOLE):
        return passed(*names)
    cells = " + ".join(f"{shown(part.fact)} {part.fact.meaning.measure}" for part in parts)
    says = f"{cells} is {'not' if nrm else 'above'} 100%"
    return violated(names, says, severity=Severity.WARNING)


def _elsewhere(view: View, one: EstimateFact, other: EstimateFact) -> bool:
    reason = apart(view, one, other)
    return bool(reason) and "methods" not in reason


S02 = Check(
    id="S02",
    title="A stricter endpoint is not above a wider one",
    statement="EFS, RFS, DFS, LFS and PFS at a time, and their medians, are at most those of OS; "
    "the incidence of a kind of relapse or death is at most that of all.",
    why="Who is free of all events is alive. Never an error, and within 3 points or one patient "
    "not even a warning: with censoring, Kaplan-Meier estimates of the two can cross.",
    severity=Severity.WARNING,
    passes="EFS 16.0%, OS 40.0% at 1 year",
    fails="EFS 46.0%, OS 40.0% at 1 year",
    fix=f"{_FIX} If the endpoints start at different times or in different patients, say so: "
    "`origin`, `counted`.",
    look=_composite,
)
S03 = Check(
    id="S03",
    title="Competing risks add up to one",
    statement="Relapse, non-relapse mortality and relapse-free survival at a time make 100%, "
    "within rounding and 1 point.",
    why="Every patient is in exactly one of the three states.",
    severity=Severity.WARNING,
    passes="relapse 30%, non-relapse mortality 15%, relapse-free survival 55%",
    fails="relapse 30%, non-relapse mortality 15%, relapse-free survival 65%",
    fix=f"{_FIX} Name the estimator: one minus Kaplan-Meier is no cumulative incidence.",
    look=_competing,
)
CHECKS = (S02, S03)
