"""What Datasette is told about the database: titles, and every table and column in words."""

from collections import defaultdict
from typing import Any

from kb.curation.dictionary import dictionary_rows
from kb.curation.load import LICENCE, LICENCE_URL, TITLE
from kb.tables import metadata

# By which column a row is called, for tables that have one.
_LABELS = ("title", "name", "label")


def datasette_metadata(database: str = "kb") -> dict[str, Any]:
    """Return the metadata for `datasette kb.sqlite --metadata metadata.json`.

    Args:
        database: name of the file without its ending, by which Datasette knows it.
    """
    tables: dict[str, dict[str, Any]] = defaultdict(lambda: {"columns": {}})
    for _, row in dictionary_rows():
        table = tables[str(row["table_name"])]
        if row["column_name"]:
            table["columns"][row["column_name"]] = row["about"]
        else:
            table["description"] = row["about"]
    for name, label in _labels().items():
        tables[name]["label_column"] = label
    return {
        "title": TITLE,
        "license": LICENCE,
        "license_url": LICENCE_URL,
        "databases": {database: {"tables": dict(tables)}},
    }


def _labels() -> dict[str, str]:
    return {
        table.name: next(name for name in _LABELS if name in table.columns)
        for table in metadata.sorted_tables
        if set(_LABELS) & set(table.columns.keys())
    }
