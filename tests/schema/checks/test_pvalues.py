"""How p-values are printed, and what counts, intervals and other tables say of them."""

from functools import partial

import pytest

from schema.checks.catalogue import CHECKS
from schema.checks.model import Answer, Severity, State
from tests.schema.checks import examined

PASSED, VIOLATED, NOT_APPLICABLE = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
GROUPS = """\
groups:
  all: {n: 208, kind: cohort, label: All}
  blina: {n: 105, label: Drug}
  chemo: {n: 103, label: Chemotherapy}
  low: {n: 127, kind: external, label: Other patients}
splits:
  arms: {of: all, parts: [blina, chemo], by: randomisation}
"""
LATER = ("cr-cri", "crh", "cri", "mrd-negative", "hsct")


answers = partial(examined.answers, groups=GROUPS)


def violated(check: str, body: str) -> list[Answer]:
    """Return what one check finds in a record."""
    return [answer for answer in answers(check, body) if answer.state is VIOLATED]


def p_values(*cells: str) -> str:
    """Return a record with comparisons of which nothing is known but the p-value."""
    factors = "".join(f"      {name}: {cell}\n" for name, cell in zip(NAMES, cells, strict=False))
    return f"outcomes:\n  cr:\n    factors:\n      within: all\n{factors}"


NAMES = ("male", "age", "ecog", "cr-cri", "hsct", "platelets")
LIMITS = [
    ("p<0.001", PASSED),
    ("p<.0001", PASSED),
    ("p<0.05", PASSED),
    ("p<0.10", PASSED),
    ("p<=.001", PASSED),
    ("p<0.005", PASSED),
    ("p<0.025", PASSED),
    ("p<0.081", VIOLATED),
    ("p<0.009", VIOLATED),
    ("p<0.0002", VIOLATED),
    ("p<0.010", VIOLATED),
    ("p<0.5", VIOLATED),
    ("p<0.50", VIOLATED),
    ("p=0.081", None),
    ("p>0.3", None),
]


@pytest.mark.parametrize(("cell", "state"), LIMITS)
def test_e11(cell: str, state: State | None) -> None:
    found = answers("E11", p_values(cell))
    assert [answer.state for answer in found] == ([state] if state else [])


def test_e11_says_what_it_may_have_been() -> None:
    (finding,) = violated("E11", p_values("p<0.081"))
    assert finding.changes == (
        "p<0.081 would have to be p<0.001",
        "p<0.081 would have to be p=0.081",
    )
    assert finding.severity is Severity.WARNING


HABITS = [
    # p-values of one source, and the one that falls out
    (("p=.41", "p=.58", "p=.83", "p=.49"), ""),
    (("p=.41", "p=.58", "p=.83", "p=.4"), "ecog"),
    (("p=.41", "p=.58", "p=.4"), ""),  # too few
    (("p=.41", "p=.5", "p=.83", "p=.4"), ""),  # two of them
    (("p=.41", "p=.58", "p=.83", "p=.004"), ""),  # another size
    (("p=.41", "p=.58", "p=.83", "p=1"), ""),
    (("p=0.0022", "p=0.0260", "p=0.0335", "p=0.1109"), ""),
    (("p=0.0022", "p=0.1260", "p=0.0335", "p=0.119"), "cr-cri"),  # four decimals else
    (("p=0.0022", "p=0.0026", "p=0.0035", "p=0.11"), ""),  # two significant digits
    (("p=0.012", "p=0.020", "p=0.0"), "ecog"),
    (("p=0.01", "p=0.02", "p=0.00"), ""),
    (("p=0.01", "p<0.001", "p=0.00"), "ecog"),
]


@pytest.mark.parametrize(("cells", "lone"), HABITS)
def test_e12(cells: tuple[str, ...], lone: str) -> None:
    body = p_values(*cells)
    places = {number for answer in violated("E12", body) for number in answer.numbers}
    names = dict(zip(NAMES, cells, strict=False))
    wanted = {"ecog": cells[-1], "cr-cri": cells[-1]}.get(lone)
    found = {names[place.split("/")[3].removesuffix(".p")] for place in places}
    assert found == ({wanted} if wanted else set())


TIGHTER = [
    ("share: {blina: 79, chemo: 33}", "p<0.01", VIOLATED),  # 10^-10
    ("share: {blina: 79, chemo: 33}", "p<0.05", None),  # says `significant`
    ("share: {blina: 40, chemo: 20}", "p<0.01", PASSED),  # 0.003
    ("share: {blina: 55, chemo: 30}", "p<0.01", PASSED),  # 0.0006 is not far below 0.001
    ("share: {blina: 79}", "p<0.01", NOT_APPLICABLE),
    ("share: {blina: 79}", "OR 6.4 (3.4 to 12.4) p<0.01", VIOLATED),
    ("share: {blina: 79}", "OR 2.0 (1.2 to 3.4) p<0.01", PASSED),
]


@pytest.mark.parametrize(("share", "cell", "state"), TIGHTER)
def test_e12_uses_the_tightest_limit(share: str, cell: str, state: State | None) -> None:
    body = f"outcomes:\n  cr:\n    {share}\n    compare: {{blina vs chemo: {cell}}}\n"
    more = "  hsct:\n    compare: {blina vs chemo: p<0.001}\n"
    found = [a.state for a in answers("E12", body + more) if a.numbers[0].startswith("outcomes/cr")]
    assert found == ([state] if state else [])


def compared(share: str, *cells: str, measure: str = "cr") -> str:
    """Return a block with shares of both arms and comparisons of them."""
    lines = [f"    compare: {{blina vs chemo: {cells[0]}}}"]
    lines += [f"    compare difference: {{blina vs chemo: {cell}}}" for cell in cells[1:]]
    return f"  {measure}:\n    share: {{{share}}}\n" + "\n".join(lines) + "\n"


INTERVALS = [
    # both arms have counts, as in AALL1331: the normal interval
    ("79 75%", "33 32%", "RD 43 pp (31 to 55)", PASSED),
    ("79 75%", "33 32%", "RD 0.43 (0.31 to 0.55)", PASSED),
    ("79 75%", "33 32%", "RD 43.2 pp (30.1 to 54.2)", PASSED),  # Newcombe
    ("79 75%", "33 32%", "RD 43.2 pp (29.4 to 56.8)", PASSED),  # exact ones are wider
    ("79 75%", "33 32%", "RD 43 pp (21 to 55)", VIOLATED),
    ("79 75%", "33 32%", "RD 43 pp (31 to 59)", VIOLATED),
    ("79 75%", "33 32%", "RD 43 pp (31 to 45)", VIOLATED),
    ("79 75%", "33 32%", "RD 43 pp (3.1 to 55)", VIOLATED),
    ("79 75%", "33 32%", "OR 6.4 (3.4 to 12.4)", PASSED),  # exact
    ("79 75%", "33 32%", "OR 6.4 (3.5 to 11.8)", PASSED),
    ("79 75%", "33 32%", "OR 6.4 (2.4 to 17.0)", VIOLATED),
    ("79 75%", "33 32%", "OR 6.4 (5.0 to 8.2)", VIOLATED),
    ("79 75%", "33 32%", "RR 2.3 (1.7 to 3.2)", PASSED),
    ("79 75%", "33 32%", "RR 2.3 (2.1 to 2.6)", VIOLATED),
    ("0 0%", "33 32%", "OR 0.1 (0.0 to 0.5)", NOT_APPLICABLE),
    ("79 75%", "33 32%", "{is: RD 43 pp (21 to 55), stratified-by: [age]}", NOT_APPLICABLE),
    ("{is: 75%, counted: unstated}", "33 32%", "RD 43 pp (21 to 55)", NOT_APPLICABLE),
    ("79 75%", "33 32%", "RD 43 pp", None),
]


@pytest.mark.parametrize(("first", "second", "cell", "state"), INTERVALS)
def test_e13(first: str, second: str, cell: str, state: State | None) -> None:
    body = "outcomes:\n" + compared(f"blina: {first}, chemo: {second}", cell)
    assert [answer.state for answer in answers("E13", body)] == ([state] if state else [])


def test_e13_says_what_the_normal_interval_would_be() -> None:
    (finding,) = violated(
        "E13", "outcomes:\n" + compared("blina: 79, chemo: 33", "RD 43 pp (21 to 55)")
    )
    assert "21 would have to be 31 (normal interval)" in finding.changes
    assert finding.severity is Severity.WARNING


# All of one source by the normal interval, and one that is another method's, or a slip.
NORMAL = (
    ("26", "31", "RD -5 pp (-17 to 7)"),
    ("69", "33", "RD 34 pp (21 to 46)"),
    ("35", "32", "RD 2 pp (-10 to 15)"),
)


@pytest.mark.parametrize(("cell", "lone"), [("(31 to 55)", False), ("(31 to 54)", True)])
def test_e13_is_by_one_method_in_one_source(cell: str, lone: bool) -> None:
    rows = (*NORMAL, ("79", "33", f"RD 43 pp {cell}"))
    body = "outcomes:\n" + "".join(
        compared(f"blina: {a}, chemo: {c}", told, measure=measure)
        for measure, (a, c, told) in zip(LATER, rows, strict=False)
    )
    assert bool(violated("E13", body)) is lone


COUNTS = (
    ("79", "33", "p<0.001"),
    ("26", "31", "p=0.39"),
    ("69", "65", "p=0.77"),
    ("9", "1", "p=.02"),
)


@pytest.mark.parametrize(("others", "severity"), [(3, Severity.WARNING), (2, Severity.INFO)])
def test_e08_tells_of_one_p_value_among_many(others: int, severity: Severity) -> None:
    rows = (("20", "31", "p=0.07"), *COUNTS[1 : 1 + others])  # 0.064 and 0.077
    body = "outcomes:\n" + "".join(
        compared(f"blina: {a}, chemo: {c}", told, measure=measure)
        for measure, (a, c, told) in zip(LATER, rows, strict=False)
    )
    assert [finding.severity for finding in violated("E08", body)] == [severity]


FAR = [
    ("79", "33", "p=0.0001", Severity.WARNING),  # 10^-10
    ("40", "20", "p=0.03", Severity.WARNING),  # 0.003 to 0.004
    ("40", "20", "p=0.004", None),
    ("20", "31", "p=0.07", Severity.INFO),  # 0.064 and 0.077
    ("20", "31", "p=0.04", Severity.WARNING),  # on the other side of 0.05
    ("20", "31", "p=0.04 one-sided", None),
]


@pytest.mark.parametrize(("first", "second", "cell", "severity"), FAR)
def test_e08_measures_in_standard_errors(
    first: str, second: str, cell: str, severity: Severity | None
) -> None:
    body = "outcomes:\n" + compared(f"blina: {first}, chemo: {second}", cell)
    assert [f.severity for f in violated("E08", body)] == ([severity] if severity else [])


DIFFERENCES = [
    ("12 11%", "18 17%", "RD -6 pp", []),  # -6.05
    ("12 11%", "18 17%", "RD -7 pp", [Severity.INFO]),  # neither by counts nor by percentages
    ("12 11%", "18 17%", "RD -9 pp", [Severity.WARNING]),
    ("79 75%", "37 36%", "RD 39 pp", []),
    ("11%", "17%", "RD -7 pp", [Severity.INFO]),
]


@pytest.mark.parametrize(("first", "second", "cell", "severities"), DIFFERENCES)
def test_e09_of_counts_is_exact(
    first: str, second: str, cell: str, severities: list[Severity]
) -> None:
    body = "outcomes:\n" + compared(f"blina: {first}, chemo: {second}", cell)
    assert [finding.severity for finding in violated("E09", body)] == severities


APART = [
    ("HR 0.76 (0.51 to 1.14)", "p=0.089 one-sided", [PASSED]),
    ("HR 0.76 (0.51 to 1.14)", "p=0.0089 one-sided", [VIOLATED]),
    ("HR 0.76 (0.51 to 1.14)", "p=0.18 two-sided", [PASSED]),
    ("HR 0.76 (0.51 to 1.14)", "p=0.81 two-sided", [VIOLATED]),
    ("HR 0.76 (0.51 to 1.14) p=0.18", "p=0.81", []),  # it has one of its own
    ("HR 0.76", "p=0.81", []),
    ("OR 0.76 (0.51 to 1.14)", "p=0.81", []),
    ("HR 0.76 (0.51 to 1.14)", "{is: p=0.81, test: interaction}", [NOT_APPLICABLE]),
    ("HR 0.1 (0.0 to 1.1)", "p=0.81", [NOT_APPLICABLE]),
]


@pytest.mark.parametrize(("effect", "p", "states"), APART)
def test_e16(effect: str, p: str, states: list[State]) -> None:
    body = (
        "outcomes:\n  os:\n    origin: randomisation\n"
        f"    compare: {{blina vs chemo: {effect}}}\n"
        f"    compare p-value: {{chemo vs blina: {p}}}\n"
    )
    assert [answer.state for answer in answers("E16", body)] == states


def test_examples() -> None:
    """What each check says of itself as `passes` and `fails` is among the cases above."""
    assert (LIMITS[0][0], LIMITS[7][0]) == (CHECKS["E11"].passes, CHECKS["E11"].fails)
    assert CHECKS["E12"].fails.endswith(".4")
    assert "(31 to 55)" in CHECKS["E13"].passes
    assert "(21 to 55)" in CHECKS["E13"].fails
    assert APART[0][1] in CHECKS["E16"].passes
    assert APART[1][1] in CHECKS["E16"].fails
