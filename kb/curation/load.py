"""Loading: all records become one SQLite file, or nothing happens.

The new database grows beside the old one and takes its place in a single step when it is complete
and checked. Killed at any moment, loading leaves the old file as it was.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kb.curation.dictionary import dictionary_rows
from kb.curation.rows import Row, check_rows, rows, term_rows
from kb.curation.rows.record import record_rows
from kb.curation.rows.seals import seal_rows
from kb.curation.rows.search import Used, study_entry, term_entries, used_terms
from kb.curation.version import data_version
from kb.curation.vocabularies import need_vocabularies
from kb.curation.writer import Writer, writing
from kb.errors import InvalidRecordsError, LoadError
from kb.tables.versions import SCHEMA_VERSION
from schema.study import Study
from schema.validation import Checked, check_all, record_files, stray_seals

Progress = Callable[[int, int], None]

TITLE = "ALL Evidence"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: how many records, and the version of the data."""

    records: int
    data_version: str


def load(evidence: Path, target: Path, progress: Progress | None = None) -> Loaded:
    """Check all records under `evidence` and load them into the SQLite file `target`.

    Args:
        evidence: folder of records.
        target: the database to write; one that exists is replaced when the new one is complete.
        progress: called after each record with the number of records done and of all.

    Raises:
        InvalidRecordsError: records or vocabularies have problems; carries all of them.
        LoadError: another load is writing to the same place, or the new database is not sound.
    """
    need_vocabularies()
    files = record_files(evidence)
    if not files:
        raise LoadError(f"there are no records in {evidence}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _replacing(target) as new, writing(new) as writer:
        return _fill(writer, evidence, files, progress)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Yield the path of a new file that takes the place of `target` if nothing goes wrong.

    A file left over by a load that was killed is taken over; one that is being written is not.
    """
    new = target.with_name(f"{target.name}.part")
    with new.open("ab") as lock:
        _lock(lock, target)
        try:
            lock.truncate(0)
            yield new
            os.fsync(lock.fileno())
            new.replace(target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def _lock(file: IO[bytes], target: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LoadError(f"another load is writing {target.name}") from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _fill(writer: Writer, evidence: Path, files: list[Path], progress: Progress | None) -> Loaded:
    version = data_version(evidence, files)
    writer.add(term_rows())
    writer.add(check_rows())
    writer.add(dictionary_rows())
    state = _State()
    for done, (study, checked) in enumerate(_checked(evidence, files), 1):
        state.take(writer, study, checked)
        if progress is not None:
            progress(done, len(files))
    writer.add(_meta_rows(version, state.date))
    writer.index(term_entries(state.used))
    return Loaded(len(files), version)


def _checked(evidence: Path, files: list[Path]) -> Iterator[tuple[Study, Checked]]:
    """Yield the studies one after another; raises when all are read and one has problems."""
    problems = stray_seals(evidence)
    for checked in check_all(evidence, files):
        problems += checked.problems
        if checked.study is not None:
            yield checked.study, checked
    if problems:
        raise InvalidRecordsError(problems)


class _State:
    """What is known only when all records have been seen."""

    def __init__(self) -> None:
        self.used: Used = {}
        self.date = ""

    def take(self, writer: Writer, study: Study, checked: Checked) -> None:
        """Write the rows of a study and remember its terms and dates."""
        used = used_terms(study)
        writer.add(rows(study))
        writer.add(record_rows(study.id, checked.path, checked.document.text))
        writer.add(seal_rows(study.id, checked.seals, checked.broken))
        writer.index([study_entry(study, used)])
        for vocabulary, terms in used.items():
            self.used.setdefault(vocabulary, set()).update(terms)
        self.date = max(self.date, *_dates(study, checked))


def _dates(study: Study, checked: Checked) -> Iterator[str]:
    """Yield the dates in the curation of a study and of its seals; `not recorded` is none."""
    curation = study.curation
    said = [curation.extracted, curation.checked, *curation.history]
    yield from (entry.date for entry in said if entry and entry.date[:1].isdigit())
    yield from (seal.date for seal in checked.seals.values())
    yield ""


def _meta_rows(version: str, date: str) -> Iterator[Row]:
    said = {
        "schema_version": str(SCHEMA_VERSION),
        "data_version": version,
        "data_date": date,
        "title": TITLE,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    for key, value in said.items():
        yield "meta", {"key": key, "value": value}
