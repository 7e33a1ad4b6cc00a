"""From files to studies and problems: one record alone, and all records together."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from schema import links
from schema.problems import Complaint, Problem
from schema.reading import Document, read_bytes, read_file
from schema.seals import FOLDER as SEALS
from schema.seals import Broken, Seal, broken_seals, own_seals, read_seals, seals_file
from schema.study import Study
from schema.study.complaints import complaints

SUFFIX = ".yml"
_YEAR = re.compile("[0-9]{4}")


@dataclass
class Checked:
    """One record after checking; `study` is None when there are problems.

    `warnings` name what does not make the record bad: seals that an honest correction broke.
    `seals` are those of its numbers by address, `broken` those that hold no longer; a record with
    problems has none.
    """

    document: Document
    study: Study | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seals: Mapping[str, Seal] = field(default_factory=dict)
    broken: Sequence[Broken] = ()

    @property
    def path(self) -> str:
        """The path of the file inside the folder of records."""
        return self.document.path

    @property
    def sealed(self) -> frozenset[str]:
        """The addresses of the numbers that a second reader verified as they stand."""
        return frozenset(self.seals.keys() - {each.address for each in self.broken})


def check_bytes(data: bytes, path: str = "record.yml") -> Checked:
    """Check the text of one record, wherever it comes from."""
    return _check(read_bytes(data, path))


def check_file(file: Path, root: Path) -> Checked:
    """Check one file: its text and, under `root`, that its name and folder fit.

    A file elsewhere is a draft: it may have any name, and a warning says that it is no record yet.
    """
    if not file.is_relative_to(root):
        checked = _check(read_file(file, root), named=False)
        checked.warnings = [] if checked.study is None else [_draft(checked, checked.study, root)]
        return checked
    path = file.relative_to(root)
    misplaced = [_misplaced(path, root)] if file.exists() and not is_place(path) else []
    if file.is_file() and file.suffix != SUFFIX:
        return Checked(Document(path.as_posix()), problems=misplaced)
    checked = _check(read_file(file, root))
    checked.problems = sorted([*misplaced, *checked.problems])
    checked.study = None if misplaced else checked.study
    return checked


def _misplaced(path: Path, root: Path) -> Problem:
    """Name the place where a record belongs."""
    message = "a record does not belong here"
    allowed = f"{root.name}/<year of the first report>/{path.stem}{SUFFIX}"
    return Problem(path.as_posix(), 1, 1, "wrong-place", message, allowed)


def _draft(checked: Checked, study: Study, root: Path) -> Problem:
    message = f"this file is not under {root.name}/: a draft, not a record"
    allowed = f"{root.name}/<year of the first report>/{study.id}{SUFFIX} when it is ready"
    return Problem(checked.path, 1, 1, "draft", message, allowed, severity="warning")


def _check(document: Document, *, named: bool = True) -> Checked:
    if document.problems or document.tree is None:
        return Checked(document, problems=document.problems)
    try:
        study = Study.model_validate(document.tree)
        found = [*(_named(study, document.path) if named else ()), *links.check(study)]
    except ValidationError as error:
        study, found = None, complaints(error)
    problems = sorted({document.locate(complaint) for complaint in found})
    return Checked(document, None if problems else study, problems)


def _named(study: Study, path: str) -> Iterator[Complaint]:
    file = Path(path)
    if file.stem != study.id:
        message = f"the id `{study.id}` is not the name of the file"
        yield Complaint(("id",), "wrong-id", message, f"{file.stem}, or another file name")
    years = [s.year for s in study.sources.values() if s.year and s.kind != "secondary"]
    folder = file.parent.name
    if not _YEAR.fullmatch(folder):
        return
    if not years:
        message = f"no primary report has a year, so that nothing places it in the folder {folder}"
        yield Complaint(("sources",), "missing-key", message, "year: ...", at_key=True)
    elif folder != str(min(years)):
        message = f"the folder {folder} is not the year of the first report"
        yield Complaint(("sources",), "wrong-folder", message, str(min(years)), at_key=True)


def is_place(path: Path) -> bool:
    """Say whether a record may stand at a path inside the folder of records."""
    folders = path.parent.parts
    return len(folders) == 1 and bool(_YEAR.fullmatch(folders[0])) and path.suffix == SUFFIX


def record_files(root: Path) -> list[Path]:
    """Return the files that should be records, in a fixed order; seals are none."""
    return [path for path in _files(root) if path.relative_to(root).parts[0] != SEALS]


def _files(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return sorted(files)


def _inside(folder: Path, root: Path) -> list[Path]:
    """Return the files that a folder stands for; outside the records, only what may be a draft."""
    if root.is_relative_to(folder):
        return record_files(root)
    inside = folder.is_relative_to(root)
    return [path for path in _files(folder) if inside or path.suffix == SUFFIX]


def records_of(root: Path, asked: Iterable[Path]) -> list[Path]:
    """Return the records that files and folders stand for, each once.

    Seals stand for the record of their study. Seals that belong to no record stand for none:
    `stray_seals` names them.
    """
    records = {path.stem: path for path in record_files(root)}
    seals = root / SEALS
    plain = (Path(os.path.normpath(each)) for each in asked)
    files = [file for each in plain for file in (_inside(each, root) or [each])]
    found = (
        records.get(file.stem) if file.is_relative_to(seals) and file.is_file() else file
        for file in files
    )
    return list(dict.fromkeys(file for file in found if file))


def check_all(root: Path, files: Iterable[Path] | None = None) -> Iterator[Checked]:
    """Check records one after another, also against each other; a bad one harms no other."""
    together = Together()
    for file in record_files(root) if files is None else files:
        checked = check_file(file, root)
        if checked.study is not None:
            checked.problems = sorted(
                checked.document.locate(complaint) for complaint in together.add(checked)
            )
            _hold_seals(checked, checked.study, root)
            checked.study = None if checked.problems else checked.study
        yield checked


def _hold_seals(checked: Checked, study: Study, root: Path) -> None:
    seals = read_seals(root, study.id)
    own = sorted(
        seals.document.locate(complaint) for complaint in own_seals(study, seals.by_address)
    )
    checked.problems += [*seals.problems, *own]
    broken = broken_seals(study, seals.by_address)
    warnings = [_warning(checked, study, each, seals.document) for each in broken]
    checked.warnings = sorted([*checked.warnings, *warnings])
    if not checked.problems:
        checked.seals, checked.broken = seals.by_address, broken


def _warning(checked: Checked, study: Study, broken: Broken, seals: Document) -> Problem:
    """Name a broken seal where its number stands, or where the seal stands if that is gone."""
    document = seals if broken.now is None else checked.document
    problem = document.locate(broken.complaint(study.id))
    return replace(problem, severity="warning")


def stray_seals(root: Path) -> list[Problem]:
    """Return a problem for each file among the seals that belongs to no record."""
    records = {path.stem for path in record_files(root)}
    files = sorted(path for path in (root / SEALS).rglob("*") if path.is_file())
    message = "these seals belong to no record"
    allowed = "the id of a record as name: a study that is renamed takes its seals along"
    return [
        Problem(path.relative_to(root).as_posix(), 1, 1, "stray-seals", message, allowed)
        for path in files
        if path != seals_file(root, path.stem) or path.stem not in records
    ]


class Together:
    """What is unique across records: ids, and the identifiers of primary reports."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}

    def add(self, checked: Checked) -> Iterator[Complaint]:
        """Complain about what an earlier record already has."""
        study = checked.study
        if study is None:
            return
        yield from self._once(checked.path, "id", study.id, ("id",))
        for name, source in study.sources.items():
            if source.kind == "secondary":
                continue
            for key in ("doi", "pmid", "pmcid"):
                value = getattr(source, key)
                if value:
                    yield from self._once(checked.path, key, value, ("sources", name, key))

    def _once(
        self, path: str, key: str, value: str, loc: tuple[str | int, ...]
    ) -> Iterator[Complaint]:
        first = self._seen.setdefault((key, value.casefold()), path)
        if first != path:
            message = f"{first} already has the {key} `{value}`"
            yield Complaint(loc, f"duplicate-{key}", message, "each study in one record")
