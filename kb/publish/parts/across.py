"""Results of many studies side by side: table rows, and figures that keep studies apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.models.results import ComparisonRow, Outcome
from kb.models.terms import Term
from kb.publish.parts.anchors import anchor, study_path
from kb.publish.parts.apart import apart
from kb.publish.parts.cards import population, study_name
from kb.publish.parts.estimates import axis_label, counted_as, group_label, n_of, of_unit
from kb.publish.parts.families import kind_of
from kb.publish.parts.forests import (
    Drawn,
    Title,
    drawn_estimate,
    estimates_figure,
    under_headings,
)
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import estimate
from kb.publish.parts.shapes import CrossRow, Figure
from kb.publish.parts.statistics import called, details, statistic
from kb.publish.parts.words import sentence

# Kinds of measures whose values stand in tables only.
_NOT_DRAWN = ("characteristic", "exposure", "flow")


@dataclass(frozen=True)
class TitledFigure:
    """A figure of one statistic at one time, across studies."""

    id: str
    title: str
    fig: Figure


@dataclass
class _Moment:
    """Results of one statistic at one time: its heading, and results by study."""

    heading: str
    by_study: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))


def outcomes(library: Library, **filters: str | list[str] | None) -> list[Outcome]:
    """Return results of every basis, those of one study together."""
    found = [
        fact
        for basis in library.bases
        for fact in library.base.outcomes(basis=basis, **filters)  # type: ignore[arg-type]
    ]
    return sorted(found, key=lambda fact: fact.study)


def of_subject(library: Library, **subject: str | list[str] | None) -> list[Outcome]:
    """Return what the page of a treatment or population shows by measure: outcomes and safety."""
    return outcomes(library, **subject, section=["outcomes", "safety"])


def comparisons(library: Library, **filters: str | list[str] | None) -> list[ComparisonRow]:
    """Return comparisons of every basis, those of one study together."""
    found = [
        fact
        for basis in library.bases
        for fact in library.base.comparisons(basis=basis, **filters)  # type: ignore[arg-type]
    ]
    return sorted(found, key=lambda fact: fact.study)


def cross_rows(facts: Sequence[Outcome], library: Library) -> list[CrossRow]:
    """Return results for a table of many studies; those that would read alike say what differs."""
    rows = [cross_row(fact, library) for fact in facts]
    texts = [(row["measure"], row["group"], row["statistic"], row["what"]) for row in rows]
    for row, more in zip(rows, apart(facts, texts, library), strict=True):
        row["what"] = sentence(", ".join(text for text in (row["what"], more) if text)) or None
    return rows


def cross_row(fact: Outcome, library: Library) -> CrossRow:
    """Return a result for a table of results of many studies."""
    study = library.studies[fact.study]
    n, n_sort = n_of(fact)
    return {
        "study": {"text": study_name(study), "href": study_path(fact.study, fact.address)},
        "treatment": ", ".join(library.names("treatments", fact.treatments)) or "not stated",
        "population": population(study, library),
        "group": group_label(fact, library),
        "what": sentence(called(fact, library.endpoint(fact))) or None,
        "measure": sentence(fact.measure_name),
        "statistic": _kind(fact, library),
        "at_sort": f"{fact.months:g}" if fact.months is not None else "",
        "num": estimate(fact),
        "n": n,
        "n_sort": str(n_sort) if n_sort is not None else "",
        "denominator": counted_as(fact, library),
        "design": library.design_of(fact),
        "later": fact.post_baseline,
    }


def patients(facts: Iterable[Outcome]) -> int:
    """Return how many patients results rest on: the largest denominator of each study."""
    largest: dict[str, int] = {}
    for fact in facts:
        n = fact.n if fact.n is not None else fact.n_derived or 0
        if fact.per == "patient":
            largest[fact.study] = max(n, largest.get(fact.study, 0))
    return sum(largest.values())


def drawn(measure: Term) -> bool:
    """Whether values of a measure say something side by side: an outcome, not a characteristic."""
    return measure.kind not in _NOT_DRAWN


def figures(
    name: str, measure: Term, facts: Sequence[Outcome], library: Library
) -> list[TitledFigure]:
    """Return a figure for each statistic and time at which there is enough to draw."""
    if not drawn(measure):
        return []
    return [
        made
        for _, moment in sorted(_moments(facts, library).items(), key=_order)
        for made in _of_moment(name, measure, moment, library)
    ]


def _order(item: tuple[tuple[str, float, str], _Moment]) -> tuple[float, str, str]:
    (kind, months, text), _ = item
    return months, kind, text


def _moments(facts: Sequence[Outcome], library: Library) -> dict[tuple[str, float, str], _Moment]:
    """Group results by statistic, time and category; one time may be printed in two units."""
    found: dict[tuple[str, float, str], _Moment] = {}
    for fact in facts:
        heading = _kind(fact, library)
        timed = fact.months is not None
        more = ", ".join(details(fact, library.endpoint(fact)))
        key = (fact.statistic or "", round(fact.months or 0.0, 1), more if timed else heading)
        found.setdefault(key, _Moment(heading)).by_study[fact.study].append(fact)
    return found


def _kind(fact: Outcome, library: Library) -> str:
    """Return statistic, time and details in one line."""
    return sentence(", ".join([statistic(fact), *details(fact, library.endpoint(fact))]))


def _of_moment(
    name: str, measure: Term, moment: _Moment, library: Library
) -> Iterator[TitledFigure]:
    found = [
        (_study_heading(study, library), _drawn(facts, library))
        for study, facts in _newest_first(moment, library)
    ]
    units = dict.fromkeys(row.unit for _, rows in found for row in rows if row and row.unit)
    for unit in units:
        own = under_headings((text, of_unit(rows, unit)) for text, rows in found)
        where = anchor(f"{name}-{moment.heading}-{unit if len(units) > 1 else ''}").rstrip("-")
        title = Title(where.lower(), f"{measure.name}, {moment.heading}", kind_of(measure).family)
        figure = estimates_figure(title, axis_label(sentence(measure.name), unit), own, unit)
        if figure:
            yield TitledFigure(title.name, moment.heading, figure)


def _newest_first(moment: _Moment, library: Library) -> list[tuple[str, list[Outcome]]]:
    position = {study: place for place, study in enumerate(library.studies)}
    return sorted(moment.by_study.items(), key=lambda item: position[item[0]])


def _study_heading(study: str, library: Library) -> str:
    row = library.studies[study]
    return f"{study_name(row)}, {population(row, library)}"


def _drawn(facts: Sequence[Outcome], library: Library) -> list[Drawn | None]:
    labels = [_label(fact, library) for fact in facts]
    more = apart(facts, labels, library)
    return [
        drawn_estimate(fact, ", ".join(text for text in (label, beside) if text))
        for fact, label, beside in zip(facts, labels, more, strict=True)
    ]


def _label(fact: Outcome, library: Library) -> str:
    names = (group_label(fact, library), called(fact, library.endpoint(fact)))
    return ": ".join(name for name in names if name)
