"""The forms in which a table is published: CSV, Parquet, JSON."""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kb import exports
from kb.publish.files.about import About, about
from kb.publish.files.columns import ColumnText, Meanings
from kb.publish.files.reading import Reading
from kb.publish.files.tables import Table


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its path from the root of the site, bytes and SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Made:
    """A table that was written: its columns in words, its number of rows, its files."""

    table: Table
    columns: tuple[ColumnText, ...]
    rows: int
    files: tuple[Written, ...]


def write(site: Path, path: str, data: bytes) -> Written:
    """Write a file of the site."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return Written(path, len(data), sha256(data).hexdigest())


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return what writes rows or documents of one kind as JSON, and knows their schema."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def plain_rows(table: Table, reading: Reading) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries of what JSON can hold."""
    dump = adapter(table.row).dump_python
    return [
        {**dict(zip(table.lead, lead, strict=True)), **dump(row, mode="json")}
        for lead, row in table.rows(reading)
    ]


def make(table: Table, reading: Reading, meanings: Meanings, site: Path) -> Made:
    """Write a table in every form."""
    columns = tuple(
        meanings.column(table.name, table.view, column.name, column.kind)
        for column in table.columns
    )
    rows = plain_rows(table, reading)
    told = about(reading.meta, "../", f"table {table.name}")
    files = (
        write(site, f"data/{table.name}.{form}", contents(table, columns, rows, told))
        for form, contents in FORMS.items()
    )
    return Made(table, columns, len(rows), tuple(files))


Columns = Sequence[ColumnText]
PlainRows = Iterable[Mapping[str, Any]]


def _csv(table: Table, _: Columns, rows: PlainRows, __: About) -> bytes:
    names = [column.name for column in table.columns]
    return exports.csv_text(names, list(rows)).encode()


def _parquet(table: Table, _: Columns, rows: PlainRows, __: About) -> bytes:
    out = io.BytesIO()
    frame = exports.polars_frame(table.columns, list(rows))
    frame.write_parquet(out, compression="zstd", row_group_size=100_000)
    return out.getvalue()


def _json(table: Table, columns: Columns, rows: PlainRows, told: About) -> bytes:
    """Return a table whose columns are named once, so that it is compact."""
    names = [column.name for column in columns]
    document = {
        "about": asdict(told),
        "table": table.name,
        "grain": table.grain,
        "key": table.key,
        "columns": [asdict(column) for column in columns],
        "rows": [[row[name] for name in names] for row in rows],
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


FORMS: dict[str, Callable[[Table, Columns, PlainRows, About], bytes]] = {
    "csv": _csv,
    "parquet": _parquet,
    "json": _json,
}
