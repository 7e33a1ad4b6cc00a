"""The vocabularies come first: every record is read in their words."""

from pathlib import Path

from kb.errors import InvalidRecordsError
from schema.glossary import faults
from schema.json_schema import FILE, generate
from schema.problems import Problem


def need_vocabularies() -> None:
    """Raise InvalidRecordsError, with all problems, when a vocabulary has some."""
    found = faults()
    if found:
        raise InvalidRecordsError(found)


def behind(clone: Path) -> list[Problem]:
    """Return a notice when the schema for editors of a clone is older than what it is made of.

    That makes no record bad, and who adds a term in a browser cannot write the file anew.
    """
    file = clone / "schema" / FILE.name
    if not file.is_file() or file.read_bytes() == generate().encode():
        return []
    message = (
        "editors do not offer the newest terms yet; in a browser, leave this file alone: "
        "whoever merges runs `make schema`"
    )
    return [Problem(f"schema/{FILE.name}", 1, 1, "behind", message, severity="notice")]
