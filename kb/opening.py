"""Finding and opening a database, so that nothing can write to it."""

import sqlite3
from os import PathLike
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from kb.base import KnowledgeBase
from kb.errors import OpenError
from kb.guard import guard
from kb.tables.versions import APPLICATION_ID, SCHEMA_VERSION

_BUNDLED = Path(__file__).parent / "data" / "kb.sqlite"
_BUILT = Path(__file__).parents[1] / "build" / "kb.sqlite"


def open_base(source: str | PathLike[str] | None = None) -> KnowledgeBase:
    """Open a knowledge base for reading.

    Args:
        source: nothing for the database that came with the package (in a clone: the one that was
            built), the path of a SQLite file, in which `~` is the home folder, or a SQLAlchemy URL
            such as `postgresql+psycopg://host/name`.

    Returns:
        The knowledge base; use it as a context manager, or call `close()`.

    Raises:
        OpenError: there is no such database, it is something else, or its tables are laid out for
            another version of this package.

    Example:
        >>> import kb
        >>> with kb.open() as base:
        ...     base.meta.licence
        'CC BY 4.0'
    """
    if isinstance(source, str) and "://" in source:
        engine = _engine_of_url(source)
    else:
        engine = _sqlite_engine(_snapshot() if source is None else _path(source))
    return KnowledgeBase(engine)


def _snapshot() -> Path:
    for file in (_BUNDLED, _BUILT):
        if file.is_file():
            return file
    raise OpenError("there is no database yet: run `kb build`, or give a path")


def _path(source: object) -> Path:
    try:
        return Path(source).expanduser()  # type: ignore[arg-type]
    except (TypeError, RuntimeError) as error:
        message = f"a database is opened by its path or URL, not by {source!r}"
        raise OpenError(message) from error


def _engine_of_url(text: str) -> Engine:
    try:
        url = make_url(text)
        if url.get_backend_name() == "sqlite":
            return _sqlite_engine(_path(url.database or ""))
        return create_engine(url, execution_options={"postgresql_readonly": True})
    except (SQLAlchemyError, ImportError) as error:
        raise OpenError(f"cannot open this URL: {error}") from error


def _sqlite_engine(file: Path) -> Engine:
    if not file.is_file():
        raise OpenError(f"there is no database at {file}")
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(address), poolclass=QueuePool, pool_size=2
    )
    try:
        _recognise(file, engine)
    except OpenError:
        engine.dispose()
        raise
    return engine


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    guard(connection)
    return connection


def _recognise(file: Path, engine: Engine) -> None:
    """Raise OpenError unless the file is one of ours, of this version."""
    try:
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
    except SQLAlchemyError as error:
        raise OpenError(f"{file} is not a SQLite database") from error
    if application != APPLICATION_ID:
        raise OpenError(f"{file} is not a knowledge base")
    if version != SCHEMA_VERSION:
        message = f"{file} has tables of version {version}, this package reads {SCHEMA_VERSION}"
        raise OpenError(message)
