"""Asking what second readers verified: number by number, and how far readers agree."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, select

from kb.models.seals import Agreement, Seal, SealChange
from kb.queries.children import Children
from kb.queries.parts.reader import made
from kb.queries.selects import seal
from kb.tables import seals, table


def seal_list(connection: Connection, studies: Sequence[str], states: Sequence[str]) -> list[Seal]:
    """Return the seals of some studies that are in one of these states, by study and address."""
    asked = and_(seal.c.study.in_(studies), seal.c.state.in_(states))
    statement = select(seal).where(asked).order_by(*seal.primary_key.columns)
    changes = _changes(connection, studies)
    return [
        made(Seal, dict(row), changes=changes.get((row["study"], row["address"]), ()))
        for row in connection.execute(statement).mappings()
    ]


def _changes(connection: Connection, studies: Sequence[str]) -> dict[Any, tuple[SealChange, ...]]:
    owner, keys = table(seals.SealChange), ("study", "address")
    found = Children(connection, studies).lists(owner, keys, "facet", "was", "now")
    return {key: tuple(SealChange(*change) for change in said) for key, said in found.items()}


def agreement(connection: Connection, studies: Sequence[str]) -> list[Agreement]:
    """Return how far readers agree, one row for each study that was read twice."""
    differences = [
        func.count().filter(seal.c.difference == kind).label(kind.replace(" ", "_"))
        for kind in seals.DIFFERENCES
    ]
    agreed = func.count().filter(seal.c.difference.is_(None)).label("agreed")
    counted = select(seal.c.study, func.count().label("figures"), agreed, *differences)
    of_each = counted.where(seal.c.study.in_(studies)).group_by(seal.c.study)
    rows = connection.execute(of_each.order_by(seal.c.study)).mappings()
    return [made(Agreement, dict(row)) for row in rows]
