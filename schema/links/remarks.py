"""Oddities, waivers and curves: what they are about must be in the record."""

import re
from collections.abc import Iterable, Iterator

from schema.cells.scanner import NUMBER
from schema.facts.model import Fact, Loc
from schema.links.groups import group_names
from schema.links.names import known
from schema.links.values import CODES
from schema.links.written import Written, written
from schema.problems import Complaint, listed, nearest
from schema.study.record import Study
from schema.study.results import Curve


def check_remarks(study: Study, facts: list[Fact], violated: set[str]) -> Iterator[Complaint]:
    """Check the addresses of oddities and waivers, and the block of every curve.

    `violated` holds what the checks of values found, as `<code> <address>`.
    """
    cells = {fact.address: fact.value.text for fact in facts}
    for name, oddity in study.oddities.items():
        if not _names(study, oddity.at, cells):
            yield _unknown(oddity.at, cells, ("oddities", name, "at"))
    apart = any(key.partition(" ")[2] not in cells for key in study.waivers)
    elsewhere = written(study) if apart else {}
    for key, waiver in study.waivers.items():
        yield from _check_waiver(key, waiver.printed, cells, elsewhere, violated)
    for name, curve in study.curves.items():
        yield from _check_curve(study, curve, ("curves", name))


def _check_curve(study: Study, curve: Curve, loc: Loc) -> Iterator[Complaint]:
    yield from known(curve.of, study.outcomes, "block", (*loc, "of"))
    for key, named in (("points", curve.points), ("at-risk", curve.at_risk)):
        for group in named:
            names = group_names(study)
            yield from known(group, names, "group", (*loc, key, group), at_key=True)
    yield from _check_points(curve, loc)
    for group, counts in curve.at_risk.items():
        if len(counts) != len(curve.at_risk_times):
            message = f"{len(counts)} numbers at risk for {len(curve.at_risk_times)} times"
            yield Complaint((*loc, "at-risk", group), "wrong-length", message, "one for each time")


def _check_points(curve: Curve, loc: Loc) -> Iterator[Complaint]:
    for group, points in curve.points.items():
        for index, point in enumerate(points):
            if len(point) != 2 or not all(re.fullmatch(NUMBER, text) for text in point):
                message = f"`{', '.join(point)}` is no point of a curve"
                here = (*loc, "points", group, index)
                yield Complaint(here, "bad-point", message, "[time, estimate], two numbers")
    for index, text in enumerate(curve.at_risk_times):
        if not re.fullmatch(NUMBER, text):
            message = f"`{text}` is no time of a curve"
            yield Complaint((*loc, "at-risk-times", index), "bad-point", message, "a number")


def _check_waiver(
    key: str, printed: str, cells: dict[str, str], elsewhere: Written, violated: set[str]
) -> Iterator[Complaint]:
    code, _, address = key.partition(" ")
    loc = ("waivers", key)
    if code not in CODES and not re.fullmatch(r"[A-Z][0-9]{2}", code):
        allowed = f"a check such as P02, or {listed(CODES)}; then the address"
        yield Complaint(
            loc,
            "unknown-check",
            f"`{code}` is no check",
            allowed,
            nearest(code, CODES),
            at_key=True,
        )
    elif address not in cells and code in CODES:
        yield _unknown(address or key, cells, loc, at_key=True)
    elif address not in cells:
        yield from _check_elsewhere(address or key, printed, cells, elsewhere, loc)
    elif printed != cells[address]:
        message = f"the waiver excuses `{printed}`, but the cell is `{cells[address]}`"
        yield Complaint((*loc, "printed"), "stale-waiver", message, cells[address])
    elif code in CODES and key not in violated:
        message = f"nothing is wrong at `{address}` that `{code}` finds"
        yield Complaint(loc, "stale-waiver", message, "no waiver", at_key=True)


def _check_elsewhere(
    address: str, printed: str, cells: dict[str, str], elsewhere: Written, loc: Loc
) -> Iterator[Complaint]:
    """Check a waiver of what stands outside the cells: it quotes one of the texts there."""
    if address not in elsewhere:
        yield _unknown(address, [*cells, *elsewhere], loc, at_key=True)
        return
    texts = sorted(set().union(*elsewhere[address].values()))
    if printed not in texts:
        message = f"the waiver excuses `{printed}`, which does not stand at `{address}`"
        near = nearest(printed, texts)
        yield Complaint((*loc, "printed"), "stale-waiver", message, listed(texts, 3), near)


def _names(study: Study, address: str, cells: dict[str, str]) -> bool:
    """An address may name a cell, anything above it, or a source, group, cut or design."""
    first, _, rest = address.partition("/")
    declared = {"sources": [*study.sources], "groups": group_names(study), "cuts": [*study.cuts]}
    if first in declared:
        return rest in declared[first]
    within = any(cell == address or cell.startswith(f"{address}/") for cell in cells)
    return within or first in ("design", "population", "splits", "sets")


def _unknown(
    address: str, cells: Iterable[str], loc: tuple[str | int, ...], *, at_key: bool = False
) -> Complaint:
    message = f"there is nothing at `{address}`"
    near = nearest(address, cells)
    return Complaint(loc, "unknown-address", message, listed(cells, 3), near, at_key=at_key)
