"""From files to studies and problems: one record alone, and all records together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from schema import links
from schema.problems import Complaint, Problem
from schema.reading import Document, read_bytes, read_file
from schema.study import Study
from schema.study.complaints import complaints


@dataclass
class Checked:
    """One record after checking; `study` is None when there are problems."""

    document: Document
    study: Study | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The path of the file inside the folder of records."""
        return self.document.path


def check_bytes(data: bytes, path: str = "record.yml") -> Checked:
    """Check the text of one record, wherever it comes from."""
    return _check(read_bytes(data, path))


def check_file(file: Path, root: Path) -> Checked:
    """Check one file under `root`: its text, and that its name and folder fit."""
    return _check(read_file(file, root))


def _check(document: Document) -> Checked:
    if document.problems or document.tree is None:
        return Checked(document, problems=document.problems)
    try:
        study = Study.model_validate(document.tree)
        found = [*_named(study, document.path), *links.check(study)]
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
    if folder.isdigit() and years and folder != str(min(years)):
        message = f"the folder {folder} is not the year of the first report"
        yield Complaint(("sources",), "wrong-folder", message, str(min(years)), at_key=True)


def record_files(root: Path) -> list[Path]:
    """Return the files that should be records, in a fixed order."""
    return sorted(path for path in root.rglob("*") if path.is_file() and path.name[0] != ".")


def check_all(root: Path, files: Iterable[Path] | None = None) -> Iterator[Checked]:
    """Check records one after another, also against each other; a bad one harms no other."""
    together = Together()
    for file in record_files(root) if files is None else files:
        checked = check_file(file, root)
        if checked.study is not None:
            checked.problems = sorted(
                checked.document.locate(complaint) for complaint in together.add(checked)
            )
            checked.study = None if checked.problems else checked.study
        yield checked


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
