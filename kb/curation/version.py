"""The version of the data: a hash over everything that goes into the database."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from schema.terms import VOCABULARIES


def data_version(root: Path, records: Iterable[Path]) -> str:
    """Return the hash over records and vocabularies: same content, same version, anywhere.

    It is the SHA-256, as 64 hexadecimal digits, over one line for each file: its own SHA-256, two
    spaces, its path from the folder of records (`2022/x.yml`) or `vocabularies/x.yml`, a line feed;
    sorted by path.
    """
    found = {file.relative_to(root).as_posix(): file.read_bytes() for file in records}
    folder = files("schema") / "vocabularies"
    for name in VOCABULARIES:
        found[f"vocabularies/{name}.yml"] = (folder / f"{name}.yml").read_bytes()
    lines = (f"{sha256(found[path]).hexdigest()}  {path}\n" for path in sorted(found))
    return sha256("".join(lines).encode()).hexdigest()
