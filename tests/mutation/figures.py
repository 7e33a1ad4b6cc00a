"""Every printed number of a record, and where it stands in the text of which node of its tree.

Left out are numbers that do not stand (`but`), that nobody printed (derived, digitised), and those
in keys and in prose (time points, levels, dates).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schema.cells import Comparison, Number, Result, Spread, parse
from schema.checks.view import View
from schema.facts import EstimateFact, Fact
from schema.reading.tree import Path, Tree, resolve
from schema.study import Study

_KINDS = {"CI": "bound", "IQR": "quartile", "range": "range bound"}
_PARTS = {
    "count": "count",
    "events": "count",
    "denominator": "denominator",
    "of": "denominator",
    "events_of": "denominator",
    "p": "p-value",
}
_STATISTICS = {
    "probability": "survival probability",
    "cumulative-incidence": "cumulative incidence",
    "median": "median",
    "mean": "mean",
}
SIZE, AGAIN = "group size", "told again"
UNITLESS = {SIZE, *_PARTS.values()}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its name as the checks call it, its kind, its node, and its place in there."""

    name: str
    kind: str
    path: Path
    start: int
    stop: int
    cell: str
    group: str = ""
    fact: Fact | None = None

    @property
    def text(self) -> str:
        """The number as printed."""
        return self.cell[self.start : self.stop]

    @property
    def part(self) -> str:
        """Which number of its cell it is: value, count, low ..."""
        return self.name.rpartition(".")[2]

    @property
    def row(self) -> str:
        """What it shares with the same row in other columns."""
        return self.name.rpartition(".")[0].rpartition("/")[0]

    @property
    def block(self) -> str:
        """The block or the printed table it stands in."""
        return "/".join(self.name.split("/")[:2])

    def written(self, new: str) -> str:
        """Return the text of the node with another number in its place."""
        return self.cell[: self.start] + new + self.cell[self.stop :]


def figures(study: Study, tree: Tree) -> list[Figure]:
    """Return all numbers of a good record, in the order of the file."""
    return [*_sizes(study, tree), *_results(study, tree)]


def at(tree: Tree, path: Path) -> Tree:
    """Return the node at a path that exists; a cell written out is its `is`."""
    for step in path:
        tree = tree[step]  # type: ignore[index] # the path was resolved
    return tree


def _sizes(study: Study, tree: Tree) -> Iterator[Figure]:
    """Printed sizes of groups and of analysis sets; a set has its sizes by group."""
    for name, group, path in _size_paths(study):
        text = str(at(tree, path)) if resolve(tree, path) == path else ""
        if text.isdigit():
            yield Figure(name, SIZE, path, 0, len(text), text, group)


def _size_paths(study: Study) -> Iterator[tuple[str, str, Path]]:
    for name in study.groups:
        yield f"groups/{name}.n", name, ("groups", name, "n")
    for key, split in study.splits.items():
        for name, stratum in split.strata.items():
            for of in stratum.n:
                group = f"{of}-{name}"
                yield f"groups/{group}.n", group, ("splits", key, "strata", name, "n", of)
    for key, found in study.sets.items():
        for name in found.n:
            yield f"sets/{key}/{name}.n", name, ("sets", key, "n", name)


def _results(study: Study, tree: Tree) -> Iterator[Figure]:
    for fact in View(study).facts:
        path = resolve(tree, fact.loc)
        if isinstance(at(tree, path), dict):
            path = (*path, "is")
        group = fact.group if isinstance(fact, EstimateFact) else ""
        text = str(at(tree, path))
        for part, number, start in placed(fact.value):
            name = f"{fact.address}.{part}"
            stop = start + len(number.text)
            yield Figure(name, _kind(fact, part), path, start, stop, text, group, fact)
        yield from _again(fact, tree, path)


def _kind(fact: Fact, part: str) -> str:
    if part in _PARTS:
        return _PARTS[part]
    first, _, side = part.partition(" ")
    if first in ("low", "high") or side:
        return _KINDS.get(first if side else "CI", "other spread")
    if part != "value":
        return "other spread"
    return _value_kind(fact)


def _value_kind(fact: Fact) -> str:
    if not isinstance(fact, EstimateFact):
        return "effect"
    quantity, statistic = fact.value.quantity, fact.meaning.statistic
    if statistic == "share" and quantity and quantity.unit == "%":
        return "percentage"
    return _STATISTICS.get(statistic, "other value")


def _again(fact: Fact, tree: Tree, path: Path) -> Iterator[Figure]:
    """Numbers of other places that agree, beside the cell or for the whole line."""
    for place, where in _elsewhere(tree, path):
        text = str(at(tree, where))
        for part, number, start in placed(parse(text)):
            name = f"{fact.address}.also {place} {part}"
            yield Figure(name, AGAIN, where, start, start + len(number.text), text)


def _elsewhere(tree: Tree, path: Path) -> Iterator[tuple[str, Path]]:
    own: Path = path[:-1] if path[-1] == "is" else path
    cell, line = at(tree, own), at(tree, own[:-2])
    if isinstance(cell, dict) and isinstance(cell.get("also"), dict):
        for place in cell["also"]:
            yield str(place), (*own, "also", str(place))
    also = line.get("also") if isinstance(line, dict) and own[-2] == "cells" else None
    if isinstance(also, dict) and isinstance(own[-1], int):
        for place in also:
            yield place, (*own[:-2], "also", place, own[-1])


def placed(value: Result | Comparison) -> Iterator[tuple[str, Number, int]]:
    """Yield each named number of a parsed cell with its part and its place in the text."""
    at_least = 0
    for part, number in _ordered(value):
        pattern = rf"(?<![\w.^]){re.escape(number.text)}(?![\d.^])"
        found = re.compile(pattern).search(value.text, at_least)
        assert found is not None, f"{number.text} is not in `{value.text}`"
        at_least = found.end()
        if part:
            yield part, number, found.start()


def _ordered(value: Result | Comparison) -> Iterator[tuple[str, Number]]:
    """Yield all numbers in the order of the grammar; those without a name have no part."""
    quantity = value.quantity
    parts: list[tuple[str, Number | None]] = []
    if isinstance(value, Result):
        parts += [("count", value.count), ("denominator", value.denominator)]
    if quantity:
        parts += [("value", quantity.number)]
        parts += [("", quantity.upto)] if isinstance(value, Result) else []
    for spread in value.spreads:
        parts += _of_spread(spread)
    if isinstance(value, Result):
        parts += [("of", value.of), ("events", value.events), ("events_of", value.events_of)]
    elif value.p:
        parts += [("p", value.p.number)]
    yield from ((part, number) for part, number in parts if number is not None)


def _of_spread(spread: Spread) -> list[tuple[str, Number | None]]:
    kind = "" if spread.kind == "CI" else f"{spread.kind} "
    low, high = (bound.number if bound else None for bound in (spread.low, spread.high))
    bounds = [("", spread.level), (f"{kind}low", low), (f"{kind}high", high)]
    return [*bounds, (spread.kind, spread.value)]
