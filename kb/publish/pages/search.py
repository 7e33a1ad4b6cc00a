"""The search page."""

from collections.abc import Iterator
from urllib.parse import quote_plus

from kb.publish.pages.page import Body, Page
from kb.publish.parts.cards import by_author
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Link

LISTS: list[Link] = [
    {"text": "Studies", "href": "studies/"},
    {"text": "Measures", "href": "measures/"},
    {"text": "Treatments", "href": "treatments/"},
    {"text": "Populations", "href": "populations/"},
]


def pages(library: Library) -> Iterator[Page]:
    """Yield the search page."""
    description = "Search studies, measures, treatments and populations."
    yield Page("search/", "search", "search", "Search", description, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the search page."""
    return Body({"search": {"examples": examples(library), "lists": LISTS}})


def examples(library: Library) -> list[Link]:
    """Return searches worth trying, of words that the data holds: one of each kind."""
    rows = list(library.studies.values())
    found = [
        next(iter(_most_used(library, "treatments")), ""),
        next((row.acronym for row in rows if row.acronym), ""),
        next((by_author(row) for row in rows if not row.acronym), ""),
        next(iter(_most_used(library, "measures")), ""),
        next((row.doi for row in rows if row.doi), ""),
    ]
    return [{"text": text, "href": f"search/?q={quote_plus(text)}"} for text in found if text]


def _most_used(library: Library, vocabulary: str) -> list[str]:
    kinds = ("agent", "survival")
    terms = [term for term in library.terms(vocabulary).values() if term.kind in kinds]
    return [term.name for term in sorted(terms, key=lambda term: -term.studies)]
