"""Two readings of one number held against each other, as printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from schema.cells import (
    Bound,
    CellError,
    Comparison,
    Number,
    Quantity,
    Result,
    Spread,
    parse,
    parse_comparison,
    parse_result,
)
from schema.facts import ComparisonFact, EstimateFact
from schema.seals import Sealable
from schema.seals.files import Difference

Value = Result | Comparison


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a cell: a number with its unit, or a word, an operator, a level."""

    number: Number | None = None
    unit: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a cell need not say because the record says it above: level, and sides of p."""

    level: str = ""
    p_sides: str = ""


def read_as(asked: Sealable, text: str) -> Value:
    """Parse what a reader read of a number; raises CellError."""
    if asked.elsewhere:
        return parse(text)
    return parse_comparison(text) if isinstance(asked.fact, ComparisonFact) else parse_result(text)


def unreadable(asked: Sealable, text: str) -> str:
    """Say why a reading is no cell, and what it may have been meant to be; empty if it is one."""
    try:
        read_as(asked, text)
    except CellError as error:
        allowed = f"; allowed: {error.allowed}" if error.allowed else ""
        meant = f"; did you mean `{error.paste}`?" if error.paste else ""
        return f"{error.message}{allowed}{meant}"
    return ""


def difference(asked: Sealable, text: str) -> Difference | None:
    """Say how what the second reader read differs from the record, or None when it does not.

    Another place may print more than the record keeps of it; what is more is no difference.
    """
    try:
        second = read_as(asked, text)
    except CellError:
        return "unreadable"
    above = inherited(asked)
    one, other = _parts(read_as(asked, asked.value), above), _parts(second, above)
    if asked.elsewhere:
        other = {name: part for name, part in other.items() if name in one}
    return _difference(one, other)


def inherited(asked: Sealable) -> Inherited:
    """Return what is written above a cell and not inside it: its level, and its sides of p."""
    fact, value = asked.fact, read_as(asked, asked.value)
    if fact is None:
        return Inherited()
    level = "" if _own_level(value) else f"{fact.level} {fact.sides}".strip()
    if isinstance(fact, EstimateFact):
        return Inherited(level)
    p = value.p if isinstance(value, Comparison) else None
    return Inherited(level, "" if p and p.sides else fact.p_sides)


def _own_level(value: Value) -> bool:
    return any(spread.kind == "CI" and spread.level for spread in value.spreads)


def parts_of(asked: Sealable) -> list[str]:
    """Return the names of the parts a record keeps of a number: count, value, interval ..."""
    names = _parts(read_as(asked, asked.value), Inherited())
    return list(dict.fromkeys(name.partition(".")[0] for name in names))


def _difference(one: Mapping[str, Part], other: Mapping[str, Part]) -> Difference | None:
    both = [(one[name], other[name]) for name in one if name in other]
    kinds = {_kind(first, second) for first, second in both}
    if "different value" in kinds:
        return "different value"
    if one.keys() != other.keys():
        return "missing part" if both else "different value"
    order: tuple[Difference, ...] = ("different unit", "different decimals")
    return next((kind for kind in order if kind in kinds), None)


def _kind(first: Part, second: Part) -> Difference | None:
    if first.word != second.word or (first.number is None) != (second.number is None):
        return "different value"
    if first.number is None or second.number is None:
        return None
    finer = first.number.decimals != second.number.decimals
    if not _agree(first.number, second.number):
        return "different value"
    if first.unit != second.unit:
        return "different unit"
    return "different decimals" if finer else None


def _agree(first: Number, second: Number) -> bool:
    """Whether one is the other, or the other printed with fewer decimals."""
    if first.decimals == second.decimals:
        return first.decimal == second.decimal
    half = Decimal(5).scaleb(-min(first.decimals, second.decimals) - 1)
    return abs(first.decimal - second.decimal) <= half


def _parts(value: Value, above: Inherited) -> dict[str, Part]:
    found = dict(_comparison(value, above) if isinstance(value, Comparison) else _result(value))
    found.update(_quantity(value.quantity))
    unit = value.quantity.unit if value.quantity else ""
    for spread in value.spreads:
        found.update(
            (f"{name}, again" if name in found else name, part)
            for name, part in list(_spread(spread, unit, above.level))
        )
    return {name: part for name, part in found.items() if part != Part()}


def _result(value: Result) -> Iterator[tuple[str, Part]]:
    yield "word", Part(word=value.word)
    for name in ("count", "denominator", "of", "events", "events_of"):
        number: Number | None = getattr(value, name)
        if number is not None:
            yield name.replace("_", " "), Part(number)


def _comparison(value: Comparison, above: Inherited) -> Iterator[tuple[str, Part]]:
    yield "word", Part(word=value.word)
    yield "effect", Part(word=value.effect)
    if value.p is not None:
        yield "p", Part(value.p.number, word=value.p.operator)
        yield "p.sides", Part(word=value.p.sides or above.p_sides)


def _quantity(quantity: Quantity | None) -> Iterator[tuple[str, Part]]:
    if quantity is not None:
        yield "value", Part(quantity.number, quantity.unit, quantity.word or quantity.operator)
        yield "value.upto", Part(quantity.upto, quantity.unit if quantity.upto else "")


def _spread(spread: Spread, unit: str, level: str) -> Iterator[tuple[str, Part]]:
    name = "interval" if spread.kind == "CI" else spread.name or spread.kind
    yield f"{name}.low", _bound(spread.low, unit)
    yield f"{name}.high", _bound(spread.high, unit)
    yield name, Part(spread.value)
    if spread.kind == "CI":
        own = f"{spread.level.text}% {spread.sides or ''}".strip() if spread.level else level
        yield f"{name}.level", Part(word=own)


def _bound(bound: Bound | None, unit: str) -> Part:
    if bound is None:
        return Part()
    inherited = bound.unit or (unit if bound.number else "")
    return Part(bound.number, inherited, bound.word or bound.operator)
