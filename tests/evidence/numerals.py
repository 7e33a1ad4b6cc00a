"""Numerals as printed: `16.0` is not `16`, `.41` is not `0.41`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NAME = re.compile(r"\b\d+-\d+[A-Za-z]+\b")  # 4-1BB, 19-28z; CD19 falls to the look-behind below
_NUMERAL = re.compile(r"(?<![A-Za-z\d.])(?:\d+(?:\.\d+)?|\.\d+)")
_WORDS = "none first second third four five six seven eight nine ten eleven twelve"
_SPELLED = {**{word: str(number) for number, word in enumerate(_WORDS.split())}, "no": "0"}
_WORD = re.compile(rf"\b(?:{'|'.join(_SPELLED)})\b")


def numerals(text: str) -> Counter[str]:
    """Count the numerals of a text, without thousands separators and those inside names."""
    return Counter(_NUMERAL.findall(_NAME.sub("", _THOUSANDS.sub("", text))))


def numerals_of(tree: Any) -> Counter[str]:
    """Count the numerals of all texts and numbers in a tree of mappings and lists."""
    return numerals("\n".join(texts(tree)))


def spelled(tree: Any) -> set[str]:
    """Return the numbers that are written as words."""
    return {_SPELLED[word] for word in _WORD.findall("\n".join(texts(tree)).casefold())}


def texts(tree: Any) -> Iterator[str]:
    """Yield every text and number in a tree, keys left out."""
    if isinstance(tree, str | int):
        yield str(tree)
    elif isinstance(tree, Mapping):
        yield from texts(tree.values())
    elif isinstance(tree, Iterable):
        for branch in tree:
            yield from texts(branch)
