"""Pages by name, for the search page: which names are a page's own, what it is about, its facets.

Pagefind searches the words of all pages, but cannot tell the page of a drug from one that mentions
it, and answers facets without a word only by loading its whole index.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.models.sources import Source
from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.parts import across
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.cards import cite_line, design, patients, study_name
from kb.publish.parts.families import kind_of
from kb.publish.parts.finding import study_facets, term_facets
from kb.publish.parts.library import Library, full_name, with_broader
from kb.publish.parts.shapes import Facet
from kb.publish.parts.words import counted

# What readers call a kind of measures, beside its title.
_KIND_WORDS = {"safety": "toxicity, side effects, adverse events"}
_VOCABULARIES = {"treatments": "Treatment", "measures": "Measure", "diseases": "Population"}


class Entry(NamedTuple):
    """A page: where it is, what a list of results says about it, its own names, its facets.

    Attributes:
        about: what numbers under it are about: populations and settings of a study, the kind of a
            measure.
        measures: of a treatment: ids of those whose results stand on its page.
    """

    path: str
    kind: str
    title: str
    summary: str
    text: str
    names: list[str]
    about: list[str]
    measures: list[str]
    facets: list[Facet]


def entries(library: Library) -> list[Entry]:
    """Return the pages of all terms and studies; studies the newest first."""
    terms = [
        _term(term, kind, library)
        for vocabulary, kind in _VOCABULARIES.items()
        for term in library.terms(vocabulary).values()
        if term.id in library.published(vocabulary)
    ]
    return [*terms, *(_study(row, library) for row in library.studies.values())]


def study_summary(row: StudyRow, library: Library) -> str:
    """Return a study in one line, for lists of search results."""
    return f"{design(row, library)}, {patients(row, library)}. {cite_line(row)}"


def term_names(term: Term) -> list[str]:
    """Return name and synonyms of a term."""
    return list(dict.fromkeys((term.name, *term.synonyms)))


def _term(term: Term, kind: str, library: Library) -> Entry:
    return Entry(
        path=term_path(term.vocabulary, term.id),
        kind=kind,
        title=full_name(term),
        summary=kind_of(term).title if kind == "Measure" else _studies(term, library),
        text=term.definition,
        names=term_names(term),
        about=[_kind_words(term)] if kind == "Measure" else [],
        measures=_standing(term, library) if kind == "Treatment" else [],
        facets=term_facets(kind, [term]),
    )


def _kind_words(measure: Term) -> str:
    more = _KIND_WORDS.get(measure.kind or "", "")
    return ", ".join(text for text in (kind_of(measure).title, more) if text)


def _standing(treatment: Term, library: Library) -> list[str]:
    return sorted({fact.measure for fact in across.of_subject(library, treatment=treatment.id)})


def _whom(row: StudyRow, library: Library) -> Iterator[str]:
    """Yield the names of the populations and settings of a study, broader ones included."""
    for vocabulary, ids in (("diseases", row.diseases), ("settings", row.settings)):
        known = library.terms(vocabulary)
        wanted = with_broader(known, ids)
        yield from (", ".join(term_names(known[id_])) for id_ in known if id_ in wanted)


def _studies(term: Term, library: Library) -> str:
    by_treatment = term.vocabulary == "treatments"
    found = (
        library.base.studies(treatment=term.id)
        if by_treatment
        else library.base.studies(population=term.id)
    )
    return counted(len(found), "study", "studies")


def _study(row: StudyRow, library: Library) -> Entry:
    study = library.study(row.id)
    return Entry(
        path=study_path(row.id),
        kind="Study",
        title=f"{row.acronym}: {row.title}" if row.acronym else row.title,
        summary=study_summary(row, library),
        text="",
        names=list(dict.fromkeys(_study_names(row, study.sources))),
        about=list(_whom(row, library)),
        measures=[],
        facets=study_facets(study, library),
    )


def _study_names(row: StudyRow, sources: Iterable[Source]) -> Iterator[str]:
    """Yield what a study is called: its name, numbers, and first author and year of each report."""
    yield from (study_name(row), row.id, *row.registrations)
    for source in sources:
        yield from (number for number in (source.doi, source.pmid, source.pmcid) if number)
        if source.authors:
            surname = source.authors[0].rpartition(" ")[0] or source.authors[0]
            yield f"{surname} {source.year or ''}".strip()
