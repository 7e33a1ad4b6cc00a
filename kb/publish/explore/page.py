"""The explore page: what stands in it before the script fills it, and the file of all rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.publish.explore.facets import Facet, facets
from kb.publish.explore.parquet import description, frame, written
from kb.publish.explore.rows import rows
from kb.publish.pages import lists
from kb.publish.pages.page import Body, Page
from kb.publish.parts.library import Library
from kb.publish.parts.words import counted

FILE = "estimates.parquet"
_TITLE = "Explore"
_LEAD = "Every published number in one table: filter it, draw it, save exactly what you see."
_SCRIPTS = Path(__file__).parents[3] / "site" / "theme" / "js"
_SHARED = ("chosen", "dom", "phrases", "words")  # what it uses beside its own folder
_FEW = 7  # values of a facet that are shown at first, as in facetlist.js
_MANY = 12  # values of a facet above which one looks for them by name


def pages(library: Library) -> Iterator[Page]:
    """Yield the explore page."""
    yield Page("explore/", "explore", "explore", _TITLE, _LEAD, lambda: body(library))


def body(library: Library) -> Body:
    """Return everything on the explore page, and its file."""
    every = list(rows(library))
    file = written(frame(every), description(every, library))
    explore = {
        "title": _TITLE,
        "lead": _LEAD,
        "src": f"{FILE}?v={library.base.meta.data_version[:12]}",
        "loading": f"Loading {counted(len(every), 'result')}, {len(file) // 1000 + 1} kB",
        "facets": [_facet(facet, library) for facet in facets(every, library)],
        "scripts": list(_scripts()),
        **lists.measures(library),
    }
    return Body({"explore": explore}, {FILE: file})


def _facet(facet: Facet, library: Library) -> dict[str, Any]:
    """Return a facet as it waits for its values: as tall as it will be."""
    count = len(facet.labels) or len(library.studies)
    return {
        "id": facet.id,
        "title": facet.title,
        "open": facet.open,
        "find": count > _MANY,
        "lines": range(min(count, _FEW) if facet.open else 0),
    }


def _scripts() -> Iterator[str]:
    """Yield the modules of the page, so that a browser fetches them at once."""
    yield from (f"js/{name}.js" for name in _SHARED)
    for folder in ("explore", "vendor/hyparquet"):
        yield from sorted(f"js/{folder}/{file.name}" for file in (_SCRIPTS / folder).glob("*.js"))
