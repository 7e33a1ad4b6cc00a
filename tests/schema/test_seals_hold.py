"""What breaks no seal: layout, order, remarks, and where an inherited key is written."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reading.tree import resolve
from schema.seals import broken_seals, sealables, sealed, written
from schema.study import Study
from schema.writing import dump
from tests.schema.sealed_example import OS, SEALS, TABLE, changed, facets, seal_all, study_of
from tests.schema.strategies import records

# None of this changes what any number means.
LAYOUT: dict[str, list[tuple[str, str]]] = {
    "comment": [("(5.6 to 9.6), chemo", "(5.6 to 9.6), # as printed\n             chemo")],
    "long form": [("x: 7.7 mo (5.6 to 9.6)", "x: {is: 7.7 mo (5.6 to 9.6)}")],
    "quotes": [("x: 7.7 mo (5.6 to 9.6)", 'x: "7.7 mo (5.6 to 9.6)"')],
    "spaces around p": [("p=0.01", "p = 0.01")],
    "order of cells": [
        ("{x: 68 34.0% (28.0 to 39.5), chemo:", "{chemo:"),
        ("16/100}}}", "16/100}}, x: 68 34.0% (28.0 to 39.5)}"),
    ],
    "row by column": [("[3/198, 1/96]", "{chemo: 1/96, x: 3/198}")],
    "row in long form": [("[3/198, 1/96]", "{cells: [3/198, 1/96]}")],
    "written, not inherited": [
        ("x: 30% (24 to 36)", "x: {is: 30% (24 to 36), ci: 95%, from: jco24 > Abstract}")
    ],
    "said below, not above": [
        ("    origin: randomisation\n", ""),
        ("at 5 y: {", "at 5 y: {origin: randomisation, "),
        ("    median: {x: 7.7", "    median: {origin: randomisation, x: 7.7"),
        ("{x vs chemo: HR", "{origin: randomisation, x vs chemo: HR"),
    ],
    "said above, not below": [
        ("effect-ci: 95%", "effect-ci: 99%"),
        ("    compare: {x vs chemo: HR", "    effect-ci: 95%\n    compare: {x vs chemo: HR"),
    ],
    "texts that explain": [
        ("conclusion: X is better.", "conclusion: X is longer."),
        ("  os:\n", "  os:\n    note: read twice\n    role: primary\n"),
    ],
    "new numbers": [("    median: {x: 7.7", "    share: {x: 40%}\n    median: {x: 7.7")],
    "history": [("  interests:", "  history: [{date: 2025, by: a, what: b}]\n  interests:")],
}


@pytest.mark.parametrize("name", LAYOUT)
def test_what_changes_no_meaning_breaks_no_seal(name: str) -> None:
    assert facets(broken_seals(changed(*LAYOUT[name]), SEALS)) == {}


def test_a_level_that_moves_into_the_cell_is_a_change_of_the_cell() -> None:
    broken = facets(broken_seals(changed(("30% (24 to 36)", "30% (95% 24 to 36)")), SEALS))
    assert broken == {f"{OS}/at 5 y/x": ("value",)}


def test_the_name_of_a_measure_is_no_place() -> None:
    assert "place: Table 2\n" in SEALS[f"{TABLE}/x"].means


@given(records())
def test_writing_a_record_again_breaks_no_seal(tree: dict[str, Any]) -> None:
    study = Study.model_validate(tree)
    assert broken_seals(study_of(dump(study)), seal_all(study)) == []


def reordered(node: Any) -> Any:
    """Return a tree with the keys of every mapping in the other direction."""
    if isinstance(node, dict):
        return {key: reordered(node[key]) for key in reversed(node)}
    return [reordered(item) for item in node] if isinstance(node, list) else node


@given(records())
def test_the_order_of_keys_breaks_no_seal(tree: dict[str, Any]) -> None:
    seals = seal_all(Study.model_validate(tree))
    study = Study.model_validate(reordered(tree))
    assert sealed(study, seals) == seals.keys()
    assert written("doe-2024-drug", seal_all(study)) == written("doe-2024-drug", seals)


@given(records(), st.data())
def test_a_changed_cell_breaks_its_own_seal_alone(
    tree: dict[str, Any], data: st.DataObject
) -> None:
    study = Study.model_validate(tree)
    cells = [each for each in sealables(study) if each.fact is not None]
    if not cells:
        return
    each = data.draw(st.sampled_from(cells))
    compares = " vs " in each.address
    spoiled_tree = replaced(tree, each.loc, "HR 7.77" if compares else "77.77%")
    assert facets(broken_seals(Study.model_validate(spoiled_tree), seal_all(study))).keys() == {
        each.address
    }


def replaced(tree: Any, loc: tuple[str | int, ...], text: str) -> Any:
    """Return a tree with another cell at a path."""
    again = read_tree(tree)
    path = resolve(again, loc)
    node: Any = again
    for step in path[:-1]:
        node = node[step]
    if isinstance(node[path[-1]], dict):
        node[path[-1]]["is"] = text
    else:
        node[path[-1]] = text
    return again


def read_tree(node: Any) -> Any:
    """Return a deep copy of a tree."""
    if isinstance(node, dict):
        return {key: read_tree(value) for key, value in node.items()}
    return [read_tree(item) for item in node] if isinstance(node, list) else node
