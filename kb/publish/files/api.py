"""The JSON API: every document with its address below `api/v1/`."""

from collections.abc import Iterator
from typing import Any, Literal

from kb.models.results import Basis
from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.files.about import About, about
from kb.publish.files.documents import (
    IndexDocument,
    MeasureDocument,
    Results,
    StudiesDocument,
    StudyDocument,
    SubjectDocument,
    TermsDocument,
)
from kb.publish.files.reading import Reading, grouped
from kb.publish.parts.anchors import study_path, term_path

FOLDER = "api/v1/"
# The kinds of documents by the name of their schema.
KINDS: dict[str, type[Any]] = {
    "index": IndexDocument,
    "studies": StudiesDocument,
    "study": StudyDocument,
    "terms": TermsDocument,
    "measure": MeasureDocument,
    "subject": SubjectDocument,
}
# Address and kind of every document, in the order in which one asks.
DOCUMENTS = {
    "index.json": "index",
    "studies.json": "studies",
    "studies/{id}.json": "study",
    "measures.json": "terms",
    "measures/{id}.json": "measure",
    "treatments.json": "terms",
    "treatments/{id}.json": "subject",
    "populations.json": "terms",
    "populations/{id}.json": "subject",
    "terms/{vocabulary}.json": "terms",
}
SUMMARIES = {
    "index.json": "What there is, and where",
    "studies.json": "All studies",
    "studies/{id}.json": "One study",
    "measures.json": "The measures that some study reports",
    "measures/{id}.json": "All results of one measure",
    "treatments.json": "The treatments that some study gives",
    "treatments/{id}.json": "The studies of one treatment",
    "populations.json": "The diseases that some study is about",
    "populations/{id}.json": "The studies of one disease",
    "terms/{vocabulary}.json": "One vocabulary",
}
_ROOT = "../../"
_DEEP = "../../../"
_SUBJECTS: tuple[Literal["treatments", "diseases"], ...] = ("treatments", "diseases")


def documents(reading: Reading) -> Iterator[tuple[str, str, Any]]:
    """Yield address, kind and contents of every document."""
    yield "index.json", "index", index(reading)
    yield "studies.json", "studies", StudiesDocument(_about(reading), _studies(reading))
    for study in reading.library.studies:
        yield f"studies/{study}.json", "study", study_document(reading, study)
    yield from _measures(reading)
    for vocabulary in _SUBJECTS:
        yield from _subjects(reading, vocabulary)
    for name in reading.base.vocabularies():
        terms = tuple(reading.library.terms(name).values())
        yield f"terms/{name}.json", "terms", TermsDocument(_about(reading, _DEEP), name, terms)


def _about(reading: Reading, root: str = _ROOT, what: str = "") -> About:
    return about(reading.meta, root, what)


def _studies(reading: Reading) -> tuple[StudyRow, ...]:
    return tuple(reading.library.studies.values())


def index(reading: Reading) -> IndexDocument:
    """Return the document that lists all others."""
    kinds = [*KINDS, "record"]
    return IndexDocument(
        about=_about(reading),
        counts=reading.base.counts(),
        documents={address: kind for address, kind in DOCUMENTS.items() if kind != "index"},
        schemas={kind: f"schema/{kind}.json" for kind in kinds},
        openapi="openapi.json",
        tables=f"{_ROOT}data/datapackage.json",
    )


def study_document(reading: Reading, study: str) -> StudyDocument:
    """Return everything that is known of one study."""
    found = reading.library.study(study)
    printed = _results(reading, "reported", study)
    return StudyDocument(
        about=_about(reading, _DEEP, f"record {study}"),
        page=f"{_DEEP}{study_path(study)}",
        study=reading.library.studies[study],
        details=found.details,
        sources=tuple(found.sources),
        cuts=tuple(found.cuts),
        groups=tuple(found.groups),
        splits=tuple(found.splits),
        sets=tuple(found.sets),
        endpoints=tuple(found.endpoints),
        tables=tuple(found.tables),
        outcomes=printed.outcomes,
        comparisons=printed.comparisons,
        derived=_results(reading, "derived", study),
        digitised=_results(reading, "digitised", study),
        curves=tuple(found.curves),
        oddities=tuple(found.oddities),
        waivers=tuple(found.waivers),
        findings=reading.findings_of.get(study, ()),
        seals=reading.seals_of.get(study, ()),
        appraisal=found.appraisal,
        curation=found.curation,
    )


def _results(reading: Reading, basis: Basis, study: str) -> Results:
    return Results(
        reading.outcomes_of[basis].get(study, ()), reading.comparisons_of[basis].get(study, ())
    )


def _measures(reading: Reading) -> Iterator[tuple[str, str, Any]]:
    used = [term for term in reading.library.terms("measures").values() if term.studies]
    listed = TermsDocument(_about(reading), "measures", tuple(used))
    yield "measures.json", "terms", listed
    outcomes = {basis: grouped(facts, "measure") for basis, facts in reading.outcomes.items()}
    compared = {basis: grouped(facts, "measure") for basis, facts in reading.comparisons.items()}
    for term in used:
        printed, derived, digitised = (
            Results(outcomes[basis].get(term.id, ()), compared[basis].get(term.id, ()))
            for basis in outcomes
        )
        document = MeasureDocument(
            about=_about(reading, _DEEP, f"measure {term.id}"),
            page=f"{_DEEP}{term_path('measures', term.id)}",
            term=term,
            outcomes=printed.outcomes,
            comparisons=printed.comparisons,
            derived=derived,
            digitised=digitised,
        )
        yield f"measures/{term.id}.json", "measure", document


def _subjects(
    reading: Reading, vocabulary: Literal["treatments", "diseases"]
) -> Iterator[tuple[str, str, Any]]:
    """Yield the list of treatments or populations that have a page, and each of them."""
    name = "populations" if vocabulary == "diseases" else vocabulary
    known, published = reading.library.terms(vocabulary), reading.library.published(vocabulary)
    shown = tuple(term for term in known.values() if term.id in published)
    yield f"{name}.json", "terms", TermsDocument(_about(reading), vocabulary, shown)
    for term in shown:
        document = SubjectDocument(
            about=_about(reading, _DEEP, f"{name} {term.id}"),
            page=f"{_DEEP}{term_path(vocabulary, term.id)}",
            term=term,
            studies=_studies_of(reading, vocabulary, term),
        )
        yield f"{name}/{term.id}.json", "subject", document


def _studies_of(
    reading: Reading, vocabulary: Literal["treatments", "diseases"], term: Term
) -> tuple[StudyRow, ...]:
    """Return the studies that the same filter of the Python API finds."""
    ids = reading.base.words.ids(vocabulary, term.id, narrower=True)
    return tuple(row for row in _studies(reading) if ids.intersection(getattr(row, vocabulary)))
