"""The file of the explore page: one Parquet file that holds all rows and says what they mean.

Texts are dictionary-encoded, so a value stands in it once, however many rows share it, and a
browser filters by small whole numbers. Absent values are null. What names and orders things on the
page (facets, axes, which columns are saved) travels as JSON in the metadata of the same file.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from kb.columns import Column, columns_of
from kb.publish.explore.facets import LISTS, axis_name, facets, standing
from kb.publish.explore.rows import ExploreRow
from kb.publish.figures.common import EDGE, FAMILY_COLOURS, INK, LINE, PAPER, SOFT
from kb.publish.files.about import CAUTION, cite
from kb.publish.parts.families import KINDS
from kb.publish.parts.library import Library

FORMAT = 1  # of the metadata; the script refuses another
KEY = "explore"

# What the browser needs, and a saved view does not.
_FOR_THE_PAGE = ("name", "n_text", "value", "low", "high", "axis", "open", "mark", "at")
_INKS = {"paper": PAPER, "ink": INK, "soft": SOFT, "line": LINE, "edge": EDGE}
_EXACT = (pl.Int32, pl.Float64, pl.Boolean)


def frame(rows: Sequence[ExploreRow]) -> pl.DataFrame:
    """Return rows as a data frame; a list of terms is a text of JSON."""
    known = columns_of(ExploreRow)
    made = [_series(column, [getattr(row, column.name) for row in rows]) for column in known]
    return pl.DataFrame([*made, _texts("standing", [_json(standing(row)) for row in rows])])


def _series(column: Column, values: list[Any]) -> pl.Series:
    kinds = dict(zip(("whole", "real", "flag"), _EXACT, strict=True))
    if column.kind in kinds:
        return pl.Series(column.name, values, dtype=kinds[column.kind], strict=True)
    lists = column.kind == "list"
    return _texts(column.name, [_json(value) for value in values] if lists else values)


def _texts(name: str, values: list[str | None]) -> pl.Series:
    """Return texts with a dictionary, in the order in which they first appear."""
    return pl.Series(name, values, dtype=pl.Categorical)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def written(table: pl.DataFrame, described: Mapping[str, Any]) -> bytes:
    """Return a data frame as a Parquet file: one row group, so one dictionary for each column."""
    out = io.BytesIO()
    table.write_parquet(
        out,
        compression="snappy",
        statistics=False,
        row_group_size=max(table.height, 1),
        metadata={KEY: _json(described)},
    )
    return out.getvalue()


def description(rows: Sequence[ExploreRow], library: Library) -> dict[str, Any]:
    """Return what the file says about itself and about the page."""
    meta = library.base.meta
    return {
        "format": FORMAT,
        "title": meta.title,
        "version": meta.data_version,
        "date": meta.data_date,
        "licence": meta.licence,
        "licence_url": meta.licence_url,
        "cite": cite(meta),
        "caution": CAUTION,
        "facets": [asdict(facet) for facet in facets(rows, library)],
        "axes": {axis: _axis(axis, library) for axis in sorted({r.axis for r in rows if r.axis})},
        "families": {kind: named.family for kind, named in KINDS.items()},
        "colours": {**FAMILY_COLOURS, **_INKS},
        "words": _words(rows, library),
        "columns": [name for name in _names() if name not in _FOR_THE_PAGE],
        "lists": LISTS,
    }


def _names() -> list[str]:
    return [column.name for column in columns_of(ExploreRow)]


def _axis(axis: str, library: Library) -> dict[str, Any]:
    """Return how values are drawn: on a log scale around 1, around 0, or from 0."""
    effect, _, unit = axis.partition(" ")
    term = library.terms("effects").get(effect)
    printed = unit if term else axis
    return {
        "name": axis_name(axis, library),
        "unit": printed if printed == "%" else f" {printed}" if printed else "",
        "log": bool(term and term.scale == "log"),
        "reference": float(term.null_value) if term and term.null_value else None,
    }


def _words(rows: Sequence[ExploreRow], library: Library) -> dict[str, dict[str, str]]:
    """Return other names of terms, brand names included, by which the search finds them."""
    used = {
        "measure": ("measures", {row.measure for row in rows}),
        "treatments": ("treatments", {term for row in rows for term in row.treatments}),
        "diseases": ("diseases", {term for row in rows for term in row.diseases}),
    }
    return {
        column: _synonyms(library.terms(vocabulary).values(), ids)
        for column, (vocabulary, ids) in used.items()
    }


def _synonyms(terms: Iterable[Any], used: set[str]) -> dict[str, str]:
    return {t.id: " ".join(t.synonyms) for t in terms if t.id in used and t.synonyms}
