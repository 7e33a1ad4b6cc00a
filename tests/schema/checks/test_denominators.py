"""Denominators: those that cells name, those that nobody names, and those of categories."""

import pytest

from schema.checks.counts.denominators import G15, P04, P06, P09
from schema.checks.model import Severity, State
from tests.schema.checks.examined import GROUPS
from tests.schema.checks.looking import body, only, shares, states

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
SETS = "sets:\n  treated: {label: Treated, n: {a: 24}}\n"

NAMED = [
    ("a: 17/25", [P]),
    ("a: 17/24", [V]),
    ("a: 17/26", [V]),
    ("a: 45.0% of 20", [V]),
    ("a: {is: 17/24, counted: assessed}", [P]),
    ("a: {is: 17/26, counted: assessed}", [V]),
    ("a: {is: 17/24, per: cycle}", [N]),
    ("a: 17", []),
]


@pytest.mark.parametrize(("cell", "expected"), NAMED)
def test_p04(cell: str, expected: list[State]) -> None:
    assert states(P04, shares(cell)) == expected


def test_p04_knows_the_analysis_sets() -> None:
    text = shares("a: 17/24", "b: 2/3")
    assert states(P04, text.replace("outcomes:\n", f"{SETS}outcomes:\n")) == [P, V]


def test_p04_is_an_error_only_where_more_are_counted_than_there_are() -> None:
    smaller, larger = only(P04, shares("a: 17/24")), only(P04, shares("a: 17/26"))
    assert smaller.severity is Severity.WARNING
    assert smaller.numbers == ("outcomes/cr/share/a.denominator", "groups/a.n")
    assert smaller.changes == ("24 would have to be 25",)
    assert larger.severity is Severity.ERROR
    assert larger.says == "a share of 26 patients in a (25)"
    declared = only(P04, shares("a: {is: 17/26, counted: screened}"))
    assert declared.severity is Severity.WARNING


def test_p04_without_a_size() -> None:
    groups = GROUPS.replace("a: {n: 25", "a: {n: not reported")
    text = body("outcomes:\n  cr:\n    share: {a: 17/24}\n", groups)
    assert states(P04, text) == [N]


UNNAMED = [
    ("21 84.0%", P),
    ("21 87.5%", P),
    ("21 84.1%", V),
    ("21 72.4%", V),  # 21 of 29, but only 25 are in the group
    ("3 50%", P),
    ("3 0%", V),
    ("0 0%", P),
    ("1 <10%", P),
    ("26", V),
    ("25", P),
    ("84.0%", N),
]


@pytest.mark.parametrize(("value", "state"), UNNAMED)
def test_p06(value: str, state: State) -> None:
    cell = f'a: {{is: "{value}", counted: unstated}}'
    assert states(P06, shares(cell)) == [state]
    assert states(P06, shares(f'a: "{value}"')) == []


def test_p06_of_a_group_without_size_asks_the_group_around_it() -> None:
    groups = GROUPS.replace("a: {n: 25", "a: {n: not reported")
    block = "outcomes:\n  cr:\n    share: {{a: {}}}\n"
    assert states(P06, body(block.format("21 72.4%"), groups)) == [P]
    assert states(P06, body(block.format("22 72.4%"), groups)) == [V]
    assert states(P06, body(block.format("30"), groups)) == [V]


def test_p06_finds_what_an_enumeration_finds() -> None:
    """By brute force: every count and whole percentage in a group of 25."""
    for k in (0, 1, 7, 13, 25):
        for percent in range(0, 101, 3):
            sizes = [n for n in range(max(k, 1), 26) if abs(100 * k - percent * n) * 2 <= n]
            cell = f"a: {{is: {k} {percent}%, counted: unstated}}"
            assert states(P06, shares(cell)) == [P if sizes else V], cell


def categories(*rows: str, rest: str = "none") -> str:
    """Return a record with a variable in categories."""
    lines = "".join(f"        c{i}: [{row}]\n" for i, row in enumerate(rows))
    block = f"      ecog:\n{lines}        rest: {rest}\n"
    return body(f"baseline:\n  t:\n    columns: [a]\n    rows:\n{block}")


ALIKE = [
    (("3/25", "7/25", "15/25"), [P]),
    (("3/25", "7/35", "15/25"), [V]),
    (("3/25", "22"), []),
    (("3", "22"), []),
]


@pytest.mark.parametrize(("rows", "expected"), ALIKE)
def test_p09(rows: tuple[str, ...], expected: list[State]) -> None:
    assert states(P09, categories(*rows)) == expected


HUNDRED = [
    (("80%", "20%"), "none", [P]),
    (("80%", "21%"), "none", [P]),  # 80.4% and 20.5% would be 100.9%, 79.5% and 20.5% are 100%
    (("82%", "20%"), "none", [V]),
    (("80%", "18%"), "none", [V]),
    (("80%", "18%"), "unknown", [P]),
    (("80%", "22%"), "unknown", [V]),
    (("80%", "22%"), "overlapping", []),
    (("68%", "31.5%"), "none", [P]),
    (("68%", "13.5%"), "none", [V]),
    (("80%",), "unknown", []),
]


@pytest.mark.parametrize(("rows", "rest", "expected"), HUNDRED)
def test_g15(rows: tuple[str, ...], rest: str, expected: list[State]) -> None:
    told = [f"{{is: {row}, counted: unstated}}" for row in rows]
    assert states(G15, categories(*told, rest=rest)) == expected
    assert states(G15, categories(*rows, rest=rest)) == []
