"""The front page: what there is, and a map of the evidence."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypedDict

from kb.models.results import Outcome
from kb.publish.figures.common import Family
from kb.publish.pages.page import Body, Page
from kb.publish.pages.search import examples
from kb.publish.parts.across import patients
from kb.publish.parts.anchors import term_path
from kb.publish.parts.cards import card
from kb.publish.parts.families import kind_of, rank
from kb.publish.parts.library import Library, short_name
from kb.publish.parts.shapes import Fact, Stat, plain
from kb.publish.parts.words import date_words, sentence, thousands

TITLE = "Published outcomes in acute lymphoblastic leukaemia"
LEAD = (
    "Response, survival, relapse and toxicity from trials and cohorts, as printed: each number "
    "with its denominator, its interval and its source."
)
_NEWEST = 6
_ROWS, _COLUMNS = 12, 9
# Kinds of treatments and measures that a map of the evidence is about.
_TREATMENTS = ("agent", "regimen", "procedure")
_MEASURES = ("response", "residual-disease", "survival", "relapse", "mortality", "transplant")
_LEVELS = (2, 4, 7)


class Column(TypedDict):
    """A measure of the map."""

    label: str
    family: Family
    href: str


class Cell(TypedDict):
    """How much there is for one treatment and measure; `level`: 1 to 4."""

    studies: str
    patients: str
    href: str
    level: int


class Row(TypedDict):
    """A treatment of the map."""

    label: str
    href: str
    cells: list[Cell | None]


class EvidenceMap(TypedDict):
    """Studies and patients by treatment and measure."""

    columns: list[Column]
    rows: list[Row]


def pages(library: Library) -> Iterator[Page]:
    """Yield the home page."""
    yield Page("", "home", "home", library.base.meta.title, LEAD, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the home page."""
    home = {
        "title": TITLE,
        "lead": LEAD,
        "examples": examples(library),
        "stats": _stats(library),
        "map": evidence_map(library),
        "newest": [card(row, library) for row in list(library.studies.values())[:_NEWEST]],
        "data": _data(library),
    }
    return Body({"home": home})


def _stats(library: Library) -> list[Stat]:
    counts = library.base.counts()
    return [
        {"value": thousands(counts.studies), "label": "studies"},
        {
            "value": thousands(counts.patients),
            "label": "patients",
            "note": "largest group of each study",
        },
        {"value": thousands(counts.estimates), "label": "estimates"},
        {"value": thousands(counts.comparisons), "label": "comparisons"},
        {
            "value": f"{thousands(counts.verified)} of {thousands(counts.studies)}",
            "label": "records verified",
            "note": "by a second reader",
        },
    ]


def _data(library: Library) -> list[Fact]:
    meta = library.base.meta
    dated = [plain(date_words(meta.data_date))] if meta.data_date else []
    return [
        {"term": "Version", "values": [plain(meta.data_version[:12]), *dated]},
        {"term": "Licence", "values": [{"text": meta.licence, "href": meta.licence_url}]},
        {
            "term": "Files",
            "values": [
                {"text": "SQLite database", "href": "data/kb.sqlite"},
                {"text": "what is in it", "href": "data/"},
            ],
        },
    ]


def evidence_map(library: Library) -> EvidenceMap:
    """Return studies and patients of the most used treatments and measures."""
    cells: defaultdict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for fact in library.base.outcomes(section="outcomes"):
        for treatment in fact.treatments:
            cells[treatment, fact.measure].append(fact)
    treatments = _most_studied(library, "treatments", _TREATMENTS, cells, 0)[:_ROWS]
    measures = _most_studied(library, "measures", _MEASURES, cells, 1)[:_COLUMNS]
    known = library.terms("measures")
    ordered = sorted(measures, key=lambda measure: rank(known[measure]))
    return {
        "columns": [_column(library, measure) for measure in ordered],
        "rows": [
            {
                "label": sentence(library.name("treatments", treatment)),
                "href": term_path("treatments", treatment),
                "cells": [
                    _cell(cells[treatment, measure], treatment, measure) for measure in ordered
                ],
            }
            for treatment in treatments
        ],
    }


def _most_studied(
    library: Library,
    vocabulary: str,
    kinds: Sequence[str],
    cells: dict[tuple[str, str], list[Outcome]],
    side: int,
) -> list[str]:
    known = library.terms(vocabulary)
    studies: defaultdict[str, set[str]] = defaultdict(set)
    for key, facts in cells.items():
        if known[key[side]].kind in kinds:
            studies[key[side]] |= {fact.study for fact in facts}
    order = {term: place for place, term in enumerate(known)}
    counts = Counter({term: len(found) for term, found in studies.items()})
    return sorted(counts, key=lambda term: (-counts[term], order[term]))


def _column(library: Library, measure: str) -> Column:
    term = library.terms("measures")[measure]
    return {
        "label": sentence(short_name(term)),
        "family": kind_of(term).family,
        "href": term_path("measures", measure),
    }


def _cell(facts: Sequence[Outcome], treatment: str, measure: str) -> Cell | None:
    if not facts:
        return None
    studies, counted = len({fact.study for fact in facts}), patients(facts)
    return {
        "studies": str(studies),
        "patients": thousands(counted) if counted else "not stated",
        "href": f"{term_path('treatments', treatment)}#measure-{measure}",
        "level": 1 + sum(studies >= level for level in _LEVELS),
    }
