"""Oddities, waivers and curves: what they are about must be in the record."""

from collections.abc import Iterator

from schema.facts.model import Fact
from schema.links.groups import group_names
from schema.links.names import known
from schema.links.values import CODES
from schema.problems import Complaint, listed, nearest
from schema.study.record import Study


def check_remarks(study: Study, facts: list[Fact], violated: set[str]) -> Iterator[Complaint]:
    """Check the addresses of oddities and waivers, and the block of every curve.

    `violated` holds what the checks of values found, as `<code> <address>`.
    """
    cells = {fact.address: fact.value.text for fact in facts}
    for name, oddity in study.oddities.items():
        if not _names(study, oddity.at, cells):
            yield _unknown(oddity.at, cells, ("oddities", name, "at"))
    for key, waiver in study.waivers.items():
        yield from _check_waiver(key, waiver.printed, cells, violated)
    for name, curve in study.curves.items():
        yield from known(curve.of, study.outcomes, "block", ("curves", name, "of"))


def _check_waiver(
    key: str, printed: str, cells: dict[str, str], violated: set[str]
) -> Iterator[Complaint]:
    code, _, address = key.partition(" ")
    loc = ("waivers", key)
    if address not in cells:
        yield _unknown(address or key, cells, loc, at_key=True)
    elif printed != cells[address]:
        message = f"the waiver excuses `{printed}`, but the cell is `{cells[address]}`"
        yield Complaint((*loc, "printed"), "stale-waiver", message, cells[address])
    elif code in CODES and key not in violated:
        message = f"nothing is wrong at `{address}` that `{code}` finds"
        yield Complaint(loc, "stale-waiver", message, "no waiver", at_key=True)


def _names(study: Study, address: str, cells: dict[str, str]) -> bool:
    """An address may name a cell, anything above it, or a source, group, cut or design."""
    first, _, rest = address.partition("/")
    declared = {"sources": [*study.sources], "groups": group_names(study), "cuts": [*study.cuts]}
    if first in declared:
        return rest in declared[first]
    within = any(cell == address or cell.startswith(f"{address}/") for cell in cells)
    return within or first in ("design", "population", "splits", "sets")


def _unknown(
    address: str, cells: dict[str, str], loc: tuple[str | int, ...], *, at_key: bool = False
) -> Complaint:
    message = f"there is nothing at `{address}`"
    near = nearest(address, cells)
    return Complaint(loc, "unknown-address", message, listed(cells, 3), near, at_key=at_key)
