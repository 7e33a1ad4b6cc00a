"""Queries that people write themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from kb.columns import Column
from kb.errors import QueryError
from kb.rows import Rows


def run(
    connection: Connection, query: str, params: Mapping[str, Any] | Sequence[Any]
) -> Rows[Mapping[str, Any]]:
    """Run one reading query; raises QueryError when a column name stands for two columns."""
    values = dict(params) if isinstance(params, Mapping) else tuple(params)
    result = connection.exec_driver_sql(query, values)
    if not result.returns_rows:
        raise QueryError("the query returns no rows: only SELECT is for reading")
    names = list(result.keys())
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise QueryError(f"two columns are called `{twice[0]}`: name them with AS")
    rows = [MappingProxyType(dict(zip(names, row, strict=True))) for row in result]
    return Rows(rows, [Column(name) for name in names])
