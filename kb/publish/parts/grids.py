"""Printed tables of a study (flow, baseline, safety): rows by groups, as in the source."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.models.content import Endpoint, PrintedTable
from kb.models.groups import Group
from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.anchors import anchor
from kb.publish.parts.numbers import effect, estimate
from kb.publish.parts.shapes import Grid, GridColumn, GridRow, Num
from kb.publish.parts.sources import SourceNames, repeated
from kb.publish.parts.statistics import details, moment, statistic
from kb.publish.parts.words import sentence, spaced, thousands

Fact = Outcome | ComparisonRow


def captions(tables: Sequence[PrintedTable]) -> list[str]:
    """Return what the tables of one study are called, each differently."""
    names = [sentence(table.label or spaced(table.block)) for table in tables]
    shared = Counter(names)
    longer = [
        f"{name}, {table.section}" if shared[name] > 1 else name
        for name, table in zip(names, tables, strict=True)
    ]
    shared = Counter(longer)
    return [
        f"{name}, {spaced(table.block)}" if shared[name] > 1 else name
        for name, table in zip(longer, tables, strict=True)
    ]


class Sheet:
    """What the tables of one study have in common."""

    def __init__(
        self, groups: Sequence[Group], endpoints: Mapping[str, Endpoint], names: SourceNames
    ) -> None:
        self.groups = {group.id: group for group in groups}
        self.endpoints = endpoints
        self.names = names

    def grid(self, table: PrintedTable, caption: str, facts: Sequence[Fact]) -> Grid:
        """Return one printed table with the results that stand in it, as they stand."""
        columns = list(dict.fromkeys(map(_column, facts)))
        rows = _rows(facts)
        sizes = [_common_n(facts, column) for column in columns]
        return {
            "id": anchor(f"{table.section}/{table.block}"),
            "caption": caption,
            "columns": [
                self._heading(column, facts, n) for column, n in zip(columns, sizes, strict=True)
            ],
            "rows": list(self._rows(rows, columns, sizes)),
            "note": table.note,
        }

    def _heading(self, column: str, facts: Sequence[Fact], n: int | None) -> GridColumn:
        first = next(fact for fact in facts if _column(fact) == column)
        if isinstance(first, ComparisonRow):
            return {"label": " vs ".join(first.group_labels), "n": None}
        return {"label": first.group_label, "n": f"n = {thousands(n)}" if n is not None else None}

    def _rows(
        self,
        rows: Sequence[Mapping[str, Fact]],
        columns: Sequence[str],
        sizes: Sequence[int | None],
    ) -> Iterable[GridRow]:
        under = ""
        for row in rows:
            first = next(iter(row.values()))
            if first.category and first.endpoint != under:
                yield {"label": self._endpoint_label(first), "heading": True}
            under = first.endpoint if first.category else ""
            yield {
                "label": self._label(first),
                "level": bool(first.category),
                "cells": [
                    self._cell(row.get(column), first, n)
                    for column, n in zip(columns, sizes, strict=True)
                ],
                "source": self.names.at(first.place),
            }

    def _endpoint_label(self, fact: Fact) -> str:
        endpoint = self.endpoints[fact.endpoint]
        return sentence(endpoint.label or endpoint.measure_name)

    def _label(self, fact: Fact) -> str:
        """Return what a row is called, with its statistic where it is no plain share."""
        endpoint = self.endpoints[fact.endpoint]
        name = "" if fact.category else fact.label or self._endpoint_label(fact)
        kind = statistic(fact) if fact.statistic not in ("share", None) else moment(fact)
        first, *more = (
            details(fact, endpoint) if fact.category else (name, *details(fact, endpoint))
        )
        return ", ".join(part for part in (sentence(first), kind, *more) if part)

    def _cell(self, fact: Fact | None, first: Fact, n: int | None) -> Num:
        if fact is None:
            return {"word": "not given"}
        num = estimate(fact, self.names) if isinstance(fact, Outcome) else effect(fact, self.names)
        said = [num.get("note"), self._denominator(fact, n), *self._places(fact, first)]
        num["note"] = "; ".join(part for part in said if part) or None
        return num

    def _denominator(self, fact: Fact, n: int | None) -> str:
        """Return the denominator of a cell where the head of the column does not say it."""
        if isinstance(fact, ComparisonRow) or fact.denominator is not None or fact.of_n is not None:
            return ""
        own = fact.n if fact.n is not None else fact.n_derived
        derived = ", derived" if fact.n is None else ""
        if own is None:
            return "n not reported" if n is not None else ""
        return f"n = {thousands(own)}{derived}" if own != n or derived else ""

    def _places(self, fact: Fact, first: Fact) -> Iterator[str]:
        """Yield where a cell stands, if not where its row does, and where else the same stands."""
        if fact.place != first.place:
            yield f"from {self.names.written(fact.place)}"
        for other in repeated(fact):
            yield f"also {self.names.written(other.place)}"


def of_section(facts: Iterable[Fact], table: PrintedTable) -> list[Fact]:
    """Return the results that stand in a printed table."""
    start = f"{table.section}/{table.block}/"
    return [fact for fact in facts if fact.address.startswith(start)]


def _column(fact: Fact) -> str:
    return fact.group if isinstance(fact, Outcome) else " vs ".join([*fact.groups, *fact.splits])


def _rows(facts: Sequence[Fact]) -> list[dict[str, Fact]]:
    """Return the rows of a table: a cell that is taken begins another row, so nothing is lost."""
    found: dict[tuple[str, str | None], list[dict[str, Fact]]] = {}
    for fact in facts:
        rows = found.setdefault((fact.endpoint, fact.category), [])
        free = next((row for row in rows if _column(fact) not in row), None)
        if free is None:
            rows.append({_column(fact): fact})
        else:
            free[_column(fact)] = fact
    return [row for rows in found.values() for row in rows]


def _common_n(facts: Sequence[Fact], column: str) -> int | None:
    """Return the printed denominator that most cells of a column share."""
    sizes = [
        fact.n
        for fact in facts
        if isinstance(fact, Outcome) and fact.group == column and fact.n is not None
    ]
    return max(dict.fromkeys(sizes), key=sizes.count, default=None)
