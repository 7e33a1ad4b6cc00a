"""Comparisons and intervals: effect, bounds, p-value, words and results tell one story."""

from functools import partial
from math import exp, log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schema.checks import tails
from schema.checks.changes import likeliest
from schema.checks.effects import (
    agreement,
    direction,
    intervals,
    recount,
    retest,
    significance,
    widths,
)
from schema.checks.model import Check, Severity, State
from schema.exact.distributions import normal_quantile, normal_tail
from schema.exact.proportions import METHODS
from tests.schema.checks import examined

CHECKS: dict[str, Check] = {
    check.id: check
    for module in (intervals, agreement, significance, widths, direction, retest, recount)
    for check in module.CHECKS
}
PASSED, VIOLATED, NOT_APPLICABLE = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
WARNING, INFO = Severity.WARNING, Severity.INFO
GROUPS = """\
groups:
  all: {n: 326, kind: cohort, label: All}
  ino: {n: 164, label: Drug}
  soc: {n: 162, label: Chemotherapy}
  sub: {n: 40, of: ino, by: x, when: baseline, label: Some of them}
  past: {n: 100, kind: external, label: Historical control}
splits:
  arms: {of: all, parts: [ino, soc], by: randomisation}
"""
answers = partial(examined.answers, groups=GROUPS)
finding = partial(examined.finding, groups=GROUPS)


def block(*lines: str, measure: str = "os") -> str:
    """Return one block of outcomes."""
    head = "    origin: randomisation\n    method: kaplan-meier\n" if measure in TIMED else ""
    return f"outcomes:\n  {measure}:\n{head}" + "".join(f"    {line}\n" for line in lines)


TIMED = ("os", "efs", "relapse")


def compared(cell: str, measure: str = "os", more: str = "") -> str:
    """Return a comparison of the arms, without results of either."""
    return block(f"compare: {{ino vs soc: {{is: {cell}{more}}}}}", measure=measure)


INO = "HR 0.75 (97.5% 0.57 to 0.99)"
CR = "share: {ino: 9/13, soc: 8/12}"
# What each check says of itself as `passes` and `fails`.
EXAMPLES = {
    "E01": (
        block("share: {ino: 88/109 80.7% (72.1 to 87.7)}", measure="cr"),
        block("share: {ino: 88/109 80.7% (71.2 to 87.7)}", measure="cr"),
    ),
    "E02": (
        compared("HR 0.75 (97.5% 0.57 to 0.99)"),
        compared("HR 0.75 (0.57 to 0.99)", more=", effect-ci: 975%"),
    ),
    "E03": (compared("HR 0.71 (0.55 to 0.93)"), compared("HR 0.71 (0.55 to 0.98)")),
    "E04": (compared(f"{INO} p=0.0105 one-sided"), compared(f"{INO} p=0.105 one-sided")),
    "E05": (compared("no difference p=0.48"), compared("no difference p=0.048")),
    "E06": (compared(INO), compared("HR 0.75 (0.74 to 0.76)")),
    "E07": (
        block("median: {ino: 7.7 mo, soc: 6.2 mo}", "compare: {ino vs soc: HR 0.75 p=0.01}"),
        block("median: {ino: 6.2 mo, soc: 7.7 mo}", "compare: {ino vs soc: HR 0.75 p=0.01}"),
    ),
    "E08": (
        block(CR, "compare: {ino vs soc: p=0.89}", measure="cr"),
        block(CR, "compare: {ino vs soc: p=0.089}", measure="cr"),
    ),
    "E09": (
        block("share: {ino: 80.7%, soc: 29.4%}", "compare: {ino vs soc: RD 51.3 pp}", measure="cr"),
        block("share: {ino: 80.7%, soc: 29.4%}", "compare: {ino vs soc: RD 53.1 pp}", measure="cr"),
    ),
}


def test_every_check_has_its_examples() -> None:
    assert EXAMPLES.keys() == CHECKS.keys()


@pytest.mark.parametrize("check", EXAMPLES)
def test_the_examples_of_a_check(check: str) -> None:
    good, bad = EXAMPLES[check]
    assert {answer.state for answer in answers(check, good)} == {PASSED}
    assert finding(check, bad).severity is CHECKS[check].severity


REPRODUCED = [
    ("88/109 80.7% (72.1 to 87.7)", PASSED, "Clopper-Pearson"),
    ("15/148 10.1% (6.2 to 16.0)", PASSED, "Wilson"),
    ("15/148 10.1% (6.0 to 15.8)", PASSED, "mid-P"),
    ("15/148 10.1% (6.0 to 16.4)", PASSED, "Wilson with continuity correction"),
    ("80.7% (72.1 to 87.7) of 109", PASSED, "Clopper-Pearson"),
    ("0/20 0% (0 to 16.8)", PASSED, "Clopper-Pearson"),
    ("0/20 0% (0 to 14)", PASSED, "mid-P"),
    ("5/5 100% (54.9 to 100)", PASSED, "mid-P"),  # as Clopper-Pearson with 5% on the one side
    ("88/109 80.7% (72.1 to 87.8)", VIOLATED, None),
    ("80.5% (72.1 to 87.7) of 109", NOT_APPLICABLE, None),  # no count at all
    ("{is: 80.7% (72.1 to 87.7), counted: unstated}", NOT_APPLICABLE, None),
    ("80.7% (72.1 to not estimable) of 109", None, None),
]


@pytest.mark.parametrize(("cell", "state", "says"), REPRODUCED)
def test_e01(cell: str, state: State | None, says: str | None) -> None:
    found = answers("E01", block(f"share: {{ino: {cell}}}", measure="cr"))
    assert [answer.state for answer in found] == ([state] if state else [])
    assert says is None or found[0].says == says


def test_e01_names_the_likeliest_slip_first() -> None:
    changes = finding("E01", EXAMPLES["E01"][1]).changes
    assert changes[0] == "71.2 would have to be 72.1 (Clopper-Pearson)"


def test_e01_tries_the_common_levels_where_none_is_stated() -> None:
    ninety = METHODS["Wilson"](88, 109, 0.9)
    cell = f"88/109 80.7% ({100 * ninety[0]:.1f} to {100 * ninety[1]:.1f})"
    unstated = block("ci: unstated", f"share: {{ino: {cell}}}", measure="cr")
    assert answers("E01", unstated)[0].says == "Wilson"
    assert finding("E01", block(f"share: {{ino: {cell}}}", measure="cr")).severity is WARNING


@settings(deadline=None)
@given(
    st.integers(0, 150),
    st.integers(1, 150),
    st.sampled_from(sorted(METHODS)),
    st.sampled_from([0.9, 0.95, 0.99]),
    st.integers(0, 2),
)
def test_an_interval_is_reproduced_whatever_its_method(
    k: int, rest: int, by: str, level: float, decimals: int
) -> None:
    bounds = METHODS[by](k, k + rest, level)
    half = 0.5 * 10**-decimals
    low, high = (
        ((round(100 * bound, decimals) - half) / 100, (round(100 * bound, decimals) + half) / 100)
        for bound in bounds
    )
    assert tails.method(k, k + rest, level, low, high)


LEVELS = [
    ("HR 0.75 (0.57 to 0.99)", "", PASSED, None),
    ("HR 0.75 (0.57 to 0.99)", ", effect-ci: unstated", NOT_APPLICABLE, None),
    ("HR 0.75 (0.57 to 0.99)", ", effect-ci: 59%", VIOLATED, WARNING),
    ("HR 0.75 (0.57 to 0.99)", ", effect-ci: 950%", VIOLATED, Severity.ERROR),
    ("RD (95% one-sided none to 0.02)", "", PASSED, None),
    ("RD (none to 0.02)", "", VIOLATED, WARNING),
]


@pytest.mark.parametrize(("cell", "more", "state", "severity"), LEVELS)
def test_e02(cell: str, more: str, state: State, severity: Severity | None) -> None:
    (answer,) = answers("E02", compared(cell, more=more))
    assert answer.state is state
    assert severity is None or answer.severity is severity


CENTRED = [
    ("HR 0.71 (0.55 to 0.93)", PASSED),
    ("HR 0.71 (0.55 to 0.98)", VIOLATED),
    ("HR 2.36 (1.27 to 4.40)", PASSED),
    ("HR 3.57 (0.98 to 12.5)", PASSED),  # 0.28 (0.08 to 1.02) turned round
    ("HR 3.57 (0.98 to 15.2)", VIOLATED),
    ("HR 0.2 (0.0 to 0.7)", PASSED),  # up to 0.05
    ("HR 1.42 (0.00 to 2.03)", VIOLATED),
    ("HR 0.0 (0.0 to 0.7)", NOT_APPLICABLE),
    ("HR 0.97 (0.77 to 1.24)", PASSED),
    ("HR 0.97 (0.7 to 1.24)", VIOLATED),  # 0.70
    ("HR 0.65 (0.32 to 1.3)", PASSED),  # two significant digits
    ("HR 12 (2.87 to 50)", PASSED),  # 50.00
    ("MD 214.5 d (70.3 to 358.7)", PASSED),
    ("MD 214.5 d (70.3 to 385.7)", VIOLATED),
    ("RD 35.6 pp (15.6 to 52.5)", NOT_APPLICABLE),
]


@pytest.mark.parametrize(("cell", "state"), CENTRED)
def test_e03(cell: str, state: State) -> None:
    assert [answer.state for answer in answers("E03", compared(cell))] == [state]


def test_e03_says_what_each_number_would_have_to_be() -> None:
    changes = finding("E03", compared("HR 0.71 (0.55 to 0.98)")).changes
    assert set(changes) == {
        "0.98 would have to be 0.92",
        "0.71 would have to be 0.73",
        "0.55 would have to be 0.51",
    }


P_VALUES = [
    ("HR 0.71 (0.55 to 0.93) p=0.01", "", PASSED),
    ("HR 0.71 (0.55 to 0.93) p=0.1", "", VIOLATED),
    ("HR 0.71 (0.55 to 0.93) p<0.05", "", PASSED),
    ("HR 0.71 (0.55 to 0.93) p<0.0001", "", VIOLATED),
    (f"{INO} p=0.0105", "", PASSED),  # the source does not say on how many sides
    (f"{INO} p=0.003 two-sided", "", VIOLATED),
    (f"{INO} p=0.003 one-sided", "", PASSED),
    ("HR 0.71 (99% 0.55 to 0.93) p=0.01", "", VIOLATED),
    ("HR 0.71 (0.55 to 0.93) p=0.0008", ", effect-ci: unstated", PASSED),  # at 99%
    ("HR 1.33 (97.5% 1.01 to 1.75) p=0.9895 one-sided", "", PASSED),  # the other direction
    ("HR 0.71 (0.55 to 0.93) p=0.1", ", margin: 1.3", NOT_APPLICABLE),
    ("HR 0.71 (0.55 to 0.93) p=0.1", ", test: interaction", NOT_APPLICABLE),
    ("HR 0.2 (0.0 to 0.7) p=0.1", "", NOT_APPLICABLE),
    ("OR 2.2 (0.5 to 9.0) p=0.4801", "", PASSED),  # an exact test
    ("MD 214.5 d (70.3 to 358.7) p=0.004", "", PASSED),
    ("MD 214.5 d (70.3 to 358.7) p=0.04", "", VIOLATED),
]


@pytest.mark.parametrize(("cell", "more", "state"), P_VALUES)
def test_e04(cell: str, more: str, state: State) -> None:
    assert [answer.state for answer in answers("E04", compared(cell, more=more))] == [state]


STRONG = [
    ("HR 7.35 (1.72 to 31.37) p=0.002", Severity.INFO),  # a simulated trial
    ("HR 0.10 (0.01 to 0.80) p=0.0073", Severity.INFO),
    ("HR 6.90 (1.62 to 29.38) p=0.002", Severity.WARNING),
    ("MD 214.5 d (70.3 to 358.7) p=0.04", Severity.WARNING),
]


@pytest.mark.parametrize(("cell", "severity"), STRONG)
def test_e04_only_tells_of_very_strong_effects(cell: str, severity: Severity) -> None:
    assert finding("E04", compared(cell)).severity is severity


SIDES = [
    # the p-values of three others, and whether one that is only one-sided right is told
    (("p=.78", "p=.53", "p=.42"), [VIOLATED]),
    (("p=.78", "p=.53"), []),  # too few
    (("p=.78", "p=.53", "p=.21"), []),  # one of them one-sided
    (("p=.39", "p=.26", "p=.21"), []),  # all of them
]
RATIOS = ("HR 1.04 (0.79 to 1.37)", "HR 0.89 (0.63 to 1.27)", "HR 0.89 (0.66 to 1.19)")


@pytest.mark.parametrize(("others", "states"), SIDES)
def test_e04_learns_the_sides_from_the_source(others: tuple[str, ...], states: list[State]) -> None:
    cells = [*map(" ".join, zip(RATIOS, others, strict=False)), "HR 0.97 (0.77 to 1.24) p=.3"]
    tables = [f"compare {i}: {{ino vs soc: {cell}}}" for i, cell in enumerate(cells)]
    found = answers("E04", block("p: unstated", *tables))
    assert len(found) == len(cells)
    assert [answer.state for answer in found if answer.state is not PASSED] == states


def test_e04_says_which_p_value_the_interval_asks() -> None:
    changes = finding("E04", EXAMPLES["E04"][1]).changes
    assert changes == ("p=0.105 would have to be p=0.010 (one-sided)",)


VERDICTS = [
    ("no difference p=0.48", [PASSED]),
    ("not significant p=0.05", [PASSED]),  # may be either
    ("significant p=0.2", [VIOLATED]),
    ("significant p<0.05", [PASSED]),
    ("not significant p=0.03 one-sided", [PASSED]),  # above 0.025
    ("not significant p=0.020 one-sided", [VIOLATED]),
    ("HR 0.71 (0.55 to 0.93) no difference", [VIOLATED]),
    ("HR 0.71 (0.55 to 0.93) p=0.01", [PASSED]),
    ("HR 0.71 (0.55 to 0.93) p=0.2", [VIOLATED]),
    ("HR 0.81 (0.65 to 1.00) p=0.2", [PASSED]),  # the bound may be below 1
    ("HR 0.71 (90% 0.55 to 0.93) p=0.07", [PASSED]),
    ("HR 0.71 (90% 0.55 to 0.93) p=0.12", [VIOLATED]),
    ("RD 10 pp (2 to 18) p=0.3", [VIOLATED]),
    ("higher p=0.3", []),
]


@pytest.mark.parametrize(("cell", "expected"), VERDICTS)
def test_e05(cell: str, expected: list[State]) -> None:
    assert [answer.state for answer in answers("E05", compared(cell))] == expected


def test_e05_at_the_border_two_tests_may_disagree() -> None:
    assert finding("E05", compared("HR 0.75 (0.56 to 0.99) p=0.055")).severity is INFO
    assert finding("E05", compared("HR 0.75 (0.56 to 0.99) p=0.55")).severity is WARNING


WIDTHS = [
    ("HR 0.75 (0.58 to 0.97)", "120/164", "120/162", PASSED),
    ("HR 0.75 (0.57 to 0.99)", "120/164", "120/162", PASSED),
    ("HR 0.75 (0.55 to 1.02)", "120/164", "120/162", VIOLATED),
    ("HR 0.75 (0.60 to 0.94)", "120/164", "120/162", VIOLATED),
    ("HR 0.25 (0.18 to 0.35)", "120/164", "120/162", PASSED),  # far from 1
    ("HR 0.75 p=0.026", "120/164", "120/162", PASSED),
    ("HR 0.75 p=0.0026", "120/164", "120/162", VIOLATED),
    ("HR 0.75 p=0.26", "120/164", "120/162", VIOLATED),
    ("HR 0.75 (0.68 to 0.83)", "120/164", "120/162", VIOLATED),
    ("HR 0.75 (0.45 to 1.25)", "120/164", "120/162", VIOLATED),
    ("SHR 0.75 (0.45 to 1.25)", "120/164", "120/162", PASSED),  # only too narrow is told
    ("HR 0.75 (0.10 to 5.63)", "10/164", "10/162", PASSED),  # so few events
    ("HR 0.75 (0.58 to 0.97)", "0/164", "120/162", NOT_APPLICABLE),
]


@pytest.mark.parametrize(("cell", "first", "second", "state"), WIDTHS)
def test_e06(cell: str, first: str, second: str, state: State) -> None:
    rows = f"at 1 y: {{ino: 40% {first} events, soc: 30% {second} events}}"
    body = block(rows, f"compare: {{ino vs soc: {cell}}}")
    assert [answer.state for answer in answers("E06", body)] == [state]


def test_e06_takes_the_deaths_in_total() -> None:
    deaths = "  death:\n    share: {ino: 120, soc: 120}\n"
    found = finding("E06", compared("HR 0.75 (0.68 to 0.83)") + deaths)
    assert found.numbers[2:] == ("outcomes/death/share/ino.count", "outcomes/death/share/soc.count")


def test_e06_only_randomised_arms_can_be_too_wide() -> None:
    rows = "at 1 y: {ino: 40% 120/164 events, sub: 30% 30/40 events}"
    body = block(rows, "compare: {ino vs sub: HR 0.75 (0.10 to 5.63)}")
    assert [answer.state for answer in answers("E06", body)] == [PASSED]


def test_e06_leaves_external_controls_alone() -> None:
    body = block("compare: {ino vs past: HR 0.75 (0.74 to 0.76)}")
    assert [answer.state for answer in answers("E06", body)] == [NOT_APPLICABLE]


DIRECTIONS = [
    # measure, row, comparison, state, severity
    ("os", "median: {ino: 6.2 mo, soc: 7.7 mo}", "HR 0.75 p=0.5", VIOLATED, INFO),
    ("os", "median: {ino: 6.2 mo, soc: 7.7 mo}", "HR 1.33 p=0.01", PASSED, None),
    ("os", "median: {ino: not reached, soc: 7.7 mo}", "HR 1.33 p=0.01", VIOLATED, WARNING),
    ("os", "at 2 y: {ino: 10.0%, soc: 22.8%}", "HR 0.75 p=0.01", VIOLATED, WARNING),
    ("os", "at 2 y: {ino: 22.0%, soc: 22.8%}", "HR 0.75 p=0.01", VIOLATED, INFO),  # close
    ("os", "at 2 y: {ino: 22.8%, soc: 10.0%}", "HR 0.75 p=0.01", PASSED, None),
    ("os", "at 2 y: {ino: 10.0%, soc: 22.8%}", "HR 0.75 (0.60 to 0.94)", VIOLATED, WARNING),
    ("relapse", "at 2 y: {ino: 40%, soc: 20%}", "HR 0.5 p=0.01", VIOLATED, WARNING),
    ("relapse", "at 2 y: {ino: 20%, soc: 40%}", "HR 0.5 p=0.01", PASSED, None),
    ("death", "share: {ino: 100, soc: 50}", "HR 0.5 p=0.01", VIOLATED, WARNING),
    ("cr", "share: {ino: 30%, soc: 80%}", "OR 3.2 p=0.01", VIOLATED, WARNING),
    ("cr", "share: {ino: 80%, soc: 30%}", "OR 3.2 p=0.01", PASSED, None),
    ("cr", "share: {ino: 30%, soc: 80%}", "RD 50 pp p=0.01", VIOLATED, WARNING),
    ("cr", "share: {ino: 30%, soc: 80%}", "higher", VIOLATED, WARNING),
    ("cr", "share: {ino: 80%, soc: 30%}", "better", PASSED, None),
    ("relapse", "at 2 y: {ino: 40%, soc: 20%}", "better", VIOLATED, WARNING),
    ("cr", "share: {ino: 30%, soc: 80%}", "HR 0.75 p=0.01", None, None),
    ("os", "at 2 y: {ino: 10.0%, soc: 22.8%}", "HR 1.00 p=0.99", None, None),
]


@pytest.mark.parametrize(("measure", "row", "cell", "state", "severity"), DIRECTIONS)
def test_e07(
    measure: str, row: str, cell: str, state: State | None, severity: Severity | None
) -> None:
    found = answers("E07", block(row, f"compare: {{ino vs soc: {cell}}}", measure=measure))
    pointing = [answer for answer in found if "medians" not in answer.says]
    kept = pointing[:1] if "median" in row else pointing
    assert [answer.state for answer in kept] == ([state] if state else [])
    assert severity is None or kept[0].severity is severity


def test_e07_swapped_arms_can_be_swapped_back() -> None:
    found = finding("E07", EXAMPLES["E07"][1])
    assert found.changes == (
        "6.2 mo and 7.7 mo would have to change places",
        "0.75 would have to be 1.33",
    )


def test_e07_the_last_of_two_groups_is_the_reference() -> None:
    medians = "median: {ino: 7.7 mo, soc: 6.2 mo}"
    turned = block(medians, "compare: {soc vs ino: HR 0.75 p=0.01}")
    assert finding("E07", turned).severity is WARNING


def test_e07_size_of_a_hazard_ratio() -> None:
    medians = "median: {ino: 30.0 mo, soc: 5.0 mo}"
    found = finding("E07", block(medians, "compare: {ino vs soc: HR 0.75 p=0.01}"))
    assert found.severity is INFO
    assert "medians 30.0 mo against 5.0 mo" in found.says


def test_e07_a_comparison_at_a_time_belongs_to_that_time() -> None:
    rows = ("at 1 y: {ino: 60%, soc: 40%}", "at 5 y: {ino: 20%, soc: 30%}")
    body = block(*rows, "compare at 5 y: {ino vs soc: RD 20 pp p=0.01}")
    assert finding("E07", body).numbers[1] == "outcomes/os/at 5 y/ino.value"


def test_e07_no_warning_against_an_external_control() -> None:
    rows = "median: {ino: 6.2 mo, past: 7.7 mo}"
    body = block(rows, "compare: {ino vs past: HR 0.75 p=0.01}")
    assert finding("E07", body).severity is INFO


COUNTED = [
    ("9/13", "8/12", "p=0.89", "", PASSED, "chi-squared"),
    ("9/13", "8/12", "p=1.00", "", PASSED, "chi-squared with Yates' correction"),
    ("9/13", "8/12", "p=0.45 one-sided", "", PASSED, "chi-squared"),
    ("6/7", "0/5", "p=0.0076 one-sided", "", PASSED, "Fisher"),
    ("5/5", "1/8", "p=0.0047", "", PASSED, "Fisher"),
    ("69.2% of 13", "66.7% of 12", "p=0.89", "", PASSED, "chi-squared"),
    ("9/13", "8/12", "p=0.089", "", VIOLATED, WARNING),
    ("88/109", "32/109", "p<0.001", "", PASSED, "chi-squared"),
    ("88/109", "32/109", "p=0.3", "", VIOLATED, WARNING),
    ("119/778", "87/742", "p=.043", "", PASSED, "Fisher"),
    ("119/778", "87/742", "p=.06", "", VIOLATED, INFO),
    ("9/13", "8/12", "p=0.089", ", test: cochran-mantel-haenszel", NOT_APPLICABLE, None),
    ("9/13", "8/12", "p=0.089", ", adjusted-for: [age]", NOT_APPLICABLE, None),
    ("{is: 69%, counted: unstated}", "8/12", "p=0.089", "", NOT_APPLICABLE, None),
    ("9/13", "8/12", "HR 0.5 p=0.089", "", NOT_APPLICABLE, None),
]


@pytest.mark.parametrize(("first", "second", "cell", "more", "state", "told"), COUNTED)
def test_e08(
    first: str, second: str, cell: str, more: str, state: State, told: str | Severity | None
) -> None:
    rows = f"share: {{ino: {first}, soc: {second}}}"
    comparison = f"compare: {{ino vs soc: {{is: {cell}{more}}}}}"
    (answer,) = answers("E08", block(rows, comparison, measure="cr"))
    assert answer.state is state
    if isinstance(told, Severity):
        assert answer.severity is told
    elif told:
        assert answer.says == told


def test_e08_leaves_tests_of_times_alone() -> None:
    body = block("share: {ino: 100, soc: 50}", "compare: {ino vs soc: p=0.9}", measure="death")
    assert [answer.state for answer in answers("E08", body)] == [NOT_APPLICABLE]


def test_e08_leaves_a_group_inside_the_other_alone() -> None:
    body = block("share: {ino: 100, sub: 5}", "compare: {sub vs ino: p=0.9}", measure="cr")
    assert [answer.state for answer in answers("E08", body)] == [NOT_APPLICABLE]


RECOUNTED = [
    ("80.7%", "29.4%", "RD 51.3 pp", "", PASSED, None),
    ("80.7%", "29.4%", "RD 0.513", "", PASSED, None),
    ("80.7%", "29.4%", "RD 0.51 fraction", "", PASSED, None),
    ("80.7%", "29.4%", "RD -51.3 pp", "", VIOLATED, WARNING),
    ("88/109", "32/109", "RD 51.4 pp", "", PASSED, None),
    ("88/109", "32/109", "OR 10.1", "", PASSED, None),
    ("88/109", "32/109", "OR 11.0 (6 to 20)", "", VIOLATED, INFO),  # may be adjusted
    ("88/109", "32/109", "OR 1.1 (0.6 to 2.0)", "", VIOLATED, WARNING),
    ("88/109", "32/109", "RR 2.75", "", PASSED, None),
    ("88/109", "32/109", "RR 27.5", "", VIOLATED, WARNING),
    ("88/109", "0/109", "OR 10.1", "", NOT_APPLICABLE, None),
    ("88/109", "32/109", "OR 1.1", ", stratified-by: [age]", NOT_APPLICABLE, None),
]


@pytest.mark.parametrize(("first", "second", "cell", "more", "state", "severity"), RECOUNTED)
def test_e09(
    first: str, second: str, cell: str, more: str, state: State, severity: Severity | None
) -> None:
    rows = f"share: {{ino: {first}, soc: {second}}}"
    comparison = f"compare: {{ino vs soc: {{is: {cell}{more}}}}}"
    (answer,) = answers("E09", block(rows, comparison, measure="cr"))
    assert answer.state is state
    assert severity is None or answer.severity is severity


def test_e09_a_difference_of_probabilities_at_a_time() -> None:
    rows = ("at 5 y: {ino: 11.1%, soc: 9.0%}", "at 2 y: {ino: 5%, soc: 5%}")
    good = block(*rows, "compare at 5 y: {ino vs soc: RD +2.1 pp}", measure="relapse")
    assert [answer.state for answer in answers("E09", good)] == [PASSED]
    bad = block(*rows, "compare at 5 y: {ino vs soc: RD +1.7 pp}", measure="relapse")
    assert finding("E09", bad).changes == ("+1.7 would have to be 2.1",)


def test_results_belong_to_the_comparison_with_the_same_name() -> None:
    body = block(
        "share at week 4: {ino: 80/100, soc: 60/100}",
        "share at week 8: {ino: 50/100, soc: 50/100}",
        "compare difference at week 4: {ino vs soc: RD 20 pp}",
        measure="cr",
    )
    (answer,) = answers("E09", body)
    assert answer.state is PASSED
    assert answer.numbers[1] == "outcomes/cr/share at week 4/ino.count"


@settings(max_examples=50, deadline=None)  # a record is read for each
@given(st.floats(0.2, 5), st.floats(0.05, 0.8))
def test_a_wald_interval_and_its_p_value_always_agree(ratio: float, error: float) -> None:
    reach = normal_quantile(0.975) * error
    low, high, z = ratio * exp(-reach), ratio * exp(reach), abs(log(ratio)) / error
    assume(low > 0.05 and z < 3)
    p = 2 * normal_tail(z)
    cell = f"HR {ratio:.3f} ({low:.3f} to {high:.3f}) p={p:.3f}"
    assert [answer.state for answer in answers("E04", compared(cell))] == [PASSED]


def test_the_likeliest_change_is_the_smallest_slip() -> None:
    changes = [("78.7", "87.7", ""), ("78.7", "90.1", "b"), ("-1.2", "1.2", ""), ("5", "5", "")]
    assert likeliest(reversed(changes))[-1] == "78.7 would have to be 90.1 (b)"
    assert "5 would have to be 5" not in likeliest(changes)
