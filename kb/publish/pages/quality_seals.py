"""What second readers made of all studies: how much is verified, how far readers agree, changes."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, TypedDict

from kb.models.seals import Agreement, Seal
from kb.publish.pages.study_seals import KINDS
from kb.publish.parts.anchors import study_path
from kb.publish.parts.library import Library
from kb.publish.parts.seals import changes
from kb.publish.parts.shapes import Stat
from kb.publish.parts.words import counted, thousands

_SHOWN = 3  # numbers of a change that are named; its study names all


class SecondReading(TypedDict):
    """What the section of the quality page shows."""

    stats: list[Stat]
    kinds: list[dict[str, str]]
    changed: list[dict[str, Any]]


def second_reading(library: Library) -> SecondReading:
    """Return what second readers made of all studies."""
    broken = list(library.base.seals(state=("changed", "gone")))
    agreed = list(library.base.agreement())
    return {
        "stats": _stats(library, agreed, broken),
        "kinds": list(_kinds(agreed)),
        "changed": list(_changed(library, broken)),
    }


def _stats(library: Library, agreed: list[Agreement], broken: list[Seal]) -> list[Stat]:
    counts = library.base.counts()
    figures = sum(each.figures for each in agreed)
    at_once = sum(each.agreed for each in agreed)
    share = f"{thousands(at_once)} of {thousands(figures)}"
    return [
        {
            "value": f"{thousands(counts.numbers_verified)} of {thousands(counts.numbers)}",
            "label": "numbers verified",
        },
        {"value": thousands(figures), "label": "cells and sizes read blind"},
        {"value": share if figures else "none read", "label": "agreed at first sight"},
        {
            "value": thousands(len(broken)),
            "label": "verifications broken",
            "note": "by a change of the record",
        },
        {"value": thousands(len(agreed)), "label": "studies read", "note": _of(library)},
    ]


def _of(library: Library) -> str:
    return f"of {counted(len(library.studies), 'study', 'studies')}"


def _kinds(agreed: list[Agreement]) -> Iterator[dict[str, str]]:
    for name, words in KINDS.items():
        count = sum(getattr(each, name) for each in agreed)
        if count:
            yield {"kind": words, "count": thousands(count)}


def _changed(library: Library, broken: list[Seal]) -> Iterator[dict[str, Any]]:
    """Yield each change with the first numbers it touches, and how many more its study names."""
    for id_, seals in groupby(broken, key=lambda seal: seal.study):
        row, page = library.studies[id_], study_path(id_)
        study = {"text": row.acronym or row.title, "href": page}
        for change in changes(seals, page):
            more = len(change["numbers"]) - _SHOWN
            link = {"text": f"{thousands(more)} more", "href": f"{page}#second-reading"}
            numbers = [*change["numbers"][:_SHOWN], *([link] if more > 0 else [])]
            yield {**change, "study": study, "numbers": numbers}
