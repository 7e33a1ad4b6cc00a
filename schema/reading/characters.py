"""What a file may contain: UTF-8, no tabs, nothing invisible, be it raw or written as an escape."""

import re
import unicodedata

from schema.problems import Complaint

# Control characters, soft hyphens, blanks that are no space, fillers, tags, zero-width and
# direction marks: they make two records look alike that are not.
_NEVER_SEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5"
    "\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{_NEVER_SEEN}]")
# A carriage return may end a line of the file, but only an escape puts one into a value.
_UNSEEN_IN_VALUE = re.compile(f"[\r{_NEVER_SEEN}]")
_TAB = re.compile(r"\t")
_BOM = "\ufeff"


def decode(data: bytes) -> tuple[str, list[tuple[int, Complaint]]]:
    """Return the text of `data` and what is wrong with its characters, each with its offset."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        return good, [(len(good), _not_utf8(data[error.start]))]
    return text, [*_found(_TAB, text), *_found(_UNSEEN, text)]


def unseen(value: str) -> list[Complaint]:
    """Return what is wrong with the characters of a value after its escapes were read."""
    odd = [*_found(_TAB, value), *_found(_UNSEEN_IN_VALUE, value)]
    return list(dict.fromkeys(complaint for _, complaint in odd))


def _not_utf8(byte: int) -> Complaint:
    return Complaint(
        (), "not-utf-8", f"byte 0x{byte:02x} is not UTF-8", "UTF-8 text (save the file as UTF-8)"
    )


def _found(odd: re.Pattern[str], text: str) -> list[tuple[int, Complaint]]:
    return [(each.start(), _odd_character(each.group())) for each in odd.finditer(text)]


def _odd_character(character: str) -> Complaint:
    if character == "\t":
        return Complaint((), "tab", "a tab character", "spaces (two for each level)")
    name = unicodedata.name(character, "control character").lower()
    return Complaint(
        (),
        "invisible-character",
        f"invisible character U+{ord(character):04X} ({name})",
        "visible characters, ordinary spaces and line ends",
    )
