"""How a source prints: how many decimals, which parts of a cell, rounded or cut off."""

from dataclasses import dataclass
from math import floor

from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one source.

    `parts` is what a share shows: `count`, `percent`, `both`, or `all` with its own denominator.
    """

    decimals: int
    curve_decimals: int
    month_decimals: int
    parts: str
    level: float
    p_decimals: int
    one_sided: bool
    truncates: bool = False

    def percent(self, share: float) -> str:
        """Print a share of patients as a percentage."""
        return f"{self._number(100 * share, self.decimals)}%"

    def curve(self, share: float) -> str:
        """Print an estimate of a curve, without the sign."""
        return self._number(100 * share, self.curve_decimals)

    def months(self, value: float | None) -> str:
        """Print a time, without unit."""
        return "not reached" if value is None else f"{value:.{self.month_decimals}f}"

    def share(self, k: int, n: int, own: int | None = None) -> str:
        """Print k of n patients; `own` is a denominator that has to be named."""
        of = f"/{own or n}" if self.parts == "all" or own else ""
        percent = self.percent(k / n)
        if self.parts == "count":
            return f"{k}{of}"
        return percent if self.parts == "percent" and not of else f"{k}{of} {percent}"

    def p(self, value: float) -> str:
        """Print a p-value."""
        least = 10.0**-self.p_decimals
        decimals = 2 if self.p_decimals == 3 and value > 0.1 else self.p_decimals
        return f"p<{least:.{self.p_decimals}f}" if value < least else f"p={value:.{decimals}f}"

    def _number(self, value: float, decimals: int) -> str:
        if self.truncates:
            return f"{floor(value * 10**decimals + 1e-9) / 10**decimals:.{decimals}f}"
        return f"{value:.{decimals}f}"


def drawn(random: Generator, *, truncates: bool = False, names_denominators: bool = True) -> Style:
    """Draw the habits of a source."""
    parts = ["count", "percent", "both", "both", *(["all"] if names_denominators else [])]
    return Style(
        decimals=int(random.choice([0, 1, 1, 2])),
        curve_decimals=int(random.choice([0, 1, 1])),
        month_decimals=int(random.choice([0, 1, 1, 2])),
        parts=str(random.choice(parts)),
        level=float(random.choice([0.95, 0.95, 0.95, 0.975, 0.9])),
        p_decimals=int(random.choice([3, 3, 4])),
        one_sided=bool(random.random() < 0.2),
        truncates=truncates,
    )
