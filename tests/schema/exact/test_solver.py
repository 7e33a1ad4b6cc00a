"""The solver against brute force over all whole numbers."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.exact.solver import AtMost, Domains, Relation, Sum, smallest_conflict, solve

_RUNS = st.tuples(st.integers(0, 5), st.integers(0, 3)).map(lambda ab: range(ab[0], sum(ab) + 1))


def brute(domains: Domains, relations: list[Relation]) -> Domains | None:
    """Try every combination and return the runs of the values that occur in a solution."""
    names = list(domains)
    seen: dict[object, set[int]] = {name: set() for name in names}
    for values in product(*(domains[name] for name in names)):
        chosen = dict(zip(names, values, strict=True))
        if all(_holds(relation, chosen) for relation in relations):
            for name, value in chosen.items():
                seen[name].add(value)
    if not all(seen.values()):
        return None
    return {name: range(min(values), max(values) + 1) for name, values in seen.items()}


def _holds(relation: Relation, chosen: dict[object, int]) -> bool:
    if isinstance(relation, AtMost):
        return chosen[relation.part] <= chosen[relation.whole]
    total = sum(chosen[part] for part in relation.parts)
    return chosen[relation.whole] - total in relation.rest


@given(_RUNS, _RUNS, _RUNS, _RUNS, _RUNS, st.integers(0, 2))
def test_a_tree_of_sums_is_solved_exactly(
    whole: range, a: range, b: range, aa: range, ab: range, rest: int
) -> None:
    domains: Domains = {"whole": whole, "a": a, "b": b, "aa": aa, "ab": ab}
    relations: list[Relation] = [
        Sum(("a", "b"), "whole", range(rest + 1)),
        Sum(("aa", "ab"), "a"),
        AtMost("aa", "a"),
    ]
    assert solve(domains, relations) == brute(domains, relations)


@given(_RUNS, _RUNS, _RUNS, _RUNS)
def test_it_never_refuses_what_is_possible(x: range, y: range, z: range, w: range) -> None:
    """With relations in a circle it may see less than there is, but is never wrong."""
    domains: Domains = {"x": x, "y": y, "z": z, "w": w}
    relations: list[Relation] = [Sum(("x", "y"), "w"), Sum(("y", "z"), "w"), AtMost("x", "z")]
    possible, found = brute(domains, relations), solve(domains, relations)
    if possible is not None:
        assert found is not None
        assert all(set(possible[name]) <= set(found[name]) for name in domains)


def test_the_smallest_conflict_leaves_out_what_is_innocent() -> None:
    domains: Domains = {"all": range(29, 30), "a": range(25, 26), "b": range(5, 6), "c": range(3)}
    innocent, guilty = AtMost("c", "all"), Sum(("a", "b"), "all")
    assert smallest_conflict(domains, [innocent, guilty]) == [guilty]


def test_without_conflict_there_is_nothing_to_name() -> None:
    with pytest.raises(ValueError, match="can all hold"):
        smallest_conflict({"a": range(1, 2), "b": range(1, 2)}, [AtMost("a", "b")])
