"""Quartiles of the whole and of its parts, and that no mixture is ever called wrong."""

from random import Random
from statistics import quantiles

import pytest

from schema.checks.model import Severity, State
from schema.checks.parts.quartiles import G11
from tests.schema.checks.examined import GROUPS
from tests.schema.checks.looking import body, found, look, only, shares, states, table

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
BI, IB = "43.6 y (IQR 24.4 to 60.7)", "61.2 y (IQR 54.6 to 70.6)"

WHOLES = [
    ("45.3 y (IQR 25.1 to 62.6)", [P, P]),
    ("45.3 y (IQR 24.1 to 62.6)", [P, P]),  # less than patients are apart
    ("45.3 y (IQR 2.51 to 62.6)", [V, P]),
    ("45.3 y (IQR 15.1 to 62.6)", [V, P]),
    ("45.3 y (IQR 25.1 to 92.6)", [P, V]),
    ("45.3 y", [N, N]),
    ("45.3 y (range 15 to 80)", [N, N]),
]


@pytest.mark.parametrize(("whole", "expected"), WHOLES)
def test_g11(whole: str, expected: list[State]) -> None:
    assert states(G11, table("median age", whole, BI, IB)) == expected


def test_g11_of_a_part() -> None:
    whole = "45.3 y (IQR 25.1 to 62.6)"
    spoiled = only(G11, table("median age", whole, "43.6 y (IQR 42.4 to 60.7)", IB))
    assert spoiled.severity is Severity.WARNING
    assert spoiled.says == "the quartile 25.1 (all) is below those of all parts: 42.4 (a), 54.6 (b)"
    assert spoiled.numbers[0] == "baseline/t/median age/all.IQR low"


def test_g11_asks_only_of_complete_splits_without_censoring() -> None:
    text = table("median age", "45.3 y (IQR 2.51 to 62.6)", BI, IB)
    assert states(G11, text.replace("by: random", "rest: 2, why: x, by: random")) == [N, N]
    assert states(G11, table("median age", "45.3 y (IQR 2.51 to 62.6)", BI)) == [N, N]
    cells = [f"{name}: 5 mo (IQR 1 to 9)" for name in ("all", "a", "b")]
    assert states(G11, shares(*cells, key="median").replace(" cr:", " os:")) == [N, N]


def summary(values: list[float], method: str) -> str:
    """Print median and quartiles by one of two definitions."""
    low, middle, high = quantiles(values, n=4, method=method)  # type: ignore[arg-type]
    return f"{middle:.1f} y (IQR {low:.1f} to {high:.1f})"


@pytest.mark.parametrize("seed", range(60))
def test_a_mixture_is_never_called_wrong(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    sizes = [random.randint(4, 60), random.randint(4, 25)]
    draws = [lambda: random.lognormvariate(3, 1), lambda: random.choice([12, 60]) * random.random()]
    parts = [[random.choice(draws)() for _ in range(size)] for size in sizes]
    method = random.choice(["inclusive", "exclusive"])
    cells = [summary(values, method) for values in ([*parts[0], *parts[1]], *parts)]
    groups = GROUPS.replace("n: 29", f"n: {sum(sizes)}")
    groups = groups.replace("n: 25", f"n: {sizes[0]}").replace("n: 4", f"n: {sizes[1]}")
    row = f"    rows: {{median age: [{', '.join(cells)}]}}\n"
    text = body(f"baseline:\n  t:\n    columns: [all, a, b]\n{row}", groups)
    assert found(look(G11, text)) == []
