"""The search page, and the two files of our own that its script loads beside Pagefind's index.

`pages.json`: facets, each `[name, value]`; subjects, each a line of words; and pages, each as in
`Entry`, with facets and subjects by their place there, and measures by theirs among the pages.
`numbers.json`: what numbers are about, each `[study, measure, text]`; groups, each
`[label, treatments]`; and rows, each `[about, group, printed, marks, fragment]`, and at the end the
`Doubt` of a number where there is one. Studies, measures
and treatments stand there by their place among the pages, so no text is said twice. Both files
grow with the data: about 65 and 25 bytes, compressed, for each page and each number.
"""

import json
from collections.abc import Hashable, Iterator, Sequence
from typing import Any
from urllib.parse import quote_plus

from kb.publish.pages.page import Body, Page
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.cards import by_author
from kb.publish.parts.library import Library
from kb.publish.parts.lookup import Entry, entries
from kb.publish.parts.previews import Preview, previews
from kb.publish.parts.shapes import Link

LISTS: list[Link] = [
    {"text": "Studies", "href": "studies/"},
    {"text": "Measures", "href": "measures/"},
    {"text": "Treatments", "href": "treatments/"},
    {"text": "Populations", "href": "populations/"},
]

SCRIPTS = (
    "search", "chosen", "dom", "facets", "finder", "numbers", "phrases", "results", "suggest",
    "words",
)  # fmt: skip


def pages(library: Library) -> Iterator[Page]:
    """Yield the search page."""
    description = "Search studies, measures, treatments and populations."
    yield Page("search/", "search", "search", "Search", description, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the search page."""
    pages = entries(library)
    files = {
        "pages.json": _written(pages_file(pages)),
        "numbers.json": _written(numbers_file(previews(library), pages)),
    }
    page = {
        "examples": examples(library),
        "lists": LISTS,
        "scripts": SCRIPTS,
    }
    return Body({"search": page}, files)


class Places(dict[Any, int]):
    """The place of each value in a list that grows as values are asked for."""

    def __missing__(self, key: Hashable) -> int:
        """Put a new value at the end."""
        self[key] = len(self)
        return self[key]


def pages_file(pages: Sequence[Entry]) -> dict[str, Any]:
    """Return the file that finds pages by name."""
    facets, subjects = Places(), Places()
    place = _places(pages)
    rows = [
        [
            *page[:6],
            [subjects[text] for text in page.about],
            [place[term_path("measures", measure)] for measure in page.measures],
            [facets[facet["name"], facet["value"]] for facet in page.facets],
        ]
        for page in pages
    ]
    return {"facets": list(facets), "subjects": list(subjects), "pages": rows}


def _places(pages: Sequence[Entry]) -> dict[str, int]:
    return {page.path: number for number, page in enumerate(pages)}


def numbers_file(found: Sequence[Preview], pages: Sequence[Entry]) -> dict[str, Any]:
    """Return the file that finds numbers."""
    place = _places(pages)
    about, groups = Places(), Places()
    rows = []
    for each in found:
        treatments = tuple(place[term_path("treatments", term)] for term in each.treatments)
        measure = place[term_path("measures", each.measure)]
        what = about[place[study_path(each.study)], measure, each.what]
        whom = groups[each.group, treatments]
        doubt = [int(each.doubt)] if each.doubt else []
        rows.append([what, whom, each.printed, each.marks, each.fragment, *doubt])
    return {"about": list(about), "groups": list(groups), "rows": rows}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
