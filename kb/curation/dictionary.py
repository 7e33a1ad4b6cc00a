"""The rows by which the database explains itself: every table, view and column in words."""

from collections.abc import Iterator

from kb.curation.rows.common import Row
from kb.queries.views import views
from kb.tables import Base, metadata


def dictionary_rows() -> Iterator[Row]:
    """Yield what one row of each table and view is, and what each column holds."""
    grain = {str(model.__tablename__): model.__doc__ or "" for model in _models(Base)}
    for table in metadata.sorted_tables:
        yield _row(table.name, "", 0, grain[table.name])
        for position, column in enumerate(table.columns, 1):
            yield _row(table.name, column.name, position, column.comment or "")
    for view in views():
        yield _row(view.name, "", 0, view.about)
        for position, (name, about) in enumerate(view.column_texts(), 1):
            yield _row(view.name, name, position, about)


def _models(base: type[Base]) -> Iterator[type[Base]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _row(table: str, column: str, position: int, about: str) -> Row:
    key = {"table_name": table, "column_name": column}
    return "dictionary", {**key, "position": position, "about": about.partition("\n")[0]}
