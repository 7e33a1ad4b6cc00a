"""The numbers of one cell: its value and unit, its spreads, and the bounds of these."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from schema.cells import Bound, Comparison, Number, Result, Spread
from schema.exact.rounding import unit
from schema.facts import Fact


def unit_of(value: Result | Comparison) -> str:
    """Return the unit of a value; empty where there is none."""
    return value.quantity.unit if value.quantity else ""


def plain_number(fact: Fact) -> Number | None:
    """Return the value where one number without an operator is printed."""
    quantity = fact.value.quantity
    return None if quantity is None or quantity.operator or quantity.upto else quantity.number


def confidence(fact: Fact) -> Spread | None:
    """Return the confidence interval of a result, if it has one."""
    return spread_of(fact, "CI")


def spread_of(fact: Fact, kind: str) -> Spread | None:
    """Return what is printed of one kind of spread around a value, if anything is."""
    return next((spread for spread in fact.value.spreads if spread.kind == kind), None)


def interval(fact: Fact, kind: str) -> tuple[tuple[Number, Bound], tuple[Number, Bound]] | None:
    """Return both bounds of one kind of spread, where both are numbers."""
    spread = spread_of(fact, kind)
    found = [(number, bound) for _, number, bound in bounds(spread)] if spread else []
    return (found[0], found[1]) if len(found) == 2 else None


def bound_of(fact: Fact, kind: str, side: str) -> Bound | None:
    """Return the `low` or `high` bound of one kind of spread, if it is printed."""
    spread = spread_of(fact, kind)
    return (spread.low if side == "low" else spread.high) if spread else None


def bounds(spread: Spread) -> Iterator[tuple[str, Number, Bound]]:
    """Yield each bound that is a number, after the name of its part: `low`, `IQR high`."""
    kind = "" if spread.kind == "CI" else f"{spread.kind} "
    for side, bound in (("low", spread.low), ("high", spread.high)):
        if bound is not None and bound.number is not None:
            yield f"{kind}{side}", bound.number, bound


@lru_cache(maxsize=4096)
def closed(number: Number) -> tuple[Fraction, Fraction]:
    """Return the ends of the rounding interval of a number."""
    value, half = Fraction(number.decimal), unit(number) / 2
    return value - half, value + half
