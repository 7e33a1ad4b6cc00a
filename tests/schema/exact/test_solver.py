"""The solver against brute force over all whole numbers."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.exact.solver import (
    AtMost,
    Conflict,
    Domains,
    Name,
    Relation,
    Sum,
    UnsettledError,
    clusters,
    conflict,
    solve,
)

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
    assert conflict(domains, [innocent, guilty]) == Conflict([guilty], fewest=True)


def test_without_conflict_there_is_nothing_to_name() -> None:
    assert conflict({"a": range(1, 2), "b": range(1, 2)}, [AtMost("a", "b")]) is None


@given(st.lists(st.tuples(st.sampled_from("wxyz"), st.sampled_from("wxyz")), max_size=6), _RUNS)
def test_no_relation_of_a_conflict_can_be_left_out(
    orders: list[tuple[str, str]], run: range
) -> None:
    domains: Domains = {"w": run, "x": range(3, 5), "y": range(2), "z": range(1, 9)}
    relations: list[Relation] = [AtMost(part, whole) for part, whole in orders]
    found = conflict(domains, relations)
    assert (found is None) == (brute(domains, relations) is not None)
    if found is not None:
        assert brute(domains, found.relations) is None
        for left_out in found.relations:
            fewer = [each for each in found.relations if each is not left_out]
            assert brute(domains, fewer) is not None


def test_an_impossible_number_alone_is_a_conflict() -> None:
    never = AtMost("a", "b")
    assert conflict({"a": range(0), "b": range(3)}, [never]) == Conflict([never], fewest=True)
    assert solve({"a": range(0), "b": range(3)}, [never]) is None


def test_a_circle_is_given_up() -> None:
    """a is above b and b above a: each round takes one from a million."""
    circle: list[Relation] = [Sum(("a",), "b", range(1, 2)), AtMost("b", "a")]
    for ask in (solve, conflict):
        with pytest.raises(UnsettledError):
            ask({"a": range(10**6), "b": range(10**6)}, circle)
    assert solve({"a": range(50), "b": range(50)}, circle) is None


def test_of_very_many_relations_the_fewest_are_not_looked_for() -> None:
    names = [f"x{step}" for step in range(100)]
    ends: Domains = {"low": range(5), "high": range(9, 12)}
    domains: Domains = {name: range(1000) for name in names} | ends
    chain: list[Relation] = [AtMost(*pair) for pair in pairwise(["high", *names, "low"])]
    found = conflict(domains, chain)
    assert found is not None
    assert not found.fewest
    assert solve(domains, found.relations) is None


def test_only_what_is_uncertain_ties_relations_together() -> None:
    domains: Domains = {"n": range(9, 10), "a": range(4), "b": range(4), "c": range(4)}
    first, second, third = AtMost("a", "n"), Sum(("b", "c"), "n"), AtMost("c", "a")
    alone = AtMost("b", "n")
    assert list(clusters(domains, [first, second])) == [[first], [second]]
    assert list(clusters(domains, [first, second, third])) == [[first, second, third]]
    assert list(clusters(domains, [alone, first, second])) == [[alone, second], [first]]


class _Counted(dict[Name, range]):
    """Runs that count how often they are asked for."""

    asked = 0

    def __getitem__(self, name: Name) -> range:
        _Counted.asked += 1
        return super().__getitem__(name)


def test_the_work_grows_with_the_number_of_relations() -> None:
    """Ten times as many partitions ask ten times as often, not the square or the power of it."""
    asked = [_asked(size) for size in (50, 500)]
    assert asked[1] <= 11 * asked[0]


def _asked(size: int) -> int:
    relations: list[Relation] = []
    domains = _Counted()
    for index in range(size):
        a, b, whole = names = [f"{name}{index}" for name in ("a", "b", "whole")]
        domains.update(dict.fromkeys(names, range(40)))
        relations += [Sum((a, b), whole), AtMost(whole, a), AtMost(b, "all")]
    domains["all"] = range(30, 31)
    _Counted.asked = 0
    for found in clusters(domains, relations):
        assert solve(domains, found) is not None
    return _Counted.asked
