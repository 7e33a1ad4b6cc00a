"""Survival curves of a study as figures, each with its points as a table."""

from collections.abc import Sequence

from kb.models.content import Curve, Endpoint
from kb.models.groups import Group
from kb.models.terms import Term
from kb.publish.figures.curve import CurveGroup, Curves, draw_curves
from kb.publish.parts.anchors import anchor
from kb.publish.parts.families import kind_of
from kb.publish.parts.shapes import Figure, FigureTable
from kb.publish.parts.sources import SourceNames
from kb.publish.parts.statistics import qualifier
from kb.publish.parts.words import sentence


def curve_figures(
    measure: Term,
    curves: Sequence[Curve],
    endpoints: dict[str, Endpoint],
    groups: Sequence[Group],
    names: SourceNames,
) -> list[Figure]:
    """Return a figure for each curve of a measure."""
    labels = {group.id: group.label for group in groups}
    return [
        _figure(measure, curve, endpoints[curve.endpoint], labels, names)
        for curve in curves
        if curve.points and endpoints[curve.endpoint].measure == measure.id
    ]


def _figure(
    measure: Term, curve: Curve, endpoint: Endpoint, labels: dict[str, str], names: SourceNames
) -> Figure:
    about = ", ".join(part for part in (measure.name, qualifier(endpoint)) if part)
    kind = "read off a printed curve" if curve.basis == "digitised" else "as printed"
    title = sentence(f"{about}: {kind}")
    drawn = Curves(
        name=f"curve-{anchor(curve.id)}",
        title=title,
        measure=sentence(measure.name),
        groups=tuple(_group(curve, group, labels) for group in _groups(curve)),
        years=curve.unit == "y",
        digitised=curve.basis == "digitised",
        note=_note(curve, names),
        family=kind_of(measure).family,
    )
    drawing = draw_curves(drawn)
    return {
        "name": drawn.name,
        "title": title,
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "family": drawn.family,
        "table": _table(title, curve, labels),
    }


def _groups(curve: Curve) -> list[str]:
    return list(dict.fromkeys(point.group for point in curve.points))


def _group(curve: Curve, group: str, labels: dict[str, str]) -> CurveGroup:
    points = [(point.months, point.value) for point in curve.points if point.group == group]
    at_risk = [(row.months, row.n) for row in curve.at_risk if row.group == group]
    return CurveGroup(labels[group], tuple(points), tuple(at_risk))


def _note(curve: Curve, names: SourceNames) -> str:
    where = names.written(curve.place)
    if curve.basis == "digitised":
        return f"Digitised, not printed: read off {where} with {curve.tool}."
    return f"Points as printed in {where}. Between them nothing is reported."


def _table(title: str, curve: Curve, labels: dict[str, str]) -> FigureTable:
    """Return every point and number at risk, as they were read."""
    at_risk = {(row.group, row.months): (row.time_text, str(row.n)) for row in curve.at_risk}
    points = {(p.group, p.months): (p.time_text, p.value_text) for p in curve.points}
    rows = []
    for group in _groups(curve):
        times = sorted({months for own, months in (*at_risk, *points) if own == group})
        for months in times:
            key = (group, months)
            time, value = points.get(key, (at_risk.get(key, ("", ""))[0], "not read"))
            n = at_risk.get(key, ("", "not given"))[1]
            rows.append([labels[group], f"{time} {curve.unit}", value, n])
    head = ["Group", "Time", "Estimate", "At risk"]
    return {"caption": f"Points of the curve. {title}", "head": head, "rows": rows}
