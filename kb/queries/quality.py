"""Asking what the checks said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, func, select

from kb.models.quality import Check, Finding, Protection, Tally
from kb.queries.children import Children
from kb.queries.parts.reader import made
from kb.tables import quality, table

_STATES = ("passed", "violated", "waived", "not applicable")


def checks(connection: Connection) -> list[Check]:
    """Return the catalogue with the answers over all studies."""
    check, tally = table(quality.QualityCheck), table(quality.CheckTally)
    answers = [
        func.coalesce(func.sum(case((tally.c.state == state, tally.c.answers))), 0).label(
            state.replace(" ", "_")
        )
        for state in _STATES
    ]
    joined = check.outerjoin(tally, tally.c.check_id == check.c.id)
    statement = select(check, *answers).select_from(joined).group_by(check.c.id)
    rows = connection.execute(statement.order_by(check.c.position)).mappings()
    return [made(Check, dict(row)) for row in rows]


def findings(connection: Connection, studies: Sequence[str]) -> list[Finding]:
    """Return the findings about some studies, in the order of the studies."""
    found, check = table(quality.Finding), table(quality.QualityCheck)
    statement = (
        select(found, check.c.title)
        .join(check, check.c.id == found.c.check_id)
        .where(found.c.study.in_(studies))
        .order_by(found.c.study, found.c.position)
    )
    children = Children(connection, studies)
    keys = ("study", "finding_position")
    numbers = children.lists(table(quality.FindingNumber), keys, "address", "part")
    changes = children.lists(table(quality.FindingChange), keys, "change")
    return [
        made(
            Finding,
            dict(row),
            check=row["check_id"],
            numbers=tuple(".".join(pair) for pair in numbers.get(_key(row), ())),
            changes=changes.get(_key(row), ()),
        )
        for row in connection.execute(statement).mappings()
    ]


def _key(row: Any) -> tuple[str, int]:
    return row["study"], row["position"]


def tallies(connection: Connection, studies: Sequence[str]) -> list[Tally]:
    """Return how often each check gave each answer, study by study."""
    tally = table(quality.CheckTally)
    statement = select(tally).where(tally.c.study.in_(studies))
    rows = connection.execute(statement.order_by(*tally.primary_key.columns)).mappings()
    return [made(Tally, dict(row), check=row["check_id"]) for row in rows]


def protection(connection: Connection, studies: Sequence[str]) -> list[Protection]:
    """Return how well each printed number is protected."""
    owner = table(quality.NumberProtection)
    statement = select(owner).where(owner.c.study.in_(studies))
    rows = connection.execute(statement.order_by(*owner.primary_key.columns)).mappings()
    return [made(Protection, dict(row)) for row in rows]
