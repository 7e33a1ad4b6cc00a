"""The data dictionary: what one row is in each table and view, and what each column holds."""

from collections.abc import Iterator
from typing import TypedDict

from kb.publish.pages.page import Body, Page
from kb.publish.parts.library import Library

_ASK = "SELECT table_name, column_name, about FROM dictionary ORDER BY rowid"
_VIEWS = "SELECT name FROM sqlite_schema WHERE type = 'view'"
_TITLE = "Data dictionary"
_LEAD = "What one row is in each view and table of the database, and what its columns hold."


class Column(TypedDict):
    """A column of a table."""

    name: str
    about: str


class Table(TypedDict):
    """A table or view with its grain first."""

    name: str
    about: str
    columns: list[Column]


def pages(library: Library) -> Iterator[Page]:
    """Yield the data dictionary."""
    yield Page("data/dictionary/", "list", "dictionary", _TITLE, _LEAD, lambda: body(library))


def body(library: Library) -> Body:
    """Return views and tables, each with its grain and columns."""
    views = {str(row["name"]) for row in library.base.sql(_VIEWS)}
    found = tables(library)
    groups = [
        {"title": "Views: start here", "tables": [t for t in found if t["name"] in views]},
        {"title": "Tables", "tables": [t for t in found if t["name"] not in views]},
    ]
    return Body({"dictionary": {"title": _TITLE, "lead": _LEAD, "groups": groups}})


def tables(library: Library) -> list[Table]:
    """Return every table and view in the order of the dictionary."""
    found: dict[str, Table] = {}
    for row in library.base.sql(_ASK):
        name, column, about = (str(row[key]) for key in ("table_name", "column_name", "about"))
        if column:
            found[name]["columns"].append({"name": column, "about": about})
        else:
            found[name] = {"name": name, "about": about, "columns": []}
    return list(found.values())
