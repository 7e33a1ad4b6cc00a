"""The row that keeps the text of a record, for those who want to read or change it."""

from collections.abc import Iterator
from hashlib import sha256

from kb.curation.rows.common import Row


def record_rows(study: str, path: str, text: str) -> Iterator[Row]:
    """Yield the text of one record."""
    digest = sha256(text.encode()).hexdigest()
    yield "record_file", {"study": study, "path": path, "text": text, "sha256": digest}
