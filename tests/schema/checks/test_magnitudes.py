"""Units, sizes, and medians of whole numbers."""

import pytest

from schema.checks.model import Severity, State
from schema.checks.values import magnitudes
from tests.schema.checks.looking import found, look, only, shares, states, table

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE

WHOLE = [
    ("2 cycles (range 1 to 5)", [P, P, P], None),
    ("2.5 lines (range 1 to 5)", [P, P, P], None),
    ("3 lines (IQR 1.3 to 4)", [P], None),
    ("1.3 lines", [V], Severity.ERROR),
    ("1.3 cycles", [V], Severity.WARNING),
    ("37.5 d", [P], None),
    ("37.4 d", [V], Severity.WARNING),
    ("2 cycles (range 1.5 to 5)", [P, V, P], Severity.WARNING),
    ("1.3 y", [], None),
]


@pytest.mark.parametrize(("cell", "expected", "severity"), WHOLE)
def test_v07(cell: str, expected: list[State], severity: Severity | None) -> None:
    answers = look(magnitudes.V07, shares(f"a: {cell}", key="median"))
    assert [answer.state for answer in answers] == expected
    assert [answer.severity for answer in found(answers)] == ([severity] if severity else [])


def test_v07_leaves_means_alone_and_says_the_nearest() -> None:
    assert states(magnitudes.V07, shares("a: 1.3 lines", key="mean")) == []
    finding = only(magnitudes.V07, shares("a: 1.3 lines", key="median"))
    assert finding.changes == ("1.3 would have to be 1.5",)


SIZES = [
    (table("median age", "45 y"), [P]),
    (table("median age", "115 y"), [V]),
    (table("median age", "130 y"), [V]),
    (table("median age", "45 cycles"), [V]),
    (table("median prior-lines", "3 lines (range 1 to 8)"), [P, P, P]),
    (table("median crs-grade", "6 grade"), [V]),
    (table("age@x", "45%"), []),
    (shares("a: 7.7 mo (5.6 to 9.6)", key="median").replace(" cr:", " os:"), [P, P, P]),
    (shares("a: 770 mo", key="median").replace(" cr:", " os:"), [V]),
    (shares("a: -7 mo", key="median").replace(" cr:", " os:"), [V]),
    (shares("a vs b: HR 0.75", key="compare"), [P]),
    (shares('a vs b: "HR 10.4 (1.1 to 98.2)"', key="compare"), [P, P, P]),
    (shares("a vs b: HR 75", key="compare"), [V]),
    (shares("a vs b: OR 75", key="compare"), [P]),  # a small table
    (shares("a vs b: OR 101", key="compare"), [V]),
    (shares("a vs b: HR -0.75", key="compare"), [V]),
    (shares("a vs b: RD -5 pp", key="compare"), [P]),
    (shares("a vs b: RD 105 pp", key="compare"), [V]),
    (shares("a vs b: RD 0.18", key="compare"), [N]),
]


@pytest.mark.parametrize(("text", "expected"), SIZES)
def test_v08(text: str, expected: list[State]) -> None:
    assert states(magnitudes.V08, text) == expected


GRAVE = [
    (table("median age", "115 y"), Severity.WARNING),
    (table("median age", "130 y"), Severity.ERROR),
    (table("median age", "45 cycles"), Severity.WARNING),
    (table("median crs-grade", "6 grade"), Severity.ERROR),
    (shares("a vs b: HR 75", key="compare"), Severity.WARNING),
    (shares("a vs b: HR -0.75", key="compare"), Severity.ERROR),
]


@pytest.mark.parametrize(("text", "severity"), GRAVE)
def test_v08_is_an_error_only_beyond_what_can_be(text: str, severity: Severity) -> None:
    assert only(magnitudes.V08, text).severity is severity


def test_v08_puts_the_decimal_point_back() -> None:
    changes = only(magnitudes.V08, shares("a vs b: HR 75", key="compare")).changes
    assert changes == ("75 would have to be 0.75", "75 would have to be 7.5")
