"""What a vocabulary may say of a term: one model for each kind of vocabulary."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, TypeAdapter

from schema.problems import listed, nearest
from schema.study.base import Closed, wrong
from schema.study.keys import GRADES, STATISTIC_WORDS
from schema.study.results import Block, Row
from schema.study.types import Id, Text, matching

# The systems that codes come from, by the prefixes of Bioregistry.
SYSTEMS = (
    "ATC", "CAS", "CHEBI", "DOID", "DRUGBANK", "EFO", "ICDO", "MEDDRA", "MESH", "MONDO", "NCIT",
    "ORPHANET", "SNOMEDCT", "UMLS", "UNII",
)  # fmt: skip
# Words that mean something else where a measure stands as a key.
_TAKEN = frozenset({*Block.names(), *Row.names(), *STATISTIC_WORDS, *GRADES, "at"})
_SHORTEST = 12


def _sentence(text: str) -> str:
    if len(text) < _SHORTEST or not text.endswith("."):
        message = f"`{text[:40]}` is not a definition"
        raise wrong("no-definition", message, "a sentence with a full stop: what the term means")
    return text


def _code(text: str) -> str:
    system, _, number = text.partition(":")
    if system not in SYSTEMS or not re.fullmatch(r"[!-~]+", number):
        near = nearest(system, SYSTEMS) if number else ""
        repaired = f"{near}:{number}" if near and near != system else ""
        systems = listed(SYSTEMS, 20)
        allowed = f"a system and its code, as in NCIT:C4870; systems are {systems}"
        raise wrong("bad-code", f"`{text}` is not a code", allowed, repaired)
    return text


def _factor(text: str) -> str:
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+(?:\.[0-9]+)?)?", text):
        over, _, under = text.partition("/")
        if Fraction(over) > 0 and Fraction(under or "1") > 0:
            return text
    allowed = "a decimal or a fraction above zero, as in 12 or 84/365.25"
    raise wrong("bad-factor", f"`{text}` is not a factor", allowed)


def _free(text: str) -> str:
    if text in _TAKEN:
        message = f"`{text}` already means something in a table of a record"
        raise wrong("bad-id", message, "another id")
    return text


Definition = Annotated[Text, AfterValidator(_sentence)]
Code = Annotated[Text, AfterValidator(_code)]
Factor = Annotated[Text, AfterValidator(_factor)]
MeasureId = Annotated[Id, AfterValidator(_free)]
EffectId = Annotated[
    Text, AfterValidator(matching("[A-Za-z]+(?:-[A-Za-z]+)*", "bad-id", "letters and hyphens"))
]
UnitId = Annotated[
    Text,
    AfterValidator(
        matching(r"""[^\s,:;(){}\[\]#"'`]+""", "bad-id", "no spaces, commas, colons or brackets")
    ),
]


class Entry(Closed):
    """One term: what every vocabulary says of it."""

    expected: ClassVar[str] = "name: ... and definition: ..., indented below the id"

    name: Text
    definition: Definition
    synonyms: list[Text] = Field([])
    codes: list[Code] = Field([])
    note: Text | None = None


class Disease(Entry):
    """A disease."""

    broader: Text | None = None


class Effect(Entry):
    """An effect measure."""

    scale: Literal["log", "linear"]
    null: Literal["0", "1"]


class Measure(Entry):
    """What a study measures or names of its patients."""

    kind: Literal[
        "response", "residual-disease", "survival", "relapse", "mortality", "transplant", "safety",
        "characteristic", "exposure", "flow", "patient-reported",
    ]  # fmt: skip
    unit: Literal[
        "proportion", "time", "count", "years", "score", "concentration", "percentage", "ratio",
        "cells", "other",
    ]  # fmt: skip
    direction: Literal["higher-better", "lower-better", "neither"]
    within: Text | None = None
    broader: Text | None = None
    components: list[Text] = Field([])


class Treatment(Entry):
    """What patients are given."""

    kind: Literal["agent", "class", "regimen", "procedure"]
    class_: Text | None = None
    targets: list[Text] = Field([])
    components: list[Text] = Field([])
    broader: Text | None = None


class Unit(Entry):
    """A unit, and how values in it become values in the canonical one."""

    dimension: Text
    canonical: Text
    factor: Factor


_PLAIN: TypeAdapter[Any] = TypeAdapter(dict[Id, Entry])
_OWN: Mapping[str, TypeAdapter[Any]] = {
    "diseases": TypeAdapter(dict[Id, Disease]),
    "effects": TypeAdapter(dict[EffectId, Effect]),
    "measures": TypeAdapter(dict[MeasureId, Measure]),
    "treatments": TypeAdapter(dict[Id, Treatment]),
    "units": TypeAdapter(dict[UnitId, Unit]),
}


def shape(vocabulary: str) -> TypeAdapter[Any]:
    """Return what validates the tree of a vocabulary: its terms by id."""
    return _OWN.get(vocabulary, _PLAIN)
