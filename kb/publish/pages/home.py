"""The front page: what there is, and a map of the evidence."""

from collections.abc import Iterator

from kb.publish.pages.page import Body, Page
from kb.publish.pages.search import examples
from kb.publish.parts.cards import card
from kb.publish.parts.evidence import evidence_map
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Fact, Stat, plain
from kb.publish.parts.words import date_words, thousands

TITLE = "Published outcomes in acute lymphoblastic leukaemia"
LEAD = (
    "Response, survival, relapse and toxicity from trials and cohorts, as printed: each number "
    "with its denominator, its interval and its source."
)
_NEWEST = 6


def pages(library: Library) -> Iterator[Page]:
    """Yield the home page."""
    yield Page("", "home", "home", library.base.meta.title, LEAD, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the home page."""
    home = {
        "title": TITLE,
        "lead": LEAD,
        "examples": examples(library),
        "stats": _stats(library),
        "map": evidence_map(library),
        "newest": [card(row, library) for row in list(library.studies.values())[:_NEWEST]],
        "data": _data(library),
    }
    return Body({"home": home})


def _stats(library: Library) -> list[Stat]:
    counts = library.base.counts()
    return [
        {"value": thousands(counts.studies), "label": "studies"},
        {
            "value": thousands(counts.patients),
            "label": "patients",
            "note": "largest group of each study",
        },
        {
            "value": thousands(counts.estimates),
            "label": "estimates",
            "note": "outcomes, safety, baseline, flow",
        },
        {"value": thousands(counts.comparisons), "label": "comparisons"},
        {
            "value": f"{thousands(counts.numbers_verified)} of {thousands(counts.numbers)}",
            "label": "numbers verified",
            "note": "one by one, by a second reader",
        },
    ]


def _data(library: Library) -> list[Fact]:
    meta = library.base.meta
    dated = [plain(date_words(meta.data_date))] if meta.data_date else []
    return [
        {"term": "Version", "values": [plain(meta.data_version[:12]), *dated]},
        {"term": "Licence", "values": [{"text": meta.licence, "href": meta.licence_url}]},
        {
            "term": "Files",
            "values": [
                {"text": "SQLite database", "href": "data/kb.sqlite"},
                {"text": "what is in it", "href": "data/"},
            ],
        },
    ]
