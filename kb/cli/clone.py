"""What curating commands need: the folder of records, and the libraries that check them."""

from importlib import import_module
from pathlib import Path

from kb.errors import KnowledgeBaseError


def need_clone(evidence: Path | None = None) -> None:
    """Raise KnowledgeBaseError unless the command can work here; called before anything else.

    Args:
        evidence: the folder of records, if the command needs it.
    """
    missing = f"folder {evidence}" if evidence and not evidence.is_dir() else _missing_library()
    if missing:
        message = f"there is no {missing} here: this command works in a clone of the project"
        raise KnowledgeBaseError(message)


def _missing_library() -> str | None:
    try:
        import_module("kb.curation.validate")
    except ModuleNotFoundError as error:
        return f"module {(error.name or '').partition('.')[0]}"
    return None
