"""The rows of survival curves."""

from collections.abc import Iterator
from itertools import zip_longest

from kb.curation.rows.common import Columns, Row
from kb.curation.rows.numbers import floats
from kb.curation.rows.places import Places
from kb.errors import LoadError
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
            printed = _number(name, value)
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
        for position, (time, n) in enumerate(zip_longest(curve.at_risk_times, sizes), 1):
            if time is None or n is None:
                raise LoadError(f"{study.id}: curves/{name}: as many numbers at risk as times")
            yield "curve_at_risk", {**_time(study, name, curve, group, position, time), "n": n}


def _time(study: Study, name: str, curve: Curve, group: str, position: int, text: str) -> Columns:
    time, months, _ = floats(_number(name, text), curve.unit)
    return {
        "study": study.id,
        "curve": name,
        "group_id": group,
        "position": position,
        "time_text": text,
        "time": time,
        "months": months,
    }


def _number(curve: str, text: str) -> Number:
    number = Number(text)
    try:
        number.decimal  # noqa: B018 - asks whether it is one
    except ArithmeticError:
        raise LoadError(f"curves/{curve}: `{text}` is not a number") from None
    return number
