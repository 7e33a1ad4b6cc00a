"""The grammar of cells.

    result     = word | [count] [quantity] {spread} ["of" N] [N ["/" N] " events"]
    count      = N ["/" N]
    quantity   = ["<"|">"|"~"] NUMBER unit [" to " NUMBER unit] | not reached | not estimable
    spread     = "(" [IQR | range | unnamed | P10-P90 | [NUMBER"%"] [sides]] bound " to " bound ")"
               | "(" (SD | SE | +/-) NUMBER ")"
    bound      = ["<"|">"] NUMBER [unit] | not reached | not estimable | none
    comparison = [EFFECT [quantity] {spread}] [verbal] ["p" op NUMBER [sides]]

Single spaces separate the parts. There is no comma, colon, brace, bracket, `#` or `?`, so that a
cell needs no quotes anywhere in YAML.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeVar, cast

from schema import terms
from schema.cells.errors import CellError
from schema.cells.model import (
    OPEN_WORDS,
    VERBAL,
    WORDS,
    Bound,
    Comparison,
    Number,
    PValue,
    Quantity,
    Result,
    Sides,
    Spread,
    SpreadKind,
)
from schema.cells.repair import repaired
from schema.cells.scanner import NUMBER, Scanner
from schema.spelling import ambiguous

_T = TypeVar("_T", Result, Comparison)

_COUNT = r"([0-9]+)(?:/([0-9]+))?(?= [0-9]| [<>~][0-9]| not | \(|$)"
_EVENTS = r"([0-9]+)(?:/([0-9]+))? events(?= |$)"
_P = rf"p ?(<=|>=|=|<|>) ?({NUMBER})(?: (one-sided|two-sided))?(?= |$)"
_KIND = (
    r"(?:(IQR|range|unnamed|P[0-9]+-P[0-9]+)|([0-9]+(?:\.[0-9]+)?)%(?: (one-sided|two-sided))?) "
)
_LONG = re.compile(r"[0-9]{16,}")  # no result is that exact, and no database holds such a count
_RESULT_PARTS = (
    "a count (17 or 8/11), a value with its unit (16.0% or 7.7 mo), not reached, not reported"
)
_COMPARISON_PARTS = "an effect (HR 0.71), a p-value (p=0.01), or one of: " + ", ".join(VERBAL)


@cache
def _unit() -> str:
    """A pattern for a unit with the space that belongs before it: `68%` but `7.7 mo`."""
    words = sorted((u for u in terms.units() if u != "%"), key=lambda u: (-len(u), u))
    joined = "|".join(re.escape(word) for word in words)
    return rf"(?:(%)| ({joined}))(?=[ )]|$)"


def parse(text: str) -> Result | Comparison:
    """Parse a cell of either kind; raises CellError with the cell to paste instead."""
    return parse_comparison(text) if _is_comparison(text) else parse_result(text)


@lru_cache(maxsize=4096)  # a cell is looked at when it is read, checked, and written out
def parse_result(text: str) -> Result:
    """Parse a result such as `83.9% (81.4 to 86.1) 165/950 events`; raises CellError."""
    return _with_repair(text, _result)


@lru_cache(maxsize=4096)
def parse_comparison(text: str) -> Comparison:
    """Parse a comparison such as `HR 0.71 (0.55 to 0.93) p=0.01`; raises CellError."""
    return _with_repair(text, _comparison)


def _is_comparison(text: str) -> bool:
    first = text.split(" ")[0]
    return first in terms.effects() or text.startswith(VERBAL) or bool(re.match(r"p ?[<>=]", text))


def _with_repair(text: str, parser: Callable[[str], _T]) -> _T:
    try:
        _refuse_long(text)
        return parser(text)
    except CellError as error:
        for candidate in (error.paste, *repaired(text)):
            if candidate and _parses(candidate, parser):
                raise CellError(error.message, error.offset, error.allowed, candidate) from None
        raise CellError(error.message, error.offset, error.allowed) from None


def _refuse_long(text: str) -> None:
    long = _LONG.search(text)
    if long:
        message = f"a number of {len(long.group())} digits"
        raise CellError(message, long.start(), "at most 15 digits in a row")


def _parses(text: str, parser: Callable[[str], _T]) -> bool:
    try:
        _refuse_long(text)
        parser(text)
    except CellError:
        return False
    return True


def _result(text: str) -> Result:
    if text in WORDS and text not in OPEN_WORDS:
        return Result(text, word=text)
    scan = Scanner(text)
    count = scan.take(_COUNT)
    events = None if count else scan.take(_EVENTS)
    quantity = None if events else _quantity(scan)
    spreads = _spreads(scan)
    of = scan.take(r"of ([0-9]+)(?= |$)")
    events = events or scan.take(_EVENTS)
    if not scan.done or not text:
        raise scan.error(ambiguous(text) or _RESULT_PARTS)
    return Result(
        text,
        count=_number(count, 1),
        denominator=_number(count, 2),
        quantity=quantity,
        spreads=spreads,
        of=_number(of, 1),
        events=_number(events, 1),
        events_of=_number(events, 2),
    )


def _comparison(text: str) -> Comparison:
    if text in ("not reported", "not applicable", "blank"):
        return Comparison(text, word=text)
    scan = Scanner(text)
    effect = scan.take("|".join(sorted(terms.effects(), key=lambda e: (-len(e), e))) + r"(?= )")
    quantity = _effect_quantity(scan) if effect else None
    spreads = _spreads(scan) if effect else ()
    if effect and not (quantity or spreads):
        raise scan.error("a number or an interval after the effect, as in HR 0.71")
    if effect and effect.group() in _ratios():
        _refuse_units(text, quantity, spreads)
    verbal = scan.take("(?:" + "|".join(VERBAL) + r")(?= |$)")
    p = scan.take(_P)
    if not scan.done or not text:
        raise scan.error(_COMPARISON_PARTS)
    return Comparison(
        text,
        word=verbal.group() if verbal else "",
        effect=effect.group() if effect else "",
        quantity=quantity,
        spreads=spreads,
        p=PValue(p[1], Number(p[2]), _sides(p[3])) if p else None,
    )


def _quantity(scan: Scanner) -> Quantity | None:
    word = scan.take("|".join(OPEN_WORDS))
    if word:
        return Quantity(None, word=word.group())
    start = scan.at
    number = scan.take(rf"([<>~]?)({NUMBER})(?:{_unit()})")
    if number is None:
        _explain_number(scan)
        return None
    upto = scan.take(rf"to ({NUMBER})(?:{_unit()})")
    unit = number[3] or number[4]
    if upto and (upto[2] or upto[3]) != unit:
        raise CellError("a span in two units", start, "the same unit twice")
    return Quantity(Number(number[2]), unit, number[1], _number(upto, 1))


def _explain_number(scan: Scanner) -> None:
    """Say what is wrong with a number that has no unit, or one that nobody knows."""
    found = re.compile(rf"([<>~]?{NUMBER})( *)([^ )]*)").match(scan.text, scan.at)
    if found is None:
        return
    if re.match(r"-[0-9]+(?:/[0-9]+)?(?: |$)", scan.text[scan.at :]):
        raise CellError("a count cannot be negative", scan.at, "0 or more")
    number, gap, word = found.groups()
    offset = found.start(3)
    if len(gap) > 1:
        raise CellError("a space too many", found.start(2) + 1, "single spaces between the parts")
    if not word:
        raise CellError(f"`{number}` has no unit", scan.at, f"{number}% or {number} mo, and so on")
    if re.match(",[0-9]", word):
        raise CellError("a comma in a number", offset, "a decimal point, and no commas")
    if word in terms.units():
        message = "a space before" if gap else "no space before"
        right = f"{number}%" if word == "%" else f"{number} {word}"
        paste = scan.text[: found.start()] + right + scan.text[found.end() :]
        raise CellError(f"{message} `{word}`", offset, right, paste)
    raise CellError(
        f"`{word}` is not a known unit",
        offset,
        terms.listed_units(),
        paste=_replaced(scan.text, offset, word, terms.nearest_unit(word)),
    )


def _replaced(text: str, offset: int, old: str, new: str) -> str:
    space = "" if new == "%" or text[offset - 1 : offset] == " " else " "
    return text[:offset] + space + new + text[offset + len(old) :] if new else ""


def _effect_quantity(scan: Scanner) -> Quantity | None:
    word = scan.take("|".join(OPEN_WORDS))
    if word:
        return Quantity(None, word=word.group())
    found = scan.take(rf"([<>~]?)({NUMBER})(?:{_unit()})?(?= |$)")
    return Quantity(Number(found[2]), found[3] or found[4] or "", found[1]) if found else None


@cache
def _ratios() -> frozenset[str]:
    """The effects that are ratios, which have no unit."""
    known = terms.vocabulary("effects").values()
    return frozenset(effect.id for effect in known if effect.text("scale") == "log")


def _refuse_units(text: str, quantity: Quantity | None, spreads: tuple[Spread, ...]) -> None:
    """Refuse `HR 0.71%`: what is meant is another effect, or a number without the sign."""
    parts = (quantity, *(bound for spread in spreads for bound in (spread.low, spread.high)))
    units = [(part.number.text, part.unit) for part in parts if part and part.number and part.unit]
    bare, first = text, len(text)
    for number, unit in units:
        with_unit = re.compile(rf"(?<![0-9.])({re.escape(number)}) ?({re.escape(unit)})(?=[ )]|$)")
        found = with_unit.search(text)
        first = min(first, found.start(2)) if found else first
        bare = with_unit.sub(r"\1", bare)
    if units:
        unit = units[0][1]
        raise CellError(f"`{unit}` after a ratio", first, "a number without unit", paste=bare)


def _spreads(scan: Scanner) -> tuple[Spread, ...]:
    spreads: list[Spread] = []
    while scan.take(r"\("):
        spreads.append(_spread(scan))
        scan.need(r"\)", "a closing parenthesis")
    return tuple(spreads)


def _spread(scan: Scanner) -> Spread:
    single = scan.take(rf"(SD|SE|\+/-) ({NUMBER})%?")
    if single:
        return Spread(cast("SpreadKind", single[1]), value=Number(single[2]))
    kind = scan.take(_KIND)
    low = _bound(scan)
    scan.need("to(?= )", "two bounds with ` to ` between them")
    high = _bound(scan)
    name = kind[1] if kind else None
    return Spread(
        _spread_kind(name),
        low,
        high,
        level=_number(kind, 2),
        sides=_sides(kind[3]) if kind else None,
        name=name if name and name.startswith("P") else "",
    )


def _spread_kind(name: str | None) -> SpreadKind:
    if name is None:
        return "CI"
    return "percentiles" if name.startswith("P") else cast("SpreadKind", name)


def _bound(scan: Scanner) -> Bound:
    word = scan.take("|".join((*OPEN_WORDS, "none")))
    if word:
        return Bound(None, word=word.group())
    allowed = "a number, not reached, not estimable, or none (no bound on this side)"
    found = scan.need(rf"([<>]?)({NUMBER})(?:{_unit()})?(?=[ )]|$)", allowed)
    return Bound(Number(found[2]), found[3] or found[4] or "", found[1])


def _number(found: re.Match[str] | None, group: int) -> Number | None:
    return Number(found[group]) if found and found[group] is not None else None


def _sides(text: str | None) -> Sides | None:
    return cast("Sides", text) if text else None
