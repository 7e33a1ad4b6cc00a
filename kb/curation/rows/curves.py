"""The rows of survival curves."""

from collections.abc import Iterator

from kb.curation.rows.common import Columns, Row
from kb.curation.rows.numbers import floats
from kb.curation.rows.places import Places
from schema.cells import Number
from schema.study import Study
from schema.study.results import Curve

_BASES = {"printed": "reported", "digitised": "digitised"}
_POINTS = {"printed": "curve_point", "digitised": "curve_point_digitised"}


def curve_rows(study: Study, places: Places) -> Iterator[Row]:
    """Yield the curves with their points and the numbers at risk."""
    for position, (name, curve) in enumerate(study.curves.items(), 1):
        yield (
            "curve",
            {
                "study": study.id,
                "id": name,
                "position": position,
                "endpoint": f"outcomes/{curve.of}",
                "place": places.written(curve.from_),
                "basis": _BASES[curve.basis],
                "tool": curve.tool,
                "unit": curve.unit,
            },
        )
        yield from _points(study, name, curve)
        yield from _at_risk(study, name, curve)


def _points(study: Study, name: str, curve: Curve) -> Iterator[Row]:
    for group, points in curve.points.items():
        for position, (time, value) in enumerate(points, 1):
            printed = Number(value)
            yield (
                _POINTS[curve.basis],
                {
                    **_time(study, name, curve, group, position, time),
                    "time_decimal": str(Number(time).decimal),
                    "value_text": value,
                    "value_decimal": str(printed.decimal),
                    "value": floats(printed)[0],
                },
            )


def _at_risk(study: Study, name: str, curve: Curve) -> Iterator[Row]:
    for group, sizes in curve.at_risk.items():
        for position, (time, n) in enumerate(zip(curve.at_risk_times, sizes, strict=True), 1):
            yield "curve_at_risk", {**_time(study, name, curve, group, position, time), "n": n}


def _time(study: Study, name: str, curve: Curve, group: str, position: int, text: str) -> Columns:
    time, months, _ = floats(Number(text), curve.unit)
    return {
        "study": study.id,
        "curve": name,
        "group_id": group,
        "position": position,
        "time_text": text,
        "time": time,
        "months": months,
    }
