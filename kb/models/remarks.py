"""Rows about what people found and did: oddities, waivers, appraisal, curation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd in a source, kept as printed; `address` says what it is about."""

    id: str
    address: str
    says: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding of a check that is the source's own and stays; `address` says where."""

    check: str
    address: str
    printed: str
    why: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Judgment:
    """The judgment of one domain of a risk-of-bias tool."""

    domain: str
    judgment: str
    why: str


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Risk of bias by a named tool."""

    tool: str
    by: str
    date: str
    domains: tuple[Judgment, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the history of a record."""

    date: str
    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Curation:
    """Who read and who checked the record.

    Attributes:
        figures, corrected, unseen: how many figures the second reader checked, found wrong (now
            corrected), and could not see again.
        missing: what is known to be missing.
    """

    status: str
    extracted_by: str
    extracted_date: str
    checked_by: str | None
    checked_date: str | None
    figures: int | None
    corrected: int | None
    unseen: int | None
    superseded_by: str | None
    why: str | None
    interests: str
    history: tuple[Change, ...]
    missing: tuple[str, ...]
