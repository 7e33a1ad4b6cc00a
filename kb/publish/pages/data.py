"""The page about the data: what one row is, files, columns, API, changes, licence."""

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict

from kb.publish.files.about import cite
from kb.publish.files.api import DOCUMENTS, FOLDER, KINDS, SUMMARIES
from kb.publish.files.changes import Event
from kb.publish.files.columns import ColumnText
from kb.publish.files.forms import Made, Written
from kb.publish.files.release import Release
from kb.publish.files.tables import Part
from kb.publish.pages.page import Body, Page
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import study_name
from kb.publish.parts.shapes import Contents, Link, Stat
from kb.publish.parts.words import counted, date_words, listed, sentence, thousands

_TITLE = "Data"
_LEAD = (
    "Everything on this site as files: what one row is comes first, then columns and units. "
    "The same records always give the same files, byte for byte."
)
_TYPES = {
    "text": "text",
    "whole": "whole number",
    "real": "number",
    "flag": "true or false",
    "list": "list",
}
_FORMS = {"csv": "CSV", "parquet": "Parquet", "json": "JSON"}
_PARTS: dict[Part, str] = {
    "main": "Start here",
    "detail": "In more detail",
    "quality": "About the data",
    "unprinted": "What no source prints",
}
_MOST_CHANGES = 30
_CONTENTS = {
    "grain": "What one row is",
    "care": "Before you add anything up",
    "load": "Load it",
    "columns": "Columns",
    "api": "JSON API",
    "changes": "Changes",
    "checksums": "Checksums",
    "cite": "Licence and citation",
}


class TableRow(TypedDict):
    """A table with its grain, its number of rows, and its files."""

    name: str
    grain: str
    rows: str
    files: list[Link]


class Columns(TypedDict):
    """The columns of a table, and which of them name a row."""

    name: str
    grain: str
    key: str
    also: list[str]
    columns: list[dict[str, str]]


class Change(TypedDict):
    """One thing that was done to one record."""

    date: str
    study: Link
    what: str
    by: str


def pages(release: Release) -> Iterator[Page]:
    """Yield the page about the data."""
    meta = {"jsonld": _jsonld(release)}
    yield Page("data/", "data", "data", _TITLE, _LEAD, lambda: body(release), meta)


def body(release: Release) -> Body:
    """Return everything on the page."""
    meta = release.reading.meta
    data = {
        "title": _TITLE,
        "lead": _LEAD,
        "stats": _stats(release),
        "whole": _whole(release),
        "contents": [
            Contents(text=text, href=f"#{name}")
            for name, text in _CONTENTS.items()
            if name != "changes" or release.events
        ],
        "parts": [
            {"title": title, "tables": [_row(made) for made in _of_part(release, part)]}
            for part, title in _PARTS.items()
        ],
        "columns": [_columns(made, release) for made in release.tables if not made.table.like],
        "api": list(_api(release)),
        "openapi": {"text": "OpenAPI 3.1", "href": f"{FOLDER}openapi.json"},
        "schemas": _schemas(),
        "documents": _documents(release),
        "changes": [_change(event, release) for event in release.events[:_MOST_CHANGES]],
        "checksums": [_checksum(file) for file in _files(release)],
        "licence": {"text": meta.licence, "href": meta.licence_url},
        "cite": cite(meta),
        "version": meta.data_version,
    }
    return Body({"data": data})


def _jsonld(release: Release) -> dict[str, Any]:
    """Return what search engines read about the data, in the words of schema.org."""
    meta = release.reading.meta
    forms = {"kb.sqlite": "application/vnd.sqlite3", "outcomes.csv": "text/csv"}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{meta.title}: published outcomes in acute lymphoblastic leukaemia",
        "description": _LEAD,
        "license": meta.licence_url,
        "version": meta.data_version,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": name, "encodingFormat": form}
            for name, form in forms.items()
        ],
    }


def _stats(release: Release) -> list[Stat]:
    counts, forms = release.reading.base.counts(), f"as {listed(_FORMS.values())}"
    return [
        {"value": thousands(counts.studies), "label": "studies"},
        {
            "value": thousands(counts.estimates + counts.comparisons),
            "label": "results",
            "note": "in groups and compared",
        },
        {"value": thousands(counts.numbers), "label": "printed numbers"},
        {"value": str(len(release.tables)), "label": "tables", "note": forms},
    ]


def _whole(release: Release) -> list[dict[str, Any]]:
    """Return the files that hold or describe everything."""
    return [
        {"text": f"SQLite database, {size_words(release.database.size)}", "href": "data/kb.sqlite"},
        {"text": "Data package descriptor", "href": "data/datapackage.json"},
        {"text": "Checksums", "href": "data/SHA256SUMS"},
    ]


def size_words(size: int) -> str:
    """Return the size of a file as one reads it.

    Example:
        >>> size_words(61), size_words(141_225), size_words(5_279_744)
        ('1 kB', '141 kB', '5.3 MB')
    """
    return f"{max(1, round(size / 1e3))} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


def _of_part(release: Release, part: Part) -> list[Made]:
    return [made for made in release.tables if made.table.part == part]


def _row(made: Made) -> TableRow:
    files = [_file(file) for file in made.files]
    table = made.table
    return {"name": table.name, "grain": table.grain, "rows": thousands(made.rows), "files": files}


def _file(file: Written) -> Link:
    form = _FORMS[file.name.rpartition(".")[2]]
    return {"text": f"{form} {size_words(file.size)}", "href": file.path}


def _columns(made: Made, release: Release) -> Columns:
    table = made.table
    return {
        "name": table.name,
        "grain": table.grain,
        "key": ", ".join(table.key),
        "also": [m.table.name for m in release.tables if m.table.like == table.name],
        "columns": [_column(column) for column in made.columns],
    }


def _column(column: ColumnText) -> dict[str, str]:
    kind = _TYPES[column.kind]
    return {"name": column.name, "kind": kind, "unit": column.unit or "", "about": column.about}


def _api(release: Release) -> Iterator[dict[str, Any]]:
    """Yield every kind of address with an example that exists."""
    examples = {
        "studies": next(iter(release.reading.library.studies)),
        "measures": _example(release, "measures"),
        "treatments": _example(release, "treatments"),
        "populations": _example(release, "diseases"),
        "terms": "statistics",
    }
    for address in DOCUMENTS:
        example = examples.get(address.partition("/")[0], "")
        path = address.replace("{id}", example).replace("{vocabulary}", example)
        yield {"link": Link(text=address, href=f"{FOLDER}{path}"), "holds": SUMMARIES[address]}


def _example(release: Release, vocabulary: str) -> str:
    """Return the term that most studies use."""
    terms = release.reading.library.terms(vocabulary).values()
    return max(terms, key=lambda term: term.studies).id


def _schemas() -> list[Link]:
    names = {**{kind: kind for kind in KINDS}, "record": "a record in YAML"}
    return [{"text": text, "href": f"{FOLDER}schema/{kind}.json"} for kind, text in names.items()]


def _documents(release: Release) -> str:
    size = sum(file.size for file in release.documents)
    return f"{counted(len(release.documents), 'file')}, {size_words(size)}"


def _change(event: Event, release: Release) -> Change:
    name = study_name(release.reading.library.studies[event.study])
    return {
        "date": date_words(event.date),
        "study": {"text": name, "href": study_path(event.study)},
        "what": sentence(event.what),
        "by": event.by,
    }


def _files(release: Release) -> Iterable[Written]:
    yield release.database
    yield release.package
    for made in release.tables:
        yield from made.files


def _checksum(file: Written) -> dict[str, Any]:
    link: Link = {"text": file.name, "href": file.path}
    return {"file": link, "size": thousands(file.size), "sha256": file.sha256}
