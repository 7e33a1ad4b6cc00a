"""The second reader's desk: the record, its seals, and the session of one reader."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from kb.curation.verify.blank import Filled, filled
from kb.curation.verify.compare import difference
from kb.curation.verify.order import at_place, in_source_order, places, unprotected_first
from kb.curation.verify.report import Agreement, agreement
from kb.curation.verify.session import (
    Answer,
    Says,
    Session,
    Standing,
    VerifyError,
    open_session,
    replace_text,
    save_seals,
)
from kb.curation.vocabularies import need_vocabularies
from kb.errors import UnknownTermError
from schema.problems import Complaint, Problem, nearest
from schema.reading import Document, read_bytes
from schema.seals import Seal, Sealable, read_seals, sealed, seals_file
from schema.seals.files import Difference
from schema.study import Study
from schema.validation import check_file, record_files

_WAITING = (Standing.UNREADABLE, Standing.UNDECIDED, Standing.DIFFERS)


class Asker(Protocol):
    """Whoever puts the questions to the second reader."""

    def read(self, asked: Sealable, done: int, total: int) -> str | None:
        """Return what the second reader reads, or None to leave the number for later."""

    def settle(self, asked: Sealable, read: str, found: Difference) -> Says:
        """Return which of two readings the source says."""


@dataclass
class Desk:
    """One record under second reading."""

    evidence: Path
    document: Document
    study: Study
    session: Session
    seals: dict[str, Seal] = field(default_factory=dict)

    def asked(self, table: str = "", *, unprotected: bool = False) -> list[Sealable]:
        """Return the numbers without a seal that holds, in the order they are asked for.

        Raises:
            UnknownTermError: no number stands at `table`.
        """
        everything = in_source_order(self.study)
        limited = at_place(everything, table) if table else everything
        if not limited:
            near = nearest(table, places(everything))
            raise UnknownTermError("places of numbers", table, [near] if near else [])
        holding = sealed(self.study, self.seals)
        open_ = [each for each in limited if each.address not in holding]
        return unprotected_first(self.study, open_) if unprotected else open_

    def walk(self, asked: list[Sealable], asker: Asker, date: str) -> None:
        """Ask for every number that is unread, and about every difference that is undecided."""
        for done, each in enumerate(asked, 1):
            if self.session.standing(each) in (Standing.UNREAD, Standing.UNREADABLE):
                self._read(each, asker.read(each, done, len(asked)), date)
            if self.session.standing(each) is Standing.UNDECIDED:
                self._settle(each, asker)

    def _read(self, asked: Sealable, read: str | None, date: str) -> None:
        if read is not None:
            self.session.take(asked, read, date)
            self.session.save()

    def _settle(self, asked: Sealable, asker: Asker) -> None:
        read = self.session.answers[asked.address].read
        found = difference(asked, read)
        if found is not None:
            self.session.settle(asked, asker.settle(asked, read, found))
            self.session.save()

    def compare(self, file: Path, date: str) -> Filled:
        """Take everything that stands in a filled copy; raises VerifyError if it is unreadable."""
        name = file.name
        document = read_bytes(file.read_bytes(), name)
        if document.tree is None or not isinstance(document.tree, dict):
            raise VerifyError("\n".join(map(str, document.problems)))
        if document.tree.get("id") != self.study.id:
            raise VerifyError(f"{name} is not a copy of {self.study.id}: its id is another")
        found = filled(self.study, document.tree)
        for each in self.asked():
            read = found.readings.get(each.address)
            if read is not None and self.session.standing(each) is not Standing.AGREED:
                self.session.take(each, read, date)
        self.session.save()
        return found

    def close(self) -> Agreement:
        """Seal what agrees, list what differs, and return how far the readers agree."""
        open_ = self.asked()
        self.seals.update(self.session.seals(open_))
        save_seals(seals_file(self.evidence, self.study.id), self.study.id, self.seals)
        lines = "".join(f"{problem}\n" for problem in self.differences())
        replace_text(self.session.file.with_suffix(".txt"), lines)
        return self.agreement()

    def agreement(self) -> Agreement:
        """Return how far the readers agree about this record, whoever the second reader was."""
        waiting = dict(self._waiting())
        first = {address: seal.first for address, seal in self.seals.items()}
        first |= {address: answer.first for address, answer in waiting.items()}
        return agreement(first, len(waiting))

    def differences(self) -> Iterator[Problem]:
        """Yield what waits for a person, with the line of the record."""
        waiting = dict(self._waiting())
        for each in self.asked():
            answer = waiting.get(each.address)
            if answer is not None:
                found = self.document.locate(_complaint(each, answer, self.session.reader))
                yield replace(found, path=(self.evidence / found.path).as_posix())

    def _waiting(self) -> Iterator[tuple[str, Answer]]:
        for each in self.asked():
            if self.session.standing(each) in _WAITING:
                yield each.address, self.session.answers[each.address]


def _complaint(asked: Sealable, answer: Answer, reader: str) -> Complaint:
    found = difference(asked, answer.read) or "different value"
    says = {
        "second": f"the source says what {reader} read",
        "neither": "the source says something else",
    }.get(answer.says or "", "not decided yet")
    message = f"`{asked.address}`: {reader} read `{answer.read}`, the record says `{asked.value}`"
    return Complaint(asked.loc, found.replace(" ", "-"), f"{message}; {says}")


def find_record(evidence: Path, study: str) -> tuple[Document, Study]:
    """Return the record of a study.

    Raises:
        InvalidRecordsError: a vocabulary has problems.
        UnknownTermError: there is no such record.
        VerifyError: the record has problems.
    """
    need_vocabularies()
    known = {file.stem: file for file in record_files(evidence)}
    if study not in known:
        near = nearest(study, known)
        raise UnknownTermError("records", study, [near] if near else [])
    checked = check_file(known[study], evidence)
    if checked.study is None:
        said = "\n".join(str(problem) for problem in checked.problems)
        raise VerifyError(f"{checked.path} has problems; correct them first:\n{said}")
    return checked.document, checked.study


def open_desk(evidence: Path, study: str, reader: str, folder: Path) -> Desk:
    """Return the desk of a reader, as it was left; raises what its parts raise."""
    document, found = find_record(evidence, study)
    seals = read_seals(evidence, found.id)
    if seals.problems:
        raise VerifyError("\n".join(str(problem) for problem in seals.problems))
    session = open_session(found, reader, folder)
    return Desk(evidence, document, found, session, seals.by_address)
