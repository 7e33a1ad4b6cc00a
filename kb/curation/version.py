"""The version of the data: a hash over everything that goes into the database."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from schema.seals import seals_file
from schema.terms import VOCABULARIES


def data_version(root: Path, records: Iterable[Path]) -> str:
    """Return the hash over records, their seals and vocabularies: same content, same version.

    It is the SHA-256, as 64 hexadecimal digits, over one line for each file: its own SHA-256, two
    spaces, its path from the folder of records (`2022/x.yml`, `seals/x.yml`) or
    `vocabularies/x.yml`, a line feed; sorted by path.
    """
    found = {file.relative_to(root).as_posix(): file.read_bytes() for file in _of(root, records)}
    folder = files("schema") / "vocabularies"
    for name in VOCABULARIES:
        found[f"vocabularies/{name}.yml"] = (folder / f"{name}.yml").read_bytes()
    lines = (f"{sha256(found[path]).hexdigest()}  {path}\n" for path in sorted(found))
    return sha256("".join(lines).encode()).hexdigest()


def _of(root: Path, records: Iterable[Path]) -> Iterator[Path]:
    """Yield each record, and its seals if it has any."""
    for record in records:
        yield record
        seals = seals_file(root, record.stem)
        if seals.is_file():
            yield seals
