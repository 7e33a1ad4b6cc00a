"""The order of numbers in one cell: bounds around their estimate, quantiles one after another."""

from collections.abc import Iterator
from typing import NamedTuple

from schema.cells import Number, Spread
from schema.checks.figures import bounds, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.values.written import FIX, excused
from schema.checks.view import View, name
from schema.exact.rounding import printed, unit
from schema.facts import Fact


class _Part(NamedTuple):
    """One printed number of a cell, with what else is printed of it."""

    part: str
    number: Number
    operator: str
    unit: str


def _ordered(view: View) -> Iterator[Answer]:
    for fact in view.facts:
        for spread in fact.value.spreads:
            if spread.value is None:
                yield from _held(view, fact, spread)
        for low, high in _nested(fact):
            yield _order(view, fact, low, high)


def _held(view: View, fact: Fact, spread: Spread) -> Iterator[Answer]:
    ends, middle = _ends(fact, spread), _middle(fact, spread)
    low, high = ends.get("low"), ends.get("high")
    if low and high and low.unit == high.unit and _above(low, high):
        yield _order(view, fact, low, high)
        return
    pairs = [(a, b) for a, b in ((low, middle), (middle, high), (low, high)) if a and b]
    if not pairs:
        yield not_applicable("fewer than two numbers are printed", name(fact))
    for a, b in pairs:
        yield _order(view, fact, a, b)


def _middle(fact: Fact, spread: Spread) -> _Part | None:
    quantity = fact.value.quantity
    if quantity is None or quantity.number is None:
        return None
    # A mean may lie outside the quartiles of what it is the mean of.
    apart = fact.meaning.statistic == "mean" and spread.kind in ("IQR", "percentiles")
    return None if apart else _Part("value", quantity.number, quantity.operator, quantity.unit)


def _ends(fact: Fact, spread: Spread) -> dict[str, _Part]:
    """Return the printed bounds of a spread by side: `low`, `high`."""
    own = unit_of(fact.value)
    return {
        part.rpartition(" ")[2]: _Part(part, number, bound.operator, bound.unit or own)
        for part, number, bound in bounds(spread)
    }


def _nested(fact: Fact) -> Iterator[tuple[_Part, _Part]]:
    """Yield what else must not fall: quartiles inside a range, the ends of a span."""
    ends = {spread.kind: _ends(fact, spread) for spread in fact.value.spreads}
    outer = ends.get("range", {})
    for inner in (ends.get("IQR", {}), ends.get("percentiles", {})):
        for side, lower, upper in (("low", outer, inner), ("high", inner, outer)):
            if side in lower and side in upper:
                yield lower[side], upper[side]
    quantity = fact.value.quantity
    if quantity and quantity.number and quantity.upto:
        first = _Part("value", quantity.number, "", quantity.unit)
        yield first, _Part("value", quantity.upto, "", quantity.unit)


def _order(view: View, fact: Fact, low: _Part, high: _Part) -> Answer:
    where = tuple(dict.fromkeys((name(fact, low.part), name(fact, high.part))))
    if low.unit != high.unit:
        return not_applicable(f"{low.unit} and {high.unit} are different units", *where)
    if not _above(low, high):
        return passed(*where)
    a, b = low.number.text, high.number.text
    changes = (
        f"{a} and {b} would have to change places",
        f"{a} would have to be at most {b}",
        f"{b} would have to be at least {a}",
    )
    says = f"{a} ({low.part}) is above {b} ({high.part})"
    code = "outside-interval" if "value" in (low.part, high.part) else "bounds-swapped"
    return excused(view, fact, code, violated(where, says, changes=changes))


def _above(low: _Part, high: _Part) -> bool:
    """Say whether the first is above the second for certain; rounding alike keeps their order."""
    alike = unit(low.number) == unit(high.number) and not (low.operator or high.operator)
    if alike:
        return low.number.decimal > high.number.decimal
    least = printed(low.number, low.operator).low
    most = printed(high.number, high.operator).high
    return least is not None and most is not None and least > most


V06 = Check(
    id="V06",
    title="Bounds and quantiles in order",
    statement="min <= Q1 <= median <= Q3 <= max, and lower bound <= estimate <= upper bound.",
    why="Finds every bound that changed places with another or with the estimate.",
    severity=Severity.ERROR,
    passes="43.6 (24.4 to 60.7)",
    fails="24.4 (43.6 to 60.7)",
    fix=f"{FIX} Write the lower bound first, also of negative numbers.",
    look=_ordered,
)
CHECKS = (V06,)
