"""The check of the notation of a source, where a record keeps it: the cell says the same."""

import re
from collections.abc import Iterator
from decimal import Decimal

from schema.cells import Result
from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.view import View, name
from schema.facts import Fact

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen twenty"
_WORDS = {
    **{word: Decimal(number) for number, word in enumerate(f"{_ONES} {_TEENS}".split())},
    **dict.fromkeys(("no", "none"), Decimal(0)),
}
# Numerals that say what a number is and not how large: powers of ten, grades, levels, sides.
_ABOUT = re.compile(r"x ?10\^\d+|\bgrade \d|\b\d+(?:\.\d+)?% CI|\b[12]P\b")
_NUMERAL = re.compile(r"\d*\.?\d+")
_WORD = re.compile(r"[a-z]+")


def _quoted(view: View) -> Iterator[Answer]:
    for fact in view.facts:
        if fact.printed:
            yield _same(fact, fact.printed)


def _same(fact: Fact, text: str) -> Answer:
    """Every number of the source stands in the cell; the cell may hold more."""
    lost = sorted(_numbers(text, words=True) - _numbers(fact.value.text))
    if lost:
        says = f"the source prints `{text}`, and the cell `{fact.value.text}` has no {lost[0]}"
        return violated((name(fact),), says, severity=Severity.WARNING)
    if isinstance(fact.value, Result) and not _everybody(fact.value, text):
        says = f"the source prints `{text}`, and `{fact.value.text}` is not all"
        return violated((name(fact, "count"),), says, severity=Severity.WARNING)
    return passed(name(fact))


def _numbers(text: str, *, words: bool = False) -> set[Decimal]:
    plain = _ABOUT.sub(" ", text)
    found = {Decimal(numeral) for numeral in _NUMERAL.findall(plain)}
    told = _WORD.findall(plain.casefold()) if words else ()
    return found | {_WORDS[word] for word in told if word in _WORDS}


def _everybody(value: Result, text: str) -> bool:
    if value.count is None or value.denominator is None or not text.casefold().startswith("all"):
        return True
    return value.count.decimal == value.denominator.decimal


T01 = Check(
    id="T01",
    title="The cell holds what its source prints",
    statement="Where a record keeps the notation of the source (`printed`), each of its numbers, "
    "in digits or words, stands in the cell; `all` is all of them.",
    why="Numbers in words are read once and written as digits, which nobody sees again.",
    severity=Severity.WARNING,
    passes="6/6, printed: all of six",
    fails="5/6, printed: all of six",
    fix="Compare the cell and `printed` with the source.",
    look=_quoted,
)
CHECKS = (T01,)
