"""Decimals: of the percentages of a table or a row, and of the bounds of an interval."""

import pytest

from schema.checks.model import Severity, State
from schema.checks.values.decimals import V09
from tests.schema.checks.looking import body, found, look, only, shares, states, table

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE


def lines(*cells: str, place: str = "jco24 > Table 2") -> str:
    """Return a printed table of one column, a row for each cell."""
    measures = ("male", "ph-positive", "extramedullary", "prior-allo-hsct", "prior-cd19-car-t")
    rows = [f"      {m}: [{cell}]\n" for m, cell in zip(measures, cells, strict=False)]
    block = f"    from: {place}\n    columns: [a]\n    rows:\n{''.join(rows)}"
    return body(f"baseline:\n  t:\n{block}")


TABLES = [
    (("56.0%", "16.0%", "24.0%", "12.0%"), [P]),
    (("56.0%", "16.0%", "24.0%", "12%"), [P]),  # 3 of 25: the zero may be left out
    (("56.0%", "16.0%", "24.0%", "13%"), [V]),
    (("56.0%", "16.0%", "24.0%", "3 12%"), [P]),
    (("56.0%", "16.0%", "24.0%", "3 13%"), [V]),
    (("56.0%", "16.0%", "24.0%", "12.00%"), [V]),
    (("56.0%", "16.0%", "13%", "15%"), [N]),
    (("56.0%", "16.0%", "13%"), []),
    (("56.0%", "16.0%", "24.0%", "0%"), [P]),
]


@pytest.mark.parametrize(("cells", "expected"), TABLES)
def test_v09_of_a_table(cells: tuple[str, ...], expected: list[State]) -> None:
    assert states(V09, lines(*cells)) == expected


def test_v09_names_the_one_that_differs() -> None:
    odd = only(V09, lines("56.0%", "16.0%", "24.0%", "13%"))
    assert odd.numbers == ("baseline/t/prior-allo-hsct/a.value",)
    assert odd.severity is Severity.WARNING
    assert odd.says == "13% has 0 decimals, all others in its line have 1"


def test_v09_asks_nothing_of_different_sentences() -> None:
    assert look(V09, lines("56.0%", "16.0%", "24.0%", "13%", place="jco24 > Abstract")) == []


def test_v09_of_a_row_of_survival() -> None:
    groups = "".join(f"  g{i}: {{n: 5, label: G, kind: set}}\n" for i in range(4))
    cells = "outcomes:\n  os:\n    at 1 y: {{g0: 45.5%, g1: 35.7%, g2: 41.7%, g3: {}}}\n"
    for value, state in (("38.5%", P), ("38%", V), ("100%", P)):
        assert states(V09, body(cells.format(value), f"groups:\n{groups}")) == [state]


BOUNDS = [
    ("16.0% (6.5 to 35.2)", [P]),
    ("16.0% (6 to 35.2)", [V]),
    ("16.0% (6.5 to 35)", [V]),
    ("16.0% (6.5 to 100)", []),
    ("16.0% (0 to 35.2)", []),
    ("16.0% (6 to 35)", [P]),
    ("16% (6.5 to 35.2)", [P]),
    ("16%", []),
]


@pytest.mark.parametrize(("cell", "expected"), BOUNDS)
def test_v09_of_bounds(cell: str, expected: list[State]) -> None:
    assert states(V09, shares(f"a: {cell}")) == expected


TIMES = [
    ("7.7 mo (5.6 to 9.6)", [P]),
    ("7.7 mo (5 to 9.6)", [V]),
    ("7 mo (5.6 to 9.6)", [P, V]),
    ("7.7 mo (5 to 9)", [P]),
    ("6 mo (0.5 to 16)", []),
    ("7.7 mo (5.6 to not reached)", []),
    ("99 d (IQR 35 to 240.5)", []),
    ("4.5 doses (range 3 to 6)", []),
]


@pytest.mark.parametrize(("cell", "expected"), TIMES)
def test_v09_of_times(cell: str, expected: list[State]) -> None:
    assert states(V09, shares(f"a: {cell}", key="median")) == expected


def test_v09_of_ages() -> None:
    assert found(look(V09, table("median age", "61.2 y (IQR 54.6 to 70.6)"))) == []
    assert only(V09, table("median age", "61 y (IQR 54.6 to 70.6)")).numbers[0].endswith(".value")
