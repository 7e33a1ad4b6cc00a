"""Sealing invented records: what `kb verify` would have written if every number had agreed."""

import shutil
from pathlib import Path

import yaml

from schema.reading import read_file
from schema.seals import Seal, digest, in_words, sealables, seals_file, written
from schema.study import Study
from schema.validation import record_files

READER, DATE = "reader-3", "2023-04-05"


def copied(records: Path, to: Path) -> Path:
    """Return a copy of the records."""
    return Path(shutil.copytree(records, to))


def study_in(file: Path, root: Path) -> Study:
    """Return the study in a record."""
    return Study.model_validate(read_file(file, root).tree)


def seals_of(study: Study) -> dict[str, Seal]:
    """Return a seal for every number of a study."""
    return {
        each.address: Seal(
            digest=digest(each.means), by=READER, date=DATE, means=in_words(each.means)
        )
        for each in sealables(study)
    }


def seal_all(root: Path) -> Path:
    """Seal every number of all records under a folder."""
    for file in record_files(root):
        study = study_in(file, root)
        there = seals_file(root, study.id)
        there.parent.mkdir(exist_ok=True)
        there.write_text(written(study.id, seals_of(study)), encoding="utf-8")
    return root


def change(file: Path, *replacements: tuple[str, str]) -> None:
    """Change a file, each text standing in it once."""
    text = file.read_text(encoding="utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def rewritten(file: Path) -> None:
    """Write a file of seals again: other order, other layout, a comment; the same seals."""
    tree = yaml.safe_load(file.read_text(encoding="utf-8"))
    tree["seals"] = {
        address: dict(reversed(seal.items())) for address, seal in reversed(tree["seals"].items())
    }
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=60)
    file.write_text(f"# by hand\n{text}", encoding="utf-8")
