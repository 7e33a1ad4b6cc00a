"""Checks of one curve: what falls cannot rise, and its median and numbers at risk belong to it."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import (
    Point,
    apart,
    at_most,
    frame,
    months,
    one_cut,
    outcome_medians,
    points,
    shown,
)
from schema.checks.view import View, name
from schema.exact.rounding import Span
from schema.facts import EstimateFact

_FIX = "Compare both numbers, their times and their groups with the source."
_HALF = Span(Fraction(50), Fraction(50))


def _ordered(view: View) -> Iterator[Answer]:
    curves = grouped(
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
    if not upper.span.below(lower.span):
        return passed(*names)
    sure = early.sure and late.sure and one_cut(early.fact, late.fact)
    return violated(
        names,
        f"{shown(early.fact)} {_when(early)}, {shown(late.fact)} {_when(late)}: "
        f"this curve can only {'fall' if early.falls else 'rise'}",
        severity=Severity.ERROR if sure else Severity.WARNING,
        changes=at_most(lower.fact, upper.fact),
    )


def _halved(view: View) -> Iterator[Answer]:
    curves = grouped(((point.fact.meaning.endpoint, point.frame), point) for point in points(view))
    for median in outcome_medians(view):
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
    still, past = when.below(span), span.below(when)
    if not (still and point.span.below(_HALF)) and not (past and _HALF.below(point.span)):
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
            size = view.groups[group].size if group in view.groups else None
            start = [] if size is None else [(view.size_name(group), size)]
            told = [(f"curves/{key}/at-risk/{group}.{i}", n) for i, n in enumerate(counts)]
            yield from (_fewer(*before, *after) for before, after in pairwise((*start, *told)))


def _fewer(before: str, many: int, after: str, few: int) -> Answer:
    if few <= many:
        return passed(before, after)
    changes = (
        f"{few} would have to be at most {many}",
        f"{many} would have to be at least {few}",
    )
    says = f"{few} at risk after {many}"
    return violated((before, after), says, severity=Severity.WARNING, changes=changes)


def _when(point: Point) -> str:
    time = point.fact.meaning.time
    return f"at {time.text if time else ''}"


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
CHECKS = (S01, S07, S08)
