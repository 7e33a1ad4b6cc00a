"""How rows leave Python: plain dictionaries, JSON, CSV, pandas, polars."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.columns import Column
from kb.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas
    import polars

# What a spreadsheet takes for the beginning of a formula, and what is only a number.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?%?")

_PANDAS = {"text": "string", "whole": "Int64", "real": "Float64", "flag": "boolean"}


def plain(value: Any) -> Any:
    """Return a row or a part of one as dictionaries, lists and values that JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def json_text(value: Any) -> str:
    """Return plain values as JSON with a final line feed."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def csv_text(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return plain rows as CSV with a header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(harmless(name) for name in columns)
    writer.writerows([_csv_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def flat(value: Any) -> Any:
    """Return a plain value for a table: a list becomes a list of texts."""
    return [_listed(item) for item in value] if isinstance(value, list) else value


def _csv_cell(value: Any) -> object:
    value = flat(value)
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else value


def _listed(item: Any) -> str:
    """Return one item of a list as text: of a nested row its text and place, else all it holds."""
    if isinstance(item, dict) and "text" in item:
        return f"{item['text']} [{item['place']}]" if "place" in item else str(item["text"])
    if isinstance(item, (dict, list)):
        parts = item.values() if isinstance(item, dict) else item
        return ": ".join(_listed(part) for part in parts if part is not None)
    return str(item)


def harmless(text: str) -> str:
    """Return the text, preceded by an apostrophe if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def pandas_frame(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
) -> "pandas.DataFrame":
    """Return plain rows as a pandas data frame; raises MissingExtraError without pandas."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("pandas") from None
    series = {
        column.name: pd.Series(
            [flat(row[column.name]) for row in rows], dtype=_PANDAS.get(column.kind, "object")
        )
        for column in columns
    }
    return pd.DataFrame(series, columns=[column.name for column in columns])


def polars_frame(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]]
) -> "polars.DataFrame":
    """Return plain rows as a polars data frame; raises MissingExtraError without polars."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("polars") from None
    known: dict[str, Any] = {
        "text": pl.String,
        "whole": pl.Int64,
        "real": pl.Float64,
        "flag": pl.Boolean,
        "list": pl.List(pl.String),
    }
    return pl.DataFrame(
        [
            pl.Series(
                column.name,
                [flat(row[column.name]) for row in rows],
                known.get(column.kind),
                strict=True,
            )
            for column in columns
        ]
    )


def written(text: str, path: str | PathLike[str] | None) -> str:
    """Return the text, after writing it to `path` when one is given."""
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="")
    return text
