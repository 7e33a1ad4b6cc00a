"""The check that the interval of a hazard ratio is as wide as its events ask."""

from collections.abc import Iterator
from math import sqrt

from schema.checks.effects import standard_error
from schema.checks.lattice import Totals, total_key, totals
from schema.checks.levels import two_sided
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import Range, Rows, external, pairs, randomised, rows
from schema.checks.view import View, count_name, name, possible_counts
from schema.facts import ComparisonFact

Events = tuple[tuple[int, ...], tuple[str, ...]]  # of both groups, and the names of the numbers

_LEAST, _MOST = 0.9, 1.25  # of the standard error that the events give: 0 of 4,000 outside
_ENOUGH = 20  # events in each group for the upper limit to hold


def _wide_enough(view: View) -> Iterator[Answer]:
    known, all_rows = totals(view), rows(view)
    for fact in view.comparisons:
        if fact.value.effect not in ("HR", "SHR") or len(fact.groups) != 2:
            continue
        names = (name(fact, "low"), name(fact, "high"))
        error = standard_error(fact, 0.95)
        if error is None:
            continue
        if external(view, fact):
            yield not_applicable("an external or matched control may be weighted", *names)
            continue
        events = _events(view, known, all_rows, fact)
        sizes = [view.groups[group].size for group in fact.groups]
        if events is not None:
            yield _against_events(fact, events, arms=randomised(view, fact))
        elif all(sizes):
            yield _against_sizes(view, fact, [size for size in sizes if size])
        else:
            yield not_applicable("neither events nor sizes are printed", *names)


def _events(view: View, known: Totals, all_rows: Rows, fact: ComparisonFact) -> Events | None:
    """Return the events of both groups and the names of these numbers."""
    for pair in pairs(all_rows, fact):
        if all(each.value.events is not None for each in pair):
            counts = tuple(int(each.value.events.text) for each in pair if each.value.events)
            return counts, tuple(name(each, "events") for each in pair)
    shares = [known.get(total_key(view, fact.meaning, group)) for group in fact.groups]
    possible = [possible_counts(share) for share in shares if share is not None]
    if len(possible) < 2 or not all(run is not None and len(run) == 1 for run in possible):
        return None
    counts = tuple(run[0] for run in possible if run)
    return counts, tuple(count_name(share) for share in shares if share is not None)


def _errors(fact: ComparisonFact) -> Range:
    """Return the least and the largest standard error under any reading of the level."""
    found = [e for level in two_sided(fact) if (e := standard_error(fact, level))]
    return min(low for low, _ in found), max(high for _, high in found)


def _against_events(fact: ComparisonFact, events: Events, *, arms: bool) -> Answer:
    counts, where = events
    names = (name(fact, "low"), name(fact, "high"), *where)
    if not all(counts):
        return not_applicable("a group has no events", *names)
    expected = sqrt(sum(1 / count for count in counts))
    low, high = _errors(fact)
    crude = arms and fact.value.effect == "HR" and not _adjusted(fact)
    told = " and ".join(map(str, counts))
    if high < _LEAST * expected:
        says = f"{fact.value.text}: too narrow for {told} events"
    elif crude and min(counts) >= _ENOUGH and low > _MOST * expected:
        says = f"{fact.value.text}: too wide for {told} events"
    else:
        return passed(*names)
    return violated(names, says, severity=Severity.WARNING)


def _against_sizes(view: View, fact: ComparisonFact, sizes: list[int]) -> Answer:
    names = (name(fact, "low"), name(fact, "high"), *map(view.size_name, fact.groups))
    if _errors(fact)[1] >= _LEAST * sqrt(sum(1 / size for size in sizes)):
        return passed(*names)
    says = f"{fact.value.text}: too narrow even if all {sizes[0]} and {sizes[1]} had the event"
    return violated(names, says, severity=Severity.WARNING)


def _adjusted(fact: ComparisonFact) -> bool:
    return bool(fact.adjusted_for or fact.stratified_by or fact.meaning.milestone)


E06 = Check(
    id="E06",
    title="The interval is as wide as the events ask",
    statement="The standard error of a log hazard ratio is at least 0.9 times sqrt(1/d1 + 1/d0), "
    "and of randomised arms with 20 events each at most 1.25 times; without events, at least 0.9 "
    "times that of all patients.",
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
