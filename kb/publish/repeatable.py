"""The same pages give the same search index.

Pagefind writes the values of a filter, and the filters themselves, in random order, and names files
after their contents. Here both are put in order and the files named anew. The files are CBOR behind
a mark, compressed: arrays, texts and whole numbers, which is all that is read here.
"""

import gzip
import hashlib
import json
from pathlib import Path

from kb.errors import PublishError

_MARK = b"pagefind_dcd"
_FILTERS = 3  # place of the list of filters in the description of the index
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}  # bytes of the number behind a head
_NUMBER, _TEXT, _ARRAY = 0, 3, 4


def put_in_order(pagefind: Path) -> None:
    """Put the filters of an index in order.

    Raises:
        PublishError: the index is laid out in another way.
    """
    entry = pagefind / "pagefind-entry.json"
    known = json.loads(entry.read_text(encoding="utf-8"))
    names = {file.name.partition(".")[0]: _filter(file) for file in _filters(pagefind)}
    for language in known["languages"].values():
        language["hash"] = _index(pagefind, language["hash"], names)
    entry.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def _filters(pagefind: Path) -> list[Path]:
    return sorted(pagefind.glob("filter/*.pf_filter"))


def _filter(file: Path) -> str:
    """Sort the values of one filter; return its new name."""
    head, (name, values) = _items(_read(file))
    start, found = _items(values)
    return _write(file, head + name + start + b"".join(sorted(found)))


def _index(pagefind: Path, name: str, names: dict[str, str]) -> str:
    """Sort the filters in the description of an index and name them anew; return its own name."""
    head, parts = _items(_read(pagefind / f"pagefind.{name}.pf_meta"))
    start, found = _items(parts[_FILTERS])
    for old, new in names.items():
        found = [each.replace(old.encode(), new.encode()) for each in found]
    parts[_FILTERS] = start + b"".join(sorted(found))
    return _write(pagefind / f"pagefind.{name}.pf_meta", head + b"".join(parts))


def _read(file: Path) -> bytes:
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(_MARK):
        raise PublishError(f"{file.name} is not laid out as Pagefind 1.5 does")
    return data.removeprefix(_MARK)


def _write(file: Path, data: bytes) -> str:
    """Write contents under a name that follows from them, as long as the old one; return it."""
    *before, old, kind = file.name.split(".")
    language, _, digits = old.partition("_")
    name = f"{language}_{hashlib.sha256(data).hexdigest()[: len(digits)]}"
    file.unlink()
    new = file.with_name(".".join([*before, name, kind]))
    new.write_bytes(gzip.compress(_MARK + data, mtime=0))
    return name


def _items(data: bytes) -> tuple[bytes, list[bytes]]:
    """Take an array apart: its head, and each item as it is."""
    kind, count, at = _head(data, 0)
    if kind != _ARRAY:
        raise PublishError("the search index is not laid out as Pagefind 1.5 does")
    head, found = data[:at], []
    for _ in range(count):
        end = _end(data, at)
        found.append(data[at:end])
        at = end
    return head, found


def _end(data: bytes, at: int) -> int:
    """Return where an item ends."""
    kind, count, at = _head(data, at)
    if kind == _TEXT:
        return at + count
    if kind == _ARRAY:
        for _ in range(count):
            at = _end(data, at)
    return at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind of an item, its number or length, and where its contents begin."""
    kind, info = data[at] >> 5, data[at] & 31
    size = _LENGTHS.get(info, 0)
    if kind not in (_NUMBER, _TEXT, _ARRAY) or (info > 23 and not size):
        raise PublishError("the search index is not laid out as Pagefind 1.5 does")
    number = int.from_bytes(data[at + 1 : at + 1 + size]) if size else info
    return kind, number, at + 1 + size
