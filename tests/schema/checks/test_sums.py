"""Sums over groups, categories, nested measures, and all of them together."""

import pytest

from schema.checks.model import State
from schema.checks.parts import joint
from schema.exact import solver
from schema.exact.solver import UnsettledError
from tests.schema.checks.examined import GROUPS, answers, finding, states


def shares(cells: str, measure: str = "cr") -> str:
    """Return an outcome block with one table of shares."""
    return f"outcomes:\n  {measure}:\n    share: {{{cells}}}\n"


def test_g01_sizes() -> None:
    assert states("G01", "") == [State.PASSED]
    found = finding("G01", "", GROUPS.replace("b: {n: 4", "b: {n: 14"))
    assert found.says == "25 + 14 is not 29 (arms, rest 0)"
    assert found.numbers == ("groups/a.n", "groups/b.n", "groups/all.n")
    assert set(found.changes) == {
        "25 would have to be 15",
        "14 would have to be 4",
        "29 would have to be 39",
    }


def test_g01_with_a_declared_rest() -> None:
    rest = GROUPS.replace("b: {n: 4", "b: {n: 3").replace("randomisation}", "x, when: baseline, ")
    known = f"{rest.rstrip()}rest: 1, why: y}}\n"
    assert states("G01", "", known) == [State.PASSED]
    unknown = f"{rest.rstrip()}rest: unknown}}\n"
    assert states("G01", "", unknown) == [State.PASSED]


def test_g02_a_subgroup_above_its_parent() -> None:
    child = "  c: {n: 31, of: a, when: baseline, by: x, label: C}\nsplits"
    found = finding("G02", "", GROUPS.replace("splits", child))
    assert found.numbers == ("groups/c.n", "groups/a.n")


ACROSS = [
    ("all: 10.3%, a: 12.0%, b: 0.0%", State.PASSED),
    ("all: 10.3%, a: 20.0%, b: 0.0%", State.VIOLATED),
    ("all: 16, a: 13, b: 3/4", State.PASSED),
    ("all: 16, a: 12, b: 3/4", State.VIOLATED),
    ("all: 16, a: 13", State.PASSED),  # up to 4 in the part that is not printed
    ("all: 18, a: 13", State.VIOLATED),
    ("all: 16, a: 17", State.VIOLATED),
]


@pytest.mark.parametrize(("cells", "state"), ACROSS)
def test_g03(cells: str, state: State) -> None:
    assert states("G03", shares(cells)) == [state]


def test_g03_says_what_each_number_would_have_to_be() -> None:
    found = finding("G03", shares("all: 10.3%, a: 20.0%, b: 0.0%"))
    assert "20.0% would have to be 12.0%" in found.changes
    assert "10.3% would have to be 17.2%" in found.changes


def table(row: str) -> str:
    """Return a baseline table with one row."""
    return f"baseline:\n  table-1:\n    columns: [a]\n    rows:\n      {row}\n"


CATEGORIES = [
    ("ecog: {zero: [10], one: [15], rest: none}", State.PASSED),
    ("ecog: {zero: [10], one: [14], rest: none}", State.VIOLATED),
    ("ecog: {zero: [10], one: [14], rest: 1}", State.PASSED),
    ("ecog: {zero: [10], one: [14], rest: unknown}", State.PASSED),
    ("ecog: {zero: [10], one: [16], rest: unknown}", State.VIOLATED),
    ("ecog: {zero: [40.0%], one: [60.0%], rest: none}", State.PASSED),
    ("ecog: {zero: [40.0%], one: [56.0%], rest: none}", State.VIOLATED),
    ("ecog: {zero: [20], one: [16], rest: overlapping}", State.NOT_APPLICABLE),
]


@pytest.mark.parametrize(("row", "state"), CATEGORIES)
def test_g04(row: str, state: State) -> None:
    assert states("G04", table(row)) == [state]


DEATHS = "outcomes:\n  death:\n    share: {{a: {all}}}\n    parts: {{disease: {{a: 14}}, toxicity: {{a: 5}}, rest: none}}\n"  # noqa: E501


def test_g04_causes_of_death_are_deaths() -> None:
    assert states("G04", DEATHS.format(all="19/25")) == [State.PASSED]
    assert states("G04", DEATHS.format(all="18/25")) == [State.VIOLATED]


EVENTS = [
    ("{early: {b: 1}, late: {b: 2}, rest: none}", State.PASSED),
    ("{early: {b: 2}, late: {b: 3}, rest: none}", State.VIOLATED),
    ("{early: {b: 1}, late: {b: 4}, rest: unknown}", State.VIOLATED),
]


@pytest.mark.parametrize(("parts", "state"), EVENTS)
def test_g04_kinds_of_an_event_are_at_most_all(parts: str, state: State) -> None:
    assert states("G04", f"outcomes:\n  relapse:\n    parts: {parts}\n") == [state]


def test_g04_in_the_flow() -> None:
    """Of a reason there are as many as there are; a treatment is one of all."""
    head = "flow:\n  t:\n    columns: [b]\n    rows:\n"
    row = head + "      {}: {{early: [{}], late: [2], rest: none}}\n"
    for measure, count, state in (
        ("not-infused", 1, State.PASSED),
        ("not-infused", 3, State.VIOLATED),
        ("treatment-sequence", 2, State.PASSED),
        ("treatment-sequence", 1, State.VIOLATED),
    ):
        assert states("G04", row.format(measure, count)) == [state], (measure, count)


V = State.VIOLATED
NESTED = [
    ("  mrd-neg-cr:\n    share: {a: 32%}\n  cr:\n    share: {a: 52%}\n", [State.PASSED]),
    ("  mrd-neg-cr:\n    share: {a: 64%}\n  cr:\n    share: {a: 52%}\n", [State.VIOLATED]),
    ("  mrd-neg-cr:\n    share: {a: 10/12}\n  cr:\n    share: {a: 32%}\n", [State.NOT_APPLICABLE]),
    ("  mrd-neg-cr@x:\n    share: {a: 64%}\n  cr@y:\n    share: {a: 52%}\n", []),
    ("  mrd-neg-cr:\n    share: {a: 64%}\n  cr:\n    window: 8 weeks\n    share: {a: 52%}\n", []),
    ("  mrd-neg-cr:\n    share: {a: 64%}\n  cr:\n    window: unstated\n    share: {a: 52%}\n", [V]),
]


@pytest.mark.parametrize(("blocks", "expected"), NESTED)
def test_g05_measures(blocks: str, expected: list[State]) -> None:
    assert states("G05", f"outcomes:\n{blocks}") == expected


def test_g05_grades() -> None:
    body = "safety:\n  t:\n    columns: [a]\n    rows:\n      crs any: [{}]\n      crs 3+: [{}]\n"
    assert states("G05", body.format("10 40%", "3 12%")) == [State.PASSED]
    assert states("G05", body.format("3 12%", "10 40%")) == [State.VIOLATED]


def test_g06_composite() -> None:
    body = "outcomes:\n  cr: {{share: {{a: 10}}}}\n  cri: {{share: {{a: {}}}}}\n  cr-cri: {{share: {{a: 14}}}}\n"  # noqa: E501
    assert states("G06", body.format(4)) == [State.PASSED]
    assert states("G06", body.format(5)) == [State.VIOLATED]


TWICE = """\
groups:
  all: {n: 25, kind: cohort, label: All}
  a: {n: 11, label: A}
  b: {n: 14, label: B}
  c: {n: 13, label: C}
  d: {n: 12, label: D}
splits:
  one: {of: all, parts: [a, b], by: x, when: baseline}
  two: {of: all, parts: [c, d], by: y, when: baseline}
"""


def test_g10_sums_that_hold_one_by_one_but_not_together() -> None:
    """40% of 25 is 10, 44% is 11: the whole is a span, and each split allows another count."""
    cells = "all: <44%, a: 5/11, b: 5/14, c: 6/13, d: 5/12"
    assert states("G03", shares(cells), TWICE) == [State.PASSED, State.PASSED]
    found = finding("G10", shares(cells), TWICE)
    assert "outcomes/cr/share/all.value" in found.numbers
    assert set(found.changes) == {
        "5 would have to be 6",
        "6 would have to be 5",
        "5 would have to be 4",
    }
    assert states("G10", shares("all: <44%, a: 5/11, b: 5/14, c: 5/13, d: 5/12"), TWICE) == [
        State.PASSED
    ]


def test_g10_tests_only_sums_that_share_an_uncertain_number() -> None:
    assert states("G10", shares("all: 10, a: 5/11, b: 5/14, c: 5/13, d: 5/12"), TWICE) == []


CONFLICT = shares("all: <44%, a: 5/11, b: 5/14, c: 6/13, d: 5/12")


def test_g10_says_when_it_was_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object) -> None:
        raise UnsettledError

    monkeypatch.setattr(joint, "conflict", gives_up)
    (answer,) = answers("G10", CONFLICT, TWICE)
    assert answer.state is State.NOT_APPLICABLE
    assert "given up" in answer.says


def test_g10_says_when_the_fewest_were_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "_MANY", 1)
    assert "too many to say which of these 2 are to blame" in finding("G10", CONFLICT, TWICE).says


def test_g10_tells_each_conflict_by_itself() -> None:
    cells = "all: <44%, a: 5/11, b: 5/14, c: 6/13, d: 5/12"
    both = shares(cells) + f"  mrd-negative:\n    share: {{{cells}}}\n"
    found = answers("G10", both, TWICE)
    assert [answer.state for answer in found] == [State.VIOLATED] * 2
    assert not set(found[0].numbers) & {n for n in found[1].numbers if "mrd-negative" in n}
