"""From vocabulary files to problems: each file alone, its terms against each other."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from pydantic import ValidationError

from schema import terms
from schema.glossary.model import Entry, Unit, shape
from schema.problems import Complaint, Problem, listed, nearest
from schema.reading import Document
from schema.study.complaints import complaints

# Keys that name other terms of the same vocabulary; the first two must not lead in a circle.
_PARENTS = ("broader", "within")
_RELATIONS = (*_PARENTS, "components", "canonical")
# What reading says of records, said of vocabularies.
_ALLOWED = {
    "no-file": "a file for each vocabulary, under its own name",
    "no-record": "terms: an id, and indented below it `name: ...` and `definition: ...`",
    "no-value": "a value, or the key left out",
    "second-document": "one vocabulary in one file",
}

Entries = Mapping[str, Entry]


@cache
def faults() -> tuple[Problem, ...]:
    """Return what is wrong with the vocabularies, by place; records are read in their words."""
    found = [fault for name in terms.VOCABULARIES for fault in check(name, terms.document(name))]
    return tuple(sorted((*found, *_strangers())))


def check(name: str, document: Document) -> list[Problem]:
    """Return the problems of one vocabulary, by place."""
    if document.tree is None:
        return [replace(p, allowed=_ALLOWED.get(p.code, p.allowed)) for p in document.problems]
    try:
        entries = shape(name).validate_python(document.tree)
        found = [*_unrelated(entries), *_circles(entries), *_ambiguous(entries)]
        found += _unconverted(entries) if name == "units" else ()
    except ValidationError as error:
        found = complaints(error)
    return sorted({document.locate(complaint) for complaint in found})


def _strangers() -> Iterator[Problem]:
    known = {f"{name}.yml" for name in terms.VOCABULARIES}
    for file in terms.FOLDER.iterdir():
        if file.name not in known:
            path = f"schema/vocabularies/{file.name}"
            near = nearest(file.name, known)
            message = "there is no vocabulary of this name"
            yield Problem(path, 1, 1, "unknown-file", message, listed(sorted(known), 20), near)


def _named(entry: Entry, key: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the other terms that a key of a term names, each with its path inside the term."""
    value = getattr(entry, key, None) or []
    if isinstance(value, str):
        yield (key,), value
    else:
        yield from (((key, position), each) for position, each in enumerate(value))


def _unrelated(entries: Entries) -> Iterator[Complaint]:
    for term, entry in entries.items():
        for key in _RELATIONS:
            for path, named in _named(entry, key):
                if named not in entries:
                    message = f"there is no term `{named}` in this vocabulary"
                    near = nearest(named, entries)
                    yield Complaint((term, *path), "unknown-term", message, "one of its ids", near)


def _circles(entries: Entries) -> Iterator[Complaint]:
    for key in _PARENTS:
        for term in entries:
            seen = [term]
            while (parent := getattr(entries.get(seen[-1]), key, None)) and parent not in seen:
                seen.append(parent)
            if parent == term:
                message = f"`{key}` leads in a circle: {' > '.join((*seen, term))}"
                yield Complaint((term, key), "circle", message, "a chain that ends")


def _ambiguous(entries: Entries) -> Iterator[Complaint]:
    """Complain about a word that stands for two terms: nobody could say which is meant."""
    meant: dict[str, str] = {}
    for term, entry in entries.items():
        for path, word in (((), term), (("name",), entry.name), *_named(entry, "synonyms")):
            first = meant.setdefault(word.casefold(), term)
            if first != term:
                message = f"`{word}` already stands for the term `{first}`"
                allowed = "a word for one term only"
                yield Complaint((term, *path), "ambiguous", message, allowed, at_key=not path)


def _unconverted(units: Mapping[str, Unit]) -> Iterator[Complaint]:
    for term, unit in units.items():
        goal = units.get(unit.canonical, unit)
        if (goal.canonical, goal.dimension) != (unit.canonical, unit.dimension):
            message = f"`{unit.canonical}` is not the canonical unit of the dimension"
            allowed = f"a unit of the dimension {unit.dimension} that is canonical itself"
            yield Complaint((term, "canonical"), "bad-unit", message, allowed)
        elif unit.canonical == term and Fraction(unit.factor) != 1:
            message = f"`{unit.factor}` would change values that are in the canonical unit"
            yield Complaint((term, "factor"), "bad-factor", message, '"1"')
