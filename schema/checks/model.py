"""What a check is, and what it answers.

A check is a small function that looks at a record and answers for every place it looked at: passed,
violated, or not applicable with the reason. Everything a person wants to know about it is data on
it; its page and `kb explain` are made of that.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from schema.checks.view import View


class Severity(StrEnum):
    """How sure a finding is."""

    ERROR = "error"  # arithmetically impossible under the structure that the record declares
    WARNING = "warning"  # improbable under every common method
    INFO = "info"  # cannot be decided


class State(StrEnum):
    """What came of looking at one place."""

    PASSED = "passed"
    VIOLATED = "violated"
    WAIVED = "waived"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check says of one place.

    `numbers` is the smallest set of numbers that cannot all be true (or, when passed, that were
    held against each other), as `<address>.<part>`. `changes` are single changes that would make
    them consistent, the most likely first.
    """

    state: State
    numbers: tuple[str, ...]
    says: str = ""
    changes: tuple[str, ...] = ()
    severity: Severity = Severity.ERROR


Look = Callable[[View], Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with everything its page says; `severity` is the gravest it gives."""

    id: str
    title: str
    statement: str
    why: str
    severity: Severity
    passes: str
    fails: str
    fix: str
    look: Look
    method: str = ""
    alone: bool = False  # looks at one number at a time: no relation that protects it
    across: bool = False  # is answered when all records were read (`schema.checks.sources.across`)


def passed(*numbers: str) -> Answer:
    """The numbers agree."""
    return Answer(State.PASSED, numbers)


def violated(
    numbers: tuple[str, ...],
    says: str,
    *,
    severity: Severity = Severity.ERROR,
    changes: tuple[str, ...] = (),
) -> Answer:
    """The numbers cannot all be true, or hardly."""
    return Answer(State.VIOLATED, numbers, says, changes, severity)


def not_applicable(reason: str, *numbers: str) -> Answer:
    """The relation exists, but cannot be tested, and why."""
    return Answer(State.NOT_APPLICABLE, numbers, reason)
