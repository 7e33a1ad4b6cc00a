"""Files of seals: `evidence/seals/<study>.yml`, address by address.

    study: doe-2024-drug
    seals:
      outcomes/os/median/x:
        digest: 5d41402abc4b2a76
        by: reader-2
        date: 2024-06-01
        means: |
          value: 7.7 mo (5.6 to 9.6)
          group: x
          ...

`first` is added where the first blind reading differed from the record, and says how.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import AfterValidator, Field, ValidationError

from schema.problems import Complaint, Problem
from schema.reading import Document, read_file
from schema.seals.meaning import digest, from_words
from schema.study.base import Closed
from schema.study.complaints import complaints
from schema.study.types import Date, Id, Text, matching

FOLDER = "seals"
Difference = Literal[
    "different value", "different decimals", "different unit", "missing part", "unreadable"
]
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)

_hexadecimal = matching(r"[0-9a-f]{16}", "bad-seal", "16 hexadecimal digits")


class Seal(Closed):
    """The seal of one number: who verified which meaning of it, and when."""

    digest: Annotated[Text, AfterValidator(_hexadecimal)] = Field(
        description="The first 16 digits of the SHA-256 over the meaning."
    )
    by: Text = Field(description="The second reader.")
    date: Date = Field(description="When it was verified.")
    first: Difference | None = Field(
        None, description="How the first blind reading differed from the record, if it did."
    )
    means: Text = Field(description="The meaning that was verified, one facet to a line.")


class SealFile(Closed):
    """All seals of one study."""

    study: Id = Field(description="The id of the study: the name of the file.")
    seals: dict[Text, Seal] = Field({}, description="The seals by address.")


@dataclass
class Seals:
    """The seals of one study as read, and what is wrong with their file."""

    document: Document
    by_address: dict[str, Seal] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def seals_file(root: Path, study: str) -> Path:
    """Return the file for the seals of a study under the folder of records."""
    return root / FOLDER / f"{study}.yml"


def read_seals(root: Path, study: str) -> Seals:
    """Read the seals of a study; a study without a file has none."""
    file = seals_file(root, study)
    if not file.exists():
        return Seals(Document(file.relative_to(root).as_posix()))
    document = read_file(file, root)
    if document.tree is None:
        return Seals(document, problems=document.problems)
    try:
        found = SealFile.model_validate(document.tree)
    except ValidationError as error:
        return Seals(document, problems=_located(document, complaints(error)))
    wrong = _located(document, list(_dishonest(found, study)))
    return Seals(document, {} if wrong else found.seals, wrong)


def _located(document: Document, found: list[Complaint]) -> list[Problem]:
    return sorted({document.locate(complaint) for complaint in found})


def _dishonest(found: SealFile, study: str) -> list[Complaint]:
    """Complain about what only a hand can have written."""
    wrong = [
        Complaint(
            ("seals", address, "digest"),
            "bad-seal",
            "the digest is not that of the meaning below it",
            "seals as `kb verify` writes them",
        )
        for address, seal in found.seals.items()
        if digest(from_words(seal.means)) != seal.digest
    ]
    if found.study != study:
        message = f"the study `{found.study}` is not the name of the file"
        wrong.append(Complaint(("study",), "wrong-id", message, study))
    return wrong


def written(study: str, seals: Mapping[str, Seal]) -> str:
    """Return the text of a file of seals: by address, the same for the same seals."""
    by_address = {
        address: seals[address].model_dump(by_alias=True, exclude_none=True)
        for address in sorted(seals)
    }
    data = {"study": study, "seals": by_address}
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as lines."""


def _represent(dumper: yaml.SafeDumper, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)
