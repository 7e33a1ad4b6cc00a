"""Writing rows into a new SQLite file, fast and always in the same way.

Whoever writes the same rows in the same order gets the same bytes: the layout of the file is fixed
here, and nothing in it depends on the clock, the machine or the path.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from kb import search
from kb.curation.rows import Row
from kb.errors import LoadError
from kb.queries.views import views
from kb.search import Entry
from kb.tables import metadata
from kb.tables.versions import APPLICATION_ID, SCHEMA_VERSION

# The file is new and only replaces the old one when it is complete, so it needs no journal.
_LAYOUT = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -65536",
    "PRAGMA ignore_check_constraints = ON",  # until the end, when all rows are checked at once
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
_BATCH = 5_000


@contextmanager
def writing(file: Path) -> Iterator["Writer"]:
    """Yield a writer into a new database; raises LoadError when the database refuses something."""
    engine = create_engine("sqlite://", creator=lambda: _connect(file), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            for pragma in _LAYOUT:
                connection.exec_driver_sql(pragma)
            connection.exec_driver_sql("BEGIN")
            writer = Writer(connection)
            yield writer
            writer.finish()
            connection.exec_driver_sql("COMMIT")
            _check(connection)
    except SQLAlchemyError as error:
        raise LoadError(f"the database refuses it: {getattr(error, 'orig', error)}") from error


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


class Writer:
    """Collects rows by table and writes them in batches; indexes and views come last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tables = [_Filling(connection, each) for each in metadata.sorted_tables]
        self._by_name = {filling.name: filling for filling in self._tables}
        connection.exec_driver_sql(search.CREATE)

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows; each is written when its table has a batch of them."""
        by_name = self._by_name
        for name, columns in rows:
            by_name[name].add(columns)

    def index(self, entries: Iterable[Entry]) -> None:
        """Write entries of the full text index."""
        marks = ", ".join("?" * len(search.COLUMNS))
        statement = f"INSERT INTO search ({', '.join(search.COLUMNS)}) VALUES ({marks})"  # noqa: S608
        named = [tuple(getattr(entry, name) for name in search.COLUMNS) for entry in entries]
        if named:
            self._connection.exec_driver_sql(statement, named)

    def finish(self) -> None:
        """Write what is left, then the indexes and the views."""
        for filling in self._tables:
            filling.flush()
        for table in metadata.sorted_tables:
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                self._connection.execute(CreateIndex(index))
        for view in views():
            self._connection.exec_driver_sql(view.ddl)
        self._connection.exec_driver_sql(search.OPTIMISE)
        self._connection.exec_driver_sql("ANALYZE")


class _Filling:
    """One table being filled."""

    def __init__(self, connection: Connection, table: Table) -> None:
        names = [column.name for column in table.columns if column.computed is None]
        marks = ", ".join("?" * len(names))
        self.name = table.name
        self._connection = connection
        self._insert = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        self._values: Callable[[dict[str, Any]], tuple[Any, ...]] = itemgetter(*names)
        self._waiting: list[tuple[Any, ...]] = []
        connection.execute(CreateTable(table))

    def add(self, columns: dict[str, Any]) -> None:
        self._waiting.append(self._values(columns))
        if len(self._waiting) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            self._connection.exec_driver_sql(self._insert, self._waiting)
            self._waiting.clear()


def _check(connection: Connection) -> None:
    """Ask the database itself whether every reference leads somewhere and every rule is kept."""
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise LoadError(f"{_orphan(connection, *orphans[0])} ({len(orphans)} such)")
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if found != "ok":
        raise LoadError(f"the new database is not sound: {found}")


def _orphan(connection: Connection, table: str, rowid: int, parent: str, rule: int) -> str:
    """Say which row of which table refers to nothing, and by which columns."""
    rules = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")
    names = ", ".join(column for number, _, _, column, *_ in rules if number == rule)
    query = f"SELECT {names} FROM {table} WHERE rowid = ?"  # noqa: S608 - names of columns
    values = connection.exec_driver_sql(query, (rowid,)).one()
    return f"{table} refers to a missing {parent}: {names} = {', '.join(map(str, values))}"
