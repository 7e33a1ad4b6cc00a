"""The keys that carry meaning: tables (`at 5 y`), rows (`median age`, `vod-sos 3+`), columns."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from schema import spelling, terms
from schema.cells.scanner import NUMBER
from schema.problems import listed, nearest
from schema.study.base import wrong
from schema.study.types import Text

GRADES = (
    "any",
    *(str(grade) for grade in range(6)),
    *(f"{grade}+" for grade in range(1, 5)),
    *(f"{low}-{high}" for low in range(1, 5) for high in range(low + 1, 6)),
    "serious",
)
STATISTIC_WORDS = ("median", "mean", "rate", "maximum", "minimum", "rmst", "share")
_TIME_UNITS = r"y|mo|wk|d|h"
_TABLE = re.compile(
    rf"(?:(?P<at>at) (?P<time>unstated|{NUMBER} (?:{_TIME_UNITS}))"
    rf"|(?P<rmst>rmst)(?: to (?P<to>{NUMBER} (?:{_TIME_UNITS})))?"
    r"|(?P<word>share|median|mean|rate|maximum|minimum|compare))(?: (?P<text>.+))?"
)
_ID = r"[a-z][a-z0-9-]*"
_SIDE = rf"(?:{_ID})"
_COMPARISON = re.compile(
    rf"(?P<vs>{_SIDE}(?: vs {_SIDE})+)(?: x (?P<by>{_ID}))?"
    rf"|(?P<one>{_SIDE}) vs rate (?P<rate>{NUMBER}%|unstated)"
    rf"|(?P<splits>{_ID}(?: x {_ID})+)"
)
_MANY = 4096  # the same few keys are taken apart again and again
_BLOCK = re.compile(rf"(?P<measure>{_ID})(?:@(?P<apart>[a-z0-9][a-z0-9-]*))?")
TABLE_FORMS = (
    "share",
    "at 5 y",
    "median",
    "mean",
    "rmst to 24 mo",
    "rate",
    "maximum",
    "minimum",
    "compare",
)


@dataclass(frozen=True, slots=True)
class TableName:
    """A table key, taken apart: the statistic, its time point, and the words that tell it apart."""

    word: str
    time: str = ""
    text: str = ""

    @property
    def compares(self) -> bool:
        """Whether the cells of the table are comparisons."""
        return self.word == "compare"


@dataclass(frozen=True, slots=True)
class Column:
    """What a cell is about: one group, groups compared, a fixed rate, or an interaction.

    The last of `groups` in a comparison of two is the reference.
    """

    text: str
    groups: tuple[str, ...] = ()
    rate: str = ""
    splits: tuple[str, ...] = ()

    @property
    def compares(self) -> bool:
        """Whether the cell is a comparison and not a result in one group."""
        return len(self.groups) > 1 or bool(self.rate or self.splits)


@dataclass(frozen=True, slots=True)
class RowName:
    """A row key, taken apart: `median age`, `vod-sos 3+`, `relapse@before-infusion`."""

    statistic: str
    measure: str
    apart: str = ""
    grade: str = ""


def is_table(key: str) -> bool:
    """Say whether a key is that of a table."""
    return _TABLE.fullmatch(key) is not None


def nearest_table(key: str) -> str:
    """Return the table that a misspelt key means for certain, or an empty text."""
    spelt = spelling.table(key)
    if is_table(spelt):
        return spelt
    return f"{key} mo, or {key} y" if is_table(f"{key} mo") and key.startswith("at ") else ""


@lru_cache(maxsize=_MANY)
def table_name(key: str) -> TableName:
    """Take a table key apart; raises the error that names the tables there are."""
    found = _TABLE.fullmatch(key)
    if found is None:
        allowed = f"a table: {', '.join(TABLE_FORMS)}"
        near = nearest_table(key) or nearest(key, TABLE_FORMS)
        raise wrong("unknown-key", f"unknown key `{key}`", allowed, near, key=True)
    word = found["at"] or ("rmst" if found["rmst"] else found["word"])
    return TableName(word, found["time"] or found["to"] or "", found["text"] or "")


@lru_cache(maxsize=_MANY)
def column(key: str) -> Column:
    """Take a column key apart; raises the error that shows the forms."""
    if re.fullmatch(_ID, key):
        return Column(key, (key,))
    found = _COMPARISON.fullmatch(key)
    if found is None:
        allowed = "a group (arm), a comparison (arm vs control), arm vs rate 40%, split x split"
        spelt = spelling.column(key)
        near = spelt if spelt != key and _COMPARISON.fullmatch(spelt) else ""
        message = f"`{key}` names no group and no comparison"
        raise wrong("bad-column", message, allowed, near, key=True)
    if found["vs"]:
        by = (found["by"],) if found["by"] else ()
        return Column(key, tuple(found["vs"].split(" vs ")), splits=by)
    if found["one"]:
        return Column(key, (found["one"],), rate=found["rate"])
    return Column(key, splits=tuple(found["splits"].split(" x ")))


@lru_cache(maxsize=_MANY)
def block_name(key: str) -> tuple[str, str]:
    """Take a block key apart into measure and what sets it apart: `os@final`."""
    found = _BLOCK.fullmatch(key)
    if found is None:
        allowed = "an id, or a measure and what sets it apart: os@final"
        near = terms.suggestion("measures", key)
        raise wrong("bad-id", f"`{key}` is not the name of a block", allowed, near, key=True)
    return found["measure"], found["apart"] or ""


@lru_cache(maxsize=_MANY)
def row_name(key: str) -> RowName:
    """Take a row key apart; raises the error that shows the forms."""
    words = key.split(" ")
    statistic = words.pop(0) if words[0] in STATISTIC_WORDS and len(words) > 1 else "share"
    grade = words.pop() if len(words) > 1 and words[-1] in GRADES else ""
    if len(words) != 1:
        allowed = (
            f"[statistic ]measure[ grade], as in median age or crs 3+; grades {listed(GRADES)}"
        )
        near = _nearest_row(key)
        raise wrong("bad-row", f"`{key}` is not the name of a row", allowed, near, key=True)
    measure, apart = block_name(words[0])
    if measure not in terms.vocabulary("measures"):
        where = "a term of schema/vocabularies/measures.yml"
        near = terms.suggestion("measures", measure)
        raise wrong("unknown-term", f"unknown term `{measure}`", where, near, key=True)
    return RowName(statistic, measure, apart, grade)


def _nearest_row(key: str) -> str:
    """Return the row that is meant: statistic, measure and grade in the words of the format."""
    first, _, rest = spelling.plain_digits(key).partition(" ")
    statistic = nearest(first, STATISTIC_WORDS)
    measure, grade = (rest if statistic else f"{first} {rest}".strip()), ""
    found = re.fullmatch(r"(.+?) ((?:grade |>= ?|\u2265 ?)?[0-9IV][^ ]*)", measure)
    if found and spelling.grade(found[2]) in GRADES:
        measure, grade = found[1], spelling.grade(found[2])
    if re.search("[0-9]", measure):
        return ""  # a number that is no grade: nobody knows what it means
    known = terms.vocabulary("measures")
    term = measure if measure in known else terms.suggestion("measures", measure)
    return " ".join(part for part in (statistic, term, grade) if part) if term else ""


def _checked(check: Callable[[str], object]) -> AfterValidator:
    def validate(key: str) -> str:
        check(key)
        return key

    return AfterValidator(validate)


TableKey = Annotated[Text, _checked(table_name)]
ColumnKey = Annotated[Text, _checked(column)]
RowKey = Annotated[Text, _checked(row_name)]
BlockKey = Annotated[Text, _checked(block_name)]
