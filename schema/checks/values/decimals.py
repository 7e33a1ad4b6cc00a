"""The check of decimals: a table rounds all its percentages alike, and an interval both bounds."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from schema.cells import Bound, Number, Quantity, Spread
from schema.checks.figures import bounds, unit_of
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, is_share, name, percentage, size
from schema.checks.zeros import padded
from schema.exact.rounding import Span, counts, printed
from schema.facts import EstimateFact, Fact

_ENOUGH = 4  # numbers in a line, all but one with as many decimals
# Of other units, large and small numbers stand side by side with different decimals.
_ROUNDED_ALIKE = ("%", "y", "mo")
_IN_TIME = ("probability", "cumulative-incidence")


def _constant(view: View) -> Iterator[Answer]:
    told = [(fact, found) for fact in view.estimates if (found := percentage(fact))]
    lines = grouped((_line(fact), (fact, number)) for fact, (number, sign) in told if not sign)
    for line in lines.values():
        if len(line) >= _ENOUGH:
            yield _judged(line)
    for each in view.facts:
        for spread in each.value.spreads:
            yield from _bounds(each, spread)


def _line(fact: EstimateFact) -> tuple[str, ...]:
    """Return what percentages share that were surely rounded alike: a printed table, or a row."""
    place, m = fact.place, fact.meaning
    if place.part.startswith("Table") and m.statistic not in _IN_TIME:
        return place.source, place.part
    time = m.time.text if m.time else ""
    return place.source, place.part, m.endpoint, m.statistic, time, m.milestone, m.category, m.cut


def _judged(line: list[tuple[EstimateFact, Number]]) -> Answer:
    where = tuple(name(fact) for fact, _ in line)
    (usual, _), *others = Counter(number.decimals for _, number in line).most_common()
    odd = [(fact, number) for fact, number in line if number.decimals != usual]
    odd = [(fact, number) for fact, number in odd if not _zero_left_out(fact, number, usual)]
    if not odd:
        return passed(*where)
    if len(odd) > 1 or len(others) > 1:
        return not_applicable("the decimals differ throughout", *where)
    fact, number = odd[0]
    says = f"{number.text}% has {number.decimals} decimals, all others in its line have {usual}"
    return violated((name(fact),), says, severity=Severity.WARNING)


def _zero_left_out(fact: EstimateFact, number: Number, decimals: int) -> bool:
    """Say whether it can be a number that ends in zeros, as 40% may stand among 41.4%."""
    n = size(fact)
    if number.decimals > decimals or not is_share(fact) or not n:
        return number.text in ("0", "100")
    full = printed(padded(number, decimals - number.decimals))
    if fact.value.count is None:
        return bool(counts(full, n))
    exact = Fraction(100 * int(fact.value.count.text), n)
    return full.meets(Span(exact, exact))


def _bounds(fact: Fact, spread: Spread) -> Iterator[Answer]:
    """Both bounds have as many decimals, and the value between them not fewer."""
    low, high = _plain(fact, spread.low), _plain(fact, spread.high)
    if low is None or high is None or _short(low, high):
        return
    where = tuple(name(fact, part) for part, _, _ in bounds(spread))
    if low.decimals != high.decimals:
        says = f"{low.text} and {high.text} are rounded differently"
        yield violated(where, says, severity=Severity.WARNING)
        return
    yield passed(*where)
    value = _plain(fact, fact.value.quantity)
    if value is not None and value.decimals < low.decimals and unit_of(fact.value) != "%":
        says = f"{value.text} has fewer decimals than {low.text} and {high.text}"
        yield violated((name(fact), *where), says, severity=Severity.WARNING)


def _plain(fact: Fact, told: Bound | Quantity | None) -> Number | None:
    """Return a number of a unit in which small and large ones have as many decimals."""
    unit = (told.unit if told else "") or unit_of(fact.value)
    alike = unit in _ROUNDED_ALIKE and told is not None and not told.operator
    return told.number if told is not None and alike else None


def _short(low: Number, high: Number) -> bool:
    """Say whether a bound may have lost its decimals on purpose, or needs more: 0, 100, 0.5."""
    return bool({low.text, high.text} & {"0", "100"}) or low.decimal < 1


V09 = Check(
    id="V09",
    title="Decimals constant",
    statement="No percentage of a printed table, or of a row, has other decimals than three or "
    "more others; both bounds of percentages, years and months have as many, and their value not "
    "fewer.",
    why="A digit that was dropped leaves a number that is still possible.",
    severity=Severity.WARNING,
    passes="58.6%, 52.0%, 100.0% and 41.4%",
    fails="58.6%, 52.0%, 100.0% and 41%",
    fix="Look how many decimals the source prints. If it rounds one number more, waive it.",
    look=_constant,
    alone=True,  # the same decimals say nothing of the digits
)
CHECKS = (V09,)
