"""The lists: of studies, and of measures, treatments and populations."""

from collections.abc import Iterable, Iterator
from typing import Any, NotRequired, TypedDict

from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.figures.common import Family
from kb.publish.pages.page import Body, Page
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.cards import cite_line, population, record_badge, size, warnings
from kb.publish.parts.families import KINDS, kind_of
from kb.publish.parts.library import Library, with_narrower
from kb.publish.parts.terms import kind_title
from kb.publish.parts.words import counted, sentence, thousands


class TermEntry(TypedDict):
    """A term in a list."""

    text: str
    href: str
    note: str


class Group(TypedDict):
    """Terms under one heading."""

    title: str
    family: NotRequired[Family]
    terms: list[TermEntry]


def pages(library: Library) -> Iterator[Page]:
    """Yield the four lists."""
    yield _page("studies", "Studies", _STUDIES, lambda: studies(library), "studies")
    yield _page("measures", "Measures", _MEASURES, lambda: measures(library))
    yield _page("treatments", "Treatments", _TREATMENTS, lambda: treatments(library))
    yield _page("populations", "Populations", _POPULATIONS, lambda: populations(library))


_STUDIES = (
    "One record for each trial or cohort. All reports of the same patients share one record, so "
    "that nobody is counted twice."
)
_MEASURES = "What studies measured, each under one name."
_TREATMENTS = "What patients were given: agents, classes, regimens and procedures."
_POPULATIONS = "The diseases to which whole studies are confined."


def _page(path: str, title: str, lead: str, index: Any, template: str = "terms") -> Page:
    def body() -> Body:
        return Body({"index": {"title": title, "lead": lead, **index()}})

    return Page(f"{path}/", "list", template, title, lead, body)


def studies(library: Library) -> dict[str, Any]:
    """Return the table of all studies, the newest first."""
    rows = [_study(row, library) for row in library.studies.values()]
    return {"caption": "All studies", "rows": rows}


def _study(row: StudyRow, library: Library) -> dict[str, Any]:
    known = row.n if row.n is not None else row.n_derived
    return {
        "study": {"text": row.title, "href": study_path(row.id)},
        "acronym": row.acronym,
        "cite": cite_line(row),
        "year": str(row.year or "not reported"),
        "treatments": [
            {"text": library.name("treatments", term), "href": term_path("treatments", term)}
            for term in row.treatments
        ],
        "population": population(row, library),
        "design": library.design(row),
        "n": size(row),
        "n_sort": str(known) if known is not None else "",
        "estimates": thousands(row.results),
        "status": record_badge(row),
        "verified": f"{thousands(row.numbers_verified)} of {thousands(row.numbers)}",
        "warnings": warnings(row),
    }


def measures(library: Library) -> dict[str, list[Group]]:
    """Return the measures in use, by kind."""
    used = [term for term in library.terms("measures").values() if term.studies]
    return {
        "groups": [
            {"title": kind.title, "family": kind.family, "terms": list(_entries(own, library))}
            for kind in KINDS.values()
            if (own := [term for term in used if kind_of(term) is kind])
        ]
    }


def treatments(library: Library) -> dict[str, list[Group]]:
    """Return the treatments in use and what holds them, by kind."""
    known = library.terms("treatments")
    shown = [known[term] for term in known if term in library.published("treatments")]
    titles = dict.fromkeys(map(kind_title, shown))
    return {
        "groups": [
            {
                "title": title,
                "terms": list(_entries((t for t in shown if kind_title(t) == title), library)),
            }
            for title in titles
        ]
    }


def populations(library: Library) -> dict[str, list[Group]]:
    """Return the diseases in use, each under the one that holds it."""
    known = library.terms("diseases")
    shown = [known[term] for term in known if term in library.published("diseases")]
    roots = [term for term in shown if not term.broader]
    return {
        "groups": [
            {
                "title": sentence(root.name),
                "terms": list(
                    _entries((t for t in shown if t.id in with_narrower(known, root.id)), library)
                ),
            }
            for root in roots
        ]
    }


def _entries(terms: Iterable[Term], library: Library) -> Iterator[TermEntry]:
    for term in terms:
        yield {
            "text": sentence(term.name),
            "href": term_path(term.vocabulary, term.id),
            "note": counted(_studies(term, library), "study", "studies"),
        }


def _studies(term: Term, library: Library) -> int:
    """Return how many studies the page of a term shows."""
    if term.vocabulary == "treatments":
        return len(library.base.studies(treatment=term.id))
    if term.vocabulary == "diseases":
        return len(library.base.studies(population=term.id))
    return term.studies
