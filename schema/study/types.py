"""The kinds of text a record is made of, each checked and each explained when it is wrong."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from schema import terms
from schema.cells import CellError, parse
from schema.problems import listed, nearest
from schema.spelling import plain_digits, whole_number
from schema.study.base import kind_of, wrong

RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
UNKNOWN_DATES = ("not reported", "not recorded")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise wrong("wrong-type", f"this is {kind_of(value)}", "a text")
    if not value.strip():
        raise wrong("no-value", "an empty text", "a text")
    return value


def _whole(value: Any) -> int:
    text = _text(value)
    if re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    whole = whole_number(text)
    if re.fullmatch(r"[0-9]{10,}", whole):
        raise wrong("not-a-count", f"a number of {len(whole)} digits", "at most 9 digits")
    near = whole if re.fullmatch(r"[0-9]{1,9}", whole) else ""
    raise wrong("not-a-count", f"`{text}` is not a whole number", "digits only, as in 271", near)


def _year(value: Any) -> int:
    text = _text(value)
    if re.fullmatch(r"[0-9]{4}", text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    plain = plain_digits(text)
    near = plain if plain != text and is_date(plain) else ""
    raise wrong("bad-date", f"`{text}` is not a year", f"{_FIRST_YEAR} to {_LAST_YEAR}", near)


def _flag(value: Any) -> bool:
    if value not in ("true", "false"):
        raise wrong("wrong-type", f"`{value}` is neither true nor false", "true, false")
    return bool(value == "true")


def matching(pattern: str, code: str, allowed: str) -> Callable[[str], str]:
    """Return a validator that asks a text to match `pattern` as a whole."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise wrong(code, f"`{text}` is not well-formed", allowed)
        return text

    return check


def one_of(*words: str, spelt: Callable[[str], str] | None = None) -> Callable[[str], str]:
    """Return a validator that asks for one of the words and names the nearest.

    `spelt` puts what people write into the spelling of the words.
    """

    def check(text: str) -> str:
        if text not in words:
            message = f"`{text}` is not allowed"
            near = spelt(text) if spelt and spelt(text) in words else nearest(text, words)
            raise wrong("not-allowed", message, listed(words), near)
        return text

    return check


def term(vocabulary: str, *besides: str) -> Callable[[str], str]:
    """Return a validator that asks for a term of the vocabulary, or one of the words besides."""

    def check(text: str) -> str:
        if text not in besides and text not in terms.vocabulary(vocabulary):
            where = f"a term of schema/vocabularies/{vocabulary}.yml"
            near = terms.suggestion(vocabulary, text)
            raise wrong("unknown-term", f"unknown term `{text}`", where, near)
        return text

    return check


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", text):
        raise wrong("bad-id", f"`{text}` is not an id", "lower-case letters, digits and hyphens")
    if text in RESERVED:
        raise wrong("bad-id", f"`{text}` means yes or no to some readers of YAML", "another id")
    return text


def _cell(text: str) -> str:
    try:
        parse(text)
    except CellError as error:
        raise wrong(
            "bad-cell",
            f"`{text}`: {error.message}",
            error.allowed,
            f"`{error.paste}`" if error.paste else "",
            error.offset,
        ) from None
    return text


def _date(text: str) -> str:
    if text not in UNKNOWN_DATES and not is_date(text):
        allowed = "2022, 2022-04, 2022-04-11, not reported or not recorded"
        raise wrong("bad-date", f"`{text}` is not a date", allowed)
    return text


def is_date(text: str) -> bool:
    """Say whether `text` is a year, a month or a day that exists."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _period(text: str) -> str:
    first, found, last = text.partition(" to ")
    if not found or not is_date(first) or not is_date(last):
        raise wrong("bad-date", f"`{text}` is not a period", "two dates, as in 2012-01 to 2019-12")
    if last < first[: len(last)]:
        raise wrong("bad-date", f"`{text}` ends before it begins", "the earlier date first")
    return text


def _place(text: str) -> str:
    if re.search(r"[,{}\[\]#]|: ", text) or not all(part.strip() for part in text.split(" > ")):
        allowed = "source > part > spot, without commas, as in hub > Table 1"
        raise wrong("bad-place", f"`{text}` is not a place", allowed)
    return text


def _registration(text: str) -> str:
    if text.upper().startswith("NCT") and not re.fullmatch(r"NCT[0-9]{8}", text):
        raise wrong("bad-registration", f"`{text}` is not well-formed", "NCT and eight digits")
    return text


_DOI = r"10\.[0-9]{4,9}/[^\s\"<>{}|\\^`]+"


def _doi(text: str) -> str:
    if not re.fullmatch(_DOI, text):
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi: ?)", "", text, flags=re.IGNORECASE)
        near = next((each for each in (bare, f"10.{bare}") if re.fullmatch(_DOI, each)), "")
        message = f"`{text}` is not a DOI"
        raise wrong("bad-doi", message, "10., a number, a slash and a suffix", near)
    return text


def _url(text: str) -> str:
    if text != "address not kept" and not re.fullmatch(r"https?://[^\s\"<>\\^`{|}]+", text):
        allowed = "an address that begins with https://, or address not kept"
        raise wrong("bad-address", f"`{text}` is not an address", allowed)
    return text


def _shape(**schema: Any) -> WithJsonSchema:
    return WithJsonSchema(schema)


_ANY_TEXT: list[str] = ["string", "number"]
Text = Annotated[str, BeforeValidator(_text), _shape(type=_ANY_TEXT)]
Id = Annotated[Text, AfterValidator(_id), _shape(type="string", pattern="^[a-z][a-z0-9-]*$")]
Count = Annotated[int, BeforeValidator(_whole), _shape(type="integer", minimum=0)]
Year = Annotated[
    int,
    BeforeValidator(_year),
    _shape(type="integer", minimum=_FIRST_YEAR, maximum=_LAST_YEAR),
]
Flag = Annotated[bool, BeforeValidator(_flag), _shape(type="boolean")]
CellText = Annotated[Text, AfterValidator(_cell), _shape(type=["string", "integer"])]
Date = Annotated[Text, AfterValidator(_date), _shape(type=_ANY_TEXT)]
Period = Annotated[Text, AfterValidator(_period), _shape(type="string")]
Place = Annotated[Text, AfterValidator(_place), _shape(type="string")]
Registration = Annotated[Text, AfterValidator(_registration), _shape(type="string")]
Doi = Annotated[Text, AfterValidator(_doi), _shape(type="string", pattern=r"^10\.[0-9]{4,9}/")]
Url = Annotated[Text, AfterValidator(_url), _shape(type="string")]
Pmid = Annotated[
    Text, AfterValidator(matching(r"[1-9][0-9]{0,7}", "bad-pmid", "a PMID: up to eight digits"))
]
Level = Annotated[
    Text,
    AfterValidator(
        matching(
            r"unstated|[0-9]{1,3}(?:\.[0-9]+)?%(?: (?:one|two)-sided)?",
            "bad-level",
            "95%, 97.5% one-sided, or unstated",
        )
    ),
]
Pmcid = Annotated[
    Text, AfterValidator(matching(r"PMC[0-9]{1,9}", "bad-pmcid", "a PMCID: PMC and digits"))
]


class Coded:
    """Marks a text as a term of a vocabulary: `Annotated[Text, Coded("diseases")]`."""

    def __init__(self, vocabulary: str, *besides: str) -> None:
        self.vocabulary = vocabulary
        self.besides = besides

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        check = term(self.vocabulary, *self.besides)
        return core_schema.no_info_after_validator_function(check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": [*self.besides, *terms.vocabulary(self.vocabulary)]}


BiasTool = Annotated[Text, Coded("bias-tools")]
Denominator = Annotated[Text, Coded("denominators")]
DesignType = Annotated[Text, Coded("designs")]
Disease = Annotated[Text, Coded("diseases")]
Matching = Annotated[Text, Coded("matching")]
Measure = Annotated[Text, Coded("measures")]
Method = Annotated[Text, Coded("methods")]
Setting = Annotated[Text, Coded("settings")]
SourceKind = Annotated[Text, Coded("source-kinds")]
Test = Annotated[Text, Coded("tests")]
