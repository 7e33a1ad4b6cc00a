"""What tells results apart that would read alike: moment, analysis set, table, cut, report."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.grids import captions
from kb.publish.parts.library import Library
from kb.publish.parts.statistics import called, category, details, grade, moment
from kb.publish.parts.words import listed, spaced

Result = Outcome | ComparisonRow


def apart(facts: Sequence[Result], texts: Sequence[Hashable], library: Library) -> list[str]:
    """Return what each result needs beside its text; empty where none of its study reads like it.

    Of the words that are known about results, no more are told than tell them apart.
    """
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for place, (fact, text) in enumerate(zip(facts, texts, strict=True)):
        alike[fact.study, text].append(place)
    words = [""] * len(facts)
    for places in alike.values():
        if len(places) > 1:
            told = _differences([_traits(facts[place], library) for place in places])
            for place, said in zip(places, told, strict=True):
                words[place] = said
    return words


def _differences(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return of each row those texts, in order, by which the rows differ."""
    kept: list[int] = []
    for column in range(len(rows[0])):
        if _kinds(rows, [*kept, column]) > _kinds(rows, kept):
            kept.append(column)
    return ["; ".join(row[column] for column in kept if row[column]) for row in rows]


def _kinds(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> int:
    return len({tuple(row[column] for column in columns) for row in rows})


def _traits(fact: Result, library: Library) -> list[str]:
    """Return what is known about a result, in the order in which readers ask for it."""
    endpoint = library.endpoint(fact)
    named = [category(fact, endpoint) if fact.category else "", grade(fact)]
    return [
        moment(fact),
        *named,
        ", ".join(text for text in details(fact, endpoint) if text not in named),
        _set(fact, library),
        _table(fact, library),
        called(fact, endpoint),
        library.name("denominators", fact.counted) if fact.counted else "",
        f"cut {spaced(fact.cut)}" if fact.cut else "",
        _adjusted(fact),
        *_written(fact, library),
    ]


def _set(fact: Result, library: Library) -> str:
    sets = {each.id: each.label for each in library.study(fact.study).sets}
    return sets.get(fact.analysis_set or "", "")


def _table(fact: Result, library: Library) -> str:
    """Return the caption of the printed table in which a result stands, if it stands in one."""
    tables = [each for each in library.study(fact.study).tables if each.section == fact.section]
    named = zip((each.block for each in tables), captions(tables), strict=True)
    return dict(named).get(library.endpoint(fact).block, "")


def _adjusted(fact: Result) -> str:
    if isinstance(fact, Outcome):
        return ""
    by = f"adjusted for {listed(fact.adjusted_for)}" if fact.adjusted_for else "not adjusted"
    return f"{by}, stratified by {listed(fact.stratified_by)}" if fact.stratified_by else by


def _written(fact: Result, library: Library) -> tuple[str, str]:
    """Return the name of the report, and the place inside it."""
    names = library.source_names(fact.study)
    return names[fact.source], names.place(fact.place)
