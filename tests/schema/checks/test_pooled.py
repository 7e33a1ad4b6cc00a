"""What parts say of the whole: medians, ranges, and columns typed twice."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.checks.model import Severity, State
from schema.checks.parts import pooled
from schema.checks.parts.copied import G09
from tests.schema.checks.examined import GROUPS
from tests.schema.checks.looking import body, found, look, only, shares, states, table

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE

MEDIANS = [
    (("45.3 y", "43.6 y", "61.2 y"), P),
    (("34.5 y", "43.6 y", "61.2 y"), V),
    (("62.5 y", "43.6 y", "61.2 y"), V),
    (("43.6 y", "43.6 y", "61.2 y"), P),
    (("43 y", "43.6 y", "61.2 y"), V),
    (("44 y", "43.6 y", "61.2 y"), P),
    (("43.6 y", "44 y", "61.2 y"), P),
    (("45.3 y", "43.6 y", "not reached"), P),
    (("40.1 y", "43.6 y", "not reached"), V),
    (("99.9 y", "43.6 y", "not reached"), P),
    (("not reached", "43.6 y", "61.2 y"), N),
    (("45.3 y", "not reached", "not reached"), N),
    (("45.3 y", "43.6 y", "not reported"), N),
    (("45.3 y", "43.6 y", '">60 y"'), N),
    (("45.3 y", "43.6 y", "734 mo"), N),
]


@pytest.mark.parametrize(("cells", "state"), MEDIANS)
def test_g07(cells: tuple[str, ...], state: State) -> None:
    assert states(pooled.G07, table("median age", *cells)) == [state]


def test_g07_is_an_error_only_where_nobody_is_censored() -> None:
    age = only(pooled.G07, table("median age", "34.5 y", "43.6 y", "61.2 y"))
    assert age.severity is Severity.ERROR
    assert age.changes == (
        "34.5 (all) would have to be at least 43.6",
        "43.6 (a) would have to be at most 34.5",
    )
    survival = shares("all: 4.5 mo", "a: 5.0 mo", "b: 7.3 mo", key="median")
    assert only(pooled.G07, survival.replace(" cr:", " os:")).severity is Severity.WARNING


def test_g07_asks_only_of_complete_splits() -> None:
    text = table("median age", "34.5 y", "43.6 y", "61.2 y")
    assert states(pooled.G07, text.replace("by: random", "rest: 2, why: x, by: random")) == [N]
    assert states(pooled.G07, table("median age", "34.5 y", "43.6 y")) == [N]
    assert states(pooled.G07, table("mean age", "34.5 y", "43.6 y", "61.2 y")) == [V]


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), min_size=2, max_size=4))
def test_a_pooled_median_always_lies_between(parts: list[list[int]]) -> None:
    """What makes G07 an error: by brute force, also with two middle values."""
    every = [round(10 * median(part)) for part in parts]
    whole = round(10 * median([value for part in parts for value in part]))
    assert min(every) <= whole <= max(every)


RANGES = [
    (("1 to 5", "1 to 5", "1 to 2"), [P, P]),
    (("1 to 6", "1 to 5", "1 to 2"), [P, V]),
    (("2 to 5", "1 to 5", "2 to 3"), [V, P, P]),
    (("1 to 5", "1 to 6", "1 to 2"), [P, V, P]),
    (("1 to 5", "2 to 5", "2 to 4"), [V, P]),
]


@pytest.mark.parametrize(("ranges", "expected"), RANGES)
def test_g08(ranges: tuple[str, ...], expected: list[State]) -> None:
    cells = [f"2 cycles (range {each})" for each in ranges]
    assert states(pooled.G08, table("median cycles", *cells)) == expected


def test_g08_asks_less_where_patients_are_in_no_part() -> None:
    cells = [f"2 cycles (range {each})" for each in ("1 to 6", "1 to 5", "1 to 2")]
    text = table("median cycles", *cells)
    rest = text.replace("by: random", "rest: 2, why: x, by: random")
    assert found(look(pooled.G08, rest)) == []
    wider = rest.replace("range 1 to 2", "range 1 to 7")
    assert only(pooled.G08, wider).changes == (
        "7 (b) would have to be at most 6",
        "6 (all) would have to be at least 7",
    )


def test_g08_of_a_subgroup_that_no_split_draws() -> None:
    text = table("median cycles", "2 cycles (range 1 to 5)", "2 cycles (range 1 to 6)")
    drawn = text.replace(
        "  a: {n: 25, label: A}", "  a: {n: 25, label: A, of: all, when: baseline, by: x}"
    ).replace("parts: [a, b]", "parts: [b]")
    assert [answer.state for answer in look(pooled.G08, drawn)] == [P, V]


def columns(*pairs: tuple[str, str]) -> str:
    names = ("cr", "cri", "orr", "relapse", "death", "mlfs", "allo-hsct", "cr-cri", "progression")
    rows = [
        f"      {name}: [{one}, {two}]\n" for name, (one, two) in zip(names, pairs, strict=False)
    ]
    block = f"    columns: [a, b]\n    rows:\n{''.join(rows)}"
    sections = f"safety:\n  t:\n    from: jco24 > Table 2\n{block}"
    return body(sections, GROUPS.replace("n: 25", "n: 4"))


def test_g09() -> None:
    different = [(f"{k}1%", f"{k}2%") for k in range(1, 9)]
    alike = [(f"{k}1%", f"{k}1%") for k in range(1, 9)]
    assert states(G09, columns(*different)) == [P]
    assert only(G09, columns(*alike)).severity is Severity.INFO
    assert states(G09, columns(*alike[:4], *different[4:])) == [P]
    assert states(G09, columns(*alike[:5], *different[5:])) == [V]
    assert states(G09, columns(*alike[:7])) == []
    assert states(G09, columns(*[("0%", "0%")] * 8)) == []
