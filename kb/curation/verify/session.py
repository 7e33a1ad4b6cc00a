"""What one second reader has read of one record so far, and what came of it.

Everything read is kept in `build/verify/<study>-<reader>.yml` after every answer, so that reading
can stop anywhere. What agrees is sealed; what differs waits until a person corrects the record.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from kb.curation.verify.compare import difference
from kb.curation.verify.order import place_of, shown
from kb.errors import KnowledgeBaseError
from schema.facts import EstimateFact
from schema.reading import read_file
from schema.seals import Seal, Sealable, digest, in_words, is_extractor, written
from schema.seals.files import Difference
from schema.study import Study
from schema.study.base import Closed
from schema.study.complaints import complaints
from schema.study.types import Date, Id, Text, is_date
from schema.writing import as_yaml

Says = Literal["first", "second", "neither"]


class VerifyError(KnowledgeBaseError):
    """Reading cannot go on: another reader's file, the first reader, or a file that is broken."""


class Answer(Closed):
    """What the second reader read of one number, and what it was held against."""

    question: Text = Field(description="The digest of what was asked: the meaning but the value.")
    read: Text = Field(description="What the second reader read.")
    record: Text = Field(description="What the record said then.")
    date: Date = Field(description="When it was read.")
    first: Difference | None = Field(None, description="How the first reading differed, if so.")
    says: Says | None = Field(None, description="What the source says, on a difference.")


class Answers(Closed):
    """All answers of one reader about one record."""

    study: Id = Field(description="The id of the study.")
    reader: Text = Field(description="The second reader.")
    answers: dict[Text, Answer] = Field({}, description="The answers by address.")


class Standing(Enum):
    """Where a number stands with a reader."""

    UNREAD = "unread"
    UNREADABLE = "unreadable"  # what was read is no cell
    AGREED = "agreed"
    UNDECIDED = "undecided"
    DIFFERS = "differs"


@dataclass
class Session:
    """One reader at one record; `answers` are kept by address."""

    study: Study
    reader: str
    file: Path
    answers: dict[str, Answer] = field(default_factory=dict)

    def standing(self, asked: Sealable) -> Standing:
        """Say where a number stands: a question that changed has to be asked again."""
        answer = self.answers.get(asked.address)
        if answer is None or answer.question != question(asked):
            return Standing.UNREAD
        found = difference(asked, answer.read)
        if found is None:
            return Standing.AGREED
        if answer.record != asked.value:
            return Standing.UNREAD
        if found == "unreadable":
            return Standing.UNREADABLE
        if answer.says is None:
            return Standing.UNDECIDED
        return Standing.AGREED if answer.says == "first" else Standing.DIFFERS

    def take(self, asked: Sealable, read: str, date: str) -> None:
        """Keep what was read of a number, and how the very first reading of it differed."""
        before = self.answers.get(asked.address)
        first = before.first if before and before.first else difference(asked, read)
        now = Answer(
            question=question(asked), read=read, record=asked.value, date=date, first=first
        )
        same = before and before.model_copy(update={"says": None, "date": date}) == now
        if not same:
            self.answers[asked.address] = now

    def settle(self, asked: Sealable, says: Says) -> None:
        """Keep which of two readings the source says."""
        answer = self.answers[asked.address]
        self.answers[asked.address] = answer.model_copy(update={"says": says})

    def seals(self, asked: Iterable[Sealable]) -> dict[str, Seal]:
        """Return a seal for every number that agrees."""
        agreed = [each for each in asked if self.standing(each) is Standing.AGREED]
        return {each.address: self._seal(each, self.answers[each.address]) for each in agreed}

    def _seal(self, asked: Sealable, answer: Answer) -> Seal:
        return seal(asked, self.reader, answer.date, answer.first)

    def save(self) -> None:
        """Write the answers so far."""
        answers = {
            address: answer.model_dump(by_alias=True, exclude_none=True)
            for address, answer in self.answers.items()
        }
        data = {"study": self.study.id, "reader": self.reader, "answers": answers}
        replace_text(self.file, as_yaml(data))


def open_session(study: Study, reader: str, folder: Path) -> Session:
    """Return the session of a reader, as it was left.

    Raises:
        VerifyError: the reader is the first reader, or the file of the session is not theirs.
    """
    if not reader.strip():
        raise VerifyError("the second reader needs a name: --reader NAME")
    if is_extractor(study, reader):
        raise VerifyError(f"`{reader}` extracted {study.id}: the second reader is another person")
    reader = " ".join(reader.split())
    name = re.sub(r"[^a-z0-9]+", "-", reader.casefold()).strip("-")
    file = folder / f"{study.id}-{name}.yml"
    answers = _load(file, folder) if file.exists() else None
    if answers and (answers.study, answers.reader.casefold()) != (study.id, reader.casefold()):
        raise VerifyError(f"{file} holds the readings of `{answers.reader}` of {answers.study}")
    return Session(study, reader, file, dict(answers.answers) if answers else {})


def _load(file: Path, folder: Path) -> Answers:
    document = read_file(file, folder)
    problems = document.problems
    if not problems:
        try:
            return Answers.model_validate(document.tree)
        except ValidationError as error:
            problems = [document.locate(complaint) for complaint in complaints(error)]
    said = "\n".join(str(problem) for problem in problems)
    raise VerifyError(f"{file} cannot be read (removing it starts afresh):\n{said}")


def question(asked: Sealable) -> str:
    """Return the digest of what is asked: all that gives a number its meaning, but the number."""
    means = {**shown(asked), "at": place_of(asked)}
    fact = asked.fact
    if not (isinstance(fact, EstimateFact) and fact.denominator.named_by == "cell"):
        means["n"] = asked.means.get("n", "")
    return digest(means)


def is_day(text: str) -> bool:
    """Say whether a text is a day that exists, such as 2024-05-31."""
    return len(text) == 10 and is_date(text)


def seal(asked: Sealable, reader: str, date: str, first: Difference | None = None) -> Seal:
    """Return the seal of a number as it stands."""
    means = asked.means
    return Seal(digest=digest(means), by=reader, date=date, first=first, means=in_words(means))


def save_seals(file: Path, study: str, seals: dict[str, Seal]) -> None:
    """Write the seals of a study; without any, there is no file."""
    if seals:
        replace_text(file, written(study, seals))
    else:
        file.unlink(missing_ok=True)


def replace_text(file: Path, text: str) -> None:
    """Write a file in one step, so that no half of it is ever seen."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)
