"""The views of the database: the tables joined as people ask for them, with plain names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import SelectBase
from sqlalchemy.dialects import sqlite

from kb.models.results import Basis
from kb.queries.numbers import number_select
from kb.queries.selects import comparison_select, outcome_select
from kb.queries.studies import study_select

# Columns that a view works out, and columns that mean something else there than in their table.
_VERIFIED = {
    "verified": "Whether a second reader has verified this very number, and it means the same.",
    "verified_by": "The second reader; empty where not verified.",
    "verified_date": "When it was verified.",
    "broken": "Whether a second reader verified what stood here before, and it changed since.",
}
_RESULTS = {
    **_VERIFIED,
    "measure_name": "The name of the measure.",
    "year": "The year of the first report of the study.",
    "status": "draft, extracted, verified, withdrawn or superseded.",
    "retracted": "Whether a source of the study has been retracted.",
    "source": "Id of the source where it is printed.",
    "source_kind": "How close that source is to the data.",
    "url": "The address of the part of the source, if it was kept.",
    "group_label": "What to call the group on a page.",
}
_NUMBERS = {
    "address": "Address of the fact; groups/... and sets/... for sizes.",
    "part": "Which number of the cell: value, low, high, count, IQR low, p ...",
    "report": "0 for what stands, 1 and more for what other places print.",
    "place": "Where it is printed: source > part > spot.",
    "text": "The number as printed.",
    "decimal": "The number, exact.",
    "value": "The number in the unit as printed.",
    "operator": "What stands before it: <, >, ~, = or <=.",
    "unit": "The unit as printed.",
    "canonical": "The number in the canonical unit.",
    "canonical_unit": "The canonical unit.",
    **_VERIFIED,
}
_STUDIES = {
    "year": "The year of the first report.",
    "status": "draft, extracted, verified, withdrawn or superseded.",
    "verified": "Whether a second reader has checked the record as a whole.",
    "retracted": "Whether a source of the study has been retracted.",
    "first_author": "The first author of the main report.",
    "main_year": "The year of the main report; empty where the source was not dated.",
    "journal": "The journal of the main report.",
    "doi": "The DOI of the main report.",
    "pmid": "The PubMed number of the main report.",
    "main_source": "Id of the report by which the study is cited.",
    "n": "The printed size of the largest group; those only screened count if there is no other.",
    "n_derived": "The same, worked out, where no size is printed.",
    "n_group": "Id of the group whose size it is.",
    "results": "Number of reported results and comparisons.",
    "secondary_only": "Whether nothing was read in a source closer to the data than secondary.",
}


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what one row is, and the select behind it."""

    name: str
    about: str
    statement: SelectBase
    columns: Mapping[str, str]

    def column_texts(self) -> Iterator[tuple[str, str]]:
        """Yield each column and what it holds, in the words of its table unless said otherwise."""
        for column in self.statement.selected_columns:
            name = str(column.key)
            yield name, self.columns.get(name) or str(getattr(column, "comment", None) or "")

    @property
    def ddl(self) -> str:
        """The statement that creates the view."""
        constants = {"literal_binds": True}
        query = self.statement.compile(dialect=sqlite.dialect(), compile_kwargs=constants)
        return f"CREATE VIEW {self.name} AS {query}"


def views() -> Iterator[View]:
    """Yield the views in a fixed order."""
    yield View("studies", "One study, with its main report and its size.", study_select(), _STUDIES)
    for basis in get_args(Basis):
        after = "" if basis == "reported" else f"_{basis}"
        about = f"One {basis} result in one group, with all that gives it its meaning."
        yield View(f"outcomes{after}", about, outcome_select(basis).statement, _RESULTS)
        about = f"One {basis} comparison, with all that gives it its meaning."
        yield View(f"comparisons{after}", about, comparison_select(basis).statement, _RESULTS)
        yield View(f"number{after}", f"One {basis} number.", number_select(basis), _NUMBERS)
