"""The way to a file from where a command runs."""

import os
from pathlib import Path


def from_here(path: str, evidence: Path) -> str:
    """Return the way to a file, given its way from the folder of records."""
    return Path(os.path.normpath(evidence / path)).as_posix()
