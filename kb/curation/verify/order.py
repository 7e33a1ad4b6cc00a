"""Which numbers a second reader is asked for, and in which order."""

import re
from collections.abc import Mapping

from kb.curation.verify.compare import inherited, parts_of
from schema import terms
from schema.checks.catalogue import CHECKS
from schema.checks.run import examine
from schema.checks.view import numbers
from schema.facts import PlaceRef
from schema.seals import Sealable, sealables
from schema.study import Study

# Not said before it is read: what is asked for, and what is another number of the record.
_HIDDEN = ("value", "n", "source", "place")


def in_source_order(study: Study) -> list[Sealable]:
    """Return all numbers as the sources print them: by source, by part, then as in the record."""
    return sorted(sealables(study), key=lambda asked: _place_key(study, asked.place))


def at_place(asked: list[Sealable], place: str) -> list[Sealable]:
    """Return the numbers that stand at a place or below it: `hub`, `hub > Table 1` or a spot."""
    steps = tuple(step.strip() for step in place.split(">"))
    return [each for each in asked if _steps(each.place)[: len(steps)] == steps]


def places(asked: list[Sealable]) -> list[str]:
    """Return the places (source and part) in the order of the numbers, each once."""
    return list(dict.fromkeys(f"{each.place.source} > {each.place.part}" for each in asked))


def unprotected_first(study: Study, asked: list[Sealable]) -> list[Sealable]:
    """Return the numbers that the fewest relations protect first, else in the order given."""
    protection = examine(study, CHECKS.values()).protection()
    return sorted(asked, key=lambda each: _protection(protection, each))


def shown(asked: Sealable) -> dict[str, str]:
    """Return what the second reader is told of a number: everything but the number.

    A level and a sidedness are told when they stand above the cell, not when they stand inside it.
    """
    above = inherited(asked)
    inside = {"interval": not above.level, "p sides": not above.p_sides}
    told = {
        name: text
        for name, text in asked.means.items()
        if name not in _HIDDEN and not inside.get(name)
    }
    if asked.fact is None:
        told["measure"] = "size of the group"
    else:
        told["measure"] = terms.vocabulary("measures")[asked.fact.meaning.measure].name
    if asked.elsewhere:
        told["parts"] = ", ".join(parts_of(asked))
    return told


def place_of(asked: Sealable) -> str:
    """Return the place of a number as one text, with the line of a table."""
    return " > ".join(_steps(asked.place))


def _steps(place: PlaceRef) -> tuple[str, ...]:
    spots = place.spot.split(" > ") if place.spot else []
    return (place.source, place.part, *spots)


def _place_key(study: Study, place: PlaceRef) -> tuple[int, int, list[tuple[int, str]]]:
    """Order sources as in the record, parts as they were read, and Table 2 before Table 10."""
    sources = list(study.sources)
    read = list(study.sources[place.source].read)
    part = read.index(place.part) if place.part in read else len(read)
    pieces = re.findall(r"\d+|\D+", place.part)
    natural = [(int(piece), "") if piece.isdigit() else (0, piece) for piece in pieces]
    return sources.index(place.source), part, natural


def _protection(protection: Mapping[str, int], asked: Sealable) -> int:
    """Return how many relations protect the least protected part of a number."""
    if asked.elsewhere:
        return 0
    names = [f"{asked.address}.n"] if asked.fact is None else numbers(asked.fact)
    return min((protection.get(name, 0) for name in names), default=0)
