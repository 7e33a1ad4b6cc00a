"""Everything that can go wrong, as one tree.

KnowledgeBaseError
├── OpenError             there is no database, or it is of another kind or version
├── UnknownTermError      a filter names something that does not exist; knows the nearest that does
├── BadFilterError        a filter value has the wrong shape
├── QueryError            SQL was refused or failed
├── MissingExtraError     an optional library is not installed
├── LoadError             the database could not be built; the old one is untouched
│   └── InvalidRecordsError   records or vocabularies have problems; carries all of them
└── PublishError          the site could not be built; the old one is untouched
"""

from collections.abc import Sequence


class KnowledgeBaseError(Exception):
    """The base of all errors that `kb` raises on purpose."""


class OpenError(KnowledgeBaseError):
    """There is no database at the given place, or it cannot be read as a knowledge base."""


class UnknownTermError(KnowledgeBaseError, LookupError):
    """A filter names something that does not exist, or does not exist itself.

    Attributes:
        kind: what was looked for, such as `measures`, `studies` or `filters of outcomes`.
        value: what was asked for.
        nearest: up to five valid values, the most similar first.
    """

    def __init__(self, kind: str, value: str, nearest: Sequence[str], listed: str = "") -> None:
        self.kind = kind
        self.value = value
        self.nearest = tuple(nearest)
        hint = f"; {listed} lists them" if listed else ""
        if nearest:
            hint = f"; did you mean {' or '.join(f'`{name}`' for name in nearest)}?"
        super().__init__(f"`{value}` is not among the {kind}{hint}")


class BadFilterError(KnowledgeBaseError, ValueError):
    """A filter value has the wrong shape, such as a time without a unit."""


class QueryError(KnowledgeBaseError):
    """A query was refused because it does more than read, or the database could not run it."""


class MissingExtraError(KnowledgeBaseError, ImportError):
    """An optional library is not installed."""

    def __init__(self, library: str) -> None:
        message = f"{library} is not installed: pip install 'all-evidence[{library}]'"
        super().__init__(message, name=library)


class LoadError(KnowledgeBaseError):
    """The database could not be built; the old one, if there is one, is untouched."""


class InvalidRecordsError(LoadError):
    """Records or vocabularies have problems, so nothing was loaded.

    Attributes:
        problems: every problem of every file, each with path, line, column, code and message.
    """

    def __init__(self, problems: Sequence[object]) -> None:
        self.problems = tuple(problems)
        shown = "\n".join(str(problem) for problem in self.problems[:20])
        left = len(self.problems) - 20
        more = f"\n... and {left} more" if left > 0 else ""
        super().__init__(
            f"{len(self.problems)} problems in records or vocabularies:\n{shown}{more}"
        )


class PublishError(KnowledgeBaseError):
    """The site could not be built; the old one, if there is one, is untouched."""
