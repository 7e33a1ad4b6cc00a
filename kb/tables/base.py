"""What all tables share: strictness, keys led by the study, and rules the database enforces."""

import re
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, MetaData, Table
from sqlalchemy.orm import declared_attr
from sqlmodel import SQLModel

from kb.tables.columns import string

_NAMES = {
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Base(SQLModel):
    """The base of all tables. A docstring's first line says what one row is."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)
    __table_args__: ClassVar[Any] = {"sqlite_strict": True}

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805
        """Name the table after its class: `StudyGroup` is `study_group`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class OfStudy(Base):
    """The first part of every key inside a study."""

    study: str = string("Id of the study.", key=True, to="study.id")


def rules(*constraints: ForeignKeyConstraint | CheckConstraint | Index) -> tuple[Any, ...]:
    """Return the `__table_args__` of a table with these constraints and indexes."""
    return (*constraints, {"sqlite_strict": True})


def inside(
    target: str, *columns: str, target_columns: tuple[str, ...] = ()
) -> ForeignKeyConstraint:
    """Return the rule that these columns name something of the same study in another table.

    `target_columns` are the columns referred to, `("id",)` when not given.
    """
    there = target_columns or ("id",)
    return ForeignKeyConstraint(
        ["study", *columns], [f"{target}.study", *(f"{target}.{name}" for name in there)]
    )


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return the rule that a column holds one of these texts, or nothing."""
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def flags(*columns: str) -> list[CheckConstraint]:
    """Return the rules that these columns hold true or false, where the database lacks the type."""
    return [
        CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag").ddl_if(dialect="sqlite")
        for name in columns
    ]


def never_negative(*columns: str) -> list[CheckConstraint]:
    """Return the rules that these columns are 0 or more, or empty."""
    return [CheckConstraint(f"{name} >= 0", name=f"{name}_negative") for name in columns]


def table(model: type[Base]) -> Table:
    """Return the table behind a model, for queries."""
    return Base.metadata.tables[str(model.__tablename__)]
