"""Rows about where a study is reported."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a source that was read, with its address if that was kept."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A retraction, correction or expression of concern."""

    kind: Literal["retraction", "correction", "concern"]
    date: str
    doi: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One report, page or registry entry.

    Attributes:
        kind: `primary`, `abstract`, `registry`, `regulator` or `secondary`.
        authors: as far as they were seen, in order; `et_al` when there are more.
        about: id of the source on which a secondary source reports.
        cut: id of the data cut on which the whole source rests.
        parts: what was read; none when the source itself was not seen.
        facts: how many results and comparisons have their place in it.
    """

    id: str
    kind: str
    title: str | None
    authors: tuple[str, ...]
    et_al: bool
    journal: str | None
    year: int | None
    volume: str | None
    issue: str | None
    pages: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    publisher: str | None
    date: str | None
    about: str | None
    cut: str | None
    note: str | None
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A data cut; `follow_up` pairs the id of a group with its follow-up as printed."""

    id: str
    date: str
    interim: bool
    note: str | None
    follow_up: tuple[tuple[str, str], ...]
