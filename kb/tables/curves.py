"""Survival curves: points as printed or read off, and numbers at risk."""

from decimal import Decimal

from sqlalchemy import CheckConstraint

from kb.tables.base import OfStudy, inside, never_negative, one_of, rules
from kb.tables.columns import exact, real, string, whole


class Curve(OfStudy, table=True):
    """One survival curve of an endpoint."""

    __table_args__ = rules(
        inside("endpoint", "endpoint", target_columns=("address",)),
        inside("place", "place"),
        one_of("basis", "reported", "digitised"),
        CheckConstraint("basis = 'reported' OR tool IS NOT NULL", name="tool_given"),
    )

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    endpoint: str = string("Address of the endpoint.")
    place: str = string("Where the curve is printed.")
    basis: str = string("reported (numbers are printed) or digitised (read off).")
    tool: str | None = string("With what it was read off.")
    unit: str = string("The unit of the times.", to="term.unit")


class PointColumns(OfStudy):
    """The columns of both tables of points."""

    curve: str = string("Id of the curve.", key=True)
    group_id: str = string("Id of the group.", key=True)
    position: int = whole("Its place on the curve.", key=True)
    time_text: str = string("The time as printed.")
    time_decimal: Decimal = exact("The time, exact.")
    time: float = real("The time in the unit of the curve.")
    months: float = real("The time in months.")
    value_text: str = string("The estimate as printed.")
    value_decimal: Decimal = exact("The estimate, exact.")
    value: float = real("The estimate.")


class CurvePoint(PointColumns, table=True):
    """One point of a curve whose numbers are printed."""

    __table_args__ = rules(inside("curve", "curve"), inside("study_group", "group_id"))


class CurvePointDigitised(PointColumns, table=True):
    """One point of a curve that was read off a figure."""

    __table_args__ = rules(inside("curve", "curve"), inside("study_group", "group_id"))


class CurveAtRisk(OfStudy, table=True):
    """One number at risk below a curve."""

    __table_args__ = rules(
        inside("curve", "curve"), inside("study_group", "group_id"), *never_negative("n")
    )

    curve: str = string("Id of the curve.", key=True)
    group_id: str = string("Id of the group.", key=True)
    position: int = whole("Its place below the curve.", key=True)
    time_text: str = string("The time as printed.")
    time: float = real("The time in the unit of the curve.")
    months: float = real("The time in months.")
    n: int = whole("The number at risk.")
