"""What is told more than once: facts in another place, intervals added there, the follow-up."""

import pytest

from schema.checks.counts.filled import P07
from schema.checks.counts.quoted import T01
from schema.checks.counts.told import P05, P08
from schema.checks.model import Severity, State
from tests.schema.checks.examined import GROUPS, answers
from tests.schema.checks.looking import body, found, look, only, shares, states, table
from tests.schema.example import RECORD

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
HEAD = RECORD.partition("groups:\n")[0]


def cell(is_: str, also: str, place: str = "page > Efficacy") -> str:
    """Return a cell that another place tells again."""
    return f'a: {{is: "{is_}", also: {{{place}: "{also}"}}}}'


AGAIN = [
    ("68%", "67%", [V]),
    ("68%", "68%", [P]),
    ("68%", "68.4%", [P]),
    ("68%", "68.6%", [V]),
    ("12.5%", "13%", [P]),
    ("17", "17", [P]),
    ("17", "18", [V]),
    ("17", "17 68%", [P, P]),
    ("17", "68%", [P]),
    ("17", "72%", [V]),
    ("17/25", "68%", [P]),
    ("68%", "17", [P]),
    ("68%", "18", [V]),
    ("68%", "17/25", [P, P]),
    ("68%", "17/24", [V, V]),
    ("17 68%", "68%", [P]),
    ("7.7 mo (IQR 5.6 to 9.6)", "7.7 mo (IQR 5.6 to 9.6)", [P, P, P]),
    ("7.7 mo (IQR 5.6 to 9.6)", "7.7 mo (IQR 5.6 to 9.7)", [P, P, V]),
    ("7.7 mo (range 5.6 to 9.6)", "(range 5 to 9.6)", [V, P]),
    ("12 mo", "1 y", [P]),
    ("12 mo", "2 y", [V]),
]


@pytest.mark.parametrize(("is_", "also", "expected"), AGAIN)
def test_p05(is_: str, also: str, expected: list[State]) -> None:
    key = "median" if " mo" in is_ else "share"
    assert states(P05, shares(cell(is_, also), key=key)) == expected


def test_p05_of_numbers_half_a_unit_apart_is_a_warning() -> None:
    """68 and 69 are both what 68.5 may be printed as, so that it is not impossible."""
    near = only(P05, shares(cell("68%", "69%", "jco24 > Table 2")))
    assert near.severity is Severity.WARNING
    far = only(P05, shares(cell("68%", "70%", "jco24 > Table 2")))
    assert far.severity is Severity.ERROR


def test_p05_of_a_p_value() -> None:
    text = "outcomes:\n  os:\n    compare: {{a vs b: {{is: {}, also: {{page > Efficacy: {}}}}}}}\n"
    assert states(P05, body(text.format("HR 0.71 p=0.01", "p=0.012"))) == [P]
    assert states(P05, body(text.format("HR 0.71 p=0.01", "p=0.021"))) == [V]


ADDED = [
    ("44% of 271", "(37.9 to 50.0)", []),
    ("44% of 271", "(39.7 to 50.0)", ["E01"]),
    ("44% of 271", "(50.0 to 37.9)", ["V06"]),
    ("44% of 271", "(47.9 to 60.0)", ["V06"]),
    ("44% of 271", "(37 to 50.0)", ["V09"]),
    ("44% (37.9 to 50.0) of 271", "(39.7 to 50.0)", None),  # P05
]


@pytest.mark.parametrize(("is_", "also", "broken"), ADDED)
def test_p07(is_: str, also: str, broken: list[str] | None) -> None:
    said = look(P07, shares(cell(is_, also)))
    if broken is None:
        assert said == []
        return
    assert bool(found(said)) is bool(broken)
    assert said
    assert all(each.severity is Severity.WARNING for each in found(said))
    assert all("what another place adds" in each.says for each in found(said))


def test_p07_of_a_comparison() -> None:
    told = "{{is: HR 0.71, also: {{page > Efficacy: {}}}}}"
    text = f"outcomes:\n  os:\n    compare: {{{{a vs b: {told}}}}}\n"
    assert found(look(P07, body(text.format("(0.55 to 0.93)")))) == []
    assert found(look(P07, body(text.format("(0.55 to 0.98)"))))


def test_p07_looks_at_nothing_but_what_is_added() -> None:
    assert look(P07, shares("a: 45.0% (1 to 2)")) == []
    assert look(P07, shares(cell("45.0%", "45.0%"))) == []


def told(design: str, *medians: str) -> str:
    """Return a record whose design tells the follow-up, with medians in the flow."""
    head = HEAD.replace("design:\n", f"design:\n  follow-up: {design}\n")
    if not medians:
        return body("", head=head)
    columns = ", ".join(("all", "a")[: len(medians)])
    row = f"    rows: {{median follow-up: [{', '.join(medians)}]}}\n"
    return body(f"flow:\n  t:\n    columns: [{columns}]\n{row}", head=head)


FOLLOW_UP = [
    (("median 16.8 months", "16.8 mo"), [P]),
    (("median 16.8 months", "18.6 mo"), [V]),
    (("median 5.2 years, later median 30 months", "5.2 y", "30 mo"), [P, P]),
    (("median 5.2 years, later median 30 months", "5.2 y", "13 mo"), [P, V]),
    (("median 2 years", "24 mo"), [P]),
    (("median 2 years", "42 mo"), [V]),
    (("median 16.8 months",), [N]),
    (("16.8 months", "18.6 mo"), []),
]


@pytest.mark.parametrize(("record", "expected"), FOLLOW_UP)
def test_p08(record: tuple[str, ...], expected: list[State]) -> None:
    assert states(P08, told(*record)) == expected


PRINTED = [
    ("6/6", "all of six", P),
    ("5/6", "all of six", V),
    ("6/6", "all of five", V),
    ("3/3", "all three", P),
    ("0", "none", P),
    ("1", "none", V),
    ("20 80%", "Twenty- patients", P),
    ("4%", "all grade 3", P),
    ("12%", "(95% CI not shown) 12", P),
    ("12%", "21", V),
]


@pytest.mark.parametrize(("is_", "printed", "state"), PRINTED)
def test_t01(is_: str, printed: str, state: State) -> None:
    assert states(T01, shares(f'a: {{is: {is_}, printed: "{printed}"}}')) == [state]


def test_t01_of_powers_of_ten() -> None:
    is_ = "3.0x10^6 cells/kg (range 0.2x10^6 to 5.4x10^6)"
    for most, state in (("5.4", P), ("4.5", V)):
        dose = f'{{is: {is_}, printed: "3.0x10^6 (range 0.2-{most}x10^6)"}}'
        assert states(T01, table("median cell-dose", dose)) == [state]


def test_where_nothing_is_told_again_nothing_is_asked() -> None:
    block = "outcomes:\n  cr:\n    share: {a: 17 68%}\n"
    assert [answers(check, block, GROUPS) for check in ("P05", "P07", "P08", "T01")] == [[]] * 4
