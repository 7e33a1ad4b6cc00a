"""The columns that hold numbers: printed text, exact decimal, float, float in canonical unit."""

from collections.abc import Iterator
from fractions import Fraction
from math import isinf

from kb.curation.rows.common import Columns
from kb.errors import LoadError
from schema import terms
from schema.cells import Bound, Comparison, Number, PValue, Quantity, Result, Spread

# Beyond this power of ten a float serves as well as a fraction, and does not fill the memory.
_MOST_DIGITS = 300


def floats(number: Number, unit: str = "") -> tuple[float, float, str]:
    """Return a number as float, in the canonical unit, and that unit."""
    decimal = number.decimal
    value = float(decimal)
    if isinf(value):
        raise LoadError(f"`{number.text}` is too large to be held")
    factor, canonical = terms.factor(unit) if unit else (Fraction(1), "")
    if factor == 1:
        return value, value, canonical
    exact = abs(decimal.adjusted()) < _MOST_DIGITS
    return value, float(Fraction(decimal) * factor) if exact else value * float(factor), canonical


def number(name: str, printed: Number | None, unit: str = "") -> Columns:
    """Return the four columns of one number."""
    if printed is None:
        return dict.fromkeys((f"{name}_text", f"{name}_decimal", name, f"{name}_canonical"))
    value, canonical, _ = floats(printed, unit)
    return {
        f"{name}_text": printed.text,
        f"{name}_decimal": str(printed.decimal),
        name: value,
        f"{name}_canonical": canonical,
    }


def value_columns(value: Result | Comparison, printed: str = "", how: str = "") -> Columns:
    """Return the columns of the table mixin `Value`."""
    quantity = value.quantity or Quantity(None)
    word = quantity.word or ("" if isinstance(value, Comparison) and _verbal(value) else value.word)
    return {
        "text": value.text,
        "printed": printed or None,
        "how": how or None,
        "word": word or None,
        "operator": quantity.operator or None,
        **number("value", quantity.number, quantity.unit),
        "unit": quantity.unit or None,
        "canonical_unit": _canonical_unit(value),
        **number("upto", quantity.upto, quantity.unit),
    }


def _verbal(value: Comparison) -> bool:
    return value.word not in ("not reported", "not applicable", "blank")


def _canonical_unit(value: Result | Comparison) -> str | None:
    """Return the canonical unit of the value, or else of its bounds."""
    units = [value.quantity.unit] if value.quantity else []
    units += [bound.unit for spread in value.spreads for bound in _bounds(spread)]
    known = next((unit for unit in units if unit), "")
    return terms.factor(known)[1] if known else None


def _bounds(spread: Spread) -> Iterator[Bound]:
    yield from (bound for bound in (spread.low, spread.high) if bound)


def bound_columns(spread: Spread | None, unit: str, level: str, sides: str) -> Columns:
    """Return the columns of the table mixin `Bounds`; a bound may bring its own unit."""
    low, high = (spread.low, spread.high) if spread else (None, None)
    return {
        **_bound("low", low, unit),
        **_bound("high", high, unit),
        "level": (level or None) if spread else None,
        "sides": (sides or None) if spread else None,
    }


def _bound(name: str, bound: Bound | None, unit: str) -> Columns:
    bound = bound or Bound(None)
    own = bound.unit or unit
    return {
        **number(name, bound.number, own),
        f"{name}_unit": (own or None) if bound.number else None,
        f"{name}_operator": bound.operator or None,
        f"{name}_word": bound.word or None,
    }


def count_columns(value: Result | Comparison) -> Columns:
    """Return the columns of the table mixin `Counts`."""
    result = value if isinstance(value, Result) else Result("")
    return {
        **_count("count", result.count),
        **_count("denominator", result.denominator),
        "of_text": result.of.text if result.of else None,
        "of_n": int(result.of.text) if result.of else None,
        **_count("events", result.events),
        **_count("events_of", result.events_of),
    }


def _count(name: str, printed: Number | None) -> Columns:
    if printed is None:
        return {f"{name}_text": None, name: None}
    return {f"{name}_text": printed.text, name: int(printed.text)}


def effect_columns(value: Result | Comparison, p_sides: str) -> Columns:
    """Return the columns of the table mixin `Effect`; `p_sides` holds unless the cell says."""
    comparison = value if isinstance(value, Comparison) else Comparison("")
    return {
        "effect": comparison.effect or None,
        "verbal": comparison.word if comparison.word and _verbal(comparison) else None,
        **_p_value(comparison.p, p_sides),
    }


def _p_value(p: PValue | None, sides: str) -> Columns:
    if p is None:
        return dict.fromkeys(("p_operator", "p_text", "p_decimal", "p", "p_sides"))
    columns = number("p", p.number)
    del columns["p_canonical"]
    return {**columns, "p_operator": p.operator, "p_sides": p.sides or sides or None}


def interval(value: Result | Comparison) -> Spread | None:
    """Return the first confidence interval of a cell: it belongs to the estimate itself."""
    return next((spread for spread in value.spreads if spread.kind == "CI"), None)


def further(value: Result | Comparison) -> list[Spread]:
    """Return what else stands in parentheses."""
    first = interval(value)
    return [spread for spread in value.spreads if spread is not first]


def spread_columns(spread: Spread, unit: str, level: str) -> Columns:
    """Return the columns of a table of spreads."""
    units = [unit, *(bound.unit for bound in _bounds(spread))]
    known = next((name for name in units if name), "")
    own = spread.name or (f"{spread.level.text}%" if spread.level else "")
    if spread.kind == "CI":
        own = own or level
    return {
        "text": spread_text(spread),
        "kind": spread.kind,
        **number("value", spread.value, unit),
        "unit": unit or None if spread.value else None,
        "canonical_unit": terms.factor(known)[1] if known else None,
        **bound_columns(spread, unit, own, spread.sides or ""),
    }


def spread_text(spread: Spread) -> str:
    """Return a spread as it is written inside the parentheses, `IQR 25.1 to 62.6`."""
    if spread.value:
        return f"{spread.kind} {spread.value.text}"
    kind = spread.name or ("" if spread.kind == "CI" else spread.kind)
    level = f"{spread.level.text}%" if spread.level else ""
    ends = " to ".join(_bound_text(bound) for bound in _bounds(spread))
    return " ".join(word for word in (kind, level, spread.sides or "", ends) if word)


def _bound_text(bound: Bound) -> str:
    if bound.number is None:
        return bound.word
    space = "" if bound.unit in ("", "%") else " "
    return f"{bound.operator}{bound.number.text}{space}{bound.unit}"
