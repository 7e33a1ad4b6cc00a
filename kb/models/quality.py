"""Rows about what the checks said."""

from dataclasses import dataclass
from typing import Literal

CheckState = Literal["passed", "violated", "waived", "not applicable"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the catalogue.

    Attributes:
        title, statement, why: what it is about, what must hold, why that matters.
        severity: the gravest it gives: `error` (arithmetically impossible), `warning` (improbable
            under every common method) or `info` (cannot be decided).
        passes, fails: worked examples.
        fix: what to do about a finding.
        method: the published method, if there is one.
        alone: it looks at one number at a time, so that it protects none.
        passed, violated, waived, not_applicable: how often it gave each answer, over all studies.
    """

    id: str
    title: str
    statement: str
    why: str
    severity: Severity
    passes: str
    fails: str
    fix: str
    method: str
    alone: bool
    passed: int
    violated: int
    waived: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found.

    Attributes:
        state: `violated`, or `waived` where the source prints it so.
        numbers: the smallest set of numbers that cannot all be true, as `address.part`.
        says: what is wrong.
        changes: single changes that would make them consistent, the most likely first.
    """

    study: str
    check: str
    title: str
    state: CheckState
    severity: Severity
    says: str
    numbers: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one check gave one answer on one study."""

    study: str
    check: str
    state: CheckState
    answers: int


@dataclass(frozen=True, slots=True)
class Protection:
    """How many tested relations one printed number took part in; 0: only a reader protects it."""

    study: str
    address: str
    part: str
    relations: int
