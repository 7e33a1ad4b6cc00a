"""The map of the evidence: how many studies and patients there are by treatment and measure."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TypedDict

from kb.models.results import Outcome
from kb.publish.figures.common import Family
from kb.publish.figures.map import Bubble, BubbleColumn, BubbleMap, BubbleRow, draw_map
from kb.publish.parts.across import patients
from kb.publish.parts.anchors import term_path
from kb.publish.parts.families import kind_of, rank
from kb.publish.parts.library import Library, short_name
from kb.publish.parts.shapes import Figure
from kb.publish.parts.words import sentence, thousands

TITLE = "Evidence map: studies and patients by treatment and measure"
ROWS, COLUMNS = 12, 9
LARGEST = 18.0  # radius of the mark of the cell with the most patients
_SMALLEST = 1.5
# Kinds of treatments and measures that the map is about.
_TREATMENTS = ("agent", "regimen", "procedure")
_MEASURES = ("response", "residual-disease", "survival", "relapse", "mortality", "transplant")

Key = tuple[str, str]


class Column(TypedDict):
    """A measure of the map."""

    label: str
    family: Family
    href: str


class Cell(TypedDict):
    """How much there is for one treatment and measure; `radius`: its area grows with patients."""

    studies: str
    patients: str
    href: str
    radius: str | None


class Row(TypedDict):
    """A treatment of the map."""

    label: str
    href: str
    cells: list[Cell | None]


class EvidenceMap(TypedDict):
    """Studies and patients by treatment and measure; `beyond`: what has no row or column."""

    columns: list[Column]
    rows: list[Row]
    beyond: dict[str, int]
    fig: Figure


def evidence_map(library: Library) -> EvidenceMap:
    """Return studies and patients of the most studied treatments and measures."""
    cells: defaultdict[Key, list[Outcome]] = defaultdict(list)
    for fact in library.base.outcomes(section="outcomes"):
        for treatment in fact.treatments:
            cells[treatment, fact.measure].append(fact)
    treatments = _most_studied(library, "treatments", _TREATMENTS, cells, 0)
    measures = _most_studied(library, "measures", _MEASURES, cells, 1)
    known = library.terms("measures")
    shown = sorted(measures[:COLUMNS], key=lambda measure: rank(known[measure]))
    largest = max((patients(cells[t, m]) for t in treatments[:ROWS] for m in shown), default=0)
    columns = [_column(library, measure) for measure in shown]
    rows = [_row(library, treatment, shown, cells, largest) for treatment in treatments[:ROWS]]
    beyond = {"treatments": len(treatments[ROWS:]), "measures": len(measures[COLUMNS:])}
    return {"columns": columns, "rows": rows, "beyond": beyond, "fig": _figure(columns, rows)}


def _most_studied(
    library: Library,
    vocabulary: str,
    kinds: Sequence[str],
    cells: Mapping[Key, Sequence[Outcome]],
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


def _row(
    library: Library,
    treatment: str,
    measures: Sequence[str],
    cells: Mapping[Key, Sequence[Outcome]],
    largest: int,
) -> Row:
    return {
        "label": sentence(library.name("treatments", treatment)),
        "href": term_path("treatments", treatment),
        "cells": [
            _cell(cells.get((treatment, measure), ()), treatment, measure, largest)
            for measure in measures
        ],
    }


def _cell(facts: Sequence[Outcome], treatment: str, measure: str, largest: int) -> Cell | None:
    if not facts:
        return None
    counted = patients(facts)
    return {
        "studies": str(len({fact.study for fact in facts})),
        "patients": thousands(counted) if counted else "not stated",
        "href": f"{term_path('treatments', treatment)}#measure-{measure}",
        "radius": f"{_radius(counted, largest):.2f}" if counted else None,
    }


def _radius(counted: int, largest: int) -> float:
    return max(_SMALLEST, LARGEST * math.sqrt(counted / largest))


def _figure(columns: Sequence[Column], rows: Sequence[Row]) -> Figure:
    """Return the map as a drawing, for use outside the site."""
    bubbles = BubbleMap(
        "evidence-map",
        TITLE,
        tuple(BubbleColumn(column["label"], column["family"]) for column in columns),
        tuple(BubbleRow(row["label"], tuple(map(_bubble, row["cells"]))) for row in rows),
    )
    drawing = draw_map(bubbles)
    return {
        "name": bubbles.name,
        "title": TITLE,
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "family": "characteristic",
    }


def _bubble(cell: Cell | None) -> Bubble | None:
    if cell is None:
        return None
    radius = float(cell["radius"]) if cell["radius"] else None
    return Bubble(cell["studies"], cell["patients"], radius)
