"""How columns are declared: in words, with the types that strict SQLite tables take.

Each column says what it holds; the words end up in the table `dictionary` of the database.
"""

from decimal import Decimal
from typing import Any

from sqlalchemy import REAL, Boolean, Computed, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field


class Flag(TypeDecorator[bool]):
    """True or false; strict SQLite tables have no such type, so there it is 1 or 0."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type for this kind of database."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:  # noqa: ARG002
        """Return what was read as a boolean."""
        return None if value is None else bool(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as text, so that no database rounds it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text to store."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return what was read as a decimal."""
        return None if value is None else Decimal(value)


def string(about: str, *, key: bool = False, to: str | None = None) -> Any:
    """Declare a column of text; `to` names the column it refers to, as `measure.id`."""
    return _column(Text, about, key=key, to=to)


def whole(about: str, *, key: bool = False) -> Any:
    """Declare a column of whole numbers."""
    return _column(Integer, about, key=key)


def real(about: str) -> Any:
    """Declare a column of floats."""
    return _column(REAL, about)


def exact(about: str) -> Any:
    """Declare a column of exact decimals, stored as text."""
    return _column(Exact, about)


def flag(about: str) -> Any:
    """Declare a column of booleans."""
    return _column(Flag, about)


def computed(about: str, formula: str) -> Any:
    """Declare a column of text that the database works out from others of its row; unique."""
    options = {"comment": about, "unique": True}
    return Field(
        sa_type=Text, sa_column_args=[Computed(formula, persisted=False)], sa_column_kwargs=options
    )


def _column(kind: Any, about: str, *, key: bool = False, to: str | None = None) -> Any:
    options = {"comment": about}
    if to is None:
        return Field(sa_type=kind, primary_key=key, sa_column_kwargs=options)
    return Field(sa_type=kind, primary_key=key, foreign_key=to, sa_column_kwargs=options)
