"""The kinds of corruption: for one number of a record, the texts to write instead of right ones.

Each kind returns every way it can happen to the number; none where it cannot.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from schema.checks.view import is_share, percentage, size
from schema.exact.rounding import as_printed
from schema.facts import EstimateFact
from schema.reading.tree import Path
from tests.mutation import digits
from tests.mutation.figures import AGAIN, SIZE, Figure
from tests.mutation.record import Record

Edits = dict[Path, str]
Kind = Callable[[Record, Figure], list[Edits]]


def _slip(slips: Callable[[str], list[str]]) -> Kind:
    return lambda _, figure: [_written(figure, new) for new in slips(figure.text)]


def _written(figure: Figure, new: str) -> Edits:
    return {figure.path: figure.written(new)}


def arms_swapped(record: Record, figure: Figure) -> list[Edits]:
    """The number changes places with that of another arm in the same row."""
    return [
        {figure.path: figure.written(other.text), other.path: other.written(figure.text)}
        for other in record.siblings(figure)
        if _differ(figure, other)
    ]


def neighbouring_cell(record: Record, figure: Figure) -> list[Edits]:
    """The number of the cell beside, above or below is written a second time."""
    beside = [other for other in record.neighbours(figure) if _differ(figure, other)]
    return [_written(figure, other.text) for other in beside]


def bounds_swapped(record: Record, figure: Figure) -> list[Edits]:
    """The bounds of an interval change places; counted once, for the lower one."""
    if not figure.part.endswith("low"):
        return []
    high = record.named.get(figure.name.removesuffix("low") + "high")
    if high is None or not _differ(figure, high):
        return []
    between = figure.cell[figure.stop : high.start]
    before, after = figure.cell[: figure.start], figure.cell[high.stop :]
    return [{figure.path: f"{before}{high.text}{between}{figure.text}{after}"}]


def wrong_denominator(record: Record, figure: Figure) -> list[Edits]:
    """The percentage is taken of another group, or its denominator is that of another group."""
    sizes = sorted(record.sizes_near(figure))
    if figure.kind == "denominator":
        return [_written(figure, str(n)) for n in sizes if str(n) != figure.text]
    if not isinstance(figure.fact, EstimateFact) or figure.kind != "percentage":
        return []
    found, k, n = percentage(figure.fact), implied(figure.fact), size(figure.fact)
    if found is None or k is None:
        return []
    others = [_percent(k, other, found[0].decimals) for other in sizes if other >= k and other != n]
    return [_written(figure, text) for text in others if _value(text) != _value(figure.text)]


def percentage_and_count(_: Record, figure: Figure) -> list[Edits]:
    """The count is written as the percentage, or the percentage as the count."""
    fact = figure.fact
    if not isinstance(fact, EstimateFact) or not is_share(fact):
        return []
    k, n = implied(fact), size(fact)
    if figure.kind == "percentage" and figure.part == "value" and k is not None:
        new = str(k)
    elif figure.part == "count" and n:
        found = percentage(fact)
        new = found[0].text.partition(".")[0] if found else _percent(int(figure.text), n, 0)
    else:
        return []
    return [_written(figure, new)] if _value(new) != _value(figure.text) else []


def cells_swapped(record: Record, figure: Figure) -> list[Edits]:
    """The whole cell changes places with that of another arm; counted for its first number."""
    if figure.kind == SIZE or record.first_of_cell(figure) is not figure:
        return []
    return [
        {figure.path: other.cell, other.path: figure.cell}
        for other in record.siblings(figure, same_part=False)
        if figure.cell != other.cell
    ]


def implied(fact: EstimateFact) -> int | None:
    """Return the count of a share, printed or worked out from the percentage."""
    if fact.value.count is not None:
        return int(fact.value.count.text)
    found, n = percentage(fact), size(fact)
    return round(Fraction(found[0].decimal) * n / 100) if found and n else None


def _percent(k: int, n: int, decimals: int) -> str:
    return as_printed(Fraction(100 * k, n), decimals) if n else "0"


def _differ(figure: Figure, other: Figure) -> bool:
    return _value(figure.text) != _value(other.text)


_value = digits.value

_SLIPS: dict[str, Kind] = {
    "digits transposed": _slip(digits.transposed),
    "digit +-1": _slip(digits.one_off),
    "random digit": _slip(digits.random_digit),
    "decimal slip": _slip(digits.decimal_slip),
    "digit dropped": _slip(digits.dropped),
}
KINDS: dict[str, Kind] = _SLIPS | {
    "arms swapped": arms_swapped,
    "neighbouring cell": neighbouring_cell,
    "bounds swapped": bounds_swapped,
    "wrong denominator": wrong_denominator,
    "percentage and count confused": percentage_and_count,
}
# More than one number at a time: shown beside the others, never in their sum.
BESIDES: dict[str, Kind] = {"whole cells swapped": cells_swapped}


def possible(record: Record, figure: Figure) -> Iterator[tuple[str, list[Edits]]]:
    """Yield every kind that can happen to a number, with all the ways it can."""
    kinds = _SLIPS if figure.kind == AGAIN else KINDS | BESIDES
    for name, kind in kinds.items():
        ways = kind(record, figure)
        if ways:
            yield name, ways
