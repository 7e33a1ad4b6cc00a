"""A problem is data: where it is, what is wrong, what is allowed, what was probably meant.

Everything that can go wrong with a record, from a stray byte to an unknown group, becomes a
`Problem`. How problems are printed is the business of `schema.report`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing that is wrong in one place of one file; lines and columns count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    allowed: str = ""
    nearest: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        """Say it in one line: `path:line:col: [code] what; allowed: ...; did you mean ...?`."""
        said = f"{self.path}:{self.line}:{self.column}: [{self.code}] {self.sentence()}"
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in said)

    def sentence(self) -> str:
        """Return what is wrong, what is allowed and the nearest valid value, without the place."""
        parts = [self.message]
        if self.allowed:
            parts.append(f"allowed: {self.allowed}")
        if self.nearest:
            parts.append(f"did you mean {self.nearest}?")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem that does not know its line yet, only its path inside the record.

    `loc` is the path of keys and list positions, `offset` a position inside the text of the value,
    `at_key` says that the key is wrong, not its value.
    """

    loc: tuple[str | int, ...]
    code: str
    message: str
    allowed: str = ""
    nearest: str = ""
    offset: int = 0
    at_key: bool = False


_LONG = re.compile("`([^`]{160,})`")


def short(text: str) -> str:
    """Return the text of a message with long quotations cut."""
    return _LONG.sub(lambda found: f"`{found[1][:60]}...` ({len(found[1])} characters)", text)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or an empty text when none is close.

    Two neighbouring letters that changed places are the likeliest slip: `aeg` is `age`.
    """
    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    folded = word.casefold()
    swapped = next((name for name in by_folded if _swapped(name, folded)), "")
    found = [swapped] if swapped else get_close_matches(folded, list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def _swapped(first: str, second: str) -> bool:
    if len(first) != len(second) or first == second:
        return False
    at = next(index for index, letter in enumerate(first) if letter != second[index])
    return first[at:] == second[at + 1 : at + 2] + second[at] + second[at + 2 :]


def listed(words: Iterable[str], limit: int = 12) -> str:
    """Return the words as a short list for a message, cut after `limit`."""
    known = list(words)
    more = f", ... ({len(known)} in all)" if len(known) > limit else ""
    return ", ".join(known[:limit]) + more
