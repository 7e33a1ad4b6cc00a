"""Single values and their order: what cannot be printed of anything."""

from dataclasses import replace

import pytest

from schema.cells import Number, Quantity, Result
from schema.checks.counts.shares import P03
from schema.checks.model import Severity, State
from schema.checks.values import order, written
from schema.checks.view import View
from schema.facts import facts
from schema.links.values import check_value
from tests.schema.checks.looking import body, found, look, only, shares, states, study

P, V, N, W = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE, State.WAIVED
KM = "at 1 y"


def with_value(value: Result) -> View:
    """Return a view of one result whose value no reading gave."""
    view = View(study(shares("a: 16.0%")))
    view.facts = [replace(view.estimates[0], value=value)]
    del view.estimates  # it was computed of the fact before
    return view


def kept(text: str, number: str) -> Result:
    return Result(text, quantity=Quantity(Number(number), "%"))


READ = [("16.0%", "16.0", P), ("16.0%", "16", V), ("16·0%", "160", V)]


@pytest.mark.parametrize(("text", "number", "state"), READ)
def test_v01(text: str, number: str, state: State) -> None:
    answers = list(written.V01.look(with_value(kept(text, number))))
    assert [answer.state for answer in answers] == [state]


def test_v01_reads_comparisons_and_other_places_too() -> None:
    cells = 'a vs b: "HR 0.71 (0.55 to 0.93) p=0.01"', "a vs all: p=0.5"
    assert states(written.V01, shares(*cells, key="compare")) == [P, P]
    told = "a: {is: 44.0%, also: {jco24 > Table 2: 11/25}}"
    assert states(written.V01, shares(told)) == [P]


SHARES = [
    ("a: 58.6%", [P]),
    ("a: 586%", [V]),
    ("a: 100.0%", [P]),
    ("a: 100.1%", [V]),
    ("a: -1%", [V]),
    ("a: 0.62 fraction", [P]),
    ("a: 62 fraction", [V]),
    ("a: 16.0% (6.5 to 35.2)", [P, P, P]),
    ("a: 8.4% (-1.2 to 15.6)", [P, V, P]),
    ("a: {is: 130%, per: event}", [N]),
    ("a: 17", []),
    ("a: 4% to 5%", [P, P]),
]


@pytest.mark.parametrize(("cell", "expected"), SHARES)
def test_v02(cell: str, expected: list[State]) -> None:
    assert states(written.V02, shares(cell)) == expected
    assert states(written.V02, shares(cell, key=KM)) == expected


def test_v02_heeds_what_validation_was_told() -> None:
    waiver = (
        "waivers:\n  not-a-share outcomes/cr/share/a: "
        "{printed: 586%, why: so printed, by: reader-1, date: 2024}\n"
    )
    text = shares("a: 586%").replace("curation:\n", f"{waiver}curation:\n")
    assert states(written.V02, text) == [W]


def test_v02_puts_the_decimal_point_back() -> None:
    assert only(written.V02, shares("a: 586%")).changes == ("586 would have to be 58.6",)
    assert only(written.V02, shares("a: 62 fraction")).changes == ("62 would have to be 0.62",)
    assert only(written.V02, shares("a: 586%")).severity is Severity.ERROR
    assert only(written.V02, shares("a: 8.4% (-1.2 to 15.6)")).severity is Severity.WARNING


def test_v02_leaves_other_percentages_alone() -> None:
    rows = "    rows: {median cd20-expression: [130%, 20%]}\n"
    text = body(f"baseline:\n  t:\n    from: jco24 > Table 2\n    columns: [a, b]\n{rows}")
    assert states(written.V02, text) == []


@pytest.mark.parametrize(("count", "state"), [("17", P), ("0", P), ("1.7", V), ("-1", V)])
def test_v03(count: str, state: State) -> None:
    answers = list(written.V03.look(with_value(Result(count, count=Number(count)))))
    assert [answer.state for answer in answers] == [state]


COUNTS = [
    ("a: 17", P),
    ("a: 25", P),
    ("a: 52", V),
    ("a: 17/25", P),
    ("a: 26/25", V),
    ("a: 40 40% of 30", V),
    ("a: 68% 17/25 events", P),
    ("a: 68% 30/25 events", V),
    ("a: 68% 26 events", V),
    ("a: {is: 52, per: event}", N),
    ("a: {is: 52, counted: unstated}", N),
]


@pytest.mark.parametrize(("cell", "state"), COUNTS)
def test_v04(cell: str, state: State) -> None:
    assert states(written.V04, shares(cell)) == [state]


def test_v04_turns_the_digits() -> None:
    finding = only(written.V04, shares("a: 52/25"))
    assert finding.numbers == ("outcomes/cr/share/a.count", "outcomes/cr/share/a.denominator")
    assert finding.changes[0] == "52 would have to be 25"
    inherited = only(written.V04, shares("a: 70"))
    assert inherited.numbers[1] == "groups/a.n"
    assert inherited.changes == ("70 would have to be 7", "70 would have to be at most 25")


PS = [
    ("p=0.89", P, None),
    ("p=1.00", P, None),
    ("p<0.001", P, None),
    ("p>0.99", P, None),
    ("p=8.9", V, Severity.ERROR),
    ("p=-0.1", V, Severity.ERROR),
    ("p<0", V, Severity.ERROR),
    ("p>1", V, Severity.ERROR),
    ("p=0.000", V, Severity.INFO),
]


@pytest.mark.parametrize(("cell", "state", "severity"), PS)
def test_v05(cell: str, state: State, severity: Severity | None) -> None:
    answers = look(written.V05, shares(f"a vs b: {cell}", key="compare"))
    assert [answer.state for answer in answers] == [state]
    assert [answer.severity for answer in found(answers)] == ([severity] if severity else [])


def test_v05_says_how_zero_is_printed() -> None:
    finding = only(written.V05, shares("a vs b: p=0.000", key="compare"))
    assert finding.changes == ("0.000 would have to be p<0.001",)


ORDERS = [
    ("43.6 y (24.4 to 60.7)", [P, P, P]),
    ("24.4 y (43.6 to 60.7)", [V, P, P]),
    ("43.6 y (60.7 to 24.4)", [V]),
    ("65.0 y (24.4 to 60.7)", [P, V, P]),
    ("7 mo (6.8 to 7.2)", [P, P, P]),
    ("7 mo (7.6 to 8.2)", [V, P, P]),
    ("7 mo (7.4 to 8.2)", [P, P, P]),
    ("7 mo (>7 to 8)", [P, P, P]),
    ("9 mo (5 to <9)", [P, P, P]),
    ("not reached (5.1 to not reached)", [N]),
    ("not reached (5.1 to 4.9)", [V]),
    ("7 mo (5 to not reached)", [P]),
    ("6 mo (20 d to 9 mo)", [N, P, N]),
    ("9 y (IQR 6 to 16) (range 1 to 30)", [P] * 8),
    ("9 y (IQR 6 to 16) (range 7 to 30)", [P, P, P, P, P, P, V, P]),
    ("9 y (SD 3) (range 1 to 30)", [P, P, P]),
]


@pytest.mark.parametrize(("cell", "expected"), ORDERS)
def test_v06(cell: str, expected: list[State]) -> None:
    assert states(order.V06, shares(f"a: {cell}", key="median")) == expected


def test_v06_of_a_mean_and_of_effects() -> None:
    assert states(order.V06, shares("a: 20 y (IQR 6 to 16)", key="mean")) == [P]
    assert states(order.V06, shares("a: 20 y (6 to 16)", key="mean")) == [P, V, P]
    effect = 'a vs b: "RD -5 pp (-17 to 7)"'
    assert states(order.V06, shares(effect, key="compare")) == [P, P, P]
    turned = 'a vs b: "HR 0.71 (0.93 to 0.55)"'
    assert states(order.V06, shares(turned, key="compare")) == [V]
    assert states(order.V06, shares("a: 5% to 4%")) == [V]


def test_v06_names_two_numbers_and_three_ways_out() -> None:
    finding = only(order.V06, shares("a: 24.4 y (43.6 to 60.7)", key="median"))
    assert finding.numbers == ("outcomes/cr/median/a.low", "outcomes/cr/median/a.value")
    assert finding.changes == (
        "43.6 and 24.4 would have to change places",
        "43.6 would have to be at most 24.4",
        "24.4 would have to be at least 43.6",
    )


REFUSED = [
    ("share", "a: 586%"),
    ("share", "a: 52"),
    ("share", "a: 30/25"),
    ("share", "a: 68% 30/25 events"),
    ("median", "a: 24.4 y (43.6 to 60.7)"),
    ("median", "a: 43.6 y (60.7 to 24.4)"),
    ("at 1 y", "a: 8.4% (-1.2 to 15.6)"),
    ("compare", "a vs b: p=1.5"),
]


@pytest.mark.parametrize(("key", "cell"), REFUSED)
def test_what_validation_refuses_passes_no_check(key: str, cell: str) -> None:
    text = shares(cell, key=key)
    assert [complaint for fact in facts(study(text)) for complaint in check_value(fact)]
    assert [a for check in (*written.CHECKS, *order.CHECKS) for a in found(look(check, text))]


UNIQUE = [
    ("a: 44.0%", P),
    ("a: 31.2% of 109", P),
    ("a: 80.7% of 1090", P),
    ("a: 80.7% of 10900", V),
    ("a: 45.0%", N),
    ("a: <1%", P),
]


@pytest.mark.parametrize(("cell", "state"), UNIQUE)
def test_p03(cell: str, state: State) -> None:
    assert states(P03, shares(cell)) == [state]


def test_p03_is_never_more_than_information() -> None:
    finding = only(P03, shares("a: 80.7% of 10900"))
    assert finding.severity is Severity.INFO
    assert finding.says == "8791 to 8801 of 10900 all print as 80.7% of 10900"
