"""What no number can be: bounds the wrong way round, more than all, a p-value above one."""

from collections.abc import Iterator
from decimal import Decimal

from schema.cells import Number, Quantity, Result, Spread
from schema.exact.rounding import printed
from schema.facts.model import ComparisonFact, EstimateFact, Fact
from schema.problems import Complaint

CODES = (
    "bounds-swapped",
    "outside-interval",
    "not-a-share",
    "more-than-all",
    "not-a-probability",
)


def check_value(fact: Fact) -> Iterator[Complaint]:
    """Check the numbers of one fact against each other, as printed."""
    for spread in fact.value.spreads:
        yield from _bounds(fact, spread)
        yield from _holds(fact, spread)
    if isinstance(fact, ComparisonFact):
        yield from _p_value(fact)
        return
    yield from _percentages(fact)
    yield from _counts(fact)


def _complaint(
    fact: Fact, code: str, message: str, allowed: str, *, near: str = "", offset: int = 0
) -> Complaint:
    text = fact.value.text
    return Complaint((*fact.loc, "is"), code, f"`{text}`: {message}", allowed, near, offset)


def _bounds(fact: Fact, spread: Spread) -> Iterator[Complaint]:
    low, high = _bound(spread, "low"), _bound(spread, "high")
    if low and high and low.decimal > high.decimal:
        head, _, tail = fact.value.text.partition("(")
        turned = tail.replace(low.text, "?", 1).replace(high.text, low.text, 1)
        near = f"`{head}({turned.replace('?', high.text, 1)}`"
        message = f"the lower bound {low.text} is above the upper bound {high.text}"
        offset = len(head) + 1
        allowed = "the lower bound first"
        yield _complaint(fact, "bounds-swapped", message, allowed, near=near, offset=offset)


def _bound(spread: Spread, side: str) -> Number | None:
    bound = spread.low if side == "low" else spread.high
    return bound.number if bound else None


def _holds(fact: Fact, spread: Spread) -> Iterator[Complaint]:
    number = fact.value.quantity.number if fact.value.quantity else None
    low, high = _bound(spread, "low"), _bound(spread, "high")
    if number is None or (low and high and low.decimal > high.decimal):
        return
    if spread.kind in ("IQR", "percentiles") and fact.meaning.statistic != "median":
        return  # a mean may lie outside the quartiles
    value = printed(number)
    if (low and value.below(printed(low))) or (high and printed(high).below(value)):
        message = f"{number.text} lies outside its own interval"
        yield _complaint(fact, "outside-interval", message, "a value between the bounds")


def _percentages(fact: EstimateFact) -> Iterator[Complaint]:
    quantity = fact.value.quantity
    if not _is_share(fact, quantity):
        return
    bounds = [b for s in fact.value.spreads for b in (_bound(s, "low"), _bound(s, "high"))]
    for number in [quantity.number if quantity else None, *bounds]:
        if number and not 0 <= number.decimal <= 100:
            message = f"{number.text}% is not a share of patients"
            yield _complaint(fact, "not-a-share", message, "0% to 100%")


def _is_share(fact: EstimateFact, quantity: Quantity | None) -> bool:
    shares = ("share", "probability", "cumulative-incidence")
    in_patients = fact.meaning.statistic in shares and fact.meaning.per == "patient"
    return bool(quantity and quantity.unit == "%" and in_patients)


def _counts(fact: EstimateFact) -> Iterator[Complaint]:
    value: Result = fact.value
    patients = fact.meaning.per == "patient"
    for count, of, what in _pairs(fact, value):
        if patients and count is not None and of is not None and count > of:
            message = f"{count} {what} of {of}"
            yield _complaint(fact, "more-than-all", message, f"at most {of}")


def _pairs(fact: EstimateFact, value: Result) -> Iterator[tuple[int | None, int | None, str]]:
    n = fact.denominator.n
    yield _int(value.count), n, "patients"
    yield _int(value.events), _int(value.events_of) or n, "events"


def _int(number: Number | None) -> int | None:
    return int(number.text) if number else None


def _p_value(fact: ComparisonFact) -> Iterator[Complaint]:
    p = fact.value.p
    if p and not Decimal(0) <= p.number.decimal <= Decimal(1):
        message = f"p {p.operator} {p.number.text} is not a probability"
        yield _complaint(fact, "not-a-probability", message, "0 to 1")
