"""Asking for comparisons, and what each row says."""

from decimal import Decimal
from typing import Any

import pytest

import kb

CR, OS = "outcomes/cr/compare", "outcomes/os/compare"
P_ONLY = "baseline/table-1/median age/blina vs chemo"

ASKED: list[tuple[dict[str, Any], list[str]]] = [
    ({"measure": "cr"}, [f"{CR}/blina vs chemo", f"{CR}/blina vs rate 30%",
                         f"{CR}/blina vs rate unstated"]),
    ({"effect": "hazard ratio"}, [f"{OS}/blina vs chemo", f"{OS}/blina vs history"]),
    ({"effect": ["RD"], "treatment": "FLAG"}, [f"{CR}/blina vs chemo"]),
    ({"group": "history"}, [f"{OS}/blina vs history"]),
    ({"measure": "os", "randomised": True}, [
        f"{OS}/blina vs chemo", f"{OS}/blina vs chemo x blasts"]),
    ({"measure": "os", "randomised": False}, [
        f"{OS}/blina vs history", f"{OS}/arms x blasts", "outcomes/os/factors/age"]),
    ({"section": "safety"}, ["safety/table-2/vod-sos 3+/blina vs chemo"]),
    ({"section": "baseline", "measure": "age"}, [P_ONLY]),
    ({"treatment": "dasatinib"}, []),
    ({"basis": "derived"}, ["outcomes/cr/derived/compare/blina vs chemo"]),
    ({"basis": "digitised"}, ["outcomes/os/digitised/compare/blina vs chemo"]),
    ({"verified": True}, []),
    ({"verified": False, "effect": ["RD"]}, [f"{CR}/blina vs chemo"]),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "addresses"), ASKED, ids=[str(asked) for asked, _ in ASKED])
def test_filters(base: kb.KnowledgeBase, filters: dict[str, Any], addresses: list[str]) -> None:
    assert [row.address for row in base.comparisons(**filters)] == addresses


def one(base: kb.KnowledgeBase, address: str) -> Any:
    (row,) = (r for r in base.comparisons(section=None) if r.address == address)
    return row


EXPECTED: list[tuple[str, dict[str, Any]]] = [
    (f"{CR}/blina vs chemo", {
        "groups": ("blina", "chemo"), "reference": "chemo", "randomised": True, "external": False,
        "group_labels": ("Blinatumomab arm", "Chemotherapy arm"), "effect": "RD",
        "value_text": "+26.3", "value": 26.3, "unit": "pp", "low": 18.0,
        "high_word": "not estimable", "level": "97.5%", "sides": "two-sided", "p_operator": "<",
        "p_text": ".001", "p_decimal": Decimal("0.001"), "p_sides": "one-sided",
        "margin": "-5 pp", "verdict": "non-inferior"}),
    (f"{CR}/blina vs rate 30%", {
        "groups": ("blina",), "reference": None, "rate_text": "30", "rate": 30.0,
        "rate_word": None, "p": 0.02, "p_sides": "two-sided", "effect": None}),
    (f"{CR}/blina vs rate unstated", {"rate": None, "rate_word": "unstated", "p_operator": "<="}),
    (f"{OS}/blina vs chemo", {
        "value_text": ".71", "value": 0.71, "adjusted_for": ("age", "sex"),
        "stratified_by": ("region",), "test": "unstated"}),
    (f"{OS}/blina vs history", {
        "external": True, "randomised": False, "level": "90%", "p": None, "p_sides": None,
        "test": None}),
    (f"{OS}/arms x blasts", {"groups": (), "splits": ("arms", "blasts"), "randomised": False}),
    (f"{OS}/blina vs chemo x blasts", {
        "groups": ("blina", "chemo"), "splits": ("blasts",), "verbal": "not significant",
        "word": None}),
    ("outcomes/os/factors/age", {"within": "blina", "factor": "age", "adjusted_for": ("sex",)}),
    ("baseline/table-1/male/blina vs chemo", {"word": "blank", "verbal": None, "p": None}),
]  # fmt: skip


@pytest.mark.parametrize(("address", "said"), EXPECTED, ids=[address for address, _ in EXPECTED])
def test_rows(base: kb.KnowledgeBase, address: str, said: dict[str, Any]) -> None:
    row = one(base, address)
    assert {name: getattr(row, name) for name in said} == said


def test_a_derived_effect(base: kb.KnowledgeBase) -> None:
    (row,) = base.comparisons(basis="derived")
    assert (row.effect, row.how, row.level, row.sides, row.high_word) == (
        "OR", "from the counts", "97.5%", "one-sided", "none",
    )  # fmt: skip


def test_unknown_effect(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.UnknownTermError, match="among the effects; did you mean `HR`"):
        base.comparisons(effect="hazard ration")
