"""By which words a page is found, and by which facets results are narrowed."""

from collections.abc import Iterable, Iterator

from kb.models.sources import Source
from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.parts.library import Library, with_broader
from kb.publish.parts.shapes import Facet
from kb.publish.parts.words import sentence
from kb.study import Study

_STATUS = {
    "draft": "Draft",
    "extracted": "Record not checked",
    "verified": "Record checked",
    "withdrawn": "Withdrawn",
    "superseded": "Superseded",
}


def study_words(study: Study, library: Library) -> str:
    """Return people, identifiers, and names of treatments, populations and measures of a study."""
    row = study.row
    terms = [
        *(library.terms("treatments")[given] for given in row.treatments),
        *(library.terms("diseases")[disease] for disease in row.diseases),
        *(library.terms("measures")[measure] for measure in _measures(study)),
    ]
    words = [
        row.acronym or "",
        row.id,
        *row.registrations,
        *(word for source in study.sources for word in _source_words(source)),
        *(word for term in terms for word in (term.name, *term.synonyms)),
    ]
    return _joined(words)


def _source_words(source: Source) -> Iterator[str]:
    yield from source.authors
    stated = (source.journal, source.publisher, source.doi, source.pmid, source.pmcid)
    yield from (text for text in stated if text)
    if source.doi:
        yield f"https://doi.org/{source.doi}"  # as readers paste it


def _measures(study: Study) -> list[str]:
    return list(dict.fromkeys(endpoint.measure for endpoint in study.endpoints))


def term_words(terms: Iterable[Term]) -> str:
    """Return all names and codes of terms."""
    return _joined(
        word
        for term in terms
        for word in (term.name, *term.synonyms, *(code.text for code in term.codes))
    )


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def study_facets(study: Study, library: Library) -> list[Facet]:
    """Return the facets of a study."""
    row = study.row
    outcomes = [e.measure for e in study.endpoints if e.section == "outcomes"]
    return [
        *_facets("Treatment", _all_names(library, "treatments", row.treatments)),
        *_facets("Measure", library.names("measures", dict.fromkeys(outcomes))),
        *_facets("Population", _all_names(library, "diseases", row.diseases)),
        *_facets("Design", library.names("designs", row.designs)),
        *_facets("Year", [str(row.year)] if row.year else []),
        *_facets("Status", _states(row)),
    ]


def _states(row: StudyRow) -> Iterator[str]:
    yield _STATUS[row.status]
    if row.retracted:
        yield "Retracted"
    if row.numbers_verified:
        yield "Numbers verified" if row.numbers_verified == row.numbers else "Some numbers verified"


def term_facets(name: str, terms: Iterable[Term]) -> list[Facet]:
    """Return the facets of the page of a term."""
    return _facets(name, [term.name for term in terms])


def _all_names(library: Library, vocabulary: str, terms: Iterable[str]) -> list[str]:
    known = library.terms(vocabulary)
    wanted = with_broader(known, terms)
    return [term.name for term in known.values() if term.id in wanted]


def _facets(name: str, values: Iterable[str]) -> list[Facet]:
    return [{"name": name, "value": sentence(value)} for value in values]
