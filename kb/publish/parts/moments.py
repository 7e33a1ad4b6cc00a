"""From results to the chart of survival over time: who has results at two moments or more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.models.results import Outcome
from kb.models.terms import Term
from kb.publish.figures.forest import ForestHeading, ForestRow
from kb.publish.figures.moments import Moment, Moments, Series, draw_moments
from kb.publish.parts.estimates import group_label
from kb.publish.parts.families import kind_of
from kb.publish.parts.forests import drawn_estimate
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Figure
from kb.publish.parts.statistics import details, qualifier
from kb.publish.parts.words import sentence, time_words

KINDS = ("survival", "relapse", "mortality")
# Medians among those with the event alone: half of them is not half of the group.
_NOT_OF_ALL = ("time-to-relapse",)
MOST = 8  # more groups than this wait folded
_SHARES = ("probability", "cumulative-incidence")


@dataclass(frozen=True)
class _Placed:
    """A result with its place in time: months, or None for a median."""

    fact: Outcome
    months: float | None
    row: ForestRow


def moments_figure(measure: Term, facts: Sequence[Outcome], library: Library) -> Figure | None:
    """Return the chart of one measure in one study, or None where no group has two moments."""
    placed = [found for fact in facts if (found := _placed(fact, measure))]
    series: dict[tuple[object, ...], list[_Placed]] = {}
    for found in placed:
        series.setdefault(_key(found.fact), []).append(found)
    told = [own for own in series.values() if _tells(own)]
    if not told:
        return None
    title = sentence(f"{measure.name} at the reported times")
    moments = Moments(
        f"{measure.id}-times",
        title,
        sentence(measure.name),
        tuple(_under_headings(told, library)),
        _in_years(found.fact for own in told for found in own),
        kind_of(measure).family,
        "" if len(told) == len(series) else "Groups with one time point stand in the table.",
    )
    drawing = draw_moments(moments)
    figure: Figure = {
        "name": moments.name,
        "title": title,
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "family": moments.family,
    }
    many = len(told) > MOST
    return {**figure, "folded": f"{len(told)} groups over time, as a figure"} if many else figure


def _placed(fact: Outcome, measure: Term) -> _Placed | None:
    median = fact.statistic == "median" and measure.kind == "survival"
    if median and (measure.id in _NOT_OF_ALL or fact.canonical_unit not in ("mo", None)):
        return None
    if not median and (fact.statistic not in _SHARES or fact.months is None):
        return None
    words = "Median" if median else time_words(fact.time or "")
    drawn = drawn_estimate(fact, words)
    if drawn is None or (not median and drawn.unit not in ("%", "")):
        return None
    return _Placed(fact, None if median else fact.months, drawn.row)


def _key(fact: Outcome) -> tuple[object, ...]:
    """Return what the results of one series have in common."""
    incidence = fact.statistic == "cumulative-incidence"
    return (
        fact.endpoint,
        fact.group,
        fact.category,
        fact.during,
        fact.milestone,
        fact.origin,
        fact.cut,
        fact.analysis_set,
        fact.counted,
        incidence,
    )


def _tells(own: Sequence[_Placed]) -> bool:
    """Whether a series says something about time: two moments, and a number among them."""
    drawn = any(found.row.numbers for found in own)
    return drawn and len({found.months for found in own}) > 1


def _in_years(facts: Iterable[Outcome]) -> bool:
    """Whether every time that is printed is in years."""
    units = {fact.time.partition(" ")[2] for fact in facts if fact.time}
    return units == {"y"}


def _under_headings(
    told: Sequence[list[_Placed]], library: Library
) -> Iterator[Series | ForestHeading]:
    named = len({own[0].fact.endpoint for own in told}) > 1
    for heading, members in groupby(told, lambda own: _heading(own[0].fact, library, named)):
        if heading:
            yield ForestHeading(heading)
        yield from (_series(own, library) for own in members)


def _heading(fact: Outcome, library: Library, named: bool) -> str:
    endpoint = library.endpoint(fact)
    parts = [
        qualifier(endpoint, fact) if named else "",
        "cumulative incidence" if fact.statistic == "cumulative-incidence" else "",
        fact.milestone or "",
        *details(fact, endpoint),
    ]
    return sentence(", ".join(part for part in parts if part))


def _series(own: Sequence[_Placed], library: Library) -> Series:
    fact = own[0].fact
    sizes = [each.fact.n if each.fact.n is not None else each.fact.n_derived for each in own]
    return Series(
        label=sentence(group_label(fact, library)),
        n=sizes[0] if len(set(sizes)) == 1 else None,
        moments=tuple(Moment(f.months, f.row) for f in own if f.months is not None),
        medians=tuple(found.row for found in own if found.months is None),
        post_baseline=fact.post_baseline,
    )
