"""One file, read: its tree, its problems, and, when asked, the place of everything in it."""

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from schema.problems import Complaint, Problem, short
from schema.reading import limits
from schema.reading.builder import Builder, TooDeepError
from schema.reading.characters import decode
from schema.reading.comments import eaten
from schema.reading.events import events
from schema.reading.syntax import syntax_complaint
from schema.reading.tree import Places, Spot, Tree


@dataclass
class Document:
    """A file that was read. `tree` is None when `problems` is not empty."""

    path: str
    text: str = ""
    tree: Tree | None = None
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def places(self) -> Places:
        """The place of every key and value, found by a second reading only when asked for."""
        places = Places()
        Builder(places).feed(events(self.text))
        return places

    def locate(self, complaint: Complaint) -> Problem:
        """Turn a complaint about a path inside this document into a problem with its line."""
        spot = self.places.find(
            self.tree or {}, complaint.loc, at_key=complaint.at_key, offset=complaint.offset
        )
        return placed(self.path, spot, complaint)


def placed(path: str, spot: Spot, complaint: Complaint) -> Problem:
    """Return `complaint` as a problem at `spot` of the file `path`."""
    return Problem(
        path,
        spot.line,
        spot.column,
        complaint.code,
        short(complaint.message),
        short(complaint.allowed),
        short(complaint.nearest),
    )


def read_file(file: Path, root: Path) -> Document:
    """Read a record; whatever is wrong with the file is in its problems.

    Its path leads from `root`, for a file elsewhere too: `../desk/draft.yml`.
    """
    alike = file.anchor == root.anchor
    name = Path(os.path.relpath(file, root) if alike else file).as_posix()
    refused = _refuse_file(file, root)
    if refused is not None:
        return Document(name, problems=[placed(name, Spot(1, 1), refused)])
    return read_bytes(file.read_bytes(), name)


def _refuse_file(file: Path, root: Path) -> Complaint | None:
    if not file.exists():
        return Complaint((), "no-file", "there is no such file", "a file under evidence/")
    if not file.is_file():
        return Complaint(
            (), "no-file", "there is no record in here", "a record, or a folder of any"
        )
    if file.is_relative_to(root) and not file.resolve().is_relative_to(root.resolve()):
        message = "a link that leaves the folder of records"
        return Complaint((), "outside", message, "files inside it")
    return _too_large(file.stat().st_size)


def _too_large(size: int) -> Complaint | None:
    if size <= limits.FILE_BYTES:
        return None
    message = f"the file has {size} bytes"
    return Complaint((), "file-too-large", message, f"at most {limits.FILE_BYTES} bytes")


def read_bytes(data: bytes, path: str, *, pure: bool = False) -> Document:
    """Read the bytes of one record; `pure` asks for the parser without libyaml."""
    large = _too_large(len(data))
    if large is not None:
        return Document(path, problems=[placed(path, Spot(1, 1), large)])
    text, odd = decode(data)
    if odd:
        found = [placed(path, _spot_of(text, offset), complaint) for offset, complaint in odd]
        return Document(path, text, problems=sorted(found))
    return _build(text, path, pure=pure)


def _build(text: str, path: str, *, pure: bool) -> Document:
    builder = Builder()
    complaints = builder.complaints
    try:
        builder.feed(events(text, pure=pure))
        complaints += eaten(text)
    except TooDeepError:
        pass
    except yaml.YAMLError as error:
        complaints.append(syntax_complaint(text, error))
    if not complaints and not isinstance(builder.root, dict):
        complaints.append((Spot(1, 1), _no_record(builder.root)))
    problems = sorted(placed(path, spot, complaint) for spot, complaint in complaints)
    return Document(path, text, None if problems else builder.root, problems)


def _no_record(root: Tree | None) -> Complaint:
    message = "the file is empty" if root is None else "the file does not begin with a key"
    return Complaint((), "no-record", message, "a record: `id: ...`, `title: ...` and so on")


def _spot_of(text: str, offset: int) -> Spot:
    before = text[:offset]
    return Spot(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
