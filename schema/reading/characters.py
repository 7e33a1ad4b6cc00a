"""What a file may contain before it is looked at as YAML: UTF-8, no tabs, nothing invisible."""

import re
import unicodedata

from schema.problems import Complaint

# Control characters, soft hyphens, no-break spaces, zero-width and direction marks: they make two
# records look alike that are not.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\xad\u061c\u115f\u1160\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_TAB = re.compile(r"\t")
_BOM = "\ufeff"


def decode(data: bytes) -> tuple[str, list[tuple[int, Complaint]]]:
    """Return the text of `data` and what is wrong with its characters, each with its offset."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        return good, [(len(good), _not_utf8(data[error.start]))]
    return text, [*_tabs(text), *_unseen(text)]


def _not_utf8(byte: int) -> Complaint:
    return Complaint(
        (), "not-utf-8", f"byte 0x{byte:02x} is not UTF-8", "UTF-8 text (save the file as UTF-8)"
    )


def _tabs(text: str) -> list[tuple[int, Complaint]]:
    complaint = Complaint((), "tab", "a tab character", "spaces (two for each level)")
    return [(found.start(), complaint) for found in _TAB.finditer(text)]


def _unseen(text: str) -> list[tuple[int, Complaint]]:
    return [(found.start(), _invisible(found.group())) for found in _UNSEEN.finditer(text)]


def _invisible(character: str) -> Complaint:
    name = unicodedata.name(character, "control character").lower()
    return Complaint(
        (),
        "invisible-character",
        f"invisible character U+{ord(character):04X} ({name})",
        "visible characters, ordinary spaces and line ends",
    )
