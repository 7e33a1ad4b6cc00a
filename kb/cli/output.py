"""Printing rows: a table for people, CSV and JSON for programs."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from kb.rows import Rows


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


# What a person wants to see of each kind of row; programs get every column.
SHOWN: dict[str, tuple[str, ...]] = {
    "outcomes": ("study", "group_label", "n", "measure", "when", "text", "verified", "place"),
    "comparisons": ("study", "group_labels", "measure", "when", "text", "verified", "place"),
    "results": ("group_label", "n", "measure", "when", "text", "verified", "place"),
    "compared": ("group_labels", "measure", "when", "text", "verified", "place"),
    "studies": ("id", "year", "acronym", "n", "diseases", "treatments", "status"),
    "oddities": ("address", "says"),
    "waivers": ("check", "address", "printed", "why"),
    "hits": ("kind", "id", "title", "found"),
}


def show(rows: "Rows[Any]", kind: str, form: Format) -> None:
    """Print rows of a kind in a form."""
    if form is Format.CSV:
        typer.echo(rows.to_csv(), nl=False)
    elif form is Format.JSON:
        typer.echo(rows.to_json())
    else:
        table(SHOWN[kind], [[_cell(row, name) for name in SHOWN[kind]] for row in rows])


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table; colour and width follow the terminal, and a pipe gets whole lines."""
    console = Console(soft_wrap=False, highlight=False)
    if not console.is_terminal:
        console.width = 10_000
    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        drawn.add_column(name.replace("_", " "), overflow="fold")
    for line in lines:
        drawn.add_row(*(Text(visible(cell)) for cell in line))
    console.print(drawn)


def visible(text: str) -> str:
    """Return the text with control characters and invisible ones as escapes, for a terminal."""
    return "".join(each if each.isprintable() else f"\\x{ord(each):02x}" for each in text)


def _cell(row: Any, name: str) -> str:
    special: dict[str, Callable[[Any], str]] = {"when": _when, "verified": _verified}
    value = special[name](row) if name in special else getattr(row, name)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _when(row: Any) -> str:
    """Say the statistic, and where it applies the time, the milestone and the grade."""
    grade = f"grade {row.grade}" if row.grade else None
    parts = (row.statistic, row.time, row.milestone, row.category, grade)
    return " ".join(part for part in parts if part)


def _verified(row: Any) -> str:
    """Say the date on which a second reader verified the number."""
    return row.verified_date or ""
