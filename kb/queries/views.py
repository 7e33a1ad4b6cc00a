"""The views of the database: the tables joined as people ask for them, with plain names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import SelectBase
from sqlalchemy.dialects import sqlite

from kb.models.results import Basis
from kb.queries.numbers import number_select
from kb.queries.selects import comparison_select, outcome_select


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what one row is, and the select behind it."""

    name: str
    about: str
    statement: SelectBase

    @property
    def ddl(self) -> str:
        """The statement that creates the view."""
        constants = {"literal_binds": True}
        query = self.statement.compile(dialect=sqlite.dialect(), compile_kwargs=constants)
        return f"CREATE VIEW {self.name} AS {query}"


def views() -> Iterator[View]:
    """Yield the views in a fixed order."""
    for basis in get_args(Basis):
        after = "" if basis == "reported" else f"_{basis}"
        about = f"One {basis} result in one group, with all that gives it its meaning."
        yield View(f"outcomes{after}", about, outcome_select(basis).statement)
        about = f"One {basis} comparison, with all that gives it its meaning."
        yield View(f"comparisons{after}", about, comparison_select(basis).statement)
        yield View(f"number{after}", f"One {basis} number.", number_select(basis))
