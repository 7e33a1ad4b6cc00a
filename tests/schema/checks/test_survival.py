"""Curves: order in time, order of endpoints, counts behind them, and their intervals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.checks.model import Answer, Check, Severity, State
from schema.checks.survival import bands, curves, endpoints, lattice, mixtures, totals
from tests.schema.checks import examined
from tests.schema.checks.examined import GROUPS

CHECKS: dict[str, Check] = {
    check.id: check
    for module in (curves, endpoints, lattice, totals, mixtures, bands)
    for check in module.CHECKS
}
PASSED, VIOLATED, NOT_APPLICABLE = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
SEED = """\
groups:
  bi: {n: 25, kind: cohort, label: Both}
  neg: {n: 11, label: Negative}
  pos: {n: 14, label: Positive}
  cr: {n: 13, label: CR}
  no-cr: {n: 12, label: No CR}
  late: {n: 17, label: Late}
  early: {n: 8, label: Early}
splits:
  antigen: {of: bi, parts: [neg, pos], by: antigen, when: baseline}
  response: {of: bi, parts: [cr, no-cr], by: response, when: later}
  time: {of: bi, parts: [late, early], by: time, when: baseline}
"""
# Five of six estimates of the first study, all of them counts.
COUNTS = "neg: 45.5%, cr: 38.5%, no-cr: 41.7%, late: 41.2%, early: 37.5%"


def answers(check: str, body: str, groups: str = GROUPS) -> list[Answer]:
    """Return what one check says of a record."""
    return examined.answers(check, body, groups)


def states(check: str, body: str, groups: str = GROUPS) -> list[State]:
    """Return the state of each answer of one check."""
    return examined.states(check, body, groups)


def finding(check: str, body: str, groups: str = GROUPS) -> Answer:
    """Return the one finding of a check."""
    return examined.finding(check, body, groups)


def blocks(**tables: str) -> str:
    """Return outcome blocks of Kaplan-Meier estimates; `_at_` in a name stands for `@`."""
    found = "outcomes:\n"
    for name, lines in tables.items():
        key = name.replace("_at_", "@").replace("_", "-")
        inside = "".join(f"    {line}\n" for line in lines.split("\n"))
        found += f"  {key}:\n    origin: randomisation\n    method: kaplan-meier\n{inside}"
    return found


def incidence(**tables: str) -> str:
    """Return outcome blocks of cumulative incidences."""
    return blocks(**tables).replace("kaplan-meier", "cumulative-incidence")


def at_risk(numbers: str) -> str:
    """Return a curve with its numbers at risk, one every six months."""
    times = list(range(0, 6 * (numbers.count(",") + 1), 6))
    return blocks(os="at 1 y: {a: 36%}") + (
        "curves:\n  km:\n    of: os\n    from: jco24 > Table 2\n    basis: printed\n"
        f"    unit: mo\n    at-risk-times: {times}\n    at-risk: {{a: {numbers}}}\n"
    )


# What each check says of itself as `passes` and `fails`.
EXAMPLES = {
    "S01": (
        (blocks(os="at 6 mo: {a: 31%}\nat 12 mo: {a: 24%}"), GROUPS),
        (blocks(os="at 6 mo: {a: 31%}\nat 12 mo: {a: 42%}"), GROUPS),
    ),
    "S02": (
        (blocks(efs="at 1 y: {a: 16.0%}", os="at 1 y: {a: 40.0%}"), GROUPS),
        (blocks(efs="at 1 y: {a: 46.0%}", os="at 1 y: {a: 40.0%}"), GROUPS),
    ),
    "S03": (
        (incidence(relapse="at 1 y: {a: 30%}", nrm="at 1 y: {a: 15%}")
         + blocks(rfs="at 1 y: {a: 55%}").partition("\n")[2], GROUPS),
        (incidence(relapse="at 1 y: {a: 30%}", nrm="at 1 y: {a: 15%}")
         + blocks(rfs="at 1 y: {a: 65%}").partition("\n")[2], GROUPS),
    ),
    "S04": (
        (blocks(os="at 1 y: {neg: 45.5%, no-cr: 31.2%}"), SEED),
        (blocks(os="at 1 y: {pos: 35.9%, neg: 45.5%, cr: 38.5%, no-cr: 41.7%, late: 41.2%}"), SEED),
    ),
    "S05": (
        (blocks(efs="at 1 y: {bi: 16.0%, neg: 9.1%, pos: 21.4%}"), SEED),
        (blocks(efs="at 1 y: {bi: 16.0%, neg: 9.1%, pos: 35.7%}"), SEED),
    ),
    "S06": (
        (blocks(os="at 1 y: {pos: 35.7%}") + "  death:\n    share: {pos: 9}\n", SEED),
        (blocks(os="at 1 y: {pos: 7.1%}") + "  death:\n    share: {pos: 4}\n", SEED),
    ),
    "S07": (
        (blocks(os="median: {a: 7.7 mo}\nat 24 mo: {a: 22.8%}"), GROUPS),
        (blocks(os="median: {a: 7.7 mo}\nat 6 mo: {a: 22.8%}"), GROUPS),
    ),
    "S08": ((at_risk("[25, 18, 9, 4]"), GROUPS), (at_risk("[25, 18, 19]"), GROUPS)),
    "S09": (
        (blocks(efs="at 1 y: {a: 61.4% (48.0 to 72.3) of 64}"), GROUPS),
        (blocks(efs="at 1 y: {a: 61.4% (48.0 to 62.3) of 64}"), GROUPS),
    ),
}  # fmt: skip


def test_every_check_has_its_examples() -> None:
    assert EXAMPLES.keys() == CHECKS.keys()


@pytest.mark.parametrize("check", EXAMPLES)
def test_the_examples_of_a_check(check: str) -> None:
    good, bad = EXAMPLES[check]
    assert set(states(check, *good)) == {PASSED}
    assert finding(check, *bad).severity is CHECKS[check].severity


IN_TIME = [
    ("at 6 mo: {a: 31%}\nat 1 y: {a: 24%}", [PASSED]),
    ("at 1 y: {a: 42%}\nat 6 mo: {a: 31%}", [VIOLATED]),
    ("at 6 mo: {a: 31%}\nat 1 y: {a: 31.5%}", [PASSED]),  # both may be 31.5
    ("at 6 mo: {a: 31.0%}\nat 1 y: {a: 31.5%}", [VIOLATED]),
    ("at 6 mo: {a: 0.31 fraction}\nat 1 y: {a: 42%}", [VIOLATED]),
    ("at 6 mo: {a: 31% of 25}\nat 1 y: {a: 42% of 20}", [NOT_APPLICABLE]),
    ("at 6 mo: {a: 31%}\nat 1 y: {b: 42%}", []),
    ("at 6 mo: {a: 31%}\nat unstated: {a: 42%}", []),
    ("at 6 mo: {a: 31%}\nat 1 y: {a: ~42%}", []),
    ("at 6 mo: {a: 31%}\nat 1 y: {a: 42%}\nat 2 y: {a: 40%}", [VIOLATED, PASSED]),
]


@pytest.mark.parametrize(("tables", "expected"), IN_TIME)
def test_s01(tables: str, expected: list[State]) -> None:
    assert states("S01", blocks(os=tables)) == expected


def test_s01_names_both_numbers_and_what_each_would_have_to_be() -> None:
    found = finding("S01", EXAMPLES["S01"][1][0])
    assert found.numbers == ("outcomes/os/at 6 mo/a.value", "outcomes/os/at 12 mo/a.value")
    assert found.changes == (
        "42% would have to be 31% or less",
        "31% would have to be 42% or more",
    )


def test_s01_incidence_cannot_fall() -> None:
    falling = "at 1 y: {a: 20%}\nat 2 y: {a: 10%}"
    assert finding("S01", incidence(relapse=falling)).severity is Severity.ERROR
    rising = "at 1 y: {a: 10%}\nat 2 y: {a: 20%}"
    assert states("S01", incidence(relapse=rising)) == [PASSED]


def test_s01_is_a_warning_where_the_record_does_not_say_what_is_estimated() -> None:
    body = blocks(relapse="at 1 y: {a: 20%}\nat 2 y: {a: 10%}")
    assert finding("S01", body).severity is Severity.WARNING


def test_s01_is_a_warning_where_the_data_may_be_of_two_cuts() -> None:
    body = blocks(os="at 1 y: {a: 31%}\nat 2 y: {a: {is: 42%, from: page > Efficacy}}")
    assert finding("S01", body).severity is Severity.WARNING


def test_blocks_that_stand_apart_are_not_held_against_each_other() -> None:
    body = blocks(os="at 1 y: {a: 31%}", os_at_later="at 2 y: {a: 42%}")
    assert answers("S01", body) == []
    body = blocks(os="at 1 y: {a: 31%}", efs_at_later="at 1 y: {a: 60%}")
    assert answers("S02", body) == []


PARTS = [
    ({"efs": "at 1 y: {a: 40%}", "os": "at 1 y: {a: 40%}"}, PASSED, None),
    ({"efs": "at 1 y: {a: 60%}", "os": "at 1 y: {a: 40%}"}, VIOLATED, Severity.WARNING),
    # One of 25 patients is 4 points: so far may two Kaplan-Meier curves cross.
    ({"efs": "at 1 y: {a: 44%}", "os": "at 1 y: {a: 40%}"}, VIOLATED, Severity.INFO),
    ({"grfs": "at 1 y: {a: 60%}", "os": "at 1 y: {a: 40%}"}, VIOLATED, Severity.WARNING),
    ({"efs": "median: {a: 9 mo}", "os": "median: {a: 20 mo}"}, PASSED, None),
    ({"efs": "median: {a: 20 mo}", "os": "median: {a: 9 mo}"}, VIOLATED, Severity.WARNING),
    ({"efs": "median: {a: 20 mo}", "os": "median: {a: not reached}"}, PASSED, None),
    ({"efs": "median: {a: not reached}", "os": "median: {a: 20 mo}"}, VIOLATED, Severity.INFO),
    ({"efs": "median: {a: 1 y}", "os": "median: {a: 11.8 mo}"}, PASSED, None),
    (
        {"efs": "at 1 y: {a: {is: 60%, origin: remission}}", "os": "at 1 y: {a: 40%}"},
        NOT_APPLICABLE,
        None,
    ),
    (
        {"rfs": "counted: responders\nat 1 y: {a: 60%}",
         "os": "counted: randomised\nat 1 y: {a: 40%}"},
        NOT_APPLICABLE,
        None,
    ),
    (
        {"efs": "censored: transplant\nat 1 y: {a: 60%}", "os": "at 1 y: {a: 40%}"},
        NOT_APPLICABLE,
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "state", "severity"), PARTS)
def test_s02(tables: dict[str, str], state: State, severity: Severity | None) -> None:
    (answer,) = answers("S02", blocks(**tables))
    assert answer.state is state
    assert severity is None or answer.severity is severity


def test_s02_a_kind_of_relapse_is_within_relapse() -> None:
    body = incidence(marrow_relapse="at 1 y: {a: 30%}", relapse="at 1 y: {a: 20%}")
    assert finding("S02", body).severity is Severity.WARNING


Patients = list[tuple[int, bool]]  # time, and whether the event was seen then


def kaplan_meier(patients: Patients, at: int) -> float:
    """Return the product-limit estimate at a time; events come before censorings of a time."""
    free, at_risk = 1.0, len(patients)
    for time, seen in sorted(patients, key=lambda each: (each[0], not each[1])):
        if time <= at and seen:
            free *= (at_risk - 1) / at_risk
        at_risk -= 1
    return free


def test_s02_is_never_an_error_because_curves_of_valid_data_cross() -> None:
    events: Patients = [(1, True), (2, False), (4, True)]
    deaths: Patients = [(3, True), (2, False), (4, True)]
    assert all(event[0] <= death[0] for event, death in zip(events, deaths, strict=True))
    assert kaplan_meier(events, 3) > kaplan_meier(deaths, 3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=4, max_size=25))
def test_curves_of_any_patients_give_no_error(patients: Patients) -> None:
    times = (6, 12, 24, 36)
    free = {time: kaplan_meier(patients, time) for time in times}
    events = [time for time, seen in sorted(patients) if seen]
    median = next((time for time in events if kaplan_meier(patients, time) <= 0.5), None)
    tables = [f"at {time} mo: {{a: {100 * free[time]:.1f}% of {len(patients)}}}" for time in times]
    tables.append(f"median: {{a: {median} mo}}" if median else "median: {a: not reached}")
    body = blocks(os="\n".join(tables))
    found = [each for check in CHECKS for each in answers(check, body) if each.state is VIOLATED]
    assert found == []


COMPETING = [
    ("30%", "15%", "56%", [PASSED]),
    ("30%", "15%", "45%", [VIOLATED]),
    ("30%", None, "60%", [PASSED]),
    ("50%", None, "60%", [VIOLATED]),
]


@pytest.mark.parametrize(("relapse", "nrm", "rfs", "expected"), COMPETING)
def test_s03(relapse: str, nrm: str | None, rfs: str, expected: list[State]) -> None:
    risks = {"relapse": relapse, "nrm": nrm}
    body = incidence(**{risk: f"at 1 y: {{a: {cell}}}" for risk, cell in risks.items() if cell})
    body += blocks(rfs=f"at 1 y: {{a: {rfs}}}").partition("\n")[2]
    assert states("S03", body) == expected


def test_s03_asks_for_cumulative_incidence() -> None:
    body = blocks(relapse="at 1 y: {a: 50%}", rfs="at 1 y: {a: 60%}")
    assert states("S03", body) == [NOT_APPLICABLE]


LATTICE = [
    ("pos: 35.7%", PASSED),  # 5 of 14
    ("pos: 35.9%", NOT_APPLICABLE),  # not with one censored either
    ("no-cr: 31.2%", PASSED),  # 8 deaths, and one censored
    ("pos: 35.7% of 2000", NOT_APPLICABLE),  # any percentage
    ("pos: 35.9% of 60", NOT_APPLICABLE),  # any percentage, with one censored
    ("pos: {is: 35.7%, counted: unstated}", NOT_APPLICABLE),
]


@pytest.mark.parametrize(("cell", "state"), LATTICE)
def test_s04(cell: str, state: State) -> None:
    assert states("S04", blocks(os=f"at 1 y: {{{cell}}}"), SEED) == [state]


def test_s04_tells_a_lone_estimate_among_counts() -> None:
    found = finding("S04", blocks(os=f"at 1 y: {{pos: 35.9%, {COUNTS}}}"), SEED)
    assert found.severity is Severity.WARNING
    assert found.numbers == ("outcomes/os/at 1 y/pos.value", "groups/pos.n")
    assert "35.9% would have to be 35.7%" in found.changes
    assert set(states("S04", blocks(os=f"at 1 y: {{pos: 35.7%, {COUNTS}}}"), SEED)) == {PASSED}


def test_s04_says_nothing_where_others_are_no_counts_either() -> None:
    found = states("S04", blocks(os=f"at 1 y: {{pos: 35.9%, bi: 41.3%, {COUNTS}}}"), SEED)
    assert VIOLATED not in found


MIXED = [
    # four splits that imply one number of survivors: 5 + 5, 5 + 5, 7 + 3
    ("neg: 45.5%, pos: 35.7%, cr: 38.5%, no-cr: 41.7%, late: 41.2%, early: 37.5%", [PASSED] * 2),
    ("neg: 45.5%, pos: 35.7%, cr: 38.5%, no-cr: 41.7%, late: 41.2%, early: 25.0%",
     [PASSED, VIOLATED]),
    ("bi: 40.0%, neg: 45.5%, pos: 35.7%", [PASSED]),
    ("bi: 44.0%, neg: 45.5%, pos: 35.7%", [VIOLATED]),
    ("bi: 43%, neg: 46%, pos: 36%", [PASSED]),
    ("bi: 48%, neg: 46%, pos: 36%", [PASSED]),  # within what censoring may do to 25
    ("bi: 50%, neg: 46%, pos: 36%", [VIOLATED]),
    ("bi: 40.0%, neg: 45.5%", []),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), MIXED)
def test_s05(cells: str, expected: list[State]) -> None:
    assert states("S05", blocks(os=f"at 1 y: {{{cells}}}"), SEED) == expected


def test_s05_says_what_each_part_would_have_to_be() -> None:
    changes = finding("S05", EXAMPLES["S05"][1][0], SEED).changes
    assert "35.7% would have to be about 21.4%" in changes
    assert "16.0% would have to be about 24.0%" in changes


def test_s05_without_sizes_the_whole_lies_between_the_parts() -> None:
    unknown = SEED.replace("n: 11", "n: not reported").replace("n: 14", "n: not reported")
    between = blocks(os="at 1 y: {bi: 40%, neg: 46%, pos: 36%}")
    assert states("S05", between, unknown) == [PASSED]
    outside = blocks(os="at 1 y: {bi: 60%, neg: 46%, pos: 36%}")
    assert states("S05", outside, unknown) == [VIOLATED]


TOTALS = [
    ("os", "a: 40%", "death", "a: 15", [PASSED]),
    ("os", "a: 40%", "death", "a: 12", [NOT_APPLICABLE]),  # 15 by then: some were censored early
    ("os", "a: 40%", "death", "a: 5", [VIOLATED]),
    ("efs", "a: 40%", "efs-event", "a: 5", [VIOLATED]),
    ("rfs", "a: 40%", "relapse-or-death", "a: 5", [VIOLATED]),
    ("os", "a: 40%", "death", "b: 3", []),
]


@pytest.mark.parametrize(("curve", "cell", "event", "total", "expected"), TOTALS)
def test_s06(curve: str, cell: str, event: str, total: str, expected: list[State]) -> None:
    body = blocks(**{curve: f"at 1 y: {{{cell}}}"}) + f"  {event}:\n    share: {{{total}}}\n"
    assert states("S06", body) == expected


def test_s06_is_strict_where_nobody_was_censored() -> None:
    alive = blocks(os=f"at 1 y: {{pos: 7.1%, {COUNTS}}}")
    nine = "  death:\n    share: {pos: 9}\n"
    found = finding("S06", alive + nine, SEED)
    assert found.says == "7.1% of 14 means 13 events, but 9 in total"
    assert found.changes[0] == "7.1% would have to be 35.7% or more"


def test_s06_events_of_the_row_itself() -> None:
    assert states("S06", blocks(os="at 1 y: {a: 40% 15/25 events}")) == [PASSED]
    assert states("S06", blocks(os="at 1 y: {a: 40% 5/25 events}")) == [VIOLATED]
    assert states("S06", incidence(relapse="at 1 y: {a: 40% 3/25 events}")) == [VIOLATED]


def test_s06_leaves_deaths_of_a_window_alone() -> None:
    early = "  death:\n    window: 30 days\n    share: {a: 1}\n"
    assert answers("S06", blocks(os="at 1 y: {a: 40%}") + early) == []


MEDIANS = [
    ("7.7 mo", "at 24 mo: {a: 22.8%}", [PASSED]),
    ("7.7 mo", "at 24 mo: {a: 51%}", [VIOLATED]),
    ("7.7 mo", "at 24 mo: {a: 50%}", [PASSED]),
    ("7.7 mo", "at 6 mo: {a: 49%}", [VIOLATED]),
    ("12.0 mo", "at 1 y: {a: 22.8%}", [PASSED]),  # may be just before
    ("not reached", "at 1 y: {a: 60%}", [PASSED]),
    ("not reached", "at 1 y: {a: 49%}", [VIOLATED]),
    ("not estimable", "at 1 y: {a: 49%}", [NOT_APPLICABLE]),
    ("~12 mo", "at 2 y: {a: 60%}", [NOT_APPLICABLE]),
]


@pytest.mark.parametrize(("median", "table", "expected"), MEDIANS)
def test_s07(median: str, table: str, expected: list[State]) -> None:
    assert states("S07", blocks(os=f"median: {{a: {median}}}\n{table}")) == expected


def test_s07_is_a_warning_where_the_data_may_be_of_two_cuts() -> None:
    body = blocks(os="median: {a: 7.7 mo}\nat 6 mo: {a: {is: 22.8%, from: page > Efficacy}}")
    assert finding("S07", body).severity is Severity.WARNING


def test_s08_starts_at_most_at_the_size_of_the_group() -> None:
    found = finding("S08", at_risk("[26, 18]"))
    assert found.numbers == ("groups/a.n", "curves/km/at-risk/a.0")


BANDS = [
    ("61.4% (48.0 to 72.3) of 64", PASSED, "log-log"),
    ("16.0% (6.5 to 35.2)", VIOLATED, Severity.INFO),  # the first study: between the scales
    ("81.7% (79.1 to 84.0) of 952", PASSED, "log-log"),
    ("81.7% (78.1 to 84.0) of 952", VIOLATED, Severity.WARNING),
    ("81.7% (79.1 to 84.0) of 400", VIOLATED, Severity.WARNING),  # narrower than 400 allow
    ("60% (57 to 63) of 25", VIOLATED, Severity.WARNING),
    ("81.7% (5.0 to 99.0) of 952", VIOLATED, Severity.WARNING),
    ("40% (21 to 59)", PASSED, "plain"),
    ("100% (86 to 100)", NOT_APPLICABLE, None),
    ("40% (21 to not reached)", None, None),
    ("83.9% (SE 0.9) of 1800", PASSED, ""),
    ("83.9% (SE 0.9) of 180", VIOLATED, Severity.WARNING),
    ("83.9% (SE 9) of 1800", VIOLATED, Severity.WARNING),
    ("0.84 fraction (0.79 to 0.88) of 278", PASSED, "plain"),
]


@pytest.mark.parametrize(("cell", "state", "more"), BANDS)
def test_s09(cell: str, state: State | None, more: str | Severity | None) -> None:
    found = answers("S09", blocks(efs=f"at 1 y: {{a: {cell}}}"))
    assert [answer.state for answer in found] == ([state] if state else [])
    if isinstance(more, Severity):
        assert found[0].severity is more
    elif more is not None:
        assert found[0].says == more


def test_s09_puts_the_likeliest_slip_first() -> None:
    changes = finding("S09", blocks(efs="at 5 y: {a: 81.7% (78.1 to 84.0) of 952}")).changes
    assert "78.1 would have to be 79.1 (log-log)" in changes
    cell = "8.4% (-1.2 to 15.6) of 97"
    waived = (
        "waivers:\n  not-a-share outcomes/relapse/at 4 y/a:\n"
        f"    {{printed: {cell}, why: so, by: reader-1, date: 2024-05-01}}\n"
    )
    changes = finding("S09", incidence(relapse=f"at 4 y: {{a: {cell}}}") + waived).changes
    assert changes[0] == "-1.2 would have to be 1.2 (plain)"


def test_s09_leaves_weighted_estimates_alone() -> None:
    body = blocks(os="at 1 y: {a: 60% (57 to 63)}")
    weighted = body.replace("kaplan-meier", "weighted-kaplan-meier")
    assert states("S09", weighted) == [NOT_APPLICABLE]
