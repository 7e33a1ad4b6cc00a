"""The check that the interval of a hazard ratio is as wide as its events ask."""

from collections.abc import Iterator
from math import inf, log, sqrt
from typing import NamedTuple

from schema.checks.effects.agreement import standard_error
from schema.checks.figures import closed, confidence
from schema.checks.levels import two_sided
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import (
    HAZARDS,
    Range,
    Rows,
    effect_number,
    external,
    p_sides,
    p_span,
    pairs,
    randomised,
    rows,
    z_range,
)
from schema.checks.survival.totals import Totals, total_key, totals
from schema.checks.view import View, count_name, name, possible_counts, size
from schema.facts import ComparisonFact


class Events(NamedTuple):
    """The events of both groups, the names of these numbers, and the patients of both."""

    counts: tuple[int, ...]
    names: tuple[str, ...]
    sizes: tuple[int | None, ...]


_LEAST = 0.9  # of the standard error that the events give: 0 of 4,000 below
# Of randomised arms with so many events each: 0 of 900 outside, the more above it the further the
# ratio is from 1.
_ENOUGH, _NEAREST, _FARTHEST, _PER_RATIO = 20, 0.96, 1.08, 0.12
_LOG_RANK = 0.3  # standard errors between a model and the log-rank test of its p-value
_ONE_EACH = sqrt(2)  # the standard error if one patient of each group had the event


def _wide_enough(view: View) -> Iterator[Answer]:
    known, all_rows = totals(view), rows(view)
    for fact in view.comparisons:
        if fact.value.effect not in HAZARDS or len(fact.groups) != 2:
            continue
        if not _known(fact):
            continue
        names = _bounds(fact)
        if external(view, fact):
            yield not_applicable("an external or matched control may be weighted", *names)
            continue
        events = group_events(view, known, all_rows, fact)
        sizes = [view.groups[group].size for group in fact.groups]
        if events is not None:
            yield _against_events(fact, events, arms=randomised(view, fact))
        elif all(sizes):
            yield _against_sizes(view, fact, [n for n in sizes if n])
        else:
            yield not_applicable("neither events nor sizes are printed", *names)


def group_events(view: View, known: Totals, all_rows: Rows, fact: ComparisonFact) -> Events | None:
    """Return the events of both groups and the names of these numbers."""
    for pair in pairs(all_rows, fact):
        if all(each.value.events is not None for each in pair):
            counts = tuple(int(each.value.events.text) for each in pair if each.value.events)
            names = tuple(name(each, "events") for each in pair)
            return Events(counts, names, tuple(map(size, pair)))
    shares = [known.get(total_key(view, fact.meaning, group)) for group in fact.groups]
    found = [(share, possible_counts(share)) for share in shares if share is not None]
    certain = [(share, run[0]) for share, run in found if run is not None and len(run) == 1]
    if len(certain) < len(fact.groups):
        return None
    return Events(
        tuple(count for _, count in certain),
        tuple(count_name(share) for share, _ in certain),
        tuple(size(share) for share, _ in certain),
    )


def _known(fact: ComparisonFact) -> bool:
    """Say whether interval or p-value tell how uncertain a ratio is."""
    return standard_error(fact, 0.95) is not None or bool(_by_p(fact))


def _by_p(fact: ComparisonFact) -> list[Range]:
    """Return the standard errors that ratio and p-value imply where no interval is printed."""
    number, p = effect_number(fact), p_span(fact)
    plain = confidence(fact) is None and not fact.margin and fact.test != "interaction"
    if not plain or number is None or p is None or closed(number)[0] <= 0:
        return []
    ends = [abs(log(float(end))) for end in closed(number)]
    found = []
    for sides in p_sides(fact):
        low, high = z_range(p, sides)
        farthest, nearest = max(abs(low), abs(high)) + _LOG_RANK, min(abs(low), abs(high))
        nearest = 0.0 if low <= 0 <= high else max(0.0, nearest - _LOG_RANK)
        found.append((min(ends) / farthest, max(ends) / nearest if nearest else inf))
    return found


def _errors(fact: ComparisonFact) -> Range:
    """Return the least and the largest standard error under any reading of the level."""
    found = [e for level in two_sided(fact) if (e := standard_error(fact, level))] or _by_p(fact)
    return min(low for low, _ in found), max(high for _, high in found)


def _against_events(fact: ComparisonFact, events: Events, *, arms: bool) -> Answer:
    names, counts = (*_bounds(fact), *events.names), events.counts
    if not all(counts):
        return not_applicable("a group has no events", *names)
    expected, (low, high) = sqrt(sum(1 / count for count in counts)), _errors(fact)
    crude = arms and fact.value.effect == "HR" and not adjusted(fact) and min(counts) >= _ENOUGH
    told = " and ".join(map(str, counts))
    if high < (_NEAREST if crude else _LEAST) * expected:
        says = f"{fact.value.text}: too certain for {told} events"
    elif crude and low > _most(fact) * expected:
        says = f"{fact.value.text}: too uncertain for {told} events"
    else:
        return passed(*names)
    return violated(names, says, severity=Severity.WARNING)


def _most(fact: ComparisonFact) -> float:
    """Return how many times the standard error of its events a ratio may have."""
    number = effect_number(fact)
    return _FARTHEST + _PER_RATIO * log(float(number.decimal)) ** 2 if number else inf


def _bounds(fact: ComparisonFact) -> tuple[str, ...]:
    """Return the names of the numbers that say how uncertain a ratio is."""
    if confidence(fact) is None:
        return name(fact), name(fact, "p")
    return name(fact, "low"), name(fact, "high")


def _against_sizes(view: View, fact: ComparisonFact, sizes: list[int]) -> Answer:
    names, (low, high) = (*_bounds(fact), *map(view.size_name, fact.groups)), _errors(fact)
    if low > _ONE_EACH and confidence(fact) is None:
        says = f"{fact.value.text}: too uncertain even if one of each group had the event"
    elif high < _LEAST * sqrt(sum(1 / n for n in sizes)):
        says = f"{fact.value.text}: too certain even if all {sizes[0]} and {sizes[1]} had the event"
    else:
        return passed(*names)
    return violated(names, says, severity=Severity.WARNING)


def adjusted(fact: ComparisonFact) -> bool:
    """Say whether an effect is more than that of two groups."""
    return bool(fact.adjusted_for or fact.stratified_by or fact.meaning.milestone)


E06 = Check(
    id="E06",
    title="The interval is as wide as the events ask",
    statement="The standard error of a log hazard ratio, by its interval or else its p-value, is "
    "at least 0.9 times sqrt(1/d1 + 1/d0); of randomised arms with 20 events each 0.96 to 1.08 "
    "times, more where the ratio is far from 1; without events, at least 0.9 times that of all "
    "patients.",
    why="The number of events fixes the width of the interval.",
    severity=Severity.WARNING,
    passes="0.75 (97.5% 0.57 to 0.99): 251 to 277 events of 326",
    fails="0.75 (0.74 to 0.76) with 326 patients",
    fix="Compare both bounds, the level and the events with the source. Matched and clustered "
    "analyses may differ: waive it with that reason.",
    look=_wide_enough,
    method="Tierney JF, et al. Trials 2007;8:16",
)
CHECKS = (E06,)
