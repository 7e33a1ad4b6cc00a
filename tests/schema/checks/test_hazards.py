"""Hazard ratios, events, medians and rates against the curves, patients and cuts they belong to."""

from functools import partial

import pytest

from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity, State
from tests.schema.checks import examined

PASSED, VIOLATED, NOT_APPLICABLE = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
WARNING = Severity.WARNING
GROUPS = """\
groups:
  all: {n: 1570, kind: cohort, label: All}
  np: {n: 786, label: No pulses}
  pu: {n: 784, label: Pulses}
  few: {n: 30, of: np, by: x, when: baseline, label: Some of them}
  some: {n: 105, of: np, by: y, when: baseline, label: Others}
  odd: {n: not reported, of: np, by: z, when: baseline, label: Of unknown number}
splits:
  arms: {of: all, parts: [np, pu], by: randomisation}
"""
answers = partial(examined.answers, groups=GROUPS)
states = partial(examined.states, groups=GROUPS)


def block(*lines: str, name: str = "os", method: str = "kaplan-meier") -> str:
    """Return one block of outcomes."""
    inside = "".join(f"    {line}\n" for line in lines)
    return f"  {name}:\n    origin: randomisation\n    method: {method}\n{inside}"


def compared(row: str, cell: str, groups: str = "np vs pu", name: str = "os") -> str:
    """Return a record with one row of results and one comparison."""
    return "outcomes:\n" + block(row, f"compare: {{{groups}: {cell}}}", name=name)


CURVES = [
    # the row, the comparison, what is said
    ("at 5 y: {np: 82.1%, pu: 86.7%}", "HR 1.34 (1.06 to 1.71)", PASSED),
    ("at 5 y: {np: 86.7%, pu: 82.1%}", "HR 1.34 (1.06 to 1.71)", VIOLATED),
    ("at 5 y: {np: 86.7%, pu: 82.1%}", "HR 0.75 (0.58 to 0.94)", PASSED),
    ("at 5 y: {np: 28.1%, pu: 86.7%}", "HR 1.34 (1.06 to 1.71)", VIOLATED),
    ("at 5 y: {np: 82.1%, pu: 86.7%}", "HR 13.4", VIOLATED),
    ("at 5 y: {np: 82.1%, pu: 86.7%}", "HR 1.74", PASSED),  # hazards need not be proportional
    ("at 5 y: {np: 82.1% (64.1 to 91.7), pu: 86.7%}", "HR 3.34", PASSED),  # so wide
    ("at 5 y: {np: 82.1%, pu: 100%}", "HR 1.34", None),
    ("at 5 y: {np: 82.1%, pu: 86.7%}", "OR 1.34", None),
    ("median: {np: 7.7 mo, pu: 6.2 mo}", "HR 0.75", PASSED),
    ("median: {np: 38.8 mo, pu: 23.2 mo}", "HR 0.85", PASSED),  # as UKALL14 prints
    ("median: {np: 77 mo, pu: 6.2 mo}", "HR 0.75", VIOLATED),
    ("median: {np: 7.7 mo, pu: 0.0 mo}", "HR 0.75", VIOLATED),
    ("median: {np: 7.7 mo, pu: not reached}", "HR 0.75", None),
]


@pytest.mark.parametrize(("row", "cell", "state"), CURVES)
def test_e14(row: str, cell: str, state: State | None) -> None:
    assert states("E14", compared(row, cell)) == ([state] if state else [])


def test_e14_says_what_the_curves_give() -> None:
    (finding,) = answers("E14", compared(*CURVES[1][:2]))
    assert finding.severity is WARNING
    assert finding.changes == (
        "1.34 would have to be about 0.72",
        "86.7% and 82.1% would have to change places",
    )


def test_e14_of_incidences() -> None:
    row = "at 5 y: {np: 16.1%, pu: 12.7%}"
    good = "outcomes:\n" + block(
        row,
        "competing: death",
        "compare: {np vs pu: SHR 1.29}",
        name="relapse",
        method="cumulative-incidence",
    )
    assert states("E14", good) == [PASSED]
    assert states("E14", good.replace("1.29", "0.29")) == [VIOLATED]


def test_e14_of_other_than_arms() -> None:
    """Adjusted effects differ from crude curves, and patients of unknown number are few."""
    row, cell = "at 5 y: {few: 80%, odd: 50%}", "{is: HR 2.9, adjusted-for: [age]}"
    assert states("E14", compared(row, cell, "few vs odd")) == [NOT_APPLICABLE]
    assert states("E14", compared(row, "HR 0.9", "few vs odd")) == [PASSED]
    assert states("E14", compared(row, "HR 9.2", "few vs odd")) == [VIOLATED]


EVENTS = [
    ("153/786", "117/784", "HR 1.34", PASSED),
    ("135/786", "171/784", "HR 1.34", VIOLATED),
    ("153/786", "117/784", "HR 1.55", PASSED),
    ("153/786", "117/784", "HR 0.34", VIOLATED),
    ("386/786", "217/784", "HR 2.10", PASSED),  # half of one arm
    ("386/786", "217/784", "HR 2.70", VIOLATED),
    ("700/786", "650/784", "HR 0.34", NOT_APPLICABLE),  # nearly all
    ("3/786", "5/784", "HR 3.4", NOT_APPLICABLE),
    ("153/786", "117/784", "{is: HR 0.34, adjusted-for: [age]}", NOT_APPLICABLE),
]


@pytest.mark.parametrize(("first", "second", "cell", "state"), EVENTS)
def test_e15(first: str, second: str, cell: str, state: State) -> None:
    row = f"at 5 y: {{np: 80% {first} events, pu: 85% {second} events}}"
    assert states("E15", compared(row, cell)) == [state]


def test_e15_only_of_randomised_arms() -> None:
    row = "at 5 y: {few: 50% 15/30 events, pu: 85% 117/784 events}"
    assert states("E15", compared(row, "HR 1.00", "few vs pu")) == [NOT_APPLICABLE]


def test_e15_takes_the_deaths_in_total() -> None:
    deaths = "  death:\n    share: {np: 153, pu: 117}\n"
    body = compared("at 5 y: {np: 82.1%}", "HR 0.70") + deaths
    (finding,) = answers("E15", body)
    assert finding.state is VIOLATED
    assert finding.numbers[1:] == ("outcomes/death/share/np.count", "outcomes/death/share/pu.count")


PACES = [
    ("83.9% 153/786 events", "81.7% 172/784 events", [PASSED, PASSED]),
    ("83.9% 253/786 events", "81.7% 172/784 events", [VIOLATED, NOT_APPLICABLE]),
    ("83.9% 15/786 events", "81.7% 172/784 events", [VIOLATED, NOT_APPLICABLE]),
    ("83.9% 153/786 events", "87.1% 172/784 events", [NOT_APPLICABLE, VIOLATED]),
    ("38.9% 520/786 events", "41.7% 510/784 events", [NOT_APPLICABLE] * 2),  # more than half
    ("99.5% 3/786 events", "99.0% 8/784 events", [NOT_APPLICABLE] * 2),  # so few
    ("83.9% 153/786 events", "81.7%", []),
]


@pytest.mark.parametrize(("first", "second", "found"), PACES)
def test_s11(first: str, second: str, found: list[State]) -> None:
    body = "outcomes:\n" + block(f"at 5 y: {{np: {first}, pu: {second}}}")
    assert states("S11", body) == found


def test_s11_says_how_many_there_would_have_to_be() -> None:
    row = f"at 5 y: {{np: {PACES[1][0]}, pu: {PACES[1][1]}, all: 82.8% 298/1570 events}}"
    (finding,) = [a for a in answers("S11", "outcomes:\n" + block(row)) if a.state is VIOLATED]
    assert finding.changes == ("253 would have to be about 146",)


MEDIANS = [
    ("5.0 mo (3.7 to 5.6)", [PASSED, PASSED]),
    ("5.0 mo (0.7 to 5.6)", [VIOLATED, PASSED]),
    ("5.0 mo (3.7 to 56)", [PASSED, VIOLATED]),
    ("5.0 mo (5.0 to 5.6)", [VIOLATED, PASSED]),
    ("5 mo (5 to 6)", [PASSED, PASSED]),  # rounded to months
    ("5.0 mo (5.0 to not reached)", [PASSED]),  # a plateau just below one half
    ("5.0 mo (0.0 to 5.6)", [VIOLATED, PASSED]),  # up to 0.05
    ("0.0 mo (0.0 to 4.6)", []),
    ("5.0 mo", []),
    ("80% (70 to 90)", []),
]


@pytest.mark.parametrize(("cell", "found"), MEDIANS)
def test_s10(cell: str, found: list[State]) -> None:
    assert states("S10", "outcomes:\n" + block(f"median: {{some: {cell}}}")) == found


def test_s10_asks_for_the_number_of_patients() -> None:
    row = "median: {odd: 5.0 mo (0.7 to 5.6)}"
    assert states("S10", "outcomes:\n" + block(row)) == [NOT_APPLICABLE] * 2
    few = "median: {some: 5.0 mo (0.7 to 5.6) of 12}"
    assert states("S10", "outcomes:\n" + block(few)) == [PASSED] * 2


def test_s10_leaves_ages_alone() -> None:
    body = (
        "baseline:\n  t:\n    from: jco24 > Table 2\n    columns: [some]\n"
        "    rows: {median age: [37 y (3 to 78)]}\n"
    )
    assert states("S10", body) == []


RATES = [
    ("1.63", "10.73", PASSED),
    ("16.3", "10.73", VIOLATED),
    ("10.73", "10.7", PASSED),  # the same, rounded
]


@pytest.mark.parametrize(("some", "every", "state"), RATES)
def test_s12(some: str, every: str, state: State) -> None:
    body = (
        "safety:\n  t:\n    from: jco24 > Table 2\n    per: patient-year\n    columns: [np]\n"
        f"    rows:\n      rate any-ae 3+: [{every} /patient-year]\n"
        f"      rate infection 3+: [{some} /patient-year]\n      rate crs any: [99 /patient-year]\n"
    )
    assert states("S12", body) == [state]


PERCENTAGES = [
    ("11%", "51%", "unstated", [PASSED]),
    ("51%", "11%", "unstated", [VIOLATED]),
    ("51%", "11%", "treated", []),  # of a known number: told where all sums are
    ("<1%", "0%", "unstated", [PASSED]),
]


@pytest.mark.parametrize(("sepsis", "infection", "counted", "found"), PERCENTAGES)
def test_s12_of_nobody_knows_how_many(
    sepsis: str, infection: str, counted: str, found: list[State]
) -> None:
    body = (
        f"safety:\n  t:\n    from: jco24 > Table 2\n    counted: {counted}\n    columns: [some]\n"
        f"    rows: {{infection 3+: [{infection}], sepsis 3+: [{sepsis}]}}\n"
    )
    assert states("S12", body) == found


NONE = [
    ("0", "0", [PASSED]),
    ("0.16", "13", [PASSED]),
    ("0.16", "0", [VIOLATED]),
    ("0", "13", [VIOLATED]),
    ("<0.1", "13", []),
    ("0.16", "3%", [PASSED]),
]


@pytest.mark.parametrize(("rate", "count", "found"), NONE)
def test_s12_of_no_events(rate: str, count: str, found: list[State]) -> None:
    body = (
        "safety:\n  t:\n    from: jco24 > Table 2\n    columns: [some]\n"
        f"    rows: {{crs 3+: [{count}]}}\n"
        "  adjusted:\n    from: jco24 > Table 2\n    per: patient-year\n    columns: [some]\n"
        f"    rows: {{rate crs 3+: [{rate} /patient-year]}}\n"
    )
    assert states("S12", body) == found


SPREADS = [
    # mean, deviation and range of 105 patients
    ("40.8 y (SD 17.1) (range 18 to 80)", [PASSED]),
    ("40.8 y (SD 27.1) (range 18 to 80)", [PASSED]),
    ("40.8 y (SD 31.1) (range 18 to 80)", [VIOLATED]),
    ("40.8 y (SD 1.7) (range 18 to 80)", [VIOLATED]),
    ("40.8 y (SD 4.4) (range 18 to 80)", [PASSED]),
    ("79.9 y (SD 17.1) (range 18 to 80)", [VIOLATED]),
    ("40.8 y (SD 17.1)", []),
]


@pytest.mark.parametrize(("cell", "found"), SPREADS)
def test_e10(cell: str, found: list[State]) -> None:
    assert states("E10", baseline(f"mean age: [{cell}]")) == found


def test_e10_is_impossible_and_not_only_improbable() -> None:
    (finding,) = answers("E10", baseline(f"mean age: [{SPREADS[3][0]}]"))
    assert finding.severity is Severity.ERROR


def baseline(*rows: str, columns: str = "some") -> str:
    """Return a record with a baseline table."""
    inside = "".join(f"      {row}\n" for row in rows)
    head = f"    from: jco24 > Table 2\n    columns: [{columns}]\n    rows:\n"
    return f"baseline:\n  t:\n{head}{inside}"


MIDDLES = [("37 y", PASSED), ("58 y", PASSED), ("73 y", VIOLATED), ("3.7 y", VIOLATED)]


@pytest.mark.parametrize(("median", "state"), MIDDLES)
def test_e10_of_mean_and_median(median: str, state: State) -> None:
    rows = baseline("mean age: [40.8 y (SD 17.1)]", f"median age: [{median}]")
    assert states("E10", rows) == [state]


ARMS = [("17.3", PASSED), ("15.5", PASSED), ("12.1", VIOLATED), ("1.73", VIOLATED)]


@pytest.mark.parametrize(("second", "state"), ARMS)
def test_e10_of_arms(second: str, state: State) -> None:
    row = f"mean age: [40.8 y (SD 17.1), 41.1 y (SD {second})]"
    assert states("E10", baseline(row, columns="np, pu")) == [state]
    others = baseline(
        row.replace("age", "white-cell-count").replace(" y", " x10^9/L"), columns="np, pu"
    )
    assert states("E10", others) == []


ANALYSES = [
    ("at 4 y: {some: 48.2%}", "at 4 y: {some: 49.5%}", [PASSED]),
    ("at 4 y: {some: 48.2%}", "at 4 y: {some: 94.5%}", [VIOLATED]),
    ("at 4 y: {odd: 48.2%}", "at 4 y: {odd: 64.5%}", [PASSED]),
    ("at 4 y: {some: 48.2%}", "at 5 y: {some: 94.5%}", []),
    ("at 4 y: {some: 48.2%}", "at 4 y: {few: 94.5%}", []),
    ("at 4 y: {some: 48.2%}", "at 4 y: {some: 94.5%}\n    censored: transplant", []),
    ("median: {some: 7.7 mo}", "median: {some: 6.7 mo}", [PASSED]),
    ("median: {some: 7.7 mo}", "median: {some: 77 mo}", [VIOLATED]),
    ("median: {some: 7.7 mo}", "median: {some: not reached}", []),
]


@pytest.mark.parametrize(("first", "second", "found"), ANALYSES)
def test_s13(first: str, second: str, found: list[State]) -> None:
    body = "outcomes:\n" + block(first, name="os@first") + block(second, name="os@later")
    assert states("S13", body) == found


CELLS = ("np: 83.9% 165/950 events", "pu: 81.7% 196/952 events", "all: 84.0% 137/783 events")
THREE = block(f"at 5 y: {{{', '.join(CELLS)}}}")
EXAMPLES = {
    "E14": (
        compared("at 2 y: {some: 54.4%, few: 39.0% of 103}", "HR 0.70", "some vs few"),
        compared("at 2 y: {some: 39.0%, few: 74.4% of 103}", "HR 0.70", "some vs few"),
    ),
    "E15": (
        compared("at 5 y: {np: 80% 153/786 events, pu: 85% 117/784 events}", "HR 1.34"),
        compared("at 5 y: {np: 80% 135/786 events, pu: 85% 171/784 events}", "HR 1.34"),
    ),
    "S10": (
        "outcomes:\n" + block("median: {some: 5.0 mo (3.7 to 5.6) of 164}"),
        "outcomes:\n" + block("median: {some: 5.0 mo (0.7 to 5.6) of 164}"),
    ),
    "S11": (f"outcomes:\n{THREE}", f"outcomes:\n{THREE}".replace("165", "265")),
}


@pytest.mark.parametrize("check", EXAMPLES)
def test_the_examples_of_a_check(check: str) -> None:
    """What a check says of itself as `passes` and `fails`; those of S12 and S13 are above."""
    good, bad = EXAMPLES[check]
    assert set(states(check, good)) == {PASSED}
    found = [answer for answer in answers(check, bad) if answer.state is VIOLATED]
    assert [finding.severity for finding in found] == [CHECKS[check].severity]
