"""The columns that tables of numbers have in common.

They share these declarations and nothing else: reported, derived and digitised values live in
tables of their own. Of each number there are the printed text, the exact decimal, a float, and a
float in the canonical unit.
"""

from decimal import Decimal

from sqlalchemy import CheckConstraint

from kb.tables.base import OfStudy, never_negative, one_of
from kb.tables.columns import exact, real, string, whole

WORDS = ("not reached", "not estimable", "not reported", "not applicable", "blank")
BOUND_WORDS = ("not reached", "not estimable", "none")


class OfFact(OfStudy):
    """The first part of every key inside a fact."""

    address: str = string("Address of the fact.", key=True)


class Bounds(OfFact):
    """An interval: two bounds, each a number or a word."""

    low_text: str | None = string("The lower bound as printed.")
    low_decimal: Decimal | None = exact("The lower bound, exact.")
    low: float | None = real("The lower bound in its own unit.")
    low_unit: str | None = string("The unit of the lower bound.", to="term.unit")
    low_canonical: float | None = real("The lower bound in the canonical unit.")
    low_operator: str | None = string("What stands before the lower bound: < or >.")
    low_word: str | None = string("Instead of a bound: not reached, not estimable, none.")
    high_text: str | None = string("The upper bound as printed.")
    high_decimal: Decimal | None = exact("The upper bound, exact.")
    high: float | None = real("The upper bound in its own unit.")
    high_unit: str | None = string("The unit of the upper bound.", to="term.unit")
    high_canonical: float | None = real("The upper bound in the canonical unit.")
    high_operator: str | None = string("What stands before the upper bound: < or >.")
    high_word: str | None = string("Instead of a bound: not reached, not estimable, none.")
    level: str | None = string("The level of the interval, such as 95%; or: unstated.")
    sides: str | None = string("one-sided or two-sided, if stated.")


class Value(OfFact):
    """A value, or a word instead of it."""

    text: str = string("The cell as it was copied.")
    printed: str | None = string("The notation of the source, where it was changed.")
    how: str | None = string("The formula of a derived value, the tool of a digitised one.")
    word: str | None = string("Instead of a value: not reached, not reported, blank ...")
    operator: str | None = string("What stands before the value: <, > or ~.")
    value_text: str | None = string("The value as printed.")
    value_decimal: Decimal | None = exact("The value, exact.")
    value: float | None = real("The value in the unit as printed.")
    unit: str | None = string("The unit as printed.", to="term.unit")
    value_canonical: float | None = real("The value in the canonical unit.")
    canonical_unit: str | None = string("The canonical unit of value and bounds.", to="term.unit")
    upto_text: str | None = string("The upper end as printed, where a span is printed.")
    upto_decimal: Decimal | None = exact("The upper end of a span, exact.")
    upto: float | None = real("The upper end of a span in the unit as printed.")
    upto_canonical: float | None = real("The upper end of a span in the canonical unit.")


class Counts(OfFact):
    """Whole numbers of patients, as printed beside a value or instead of it."""

    count_text: str | None = string("The count as printed.")
    count: int | None = whole("The number with the outcome.")
    denominator_text: str | None = string("The denominator as printed beside the count.")
    denominator: int | None = whole("The number of which the count is a part.")
    of_text: str | None = string("How many the value rests on, as printed.")
    of_n: int | None = whole("How many the value rests on, where no count is printed.")
    events_text: str | None = string("The events as printed.")
    events: int | None = whole("Events by the end of follow-up.")
    events_of_text: str | None = string("Of how many, as printed beside the events.")
    events_of: int | None = whole("Of how many the events are.")


class Effect(OfFact):
    """What only comparisons have: the kind of effect, the p-value, the result in words."""

    effect: str | None = string("The kind of effect: HR, OR, RD ...", to="term.effect")
    verbal: str | None = string("The result in words: not significant, lower ...")
    p_operator: str | None = string("What stands before the p-value: =, <, <= or >.")
    p_text: str | None = string("The p-value as printed.")
    p_decimal: Decimal | None = exact("The p-value, exact.")
    p: float | None = real("The p-value.")
    p_sides: str | None = string("one-sided, two-sided or unstated.")


def _whole_number(name: str) -> list[CheckConstraint]:
    """A number has all its forms, or none."""
    forms = (f"{name}_text", f"{name}_decimal", name)
    same = " AND ".join(f"({forms[0]} IS NULL) = ({form} IS NULL)" for form in forms[1:])
    return [CheckConstraint(same, name=f"{name}_whole")]


def bound_rules() -> list[CheckConstraint]:
    """Return the rules of Bounds: each is a number or a word.

    Nothing asks the lower bound to be below the upper: a source may print it so, and it stays.
    """
    return [
        *_whole_number("low"),
        *_whole_number("high"),
        one_of("low_word", *BOUND_WORDS),
        one_of("high_word", *BOUND_WORDS),
        one_of("low_operator", "<", ">"),
        one_of("high_operator", "<", ">"),
        one_of("sides", "one-sided", "two-sided"),
        CheckConstraint("low IS NULL OR low_word IS NULL", name="low_once"),
        CheckConstraint("high IS NULL OR high_word IS NULL", name="high_once"),
    ]


def value_rules() -> list[CheckConstraint]:
    """Return the rules of Value: it is a number or a word."""
    return [
        *_whole_number("value"),
        *_whole_number("upto"),
        one_of("word", *WORDS),
        one_of("operator", "<", ">", "~"),
        CheckConstraint("value IS NULL OR word IS NULL", name="value_once"),
    ]


def count_rules() -> list[CheckConstraint]:
    """Return the rules of Counts: none is negative, each has its text."""
    names = {name: f"{name}_text" for name in ("count", "denominator", "events", "events_of")}
    names["of_n"] = "of_text"
    texts = [
        CheckConstraint(f"({text} IS NULL) = ({name} IS NULL)", name=f"{name}_whole")
        for name, text in names.items()
    ]
    return [*texts, *never_negative(*names)]


def effect_rules() -> list[CheckConstraint]:
    """Return the rules of Effect: operators and sides are the known ones."""
    return [
        *_whole_number("p"),
        one_of("p_operator", "=", "<", "<=", ">"),
        one_of("p_sides", "one-sided", "two-sided", "unstated"),
    ]
