"""Walking a record: every cell, in the order of the file, becomes a fact."""

from collections.abc import Iterator, Mapping

from schema import terms
from schema.facts.cells import Spot, fact
from schema.facts.groups import group_facts
from schema.facts.model import Basis, Endpoint, Fact, Loc, Section, Time
from schema.facts.scope import Scope, block_scope, outermost
from schema.study.keys import TableName, block_name, row_name, table_name
from schema.study.record import Study
from schema.study.results import Block, Categories, Cell, Line, Row, Table, TableBlock

_AT_A_TIME = {"at": "probability", "compare": "comparison"}


def facts(study: Study) -> Iterator[Fact]:
    """Yield every fact of a record. References must have been checked (`schema.links`)."""
    groups = group_facts(study)
    for section, blocks in _table_sections(study):
        scope = outermost(study, groups, section)
        for name, block in blocks.items():
            yield from _table_block(scope, name, block)
    scope = outermost(study, groups, "outcomes")
    for name, outcome in study.outcomes.items():
        yield from _block(block_scope(scope, name, outcome), name, outcome)


def endpoints(study: Study) -> Iterator[Endpoint]:
    """Yield what is measured: every block of outcomes and every row of a table."""
    for name, block in study.outcomes.items():
        yield _outcome_endpoint(name, block)
    for section, blocks in _table_sections(study):
        for name, table in blocks.items():
            for key, row in table.rows.items():
                yield _row_endpoint(section, name, key, row)


def _table_sections(study: Study) -> list[tuple[Section, Mapping[str, TableBlock]]]:
    return [("flow", study.flow), ("baseline", study.baseline), ("safety", study.safety)]


def _block(scope: Scope, name: str, block: Block) -> Iterator[Fact]:
    measure = block.measure or block_name(name)[0]
    address = f"outcomes/{name}"
    spot = Spot(address, ("outcomes", name), address, measure, block.label or "", "")
    yield from _tables(scope, spot, block.tables)
    if block.parts:
        yield from _categories(scope, _below(spot, "parts", statistic="share"), block.parts)
    if block.factors:
        inner = scope.inside(block.factors)
        within, note = block.factors.within, block.factors.note or ""
        below = _below(spot, "factors", statistic="comparison", within=within, note=note)
        yield from _cells(inner, below, block.factors.cells)
    if block.derived:
        yield from _tables(scope, _below(spot, "derived", basis="derived"), block.derived.tables)
    if block.digitised:
        below = _below(spot, "digitised", basis="digitised")
        yield from _tables(scope, below, block.digitised.tables)


def _tables(scope: Scope, spot: Spot, tables: Mapping[str, Table]) -> Iterator[Fact]:
    for key, table in tables.items():
        yield from _cells(scope.inside(table), _table_spot(spot, key, table), table.cells)


def _table_spot(spot: Spot, key: str, table: Table) -> Spot:
    name = table_name(key)
    statistic = _AT_A_TIME.get(name.word, name.word)
    below = _below(spot, key, statistic=statistic, note=table.note or "")
    return below._replace(time=_time(name), milestone=name.text)


def _time(name: TableName) -> Time | None:
    if not name.time:
        return None
    number, _, unit = name.time.partition(" ")
    return Time(name.time, number, unit) if unit else Time(name.time)


def _categories(scope: Scope, spot: Spot, parts: Categories) -> Iterator[Fact]:
    inner = scope.inside(parts)
    spot = spot._replace(note=parts.note or "")
    for key, category in parts.categories.items():
        label = category.label or spot.label
        note = " ".join(said for said in (spot.note, category.note) if said)
        below = _below(spot, key)._replace(category=key, label=label, note=note)
        yield from _cells(inner.inside(category), below, category.cells)


def _table_block(scope: Scope, name: str, block: TableBlock) -> Iterator[Fact]:
    inner = scope.inside(block)
    for key, row in block.rows.items():
        parsed = row_name(key)
        address = f"{scope.section}/{name}/{key}"
        loc: Loc = (scope.section, name, "rows", key)
        spot = Spot(address, loc, address, parsed.measure, row.label or "", parsed.statistic)
        within = inner.named(parsed.apart).inside(row)
        if parsed.grade:
            within = within.setting(grade=parsed.grade)
        yield from _row(_with_line(within, row, parsed.measure), spot, block.columns, row)


def _with_line(scope: Scope, row: Row, measure: str) -> Scope:
    """Add the line of a printed table to the place, unless the row names its own place."""
    if row.from_ or not scope.place.part.startswith("Table"):
        return scope
    line = row.label or terms.vocabulary("measures")[measure].name
    return scope.setting(from_=f"{scope.text('from_')} > {line}")


def _row(scope: Scope, spot: Spot, columns: list[str], row: Row) -> Iterator[Fact]:
    yield from _line(scope, spot, columns, row)
    for key, category in row.categories.items():
        below = _below(spot, key)._replace(category=key, label=category.label or spot.label)
        yield from _line(scope.inside(category), below, columns, category)


def _line(scope: Scope, spot: Spot, columns: list[str], row: Line) -> Iterator[Fact]:
    note = row.note or ""
    by_column = row.named or dict(zip(columns, _with_also(row), strict=False))
    yield from _cells(scope, spot._replace(note=note), by_column, listed=bool(row.cells))
    yield from _cells(scope, spot._replace(note=note), row.compare, step="compare")


def _with_also(row: Line) -> list[Cell]:
    """Return the cells of a row, each with its share of the places that print the row again."""
    cells = list(row.cells)
    for place, texts in row.also.items():
        for index, text in enumerate(texts[: len(cells)]):
            also = {**cells[index].also, place: text}
            cells[index] = cells[index].model_copy(update={"also": also})
    return cells


def _cells(
    scope: Scope,
    spot: Spot,
    cells: Mapping[str, Cell],
    *,
    listed: bool = False,
    step: str = "cells",
) -> Iterator[Fact]:
    for index, (column, cell) in enumerate(cells.items()):
        loc = (*spot.loc, step, index if listed else column)
        here = spot._replace(address=f"{spot.address}/{column}", loc=loc)
        if here.statistic == "comparison" and not here.within:
            here = here._replace(statistic="")
        yield fact(scope, here, column, cell)


def _below(
    spot: Spot,
    key: str,
    *,
    statistic: str | None = None,
    basis: Basis | None = None,
    within: str = "",
    note: str = "",
) -> Spot:
    return spot._replace(
        address=f"{spot.address}/{key}",
        loc=(*spot.loc, key),
        statistic=spot.statistic if statistic is None else statistic,
        basis=basis or spot.basis,
        within=within,
        note=note,
    )


def _outcome_endpoint(name: str, block: Block) -> Endpoint:
    mrd = block.mrd
    return Endpoint(
        address=f"outcomes/{name}",
        section="outcomes",
        block=name,
        measure=block.measure or block_name(name)[0],
        label=block.label or "",
        role=block.role or "",
        definition=block.definition or "",
        window=block.window or "",
        mrd_threshold=mrd.threshold if mrd else "",
        mrd_method=mrd.method if mrd else "",
        mrd_when=(mrd.when or "") if mrd else "",
        competing=block.competing or "",
        censored=block.censored or "",
        responders=block.responders or "",
        scale=block.scale or "",
        rest=block.parts.rest if block.parts else "",
        note=block.note or "",
    )


def _row_endpoint(section: Section, name: str, key: str, row: Row) -> Endpoint:
    return Endpoint(
        address=f"{section}/{name}/{key}",
        section=section,
        block=name,
        measure=row_name(key).measure,
        label=row.label or "",
        role=row.role or "",
        definition=row.definition or "",
        window="",
        mrd_threshold="",
        mrd_method="",
        mrd_when="",
        competing="",
        censored="",
        responders="",
        scale=row.scale or "",
        rest=row.rest or "",
        note=row.note or "",
    )
