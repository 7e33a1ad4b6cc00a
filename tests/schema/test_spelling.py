"""What people write, what the format spells, and the nearest known word."""

from collections.abc import Callable

import pytest

from schema import spelling
from schema.problems import nearest, short

SPELT: list[tuple[Callable[[str], str], str, str]] = [
    (spelling.plain_digits, "\uff13\u0664% x\u00b2", "34% x\u00b2"),
    (spelling.whole_number, "1,300", "1300"),
    (spelling.whole_number, "12 345,678", "12345678"),
    (spelling.whole_number, "1,30", "1,30"),
    (spelling.whole_number, "300", "300"),
    (spelling.grade, ">=3", "3+"),
    (spelling.grade, "\u22653", "3+"),
    (spelling.grade, "3 or higher", "3+"),
    (spelling.grade, "III", "3"),
    (spelling.grade, "III\u2013IV", "3-4"),
    (spelling.grade, "grade 3", "3"),
    (spelling.grade, "serious", "serious"),
    (spelling.phase, "III", "3"),
    (spelling.phase, "Phase I/II", "1/2"),
    (spelling.phase, "IIb", "2b"),
    (spelling.phase, "1b-2", "1b-2"),
    (spelling.phase, "not reported", "not reported"),
    (spelling.table, "at 12 months", "at 12 mo"),
    (spelling.table, "at 5-years", "at 5 y"),
    (spelling.table, "rmst to 2 years", "rmst to 2 y"),
    (spelling.table, "median", "median"),
    (spelling.column, "a versus b", "a vs b"),
    (spelling.column, "a vs. b", "a vs b"),
    (spelling.column, "versus", "versus"),
    (spelling.ambiguous, "N/A", "not applicable, or not reported"),
    (spelling.ambiguous, "", ""),
]


@pytest.mark.parametrize(("spell", "text", "expected"), SPELT)
def test_spelling(spell: Callable[[str], str], text: str, expected: str) -> None:
    assert spell(text) == expected


NEAREST = [
    ("aeg", ["any-ae", "ae", "age"], "age"),
    ("age", ["age", "ae"], "age"),
    ("medain", ["mean", "median"], "median"),
    ("quite-else", ["age", "sex"], ""),
]


@pytest.mark.parametrize(("word", "known", "expected"), NEAREST)
def test_nearest(word: str, known: list[str], expected: str) -> None:
    assert nearest(word, known) == expected


def test_only_long_quotations_are_cut() -> None:
    long = "x" * 160
    assert short(f"`{long}` and `y`") == f"`{'x' * 60}...` (160 characters) and `y`"
    assert short(f"`{long[1:]}` and {long}") == f"`{long[1:]}` and {long}"
