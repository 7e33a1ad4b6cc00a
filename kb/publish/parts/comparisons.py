"""Comparisons: what was compared with what, how, and figures that keep kinds of evidence apart."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from kb.models.results import ComparisonRow
from kb.publish.figures.common import Family
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.cards import study_name
from kb.publish.parts.forests import (
    Drawn,
    Rows,
    Title,
    differences_figure,
    drawn_effect,
    ratios_figure,
    under_headings,
)
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import effect
from kb.publish.parts.shapes import Figure, Link, Num, SourceRef
from kb.publish.parts.sources import SourceNames
from kb.publish.parts.statistics import details, moment
from kb.publish.parts.words import listed, sentence, spaced

# Kinds of evidence, the strongest first; a figure never mixes them under one heading.
RANDOMISED = "Randomised comparison"
EXTERNAL = "Against an external control"
OTHER = "Not a randomised comparison"


class Row(TypedDict):
    """A comparison in the table of its study."""

    what: Link
    label: str
    later: bool
    num: Num
    analysis: str
    source: SourceRef


class CrossRow(TypedDict):
    """A comparison among those of other studies."""

    study: Link
    label: str
    later: bool
    num: Num
    analysis: str


def evidence(fact: ComparisonRow, library: Library) -> str:
    """Return the kind of evidence: randomised, external control, or neither."""
    if fact.external or any((fact.study, group) in library.external for group in fact.groups):
        return EXTERNAL
    return RANDOMISED if fact.randomised else OTHER


def compared(fact: ComparisonRow, library: Library) -> str:
    """Return what was compared with what; the last of two groups is the reference."""
    if fact.factor:
        return f"{sentence(spaced(fact.factor))}, within {_within(fact, library)}"
    splits = listed(map(spaced, fact.splits))
    if not fact.groups:
        return f"Interaction of {splits}"
    groups = " vs ".join(fact.group_labels)
    if splits:
        return f"{groups}, by {splits}"
    return f"{groups} vs a fixed rate{_rate(fact)}" if len(fact.groups) == 1 else groups


def _within(fact: ComparisonRow, library: Library) -> str:
    group = library.groups.get((fact.study, fact.within or ""))
    return group.label if group else "the study"


def _rate(fact: ComparisonRow) -> str:
    return f" of {fact.rate_text}%" if fact.rate_text else " that is not stated"


def analysis(fact: ComparisonRow, library: Library) -> str:
    """Return how groups were compared, as far as it is stated."""
    test = fact.test if fact.test not in (None, "unstated") else None
    parts = [
        kind_of_evidence(fact, library),
        moment(fact),
        *details(fact, library.endpoint(fact)),
        library.name("tests", test) if test else "",
        f"adjusted for {listed(fact.adjusted_for)}" if fact.adjusted_for else "",
        f"stratified by {listed(fact.stratified_by)}" if fact.stratified_by else "",
        f"margin {fact.margin}" if fact.margin else "",
        fact.verdict or "",
    ]
    return "; ".join(part for part in parts if part)


def kind_of_evidence(fact: ComparisonRow, library: Library) -> str:
    """Return what is compared, where it is not groups with each other, or the kind of evidence."""
    if fact.factor:
        return "Association within a group"
    if not fact.groups:
        return "Interaction test"
    return "Against a fixed rate" if len(fact.groups) == 1 else evidence(fact, library)


def row(fact: ComparisonRow, names: SourceNames, library: Library) -> Row:
    """Return a comparison for the table of its study."""
    label = f": {fact.label}" if fact.label else ""
    return {
        "what": {
            "text": f"{sentence(fact.measure_name)}{label}",
            "href": term_path("measures", fact.measure),
        },
        "label": compared(fact, library),
        "later": fact.post_baseline,
        "num": effect(fact, names),
        "analysis": analysis(fact, library),
        "source": names.ref(fact),
    }


def cross_row(fact: ComparisonRow, library: Library) -> CrossRow:
    """Return a comparison for the table of a measure."""
    name = study_name(library.studies[fact.study])
    return {
        "study": {"text": name, "href": study_path(fact.study, fact.address)},
        "label": compared(fact, library),
        "later": fact.post_baseline,
        "num": effect(fact),
        "analysis": analysis(fact, library),
    }


def figures(
    name: str,
    facts: Sequence[ComparisonRow],
    labels: Iterable[str],
    library: Library,
    family: Family,
) -> list[Figure]:
    """Return one figure for each effect measure, its rows under the kind of evidence."""
    drawn: dict[tuple[str, str], dict[str, list[Drawn]]] = {}
    for fact, label in zip(facts, labels, strict=True):
        found = drawn_effect(fact, label)
        if found:
            kinds = drawn.setdefault((found.unit, fact.canonical_unit or ""), {})
            kinds.setdefault(evidence(fact, library), []).append(found)
    made = [
        _figure(f"{name}-{number}", effect_, unit, kinds, library, family)
        for number, ((effect_, unit), kinds) in enumerate(drawn.items(), 1)
    ]
    return [figure for figure in made if figure]


def _figure(
    name: str,
    effect_: str,
    unit: str,
    kinds: dict[str, list[Drawn]],
    library: Library,
    family: Family,
) -> Figure | None:
    rows = under_headings(
        (kind, [found.row for found in kinds.get(kind, [])])
        for kind in (RANDOMISED, OTHER, EXTERNAL)
    )
    words = sentence(library.name("effects", effect_))
    title = Title(name, f"{words} by comparison", family)
    return of_effect(title, effect_, words, rows, library, unit)


def of_effect(
    title: Title, effect_: str, words: str, rows: Rows, library: Library, unit: str = ""
) -> Figure | None:
    """Return the figure of one effect measure: ratios around 1, differences around 0."""
    if library.terms("effects")[effect_].scale == "log":
        return ratios_figure(title, words, rows)
    return differences_figure(title, words, rows, f" {unit}" if unit else "")
