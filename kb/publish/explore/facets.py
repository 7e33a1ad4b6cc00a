"""By what estimates can be narrowed: facets with the names of their values, in a fixed order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.publish.explore.rows import MILESTONE, UNSTATED, UNTIMED, ExploreRow
from kb.publish.parts.cards import status_badge
from kb.publish.parts.comparisons import RANDOMISED
from kb.publish.parts.families import KINDS
from kb.publish.parts.library import Library
from kb.publish.parts.words import sentence, time_words

# Columns of which a row has several values.
LISTS = ("diseases", "settings", "designs", "treatments", "standing")
_SECTIONS = {
    "outcomes": "Outcomes",
    "comparisons": "Comparisons",
    "safety": "Safety",
    "baseline": "Baseline",
    "flow": "Participant flow",
}
_STATES = ("verified", "extracted", "draft", "withdrawn", "superseded")
_UNITS = {"%": "Per cent", "mo": "Months", "/patient-year": "Per patient-year"}


@dataclass(frozen=True)
class Facet:
    """A facet.

    Attributes:
        id: its name in the address of the page.
        title: its heading.
        column: the column of the rows that it narrows.
        labels: names of the values that occur.
        named: the column that holds the names instead.
        many: a row has several values.
        above: broader terms of a value, under which it is found too.
        ordered: values stand in the order of `labels`, not by how many rows they have.
        open: unfolded when the page opens.
    """

    id: str
    title: str
    column: str
    labels: Mapping[str, str] = field(default_factory=dict)
    named: str | None = None
    many: bool = False
    above: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ordered: bool = False
    open: bool = False


def facets(rows: Sequence[ExploreRow], library: Library) -> list[Facet]:
    """Return all facets, what a reader asks for first, first."""
    return [
        _fixed("kind", "Result", "kind", _SECTIONS, rows, open_=True),
        _fixed("family", "Kind of measure", "measure_kind", _families(), rows),
        _terms("measure", "Measure", "measure", "measures", rows, library, open_=True),
        _statistics(rows, library),
        _times(rows),
        _terms("treatment", "Treatment", "treatments", "treatments", rows, library, open_=True),
        _terms("population", "Population", "diseases", "diseases", rows, library, open_=True),
        _terms("setting", "Line or setting", "settings", "settings", rows, library),
        _terms("design", "Design", "designs", "designs", rows, library),
        _fixed("evidence", "Kind of comparison", "evidence", _evidence(rows), rows),
        _units(rows, library),
        _flags("verified", "Second reader", "verified", "Number verified", "Not verified", rows),
        _fixed("basis", "Basis", "basis", _basis(), rows),
        _flags("secondary", "Source", "secondary_only", "Secondary only", "First-hand", rows),
        _flags("later", "Group defined", "post_baseline", "After baseline", "At baseline", rows),
        _fixed("status", "Status", "standing", _standings(library), rows),
        Facet("study", "Study", "study", named="name"),
    ]


def standing(row: ExploreRow) -> tuple[str, ...]:
    """Return what is said of the whole record: its status, and whether it is retracted."""
    return (row.status, *(["retracted"] if row.retracted else []))


def _standings(library: Library) -> dict[str, str]:
    """Return the words of the badges that studies carry everywhere."""
    badges = {row.status: status_badge(row)["text"] for row in library.studies.values()}
    return {state: badges[state] for state in _STATES if state in badges} | {
        "retracted": "Retracted"
    }


def _families() -> dict[str, str]:
    return {kind: named.title for kind, named in KINDS.items()}


def _basis() -> dict[str, str]:
    return {
        "reported": "Reported: printed",
        "derived": "Derived: computed",
        "digitised": "Digitised: off a curve",
    }


def _fixed(
    id_: str,
    title: str,
    column: str,
    labels: Mapping[str, str],
    rows: Sequence[ExploreRow],
    *,
    open_: bool = False,
) -> Facet:
    used = set(_values(rows, column))
    found = {value: label for value, label in labels.items() if value in used}
    return Facet(id_, title, column, found, many=column in LISTS, ordered=True, open=open_)


def _evidence(rows: Sequence[ExploreRow]) -> dict[str, str]:
    """Return the kinds of comparisons, randomised ones first; they are their own names."""
    used = sorted(set(_values(rows, "evidence")), key=lambda kind: (kind != RANDOMISED, kind))
    return {kind: kind for kind in used}


def _values(rows: Sequence[ExploreRow], column: str) -> Iterator[Any]:
    for row in rows:
        value = standing(row) if column == "standing" else getattr(row, column)
        yield from value if isinstance(value, tuple) else (value,) if value is not None else ()


def _terms(
    id_: str,
    title: str,
    column: str,
    vocabulary: str,
    rows: Sequence[ExploreRow],
    library: Library,
    *,
    open_: bool = False,
) -> Facet:
    """Return a facet of a vocabulary: who asks for a term finds the narrower ones, too."""
    used = dict.fromkeys(_values(rows, column))
    above = {term: found for term in used if (found := _above(vocabulary, term, library))}
    shown = {*used, *(term for terms in above.values() for term in terms)}
    known = library.terms(vocabulary)
    ids = [*(term for term in known if term in shown), *sorted(shown - known.keys())]
    labels = {term: sentence(library.name(vocabulary, term)) for term in ids}
    return Facet(id_, title, column, labels, None, column in LISTS, above, open=open_)


def _above(vocabulary: str, term: str, library: Library) -> list[str]:
    """Return all terms by which queries find a term: broader ones, and parts of a regimen."""
    known = library.terms(vocabulary)
    found: dict[str, None] = {}
    waiting = [term]
    while waiting:
        current = known.get(waiting.pop())
        if current is None:
            continue
        parts = current.components if vocabulary == "treatments" else ()
        new = [other for other in (*current.broader, *parts) if other not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    found.pop(term, None)
    return list(found)


def _statistics(rows: Sequence[ExploreRow], library: Library) -> Facet:
    named = {
        term.id: sentence(term.name)
        for vocabulary in ("statistics", "effects")
        for term in library.terms(vocabulary).values()
    }
    labels = named | {"words": "Result in words or p-value"}
    return _fixed("statistic", "Statistic or effect", "statistic", labels, rows)


def _times(rows: Iterable[ExploreRow]) -> Facet:
    printed: dict[str, str] = {}
    for row in rows:
        if row.months is not None:
            printed.setdefault(row.at, row.time or "")
    timed = {at: _time_label(at, printed[at]) for at in sorted(printed, key=float)}
    other = {
        MILESTONE: "A milestone of treatment",
        UNSTATED: "Time not stated",
        UNTIMED: "No time point",
    }
    used = {row.at for row in rows}
    labels = timed | {at: label for at, label in other.items() if at in used}
    return Facet("time", "Time point", "at", labels, ordered=True)


def _time_label(months: str, printed: str) -> str:
    """Return a time in years where it is whole years, so that `12 mo` and `1 y` are one."""
    if not months.isdigit():
        return time_words(printed)
    years, rest = divmod(int(months), 12)
    return time_words(f"{months} mo" if rest or not years else f"{years} y")


def _units(rows: Sequence[ExploreRow], library: Library) -> Facet:
    used = dict.fromkeys(_values(rows, "axis"))
    labels = {axis: axis_name(axis, library) for axis in used}
    return Facet("unit", "Unit or effect", "axis", labels)


def axis_name(axis: str, library: Library) -> str:
    """Return what an axis shows: `Months`, `Hazard ratio`, `Risk difference, %`."""
    effect, _, unit = axis.partition(" ")
    if effect in library.terms("effects"):
        name = sentence(library.name("effects", effect))
        return f"{name}, {unit}" if unit else name
    return _UNITS.get(axis, axis)


def _flags(
    id_: str, title: str, column: str, yes: str, no: str, rows: Sequence[ExploreRow]
) -> Facet:
    used = {getattr(row, column) for row in rows}
    found = {str(value).lower(): yes if value else no for value in (True, False) if value in used}
    return Facet(id_, title, column, found, ordered=True)
