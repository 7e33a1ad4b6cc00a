"""Comparisons: three tables of the same columns, for printed, derived and read-off values."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKeyConstraint

from kb.tables.base import OfStudy, flags, inside, one_of, rules
from kb.tables.columns import exact, flag, real, string, whole
from kb.tables.facts import of_fact
from kb.tables.numbers import Bounds, Effect, Value, bound_rules, effect_rules, value_rules


class ComparisonColumns(Effect, Bounds, Value):
    """The columns of all three tables of comparisons."""

    test: str | None = string("The test behind the p-value.", to="term.test")
    rate_text: str | None = string("The fixed rate of a one-sample test as printed.")
    rate_decimal: Decimal | None = exact("The fixed rate, exact.")
    rate: float | None = real("The fixed rate in per cent.")
    rate_word: str | None = string("Instead of a fixed rate: unstated.")
    within: str | None = string("Id of the group inside which a factor is looked at.")
    factor: str | None = string("The factor associated with the outcome.")
    margin: str | None = string("The margin of non-inferiority.")
    verdict: str | None = string("The verdict of a non-inferiority comparison.")


def _comparison_rules() -> tuple[CheckConstraint | ForeignKeyConstraint, ...]:
    return (
        of_fact(),
        inside("study_group", "within"),
        one_of("rate_word", "unstated"),
        CheckConstraint("(within IS NULL) = (factor IS NULL)", name="factor_within"),
        *value_rules(),
        *bound_rules(),
        *effect_rules(),
    )


def _unprinted() -> CheckConstraint:
    return CheckConstraint("how IS NOT NULL", name="how_given")


class Comparison(ComparisonColumns, table=True):
    """One comparison as printed: of groups, with a fixed rate, or an interaction."""

    __table_args__ = rules(*_comparison_rules())


class ComparisonDerived(ComparisonColumns, table=True):
    """One comparison that was computed from printed values."""

    __table_args__ = rules(*_comparison_rules(), _unprinted())


class ComparisonDigitised(ComparisonColumns, table=True):
    """One comparison that was read off a figure."""

    __table_args__ = rules(*_comparison_rules(), _unprinted())


class ComparisonGroup(OfStudy, table=True):
    """One group that takes part in a comparison, in order."""

    __table_args__ = rules(of_fact(), inside("study_group", "group_id"), *flags("reference"))

    address: str = string("Address of the comparison.", key=True)
    position: int = whole("Its place in the comparison.", key=True)
    group_id: str = string("Id of the group.")
    reference: bool = flag("Whether the effect is relative to it: the last of two.")


class ComparisonSplit(OfStudy, table=True):
    """One split whose interaction is tested, or by which an effect varies."""

    __table_args__ = rules(of_fact(), inside("split", "split"))

    address: str = string("Address of the comparison.", key=True)
    position: int = whole("Its place in the comparison.", key=True)
    split: str = string("Id of the split.")


class ComparisonFactor(OfStudy, table=True):
    """One thing that a comparison is adjusted for or stratified by."""

    __table_args__ = rules(of_fact(), one_of("kind", "adjusted", "stratified"))

    address: str = string("Address of the comparison.", key=True)
    kind: str = string("adjusted (for it) or stratified (by it).", key=True)
    position: int = whole("Its place in the list.", key=True)
    factor: str = string("What is taken into account.")
