"""From a cell and its scope to a fact."""

from collections.abc import Mapping
from typing import NamedTuple

from schema.cells import Comparison, Result, parse, parse_comparison, parse_result
from schema.facts.model import (
    Basis,
    ComparisonFact,
    Denominator,
    EstimateFact,
    Fact,
    Loc,
    Meaning,
    Other,
    PlaceRef,
    Time,
)
from schema.facts.scope import Scope
from schema.study.keys import column as parse_column
from schema.study.results import Cell


class Spot(NamedTuple):
    """Where a cell stands in the record and which statistic its table holds."""

    address: str
    loc: Loc
    endpoint: str
    measure: str
    label: str
    statistic: str
    basis: Basis = "reported"
    category: str = ""
    time: Time | None = None
    milestone: str = ""
    within: str = ""
    note: str = ""


def fact(scope: Scope, spot: Spot, column: str, cell: Cell) -> Fact:
    """Return the fact a cell states about a column: a group, a comparison, or a factor."""
    inner = scope.inside(cell)
    if spot.within or parse_column(column).compares:
        return _comparison(inner, spot, column, cell, parse_comparison(cell.is_))
    return _estimate(inner, spot, column, cell, parse_result(cell.is_))


def _estimate(scope: Scope, spot: Spot, group: str, cell: Cell, value: Result) -> EstimateFact:
    level, sides = _level(scope.text("ci"), value)
    return EstimateFact(
        address=spot.address,
        loc=spot.loc,
        section=scope.section,
        basis=spot.basis,
        by=cell.by or "",
        group=group,
        meaning=_meaning(scope, spot, cell, group),
        value=value,
        denominator=_denominator(scope, group, value),
        level=level,
        sides=sides,
        place=scope.place,
        others=_others(cell),
        printed=cell.printed or "",
    )


def _comparison(
    scope: Scope, spot: Spot, column: str, cell: Cell, value: Comparison
) -> ComparisonFact:
    factor = column if spot.within else ""
    name = None if factor else parse_column(column)
    level, sides = _level(scope.text("effect_ci"), value)
    return ComparisonFact(
        address=spot.address,
        loc=spot.loc,
        section=scope.section,
        basis=spot.basis,
        by=cell.by or "",
        groups=name.groups if name else (),
        rate=name.rate if name else "",
        splits=name.splits if name else (),
        within=spot.within,
        factor=factor,
        meaning=_meaning(scope, spot, cell, *(name.groups if name else (spot.within,))),
        value=value,
        level=level,
        sides=sides,
        p_sides=(value.p.sides if value.p and value.p.sides else scope.text("p")),
        test=scope.text("test"),
        adjusted_for=tuple(scope.values.get("adjusted_for") or ()),
        stratified_by=tuple(scope.values.get("stratified_by") or ()),
        margin=cell.margin or "",
        verdict=cell.verdict or "",
        place=scope.place,
        others=_others(cell),
        printed=cell.printed or "",
    )


def _meaning(scope: Scope, spot: Spot, cell: Cell, *groups: str) -> Meaning:
    known = [scope.groups[name] for name in groups if name in scope.groups]
    late = any(group.post_baseline for group in known)
    return Meaning(
        endpoint=spot.endpoint,
        measure=spot.measure,
        label=cell.label or spot.label,
        statistic=_statistic(spot.statistic, scope.text("method")),
        category=spot.category,
        time=spot.time,
        milestone=spot.milestone,
        origin=scope.text("origin"),
        cut=scope.cut,
        set=scope.text("set") or (known[0].set if known else ""),
        counted=scope.text("counted") or (known[0].counted if known else ""),
        per=scope.text("per") or "patient",
        grade=scope.text("grade"),
        during=scope.text("during"),
        method=scope.text("method"),
        post_baseline=late or scope.text("when") == "later",
        before_treatment=_before_treatment(scope, spot),
        note=" ".join(note for note in (spot.note, cell.note) if note),
        inferred=tuple(scope.values.get("inferred") or ()),
    )


def _before_treatment(scope: Scope, spot: Spot) -> bool:
    """Say whether a result stands for the time before treatment; of a factor, `when` is its own."""
    return scope.section != "baseline" and not spot.within and scope.text("when") == "baseline"


def _statistic(statistic: str, method: str) -> str:
    at_a_time = statistic == "probability"
    return "cumulative-incidence" if at_a_time and method == "cumulative-incidence" else statistic


def _level(written: str, value: Result | Comparison) -> tuple[str, str]:
    """Return level and sides: the cell's own before the inherited ones."""
    spread = next((s for s in value.spreads if s.kind == "CI"), None)
    level, _, sides = written.partition(" ")
    if spread and spread.level:
        level, sides = f"{spread.level.text}%", ""
    return level, (spread.sides if spread and spread.sides else sides)


def _denominator(scope: Scope, group: str, value: Result) -> Denominator:
    own = value.denominator or value.of or value.events_of
    if own is not None:
        return Denominator(int(own.text), "cell")
    if scope.text("counted") == "unstated":
        return Denominator(None, "")
    name = scope.text("set")
    sizes: Mapping[str, int] = scope.study.sets[name].n if name in scope.study.sets else {}
    if group in sizes:
        return Denominator(sizes[group], "set")
    known = scope.groups.get(group)
    other_set = name and known and known.set != name
    size = known.size if known and not other_set else None
    return Denominator(size, "group" if size is not None else "")


def _others(cell: Cell) -> tuple[Other, ...]:
    agreeing = [_other(place, text, True, "") for place, text in cell.also.items()]
    differing = [_other(place, text, False, cell.why or "") for place, text in cell.but.items()]
    return (*agreeing, *differing)


def _other(place: str, text: str, agrees: bool, why: str) -> Other:
    return Other(PlaceRef.parse(place), parse(text), agrees, why)
