"""What a cell says once it is parsed. Every number keeps the text it was printed with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# Six ways of having no number, none of them the same (`0` is a number).
WORDS = ("not reached", "not estimable", "not reported", "not applicable", "blank")
OPEN_WORDS = ("not reached", "not estimable")
VERBAL = (
    "not significant",
    "significant",
    "no difference",
    "higher",
    "lower",
    "better",
    "worse",
    "longer",
    "shorter",
    "associated",
)

Sides = Literal["one-sided", "two-sided"]
SpreadKind = Literal["CI", "IQR", "range", "percentiles", "SD", "SE", "+/-", "unnamed"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: `16.0` is not `16`, `.41` is not `0.41`."""

    text: str

    @property
    def decimal(self) -> Decimal:
        """The exact value."""
        return Decimal(self.text.replace("x10^", "E"))

    @property
    def decimals(self) -> int:
        """How many decimals are printed; they carry the rounding interval."""
        mantissa = self.text.partition("x")[0]
        return len(mantissa.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with unit (`<1%`), a span of numbers (`83.2% to 86.0%`) or a word without one."""

    number: Number | None
    unit: str = ""
    operator: str = ""
    upto: Number | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of an interval: a number, or `not reached` or `not estimable`."""

    number: Number | None
    unit: str = ""
    operator: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """What stands in parentheses: an interval with two bounds, or one number of spread.

    `level` is the confidence level in per cent where the cell itself names it; `name` the printed
    percentiles (`P10-P90`).
    """

    kind: SpreadKind
    low: Bound | None = None
    high: Bound | None = None
    value: Number | None = None
    level: Number | None = None
    sides: Sides | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value with its operator (`=`, `<`, `<=`, `>`) and, where printed, its sides."""

    operator: str
    number: Number
    sides: Sides | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A result in one group.

    `count` of `denominator` patients (the row's own, after `/`), `quantity` with its spreads, `of`
    the number it rests on, `events` of `events_of` by the end of follow-up.
    """

    text: str
    word: str = ""
    count: Number | None = None
    denominator: Number | None = None
    quantity: Quantity | None = None
    spreads: tuple[Spread, ...] = ()
    of: Number | None = None
    events: Number | None = None
    events_of: Number | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of groups: an effect with its interval, a p-value, or only words."""

    text: str
    word: str = ""
    effect: str = ""
    quantity: Quantity | None = None
    spreads: tuple[Spread, ...] = ()
    p: PValue | None = None
