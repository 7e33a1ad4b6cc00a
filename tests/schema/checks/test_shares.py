"""Counts and percentages of one cell."""

import pytest

from schema.checks.model import Severity, State
from tests.schema.checks.examined import answers, finding, states


def block(cells: str) -> str:
    """Return an outcome block with one table of shares."""
    return f"outcomes:\n  cr:\n    share: {{{cells}}}\n"


REACHABLE = [
    ("a: 44.0%", State.PASSED),
    ("a: 45.0%", State.VIOLATED),
    ("a: 45.0% of 20", State.PASSED),
    ("a: <1%", State.PASSED),
    ("all: 10.3%", State.PASSED),
    ("all: 10.2%", State.VIOLATED),
    ("a: {is: 45.0%, counted: unstated}", State.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("cell", "state"), REACHABLE)
def test_p01(cell: str, state: State) -> None:
    assert states("P01", block(cell)) == [state]


def test_p01_is_an_error_only_where_the_row_names_its_own_denominator() -> None:
    assert finding("P01", block("a: 45.0%")).severity is Severity.WARNING
    own = finding("P01", block("a: 45.0% of 25"))
    assert own.severity is Severity.ERROR
    assert own.numbers == ("outcomes/cr/share/a.value", "outcomes/cr/share/a.of")
    assert own.changes[0] == "45.0% would have to be 44.0%"


def test_p01_names_the_denominator_of_events() -> None:
    found = finding("P01", block("a: 45% 11/25 events"))
    assert found.numbers[-1] == "outcomes/cr/share/a.events_of"


def test_p01_names_a_group_whose_size_would_do() -> None:
    changes = finding("P01", block("a: 75.0%")).changes
    assert "25 would have to be 4, the size of b" not in changes
    whole = finding("P01", block("all: 75.0%")).changes
    assert "29 would have to be 4, the size of b" in whole


AGREE = [
    ("a: 17/25 68%", State.PASSED),
    ("a: 17 68%", State.PASSED),
    ("a: 17/25 86%", State.VIOLATED),
    ("a: 17/25 68.1%", State.VIOLATED),
    ("a: {is: 17 68%, counted: unstated}", State.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("cell", "state"), AGREE)
def test_p02(cell: str, state: State) -> None:
    assert states("P02", block(cell)) == [state]


def test_p02_says_which_single_change_would_do() -> None:
    found = finding("P02", block("a: 17/25 86%"))
    assert found.says == "17 of 25 is 68%, not 86%"
    assert found.changes[0] == "86% would have to be 68%"
    assert "17 would have to be 21" not in found.changes
    assert found.severity is Severity.ERROR


def test_p02_may_be_a_silently_smaller_denominator() -> None:
    """17 of 24 is 71%: with the size of the group inherited, that is improbable, not impossible."""
    found = finding("P02", block("a: 17 71%"))
    assert found.severity is Severity.WARNING
    assert "25 would have to be 24" in found.changes
    assert finding("P02", block("a: 17/25 71%")).severity is Severity.ERROR


SMALLER = [
    ("114/2750 4.2%", ["2746", "2745"]),
    ("3/40 7.9%", ["38"]),
    ("3/198 9.5%", []),
    ("25/25 86%", []),
    ("0/25 86%", []),
    ("10/1000000000 5%", ["222", "221"]),  # without trying them all
]


@pytest.mark.parametrize(("cell", "sizes"), SMALLER)
def test_p02_names_the_largest_denominators_that_would_do(cell: str, sizes: list[str]) -> None:
    n = cell.partition(" ")[0].partition("/")[2]
    wanted = [f"{n} would have to be {size}" for size in sizes]
    changes = finding("P02", block(f"a: {cell}")).changes
    assert [each for each in changes if each.startswith(f"{n} would")] == wanted


TOLD = [
    ("all: {is: 41.4%, also: {jco24 > Table 2: 12}}", [State.PASSED]),
    ("a: {is: 48.0%, also: {jco24 > Table 2: 13}}", [State.VIOLATED]),
    ("a: {is: 80.7% (72.1 to 87.7), also: {page > Efficacy: 81% (72 to 88)}}", [State.PASSED] * 3),
    ("a: {is: 80.7% (72.1 to 87.7), also: {page > Efficacy: (72 to 78)}}",
     [State.PASSED, State.VIOLATED]),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), TOLD)
def test_p05(cell: str, expected: list[State]) -> None:
    assert sorted(states("P05", block(cell))) == sorted(expected)


def test_p05_between_documents_is_a_warning() -> None:
    other = finding("P05", block("a: {is: 48%, also: {page > Efficacy: 50%}}"))
    assert other.severity is Severity.WARNING
    same = finding("P05", block("a: {is: 48%, also: {jco24 > Table 2: 50%}}"))
    assert same.severity is Severity.ERROR


def test_what_does_not_stand_is_not_held_against_it() -> None:
    cell = "a: {is: 48%, but: {page > Efficacy: 50%}, why: x}"
    assert answers("P05", block(cell)) == []
