"""What is said of a number that a second reader verified, or verified before it changed."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

from kb.models.groups import Group
from kb.models.results import ComparisonRow, OtherReport, Outcome
from kb.models.seals import Seal
from kb.publish.parts.anchors import anchor, fragment, study_path
from kb.publish.parts.words import date_words

Sealed = Outcome | ComparisonRow | OtherReport | Group
_GONE = "nothing stands there any more"


class Mark(TypedDict):
    """`verified` in words; `broken`: where on the site it is said what changed."""

    verified: str | None
    broken: str | None


class Changed(TypedDict):
    """One number that a change touches; `id`: of its first change, None of further ones."""

    id: str | None
    text: str
    href: str | None


class ChangeRow(TypedDict):
    """One change after a second reader had verified what stood there: all numbers it touches."""

    facet: str
    was: str
    now: str
    verified: str
    numbers: list[Changed]


def mark(found: Sealed, study: str, address: str) -> Mark:
    """Return what is said beside a number."""
    return {
        "verified": in_words(found.verified_date) if found.verified else None,
        "broken": study_path(study, _change(address)) if found.broken else None,
    }


def mark_elsewhere(other: OtherReport, fact: Outcome | ComparisonRow) -> Mark:
    """Return what is said beside that which another place prints for a fact."""
    standing = "also" if other.agrees else "but"
    return mark(other, fact.study, f"{fact.address}/{standing}/{other.place}")


def in_words(date: str | None) -> str:
    """Return that a number is verified."""
    return f"Verified by second reader, {date_words(date or '')}"


def _change(address: str) -> str:
    """Return the address under which the page of a study says what changed."""
    return f"changed/{address}"


def changes(seals: Iterable[Seal], page: str = "") -> list[ChangeRow]:
    """Return what changed after it was verified; each change once, since a label touches many.

    `page`: the path of the page of the study, on any other page.
    """
    rows: dict[tuple[str, ...], ChangeRow] = {}
    for seal in seals:
        for place, said in enumerate(_said(seal)):
            row = rows.setdefault(_same(said), {**said, "numbers": []})
            id_ = anchor(_change(seal.address)) if place == 0 else None
            row["numbers"].append({"id": id_, "text": seal.address, "href": _href(seal, page)})
    return list(rows.values())


class _Said(TypedDict):
    facet: str
    was: str
    now: str
    verified: str


def _same(said: _Said) -> tuple[str, ...]:
    return said["facet"], said["was"], said["now"], said["verified"]


def _said(seal: Seal) -> Iterator[_Said]:
    """Yield what changed: every facet, or of a number that is gone its value."""
    by = f"{seal.verified_by}, {date_words(seal.verified_date)}"
    for each in seal.changes if seal.state == "changed" else seal.changes[:1]:
        now = _GONE if seal.state == "gone" else each.now or "not said"
        yield {"facet": each.facet, "was": each.was or "not said", "now": now, "verified": by}


def _href(seal: Seal, page: str) -> str | None:
    """Return where the study shows the number, if it still does."""
    fact = seal.address.partition("/also/")[0].partition("/but/")[0]
    shown = seal.state == "changed" and not fact.startswith("sets/")
    return f"{page}{fragment(fact)}" if shown else page or None
