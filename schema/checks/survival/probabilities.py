"""Checks of survival curves: what falls cannot rise, and a part of survival is below the whole."""

from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from schema import terms
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import (
    Point,
    apart,
    frame,
    months,
    one_cut,
    points,
    shown,
)
from schema.checks.view import View, name
from schema.exact.rounding import Span
from schema.facts import EstimateFact

_HALF = Span(Fraction(50), Fraction(50))
_WHOLE = Span(Fraction(99), Fraction(101))  # competing risks are estimated each for itself
_CENSORING = Fraction(3)  # points, or one patient, by which estimates may cross
_LONGER = Fraction(11, 10)
_FREE = ("rfs", "dfs", "lfs")
_T = TypeVar("_T")


def _ordered(view: View) -> Iterator[Answer]:
    curves = _grouped(
        ((point.fact.meaning.endpoint, point.fact.meaning.statistic, point.frame), point)
        for point in points(view)
    )
    for curve in curves.values():
        for early, late in pairwise(sorted(curve, key=lambda point: point.time)):
            if early.time < late.time:
                yield _step(view, early, late)


def _step(view: View, early: Point, late: Point) -> Answer:
    names = (name(early.fact), name(late.fact))
    reason = apart(view, early.fact, late.fact)
    lower, upper = (late, early) if early.falls else (early, late)
    if reason:
        return not_applicable(reason, *names)
    if not _above(lower.span, upper.span):
        return passed(*names)
    sure = early.sure and late.sure and one_cut(early.fact, late.fact)
    return violated(
        names,
        f"{shown(early.fact)} {_when(early)}, {shown(late.fact)} {_when(late)}: "
        f"this curve can only {'fall' if early.falls else 'rise'}",
        severity=Severity.ERROR if sure else Severity.WARNING,
        changes=_at_most(lower.fact, upper.fact),
    )


def _composite(view: View) -> Iterator[Answer]:
    at_times = [
        ((point.fact.meaning.statistic, point.frame, point.time), (point.fact, point.span))
        for point in points(view)
    ]
    medians = [
        (("median", frame(view, fact.meaning, fact.group)), (fact, span))
        for fact in _medians(view)
        if (span := months(fact)) is not None
    ]
    for fact, span, wider, over in _inside(_grouped([*at_times, *medians]).values()):
        names = (name(fact), name(wider))
        reason = apart(view, fact, wider)
        if reason:
            yield not_applicable(reason, *names)
        elif _above(span, over):
            says = (
                f"{shown(fact)} ({fact.meaning.measure}) is above {shown(wider)} "
                f"({wider.meaning.measure})"
            )
            crossed = Severity.INFO if _crossing(fact, span, over) else Severity.WARNING
            yield violated(names, says, severity=crossed, changes=_at_most(fact, wider))
        else:
            yield passed(*names)


def _crossing(fact: EstimateFact, span: Span, over: Span) -> bool:
    """Say whether censoring alone may have put a stricter endpoint above a wider one."""
    if fact.meaning.statistic == "median":
        return span.high is None or not _above(span, over.times(_LONGER))
    n = fact.denominator.n
    return not _above(span, over.widened(max(_CENSORING, Fraction(100, n or 100))))


def _inside(
    placed: Iterable[list[tuple[EstimateFact, Span]]],
) -> Iterator[tuple[EstimateFact, Span, EstimateFact, Span]]:
    """Yield each result with those of the wider endpoints of the same patients and time."""
    for facts in placed:
        for fact, span in facts:
            wider = _wider(fact.meaning.measure)
            for other, over in facts if wider else ():
                if other.meaning.measure in wider:
                    yield fact, span, other, over


def _wider(measure: str) -> list[str]:
    """Return the endpoints that a patient free of this one's events is free of, too."""
    found: list[str] = []
    while within := terms.vocabulary("measures")[measure].text("within"):
        found.append(within)
        measure = within
    return found


def _competing(view: View) -> Iterator[Answer]:
    moments = _grouped(((point.frame, point.time), point) for point in points(view))
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


def _halved(view: View) -> Iterator[Answer]:
    curves = _grouped(((point.fact.meaning.endpoint, point.frame), point) for point in points(view))
    for median in _medians(view):
        key = (median.meaning.endpoint, frame(view, median.meaning, median.group))
        for point in curves.get(key, ()):
            if point.falls:
                yield _side(view, median, point)


def _side(view: View, median: EstimateFact, point: Point) -> Answer:
    names = (name(median), name(point.fact))
    reason, span = apart(view, median, point.fact), months(median)
    if reason or span is None:
        return not_applicable(reason or "the median is not a time that was reached", *names)
    when = Span(point.time, point.time)
    still, past = _above(span, when), _above(when, span)
    if not (still and _above(_HALF, point.span)) and not (past and _above(point.span, _HALF)):
        return passed(*names)
    return violated(
        names,
        f"median {shown(median)}, but {shown(point.fact)} {_when(point)}",
        severity=Severity.ERROR if one_cut(median, point.fact) else Severity.WARNING,
        changes=(
            f"{shown(point.fact)} would have to be {'50% or more' if still else '50% or less'}",
            f"{shown(median)} would have to be {'before' if still else 'after'} {_when(point)[3:]}",
        ),
    )


def _at_risk(view: View) -> Iterator[Answer]:
    for key, curve in view.study.curves.items():
        for group, counts in curve.at_risk.items():
            address = f"curves/{key}/at-risk/{group}"
            names = [f"{address}.{index}" for index in range(len(counts))]
            size = view.groups[group].size if group in view.groups else None
            if size is not None and counts:
                yield _fewer(view.size_name(group), size, names[0], counts[0])
            for index in range(1, len(counts)):
                yield _fewer(names[index - 1], counts[index - 1], names[index], counts[index])


def _fewer(before: str, many: int, after: str, few: int) -> Answer:
    if few <= many:
        return passed(before, after)
    changes = (
        f"{few} would have to be at most {many}",
        f"{many} would have to be at least {few}",
    )
    says = f"{few} at risk after {many}"
    return violated((before, after), says, severity=Severity.WARNING, changes=changes)


def _medians(view: View) -> Iterator[EstimateFact]:
    for fact in view.estimates:
        if fact.meaning.statistic == "median" and fact.section == "outcomes":
            yield fact


def _grouped(items: Iterable[tuple[Hashable, _T]]) -> dict[Hashable, list[_T]]:
    found: dict[Hashable, list[_T]] = {}
    for key, item in items:
        found.setdefault(key, []).append(item)
    return found


def _above(one: Span, other: Span) -> bool:
    """Say whether all of one interval is above all of the other."""
    return one.low is not None and other.high is not None and one.low > other.high


def _when(point: Point) -> str:
    time = point.fact.meaning.time
    return f"at {time.text if time else ''}"


def _at_most(lower: EstimateFact, upper: EstimateFact) -> tuple[str, str]:
    return (
        f"{shown(lower)} would have to be {shown(upper)} or less",
        f"{shown(upper)} would have to be {shown(lower)} or more",
    )


_FIX = "Compare both numbers, their times and their groups with the source."

S01 = Check(
    id="S01",
    title="Survival does not rise, incidence does not fall",
    statement="Of two times of one curve, the later has no more survival and no less incidence.",
    why="Nobody comes back to life: a swapped time or a mistyped digit shows.",
    severity=Severity.ERROR,
    passes="31% at 6 months, 24% at 12 months",
    fails="31% at 6 months, 42% at 12 months",
    fix=f"{_FIX} Results of different data cuts belong in blocks of their own: `os@final`.",
    look=_ordered,
)
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
S07 = Check(
    id="S07",
    title="The median agrees with the curve",
    statement="Before the median at least half are free of the event, after it at most half; a "
    "median not reached leaves the curve at one half or above.",
    why="The median is read off the same curve.",
    severity=Severity.ERROR,
    passes="median 7.7 months, 22.8% at 24 months",
    fails="median 7.7 months, 22.8% at 6 months",
    fix=f"{_FIX} Results of different data cuts belong in blocks of their own: `os@final`.",
    look=_halved,
)
S08 = Check(
    id="S08",
    title="Numbers at risk do not rise",
    statement="Numbers at risk under a curve never rise, and start at most at the group's size.",
    why="Patients leave the risk set; they enter it late only in rare designs.",
    severity=Severity.WARNING,
    passes="25, 18, 9, 4",
    fails="25, 18, 19",
    fix="Compare the numbers under the curve with the source, arm by arm.",
    look=_at_risk,
    method="Guyot P, et al. BMC Med Res Methodol 2012;12:9",
)
CHECKS = (S01, S02, S03, S07, S08)
