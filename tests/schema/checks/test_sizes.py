"""Sizes against what the record says elsewhere: outcomes, sets, opposites, limits of age."""

import pytest

from schema.checks.model import Severity, State
from schema.checks.parts.opposites import G14
from schema.checks.parts.sizes import G12, G13
from schema.checks.values.ages import V10
from tests.schema.checks.examined import GROUPS
from tests.schema.checks.looking import body, look, only, states, table
from tests.schema.example import RECORD

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE


def responders(n: str, cells: str, by: str = "CR") -> str:
    """Return a record with a subgroup by an outcome of its parent."""
    child = f"  r: {{n: {n}, of: a, when: later, by: {by}, label: R}}\nsplits"
    groups = GROUPS.replace("splits", child)
    return body(f"outcomes:\n  cr:\n    share: {{{cells}}}\n", groups)


DEFINED = [
    (("17", "a: 17 68%"), [P]),
    (("18", "a: 17 68%"), [V]),
    (("17", "a: 68%"), [P]),
    (("16", "a: 68%"), [V]),
    (("17", "b: 3"), [N]),
    (("17", "a: 68%", "complete remission"), [P]),
    (("16", "a: 68%", "response of some kind"), []),
    (("not reported", "a: 68%"), []),
]


@pytest.mark.parametrize(("record", "expected"), DEFINED)
def test_g12(record: tuple[str, ...], expected: list[State]) -> None:
    assert states(G12, responders(*record)) == expected


def test_g12_says_both_numbers() -> None:
    finding = only(G12, responders("18", "a: 17 68%"))
    assert finding.numbers == ("groups/r.n", "outcomes/cr/share/a.count")
    assert finding.says == "r are 18, but cr in a is `17 68%`"
    assert finding.changes == ("18 would have to be 17",)
    assert finding.severity is Severity.WARNING


def test_g12_is_content_with_one_of_several_rows() -> None:
    text = responders("17", "a: 17").replace(
        "outcomes:\n", "outcomes:\n  cr@later: {share: {a: 20}}\n"
    )
    assert states(G12, text) == [P]
    assert states(G12, text.replace("a: 17}", "a: 16}")) == [V]


SETS = [
    ("{all: 28, a: 24, b: 4}", P),
    ("{all: 82, a: 24, b: 4}", V),
    ("{all: 28, a: 25, b: 4}", V),
    ("{all: 28, a: 24}", P),
    ("{all: 28, a: 29}", V),
]


@pytest.mark.parametrize(("sizes", "state"), SETS)
def test_g13(sizes: str, state: State) -> None:
    text = body(f"sets:\n  treated: {{label: Treated, n: {sizes}}}\n")
    assert states(G13, text) == [state]


def test_g13_with_a_rest() -> None:
    groups = GROUPS.replace("by: random", "rest: 2, why: x, by: random")
    text = "sets:\n  treated: {label: Treated, n: {all: 28, a: 20, b: 4}}\n"
    assert states(G13, body(text, groups)) == [P]
    assert states(G13, body(text.replace("28", "23"), groups)) == [V]


RESPONSES = [
    ("3/4", "1/4", P),
    ("3/4", "2/4", V),
    ("2/4", "1/4", P),
    ("75%", "25%", P),
    ("75%", "50%", V),
    ("3/4", "2/3", N),
]


@pytest.mark.parametrize(("cr", "none", "state"), RESPONSES)
def test_g14(cr: str, none: str, state: State) -> None:
    blocks = f"outcomes:\n  cr:\n    share: {{b: {cr}}}\n  no-response:\n    share: {{b: {none}}}\n"
    assert states(G14, body(blocks)) == [state]


ALIVE = [("1", "1", P, None), ("2", "1", V, Severity.ERROR), ("0", "1", V, Severity.WARNING)]


@pytest.mark.parametrize(("well", "ill", "state", "severity"), ALIVE)
def test_g14_of_the_dead_and_the_living(
    well: str, ill: str, state: State, severity: Severity | None
) -> None:
    parts = f"    parts: {{well: {{b: {well}}}, ill: {{b: {ill}}}, rest: none}}\n"
    text = body(f"outcomes:\n  death:\n    share: {{b: 2}}\n  alive-at-last-contact:\n{parts}")
    assert states(G14, text) == [state]
    assert severity is None or only(G14, text).severity is severity


def aged(limits: str, cell: str, row: str = "median age") -> str:
    """Return a record of patients between limits, with one row of ages."""
    whole = RECORD.partition("groups:\n")[0]
    head = whole.replace("  age: adults\n", f"  age: as printed\n{limits}")
    if not limits:
        head = whole
    rows = f"    rows: {{{row}: [{cell}]}}\n"
    return body(f"baseline:\n  t:\n    columns: [a]\n{rows}", head=head)


FROM_15, TO_55 = "  minimum-age: 15\n", "  maximum-age: 55\n"
AGES = [
    ((FROM_15, "43.6 y (IQR 24.4 to 60.7)"), [P, P, P]),
    ((FROM_15, "43.6 y (IQR 4.4 to 60.7)"), [P, V, P]),
    ((FROM_15, "43.6 y (range 14.6 to 60.7)"), [P, V, P]),
    ((FROM_15, "43.6 y (SD 4.4)"), [P]),
    ((FROM_15, "173 mo"), [V]),
    ((FROM_15, "180 mo"), [P]),
    ((FROM_15, "6 y", "median age-at-diagnosis"), [N]),
    ((TO_55, "43.6 y (range 16.3 to 55.9)"), [P, P, P]),
    ((TO_55, "43.6 y (range 16.3 to 56.9)"), [P, P, V]),
    ((TO_55, "65 y", "median age-at-diagnosis"), [V]),
    (("", "43.6 y (range 16 to 90)"), [P, P, P]),  # adults
    (("", "43.6 y (range 1.6 to 90)"), [P, V, P]),
    ((FROM_15, "44%", "age"), []),
]


@pytest.mark.parametrize(("record", "expected"), AGES)
def test_v10(record: tuple[str, ...], expected: list[State]) -> None:
    assert states(V10, aged(*record)) == expected


def test_v10_knows_external_controls() -> None:
    text = table("median age", "5 y").replace("kind: cohort", "kind: external")
    assert look(V10, text) == []
