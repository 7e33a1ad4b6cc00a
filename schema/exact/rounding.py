"""What a printed number can stand for, exactly.

A number printed with d decimals is the closed interval x - 0.5 * 10^-d to x + 0.5 * 10^-d: closed,
so that half up, half even and half down are all accepted. Trailing zeros carry information: 16.0 is
a smaller interval than 16. No epsilons anywhere: relations are tested by intersecting intervals or
sets of whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor

from schema.cells import Number

# Most checks ask what the same few numbers can stand for.
_KEPT = 8192


@dataclass(frozen=True, slots=True)
class Span:
    """A closed interval of exact numbers; None leaves a side open."""

    low: Fraction | None
    high: Fraction | None

    def below(self, other: "Span") -> bool:
        """Say whether all of this interval lies below the other."""
        return self.high is not None and other.low is not None and self.high < other.low

    def meets(self, other: "Span") -> bool:
        """Say whether the two intervals have a number in common."""
        return not (self.below(other) or other.below(self))

    def times(self, factor: Fraction) -> "Span":
        """Scale by a factor above zero."""
        if factor == 1:
            return self
        return Span(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    def widened(self, by: Fraction) -> "Span":
        """Move both ends outwards."""
        return Span(
            None if self.low is None else self.low - by,
            None if self.high is None else self.high + by,
        )


@lru_cache(maxsize=_KEPT)
def unit(number: Number) -> Fraction:
    """Return the value of one step of the last printed digit."""
    exponent = int(number.text.partition("x10^")[2] or 0)
    return Fraction(10) ** (exponent - number.decimals)


@lru_cache(maxsize=_KEPT)
def printed(number: Number, operator: str = "") -> Span:
    """Return what a printed number can stand for: `<1` is everything up to 1."""
    value = Fraction(number.decimal)
    if operator in ("<", "<="):
        return Span(None, value)
    if operator in (">", ">="):
        return Span(value, None)
    half = unit(number) / 2
    return Span(value - half, value + half)


def counts(percentage: Span, n: int) -> range:
    """Return the counts k of n that the percentage can stand for: a run of whole numbers.

    This is GRIM (Brown and Heathers 2017) for percentages: an empty run means that no count gives
    what is printed.
    """
    first, last = percentage.low, percentage.high
    low = 0 if first is None else -(-first.numerator * n // (first.denominator * 100))
    high = n if last is None else last.numerator * n // (last.denominator * 100)
    return range(max(low, 0), min(high, n) + 1)


def as_printed(value: Fraction, decimals: int) -> str:
    """Return a value as it would be printed with so many decimals, rounded half up."""
    scaled = floor(value * 10**decimals + Fraction(1, 2))
    digits = f"{abs(scaled):0{decimals + 1}d}"
    whole = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{whole}" if scaled < 0 else whole
