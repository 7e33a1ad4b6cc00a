"""Reading the rows of one study from any table."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, select

from kb.queries.children import Children, Lists
from kb.tables import Base, table

T = TypeVar("T")


class Reader:
    """Reads the tables of one study."""

    def __init__(self, connection: Connection, study: str) -> None:
        self.connection = connection
        self.study = study
        self._children = Children(connection, [study])

    def rows(self, model: type[Base], **where: str) -> list[dict[str, Any]]:
        """Return the rows of the study in a table, in the order of the record."""
        owner = table(model)
        same = [owner.c[name] == value for name, value in where.items()]
        statement = select(owner).where(owner.c.study == self.study, *same)
        found = self.connection.execute(statement.order_by(*_order(owner)))
        return [dict(row) for row in found.mappings()]

    def lists(self, model: type[Base], key: str, *columns: str, **where: str) -> Lists:
        """Return, by a key inside the study, the values of columns in order."""
        return self._children.lists(table(model), (key,), *columns, **where)

    def column(self, model: type[Base], name: str) -> tuple[Any, ...]:
        """Return one column of a list that belongs to the study, in order."""
        return tuple(row[name] for row in self.rows(model))


def _order(owner: Table) -> list[Any]:
    key = list(owner.primary_key.columns)
    return [owner.c.position, *key] if "position" in owner.c else key


def made(row_type: type[T], row: Mapping[str, Any], **more: Any) -> T:
    """Return a dataclass from the columns that are named like its fields, and from `more`."""
    names = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
    return row_type(**{name: row[name] for name in names if name in row}, **more)
