"""Rows about second readers: what each verified, and how far readers agree."""

from dataclasses import dataclass
from typing import Literal

SealState = Literal["holds", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class SealChange:
    """One facet of a meaning that changed: its text when verified, and now; None: not said."""

    facet: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Seal:
    """What a second reader verified of one cell or size, and whether it still means the same.

    Attributes:
        address: of the fact; `groups/<id>` and `sets/<id>/<group>` for sizes; with
            `/also/<place>` or `/but/<place>` after it for what another place prints.
        state: `holds`; `changed` when value, unit, group, n, measure, statistic, time, origin,
            level, source or place differs from what was verified; `gone` when nothing stands
            there any more. Only what `holds` is verified.
        verified_by, verified_date: the second reader, and when.
        difference: how the first blind reading differed from the record, None if it agreed.
        digest: the first 16 digits of the SHA-256 over the meaning.
        means: the meaning that was verified, one facet to a line.
        changes: what changed since.
    """

    study: str
    address: str
    state: SealState
    verified_by: str
    verified_date: str
    difference: str | None
    digest: str
    means: str
    changes: tuple[SealChange, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the second reader of a study and the first agree at first sight.

    Attributes:
        figures: cells and sizes that were read blind.
        agreed: those that agreed at first sight.
        different_value, different_decimals, different_unit, missing_part, unreadable: those that
            did not, by kind; all of them were settled in the source since.
    """

    study: str
    figures: int
    agreed: int
    different_value: int
    different_decimals: int
    different_unit: int
    missing_part: int
    unreadable: int
