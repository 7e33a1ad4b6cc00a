"""Rows about what a study measures, its printed tables and its curves."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is measured, as the source defines it: a block of outcomes or a row of a table.

    Attributes:
        block: the block, or the printed table of which this is a row.
        window: response window.
        mrd_threshold, mrd_method, mrd_when: how residual disease was defined.
        competing, censored: competing events; at what patients are censored.
        rest: of disjoint categories: `none`, `unknown`, `overlapping`, or how many are left.
    """

    address: str
    section: str
    block: str
    measure: str
    measure_name: str
    label: str | None
    role: str | None
    definition: str | None
    window: str | None
    mrd_threshold: str | None
    mrd_method: str | None
    mrd_when: str | None
    competing: str | None
    censored: str | None
    responders: str | None
    scale: str | None
    rest: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A printed table of flow, baseline or safety; `columns` are groups and comparisons."""

    section: str
    block: str
    label: str | None
    note: str | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a survival curve: time as printed and in months, estimate as printed."""

    group: str
    time_text: str
    months: float
    value_text: str
    value: float


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The number at risk in a group at a time, as printed; time also in months."""

    group: str
    time_text: str
    months: float
    n: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve of an endpoint; `unit` is that of the times as printed."""

    id: str
    endpoint: str
    basis: Literal["reported", "digitised"]
    tool: str | None
    unit: str
    place: str
    points: tuple[Point, ...]
    at_risk: tuple[AtRisk, ...]
