"""The descriptor of the tables: a Frictionless Data Package."""

from collections.abc import Iterator, Sequence
from typing import Any

from kb.publish.files.about import CAUTION, cite
from kb.publish.files.columns import ColumnText
from kb.publish.files.forms import Made, Written
from kb.publish.files.reading import Reading

_TYPES = {
    "text": "string",
    "whole": "integer",
    "real": "number",
    "flag": "boolean",
    "list": "string",
}
_LIST = "; several are joined by '; '"


def datapackage(reading: Reading, made: Sequence[Made], database: Written) -> dict[str, Any]:
    """Return the descriptor of every table as CSV, and of the other files beside it."""
    meta = reading.meta
    dated = {"created": f"{meta.data_date}T00:00:00Z"} if meta.data_date else {}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "all-evidence",
        "title": f"{meta.title}: published outcomes in acute lymphoblastic leukaemia",
        "description": f"{CAUTION} Cite as: {cite(meta)}",
        "version": meta.data_version,
        **dated,
        "licenses": [{"name": "CC-BY-4.0", "title": meta.licence, "path": meta.licence_url}],
        "contributors": [{"title": f"{meta.title} contributors", "roles": ["author"]}],
        "sources": [{"title": "The reports named in the table sources", "path": "sources.csv"}],
        "resources": [*(_table(each) for each in made), *_files(made, database)],
    }


def _file(written: Written) -> dict[str, Any]:
    return {"path": written.name, "bytes": written.size, "hash": f"sha256:{written.sha256}"}


def _table(made: Made) -> dict[str, Any]:
    csv = next(file for file in made.files if file.name.endswith(".csv"))
    return {
        "name": made.table.name,
        "type": "table",
        "title": made.table.grain,
        **_file(csv),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(made),
    }


def _schema(made: Made) -> dict[str, Any]:
    table = made.table
    keys = {"primaryKey": list(table.key)} if table.key else {}
    named = {"studies": ["id"], "checks": ["id"], "endpoints": ["study", "address"]}
    references = [
        {
            "fields": list(columns),
            "reference": {"resource": other, "fields": named.get(other, ["study", "id"])},
        }
        for columns, other in table.refers
    ]
    return {
        "fields": [_field(column, column.name in table.key) for column in made.columns],
        "missingValues": [""],
        **keys,
        **({"foreignKeys": references} if references else {}),
    }


def _field(column: ColumnText, required: bool) -> dict[str, Any]:
    about = column.about.rstrip(".") + _LIST + "." if column.kind == "list" else column.about
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": about,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": {"required": True}} if required else {}),
    }


def _files(made: Sequence[Made], database: Written) -> Iterator[dict[str, Any]]:
    """Yield the same tables in other forms, and the database, as files."""
    yield {
        "name": "database",
        "type": "file",
        "title": "Everything as one SQLite database",
        **_file(database),
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
    }
    for each in made:
        for file in each.files:
            form = file.name.rpartition(".")[2]
            if form != "csv":
                name = f"{each.table.name}-{form}"
                yield {"name": name, "type": "file", "title": each.table.grain, **_file(file)}
