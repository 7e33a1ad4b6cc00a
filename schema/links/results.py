"""Blocks and cells: measures are terms, columns are groups, cells fit their columns."""

import re
from collections.abc import Iterator, Mapping

from schema import terms
from schema.cells import CellError, parse_comparison, parse_result
from schema.facts.model import Loc
from schema.links.groups import group_names
from schema.links.names import known
from schema.links.tree import Nodes, only
from schema.problems import Complaint, nearest
from schema.study.keys import block_name, column
from schema.study.record import Study
from schema.study.results import (
    Category,
    Cell,
    Context,
    Factors,
    Line,
    Row,
    Table,
    TableBlock,
)

# More columns than this, and a swap of two neighbours goes unseen: write them by name.
MOST_LISTED = 4


def check_results(study: Study, nodes: Nodes) -> Iterator[Complaint]:
    """Check every block, table, row and cell of a record."""
    names = group_names(study)
    yield from _measures(study)
    for loc, context in only(nodes, Context):
        yield from _context(study, context, loc)
    for loc, table in only(nodes, Table):
        yield from _cells(study, names, table.cells, (*loc, "cells"))
    for loc, category in only(nodes, Category):
        yield from _cells(study, names, category.cells, (*loc, "cells"))
    for loc, factors in only(nodes, Factors):
        yield from known(factors.within, names, "group", (*loc, "within"))
        for factor, cell in factors.cells.items():
            yield from _fits(factor, cell, (*loc, "cells", factor), compares=True)
    for loc, block in only(nodes, TableBlock):
        yield from _table(study, names, block, loc)


def _measures(study: Study) -> Iterator[Complaint]:
    measures = terms.vocabulary("measures")
    for name, block in study.outcomes.items():
        measure, apart = block_name(name)
        if block.measure is None and measure not in measures:
            message = f"`{measure}` is not a measure, and the block names none"
            allowed = "a term of schema/vocabularies/measures.yml, or measure: ..."
            near = terms.suggestion("measures", measure)
            loc: Loc = ("outcomes", name)
            yield Complaint(loc, "unknown-term", message, allowed, near, at_key=True)
        yield from _apart(study, ("outcomes", name), apart)


def _apart(study: Study, loc: Loc, apart: str) -> Iterator[Complaint]:
    """A word after `@` that is almost a cut or a set is a slip of the pen."""
    declared = [*study.cuts, *study.sets]
    near = nearest(apart, declared) if apart not in declared else ""
    if near and abs(len(near) - len(apart)) <= 1 and len(apart) > 3:
        message = f"`@{apart}` names no cut and no set"
        yield Complaint(loc, "near-miss", message, "another word, or", f"@{near}", at_key=True)


def _context(study: Study, context: Context, loc: Loc) -> Iterator[Complaint]:
    if context.cut:
        yield from known(context.cut, study.cuts, "cut", (*loc, "cut"))
    if context.set:
        yield from known(context.set, study.sets, "set", (*loc, "set"))
    origin = context.origin
    if origin and not re.fullmatch(r"step-[0-9]", origin):
        origins = terms.vocabulary("origins")
        if origin not in origins:
            message = f"unknown term `{origin}`"
            allowed = "a term of schema/vocabularies/origins.yml, or step-1, step-2 ..."
            near = terms.suggestion("origins", origin)
            yield Complaint((*loc, "origin"), "unknown-term", message, allowed, near)


def _cells(
    study: Study, names: list[str], cells: Mapping[str, Cell], loc: Loc
) -> Iterator[Complaint]:
    for key, cell in cells.items():
        yield from _column(study, names, key, (*loc, key), at_key=True)
        yield from _fits(key, cell, (*loc, key), compares=column(key).compares)


def _column(
    study: Study, names: list[str], key: str, loc: Loc, *, at_key: bool
) -> Iterator[Complaint]:
    named = column(key)
    for group in named.groups:
        yield from known(group, names, "group", loc, at_key=at_key)
    for split in named.splits:
        yield from known(split, study.splits, "split", loc, at_key=at_key)
    if len(set(named.groups)) < len(named.groups):
        message = f"`{key}` compares a group with itself"
        yield Complaint(loc, "bad-column", message, "different groups", at_key=at_key)


def _fits(key: str, cell: Cell, loc: Loc, *, compares: bool) -> Iterator[Complaint]:
    try:
        parse_comparison(cell.is_) if compares else parse_result(cell.is_)
    except CellError:
        message = f"`{cell.is_}` is {'a result' if compares else 'a comparison'}, `{key}` is not"
        allowed = "results under a group, comparisons under a vs b"
        yield Complaint((*loc, "is"), "wrong-cell", message, allowed)


def _table(study: Study, names: list[str], block: TableBlock, loc: Loc) -> Iterator[Complaint]:
    for index, key in enumerate(block.columns):
        here = (*loc, "columns", index)
        yield from _column(study, names, key, here, at_key=False)
        if key in block.columns[:index]:
            yield Complaint(here, "bad-column", f"`{key}` heads two columns", "each column once")
    for name, row in block.rows.items():
        yield from _row(study, names, block.columns, row, (*loc, "rows", name))


def _row(
    study: Study, names: list[str], columns: list[str], row: Row, loc: Loc
) -> Iterator[Complaint]:
    yield from _line(study, names, columns, row, loc)
    for key, category in row.categories.items():
        yield from _line(study, names, columns, category, (*loc, "categories", key))


def _line(
    study: Study, names: list[str], columns: list[str], row: Line, loc: Loc
) -> Iterator[Complaint]:
    if not (row.cells or row.named or getattr(row, "categories", None)):
        yield Complaint(loc, "no-value", "a row without cells", "cells, or {column: cell}")
    if row.cells:
        yield from _listed(columns, row, loc)
    if row.cells and row.named:
        message = "a row both as a list and by column"
        yield Complaint(loc, "wrong-length", message, "one of the two", at_key=True)
    yield from _cells(study, names, row.named, (*loc, "named"))
    yield from _cells(study, names, row.compare, (*loc, "compare"))


def _listed(columns: list[str], row: Line, loc: Loc) -> Iterator[Complaint]:
    if len(row.cells) != len(columns):
        message = f"{len(row.cells)} cells under {len(columns)} columns ({', '.join(columns)})"
        allowed = "one cell for each column; blank where nothing is printed"
        yield Complaint(loc, "wrong-length", message, allowed)
        return
    if len(columns) > MOST_LISTED:
        message = f"a list of {len(columns)} cells, in which a swap would go unseen"
        yield Complaint(loc, "wrong-length", message, "{column: cell} beyond four columns")
    for index, (key, cell) in enumerate(zip(columns, row.cells, strict=True)):
        yield from _fits(key, cell, (*loc, "cells", index), compares=column(key).compares)
