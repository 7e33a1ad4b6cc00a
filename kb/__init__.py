"""Read the ALL Evidence database: published outcomes in acute lymphoblastic leukaemia.

Example:
    >>> import kb
    >>> with kb.open() as base:
    ...     base.study("wudhikarn-2022-blina-ino").row.year
    2022
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.base import KnowledgeBase
    from kb.errors import (
        BadFilterError,
        InvalidRecordsError,
        KnowledgeBaseError,
        LoadError,
        MissingExtraError,
        OpenError,
        QueryError,
        UnknownTermError,
    )
    from kb.opening import open_base as open  # noqa: A004 - kb.open() is what it does
    from kb.rows import Rows
    from kb.study import Study

    __version__: str

__all__ = [
    "BadFilterError",
    "InvalidRecordsError",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "LoadError",
    "MissingExtraError",
    "OpenError",
    "QueryError",
    "Rows",
    "Study",
    "UnknownTermError",
    "open",
]

_HOMES = {
    "KnowledgeBase": "kb.base",
    "Rows": "kb.rows",
    "Study": "kb.study",
    "open": "kb.opening",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, and not before: `import kb` alone costs nothing."""
    if name == "__version__":
        return _version()
    if name not in __all__:
        raise AttributeError(f"module 'kb' has no attribute {name!r}")
    from importlib import import_module

    home = import_module(_HOMES.get(name, "kb.errors"))
    found = getattr(home, "open_base" if name == "open" else name)
    globals()[name] = found
    return found


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("all-evidence")
    except PackageNotFoundError:  # read from a folder, never installed
        return "unknown"


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
