"""Two survival estimates that changed places hide each other; together they are seen."""

import pytest

from schema.checks.model import Severity, State
from schema.checks.survival.exchanged import S14
from tests.schema.checks.looking import body, look, only, states

P, V = State.PASSED, State.VIOLATED
SIZES = {"a": 11, "b": 14, "c": 12, "d": 13, "e": 17, "f": 8}
RIGHT = {"a": "45.5%", "b": "35.7%", "c": "41.7%", "d": "46.2%", "e": "41.2%", "f": "37.5%"}


def curve(**changed: str) -> str:
    """Return survival at one year in six groups, all of them counts."""
    groups = "".join(f"  {g}: {{n: {n}, kind: set, label: G}}\n" for g, n in SIZES.items())
    cells = ", ".join(f"{group}: {value}" for group, value in {**RIGHT, **changed}.items())
    return body(f"outcomes:\n  os:\n    at 1 y: {{{cells}}}\n", f"groups:\n{groups}")


CASES = [
    ({}, P),
    ({"a": "41.7%", "c": "45.5%"}, V),
    ({"a": "35.7%", "b": "45.5%"}, V),
    ({"a": "41.7%"}, P),  # alone: S04
    ({"a": "41.7%", "c": "45.4%"}, P),  # not the other way round either
]


@pytest.mark.parametrize(("changed", "state"), CASES)
def test_s14(changed: dict[str, str], state: State) -> None:
    assert states(S14, curve(**changed)) == [state]


def test_s14_names_both() -> None:
    finding = only(S14, curve(a="41.7%", c="45.5%"))
    assert finding.numbers == ("outcomes/os/at 1 y/a.value", "outcomes/os/at 1 y/c.value")
    assert finding.changes == ("41.7% and 45.5% would have to change places",)
    assert finding.severity is Severity.WARNING


def test_s14_needs_four_others_that_are_counts_and_not_by_chance() -> None:
    fewer = curve(a="41.7%", c="45.5%").replace(", e: 41.2%, f: 37.5%", "")
    assert look(S14, fewer) == []
    censored = curve(a="41.7%", c="45.5%", d="44.4%")
    assert look(S14, censored) == []
    large = curve(a="41.7%", c="45.5%")
    for group, n in SIZES.items():
        large = large.replace(f"  {group}: {{n: {n}", f"  {group}: {{n: {n * 50}")
    assert look(S14, large) == []


def test_s14_does_not_tell_of_whole_percentages_that_fit_by_chance() -> None:
    """A simulated trial: 84% of 33 and 76% of 57 are no counts, but 76% of 33 and 84% of 57 are."""
    text = (
        curve(a="84%", c="76%").replace("a: {n: 11", "a: {n: 33").replace("c: {n: 12", "c: {n: 57")
    )
    assert states(S14, text) == [P]
    exact = text.replace("a: 84%", "a: 84.2%").replace("c: 76%", "c: 75.8%")
    assert states(S14, exact) == [V]
