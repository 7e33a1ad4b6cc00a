"""What the other numbers of a source say of one that its counts do not give."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schema.checks.grouping import grouped
from schema.checks.model import Answer, Severity, State

_ENOUGH = 3


def with_the_others(told: Iterable[tuple[str, tuple[bool, Answer]]]) -> Iterator[Answer]:
    """Of many numbers of one source that counts all give exactly, one that they do not is told.

    Args:
        told: for each source whether a number is as exact as the others, and what is said of it.
    """
    for answers in grouped(told).values():
        exact = [answer.state for comparable, answer in answers if comparable]
        lone = exact.count(State.PASSED) >= _ENOUGH and exact.count(State.VIOLATED) == 1
        for comparable, answer in answers:
            graver = lone and comparable and answer.state is State.VIOLATED
            yield replace(answer, severity=Severity.WARNING) if graver else answer
