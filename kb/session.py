"""A session with a database: connections, the words it knows, and errors of our own."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import QueryError
from kb.words import Vocabularies


class Session:
    """An open database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections to the database."""
        self._engine.dispose()

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Yield a SQLAlchemy connection, for reading only.

        Raises:
            QueryError: the database refused or could not run a statement, or cannot hold a value.
        """
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise QueryError(_why(error)) from error
        except (OverflowError, UnicodeEncodeError) as error:
            raise QueryError(f"the database cannot hold a value: {error}") from error

    @cached_property
    def words(self) -> Vocabularies:
        """The terms by which filters may be named."""
        with self.connected() as connection:
            return Vocabularies(connection)


def _why(error: SQLAlchemyError) -> str:
    """Say what the database said, and in plain words when it only allows reading."""
    said = str(getattr(error, "orig", None) or error)
    refused = "not authorized" in said or "authorization denied" in said
    return "the query does more than read" if refused else said
