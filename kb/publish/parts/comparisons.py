"""Comparisons: what was compared with what, how, and figures that keep kinds of evidence apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypedDict

from kb.models.results import ComparisonRow
from kb.publish.figures.common import Family
from kb.publish.figures.forest import ForestRow
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.apart import apart
from kb.publish.parts.armsizes import sizes_text
from kb.publish.parts.cards import study_name
from kb.publish.parts.favours import by_direction, favours, pair_of
from kb.publish.parts.forests import (
    Favours,
    Rows,
    Title,
    differences_figure,
    drawn_effect,
    ratios_figure,
    under_headings,
)
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import effect, one_line
from kb.publish.parts.shapes import Figure, Link, Num, SourceRef
from kb.publish.parts.sources import SourceNames
from kb.publish.parts.statistics import details, moment
from kb.publish.parts.words import listed, sentence, spaced

# Kinds of evidence, the strongest first; a figure never mixes them under one heading.
RANDOMISED = "Randomised comparison"
SUBGROUP = "Subgroup of a randomised comparison"
EXTERNAL = "Against an external control"
OTHER = "Not a randomised comparison"
KINDS = (RANDOMISED, SUBGROUP, OTHER, EXTERNAL)
BEFORE = "Compared before treatment"  # no evidence of an effect, whoever is compared

# Says what is compared with what; the second words tell it from comparisons that read alike.
Label = Callable[[ComparisonRow, str], str]


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


def evidence(fact: ComparisonRow) -> str:
    """Return the kind of evidence, as the answer to a query says it."""
    if fact.external:
        return EXTERNAL
    if fact.subgroup_of:
        return SUBGROUP
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
        kind_of_evidence(fact),
        moment(fact),
        *details(fact, library.endpoint(fact)),
        library.name("tests", test) if test else "",
        f"adjusted for {listed(fact.adjusted_for)}" if fact.adjusted_for else "",
        f"stratified by {listed(fact.stratified_by)}" if fact.stratified_by else "",
        f"margin {fact.margin}" if fact.margin else "",
        fact.verdict or "",
    ]
    return "; ".join(part for part in parts if part)


def kind_of_evidence(fact: ComparisonRow) -> str:
    """Return what is compared, where it is not groups with each other, or the kind of evidence."""
    if fact.factor:
        return "Association within a group"
    if not fact.groups:
        return "Interaction test"
    if fact.before_treatment:
        return BEFORE
    return "Against a fixed rate" if len(fact.groups) == 1 else evidence(fact)


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
    label: Label,
    library: Library,
    family: Family,
) -> list[Figure]:
    """Return one figure for each effect measure and direction, with rows under kinds of evidence.

    Rows that would read alike also say what differs.
    """
    drawn: dict[tuple[str, str], list[ComparisonRow]] = {}
    for fact in facts:
        found = drawn_effect(fact, "")
        if found:
            drawn.setdefault((found.unit, fact.canonical_unit or ""), []).append(fact)
    parts = [part for same in drawn.values() for part in _directions(same)]
    made = [
        _figure(f"{name}-{number}", part, turned, label, library, family)
        for number, (part, turned) in enumerate(parts, 1)
    ]
    return [figure for figure in made if figure]


def _directions(facts: Sequence[ComparisonRow]) -> list[tuple[list[ComparisonRow], bool]]:
    return [(part, place > 0) for place, part in enumerate(by_direction(facts))]


def _figure(
    name: str,
    facts: Sequence[ComparisonRow],
    turned: bool,
    label: Label,
    library: Library,
    family: Family,
) -> Figure | None:
    more = apart(facts, [label(fact, "") for fact in facts], library)
    kinds: dict[str, list[ForestRow]] = {}
    for fact, beside in zip(facts, more, strict=True):
        row = effect_row(fact, label(fact, beside), library)
        kinds.setdefault(evidence(fact), []).append(row)
    effect_ = library.name("effects", facts[0].effect or "")
    title = f"{effect_} by comparison{direction(facts, library) if turned else ''}"
    return of_effect(
        Title(name, sentence(title), family),
        facts[0].effect or "",
        under_headings((kind, kinds.get(kind, [])) for kind in KINDS),
        library,
        facts[0].canonical_unit or "",
        favours(facts, library),
    )


def direction(facts: Sequence[ComparisonRow], library: Library) -> str:
    """Return what tells a figure from the one whose arms are the other way round."""
    pair = pair_of(facts, library)
    return f": {' vs '.join(pair)}" if pair else ", arms the other way round"


def effect_row(fact: ComparisonRow, label: str, library: Library) -> ForestRow:
    """Return an effect as a row; one that is only a p-value or a word stands as text."""
    drawn = drawn_effect(fact, label)
    row = drawn.row if drawn else _text_row(fact, label)
    return replace(row, sizes=sizes_text(fact, library))


def _text_row(fact: ComparisonRow, label: str) -> ForestRow:
    later, secondary = fact.post_baseline, fact.secondary_only
    printed = one_line(effect(fact))
    return ForestRow(sentence(label), printed, secondary=secondary, post_baseline=later)


def of_effect(
    title: Title,
    effect_: str,
    rows: Rows,
    library: Library,
    unit: str = "",
    sides: Favours = None,
) -> Figure | None:
    """Return the figure of one effect measure: ratios around 1, differences around 0."""
    words = sentence(library.name("effects", effect_))
    if library.terms("effects")[effect_].scale == "log":
        return ratios_figure(title, words, rows, sides)
    return differences_figure(title, words, rows, f" {unit}" if unit else "", sides)
