"""A SQLite connection that can only read.

Three locks, each enough alone for what it covers: the file is opened read-only, SQLite refuses
writing statements, and an authorizer allows only what reading needs, so that no other file can be
attached or written either.
"""

import sqlite3

_READING = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
    }
)
# Questions about the layout of the database, each with what it asks about.
_LAYOUT = frozenset(
    {
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "table_info",
        "table_list",
        "table_xinfo",
    }
)
# Settings that may be read and not set; FTS5 and SQLAlchemy ask for one each by themselves.
_SETTINGS = frozenset({"application_id", "data_version", "read_uncommitted", "user_version"})
_NEVER = frozenset({"load_extension", "fts3_tokenizer", "edit", "readfile", "writefile"})


def guard(connection: sqlite3.Connection) -> None:
    """Make a connection refuse everything but reading."""
    connection.execute("PRAGMA query_only = ON")
    _connect_virtual_tables(connection)
    connection.set_authorizer(_authorise)


def _connect_virtual_tables(connection: sqlite3.Connection) -> None:
    """Use each virtual table once: its first use declares it, which looks like writing."""
    named = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
    for (name,) in connection.execute(named).fetchall():
        quoted = name.replace('"', '""')
        connection.execute(f'SELECT 1 FROM "{quoted}" LIMIT 0')  # noqa: S608 - a quoted name


def _authorise(
    action: int, first: str | None, second: str | None, _database: str | None, _source: str | None
) -> int:
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in _NEVER else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        asks = first in _LAYOUT or (first in _SETTINGS and second is None)
        return sqlite3.SQLITE_OK if asks else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY
