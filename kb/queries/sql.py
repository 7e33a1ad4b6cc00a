"""Queries that people write themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from kb.columns import Column
from kb.errors import QueryError
from kb.rows import Rows


def run(
    connection: Connection, query: str, params: Mapping[str, Any] | Sequence[Any]
) -> Rows[Mapping[str, Any]]:
    """Run one reading query; raises QueryError when a column name stands for two columns."""
    if not isinstance(params, (Mapping, list, tuple)):
        raise QueryError(f"values are a list, a tuple or a mapping, not {params!r}")
    values = dict(params) if isinstance(params, Mapping) else tuple(params)
    try:
        result = connection.exec_driver_sql(query, values)
    except DBAPIError:
        connection.invalidate()  # a refused VACUUM leaves a connection that cannot search any more
        raise
    if not result.returns_rows:
        raise QueryError("the query returns no rows: only SELECT is for reading")
    names = list(result.keys())
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise QueryError(f"two columns are called `{twice[0]}`: name them with AS")
    rows = [MappingProxyType(dict(zip(names, row, strict=True))) for row in result]
    return Rows(rows, [Column(name) for name in names])
