"""Results in one group: three tables of the same columns, for printed, derived and read-off values.

One row for each result cell. The view `number` has one row for each printed number.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from kb.tables.base import flags, inside, never_negative, one_of, rules
from kb.tables.columns import exact, flag, real, string, whole
from kb.tables.facts import of_fact
from kb.tables.numbers import (
    Bounds,
    Counts,
    Effect,
    Value,
    bound_rules,
    count_rules,
    effect_rules,
    value_rules,
)

SPREADS = ("CI", "IQR", "range", "percentiles", "SD", "SE", "+/-", "unnamed")


class EstimateColumns(Counts, Bounds, Value):
    """The columns of all three tables of estimates."""

    group_id: str = string("Id of the group.")
    n: int | None = whole("The denominator that applies, printed in cell, set or group.")
    n_derived: int | None = whole("The same, where the group's size is worked out, not printed.")
    n_from: str | None = string("Where the denominator comes from: cell, set or group.")


class SpreadColumns(Bounds):
    """The columns of all tables of spreads."""

    position: int = whole("Its place in the cell.", key=True)
    text: str = string("The spread as written: IQR 25.1 to 62.6.")
    kind: str = string("CI (a further interval), IQR, range, percentiles, SD, SE, +/-, unnamed.")
    value_text: str | None = string("The number of SD, SE or +/- as printed.")
    value_decimal: Decimal | None = exact("The number of SD, SE or +/-, exact.")
    value: float | None = real("The number of SD, SE or +/-.")
    value_canonical: float | None = real("The number of SD, SE or +/- in the canonical unit.")
    unit: str | None = string("The unit of that number: that of the estimate.", to="term.unit")
    canonical_unit: str | None = string("The canonical unit.", to="term.unit")


def _estimate_rules() -> tuple[CheckConstraint | ForeignKeyConstraint, ...]:
    return (
        of_fact(),
        inside("study_group", "group_id"),
        one_of("n_from", "cell", "set", "group"),
        CheckConstraint("n IS NULL OR n_derived IS NULL", name="n_once"),
        *never_negative("n", "n_derived"),
        *value_rules(),
        *bound_rules(),
        *count_rules(),
    )


def _unprinted() -> CheckConstraint:
    return CheckConstraint("how IS NOT NULL", name="how_given")


def _spread_rules(of: str) -> tuple[CheckConstraint | ForeignKeyConstraint, ...]:
    return (of_fact(of), one_of("kind", *SPREADS), *bound_rules())


class Estimate(EstimateColumns, table=True):
    """One result in one group, as printed."""

    __table_args__ = rules(*_estimate_rules())


class EstimateDerived(EstimateColumns, table=True):
    """One result in one group that was computed from printed values."""

    __table_args__ = rules(*_estimate_rules(), _unprinted())


class EstimateDigitised(EstimateColumns, table=True):
    """One result in one group that was read off a figure."""

    __table_args__ = rules(*_estimate_rules(), _unprinted())


class Spread(SpreadColumns, table=True):
    """One IQR, range, SD or further interval of a printed result or comparison."""

    __table_args__ = rules(*_spread_rules("fact"))


class SpreadDerived(SpreadColumns, table=True):
    """One IQR, range, SD or further interval of a derived result or comparison."""

    __table_args__ = rules(*_spread_rules("fact"))


class SpreadDigitised(SpreadColumns, table=True):
    """One IQR, range, SD or further interval of a digitised result or comparison."""

    __table_args__ = rules(*_spread_rules("fact"))


class OtherReport(Effect, Counts, Bounds, Value, table=True):
    """What another place prints for a fact: it agrees, or it differs and does not stand."""

    __table_args__ = rules(
        of_fact(),
        inside("place", "place"),
        *flags("agrees"),
        *value_rules(),
        *bound_rules(),
        *count_rules(),
        *effect_rules(),
    )

    report: int = whole("Its number among the other reports of the fact, from 1.", key=True)
    place: str = string("Where it is printed.")
    agrees: bool = flag("Whether it agrees with, or adds a part to, what stands.")
    why: str | None = string("If it differs: why the other value stands.")


class SpreadOther(SpreadColumns, table=True):
    """One IQR, range, SD or further interval that another place prints for a fact."""

    __table_args__ = rules(
        inside("other_report", "address", "report", target_columns=("address", "report")),
        one_of("kind", *SPREADS),
        *bound_rules(),
    )

    report: int = whole("Number of the other report.", key=True)
