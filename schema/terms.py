"""The vocabularies: every term a record may use, with name, definition, synonyms and codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

from schema.problems import listed, nearest
from schema.reading import Document, Tree, read_file

FOLDER = Path(__file__).parent / "vocabularies"
VOCABULARIES = (
    "bias-tools",
    "denominators",
    "designs",
    "diseases",
    "effects",
    "matching",
    "measures",
    "methods",
    "origins",
    "settings",
    "source-kinds",
    "statistics",
    "tests",
    "treatments",
    "units",
)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one vocabulary; `more` holds the keys that only its vocabulary has."""

    vocabulary: str
    id: str
    name: str
    definition: str
    synonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    more: Mapping[str, Tree] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text of `more`, or an empty text."""
        value = self.more.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts of `more`, or an empty one."""
        return _texts(self.more.get(key, []))


_COMMON = frozenset({"name", "definition", "synonyms", "codes", "note"})


@cache
def document(name: str) -> Document:
    """Return the file of one vocabulary as it was read, with its problems."""
    return read_file(FOLDER / f"{name}.yml", FOLDER.parent.parent)


@cache
def vocabulary(name: str) -> Mapping[str, Term]:
    """Return the terms of one vocabulary by id.

    Raises:
        ValueError: the file cannot be read; `schema.glossary.faults` says all that is wrong.
    """
    read = document(name)
    if not isinstance(read.tree, dict):
        raise ValueError("\n".join(str(problem) for problem in read.problems))
    return {key: _term(name, key, entry) for key, entry in read.tree.items()}


def _term(name: str, key: str, entry: Tree) -> Term:
    if not isinstance(entry, dict) or not {"name", "definition"} <= entry.keys():
        raise ValueError(f"schema/vocabularies/{name}.yml: `{key}` needs a name and a definition")
    return Term(
        name,
        key,
        str(entry["name"]),
        str(entry["definition"]),
        _texts(entry.get("synonyms", [])),
        _texts(entry.get("codes", [])),
        str(entry.get("note", "")),
        {key: value for key, value in entry.items() if key not in _COMMON},
    )


def _texts(value: Tree) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def suggestion(name: str, word: str) -> str:
    """Return the id of the term nearest to `word`, found by id, name or synonym."""
    by_word = {term.id: term.id for term in vocabulary(name).values()}
    for term in vocabulary(name).values():
        for said in (term.name, *term.synonyms):
            by_word.setdefault(said, term.id)
    exact = {said.casefold(): found for said, found in by_word.items()}.get(word.casefold())
    return exact or by_word.get(nearest(word, by_word), "")


@cache
def units() -> frozenset[str]:
    """The ids of all units, as they are written in cells."""
    return frozenset(vocabulary("units"))


@cache
def effects() -> frozenset[str]:
    """The ids of all effects, as they are written in cells."""
    return frozenset(vocabulary("effects"))


def listed_units() -> str:
    """The units as a list for a message, the common ones first."""
    common = ["%", "mo", "y", "d", "wk", "pp"]
    return listed([*common, *sorted(units() - set(common))])


def nearest_unit(word: str) -> str:
    """Return the unit nearest to `word`, by id, name or synonym."""
    return suggestion("units", word)


@cache
def factor(unit: str) -> tuple[Fraction, str]:
    """Return the factor to the canonical unit, exact, and the canonical unit."""
    term = vocabulary("units")[unit]
    over, _, under = (term.text("factor") or "1").partition("/")
    return Fraction(over) / Fraction(under or "1"), term.text("canonical") or unit
