"""The page that puts two to four studies side by side; a script reads a file of each."""

import json
from collections.abc import Iterator
from itertools import combinations

from kb.models.studies import StudyRow
from kb.publish.pages.page import Body, Page
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import cite_line, design, size, study_name
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Link
from kb.publish.parts.words import sentence

TITLE = "Compare studies"
LEAD = (
    "Two to four studies side by side: who was in them, and what they report of the same measure "
    "at the same time."
)
_EXAMPLES = 4


def pages(library: Library) -> Iterator[Page]:
    """Yield the page."""
    yield Page("compare/", "compare", "compare", TITLE, LEAD, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the page, and the list from which studies are picked."""
    studies: list[Link] = [
        {"text": _named(row), "href": study_path(row.id)} for row in library.studies.values()
    ]
    compare = {"title": TITLE, "lead": LEAD, "examples": examples(library), "studies": studies}
    return Body({"compare": compare}, {"studies.json": picker(library)})


def picker(library: Library) -> str:
    """Return who can be picked, in few words: by which each is found, and what it shares."""
    rows = [
        {
            "id": row.id,
            "name": study_name(row),
            "title": sentence(row.title),
            "cite": cite_line(row),
            "about": f"{design(row, library)}, n = {size(row)}",
            "was": list(library.study(row.id).details.former_ids),
            "words": " ".join([*library.names("treatments", row.treatments), *row.registrations]),
            "gives": list(row.treatments),
            "in": [*row.diseases, *row.settings],
        }
        for row in library.studies.values()
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n"


def _named(row: StudyRow) -> str:
    name = study_name(row)
    return f"{name}: {sentence(row.title)}"


def examples(library: Library) -> list[Link]:
    """Return pairs worth a look: the two studies of a treatment with most results, each once."""
    found: list[Link] = []
    used: set[str] = set()
    agents = [term for term in library.terms("treatments").values() if term.kind == "agent"]
    for agent in sorted(agents, key=lambda term: -term.studies):
        rows = [row for row in library.studies.values() if agent.id in row.treatments]
        free = sorted((r for r in rows if r.id not in used), key=lambda row: -row.results)
        for one, other in list(combinations(free[:2], 2)):
            used |= {one.id, other.id}
            text = f"{study_name(one)} and {study_name(other)}"
            found.append({"text": text, "href": f"compare/?s={one.id},{other.id}"})
    return found[:_EXAMPLES]
