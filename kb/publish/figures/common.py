"""What every figure shares: safe markup, printed coordinates, scales, ticks and line breaking.

A figure is a string of SVG. All markup goes through `tag`, which escapes whatever is not already
`Svg`, so text from a record can never become markup. Colours are written twice: as attributes, so
that a downloaded file stands alone, and as classes, which the theme's stylesheet overrides.
"""

import math
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

Family = Literal[
    "response",
    "residual",
    "survival",
    "relapse",
    "mortality",
    "transplant",
    "safety",
    "characteristic",
]

# The light values of site/theme/css/tokens.css.
FAMILY_COLOURS: dict[Family, str] = {
    "response": "#276a43",
    "residual": "#0a6a78",
    "survival": "#3d4ea3",
    "relapse": "#98480f",
    "mortality": "#9b2743",
    "transplant": "#75408f",
    "safety": "#7a5c00",
    "characteristic": "#4f5b66",
}
PAPER, INK, SOFT, LINE, EDGE = "#ffffff", "#1c2127", "#4f5862", "#dedbd4", "#83888e"
LATER, LATER_PAPER = "#7a5c00", "#f8f6ee"
FONT = "'Source Sans 3', 'Source Sans Pro', system-ui, sans-serif"

# Characters that XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Svg(str):
    """Markup that is safe to write into a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell Jinja and markupsafe not to escape this again."""
        return str(self)


@dataclass(frozen=True)
class Drawing:
    """One figure in two shapes with the same content: 880 and 360 units wide."""

    wide: Svg
    narrow: Svg


def number(value: float) -> str:
    """Print a coordinate or a tick: at most two decimals, no trailing zeros, no minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def safe(text: object) -> str:
    """Escape text for content and quoted attributes; what XML cannot hold becomes U+FFFD."""
    if isinstance(text, Svg):
        return str(text)
    printed = number(text) if isinstance(text, float) else str(text)
    return escape(_NOT_XML.sub("\ufffd", printed), quote=True)


def tag(name: str, *content: object, **attributes: object) -> Svg:
    """Write one element. `class_` is class, `font_size` is font-size; None is left out."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{safe(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(safe(part) for part in content)
    return Svg(f"<{name}{pairs}>{inner}</{name}>" if inner else f"<{name}{pairs}/>")


def text(x: float, y: float, content: str, class_: str = "f-ink", **attributes: object) -> Svg:
    """A line of text in ink, or softer with the class `f-soft`."""
    fill = {"f-ink": INK, "f-soft": SOFT, "f-warn": LATER}[class_]
    return tag("text", content, x=x, y=y, class_=class_, fill=fill, **attributes)


def line(
    x1: float, y1: float, x2: float, y2: float, class_: str, stroke: str, **more: object
) -> Svg:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_, stroke=stroke, **more)


def figure(
    name: str,
    title: str,
    description: str,
    size: tuple[float, float],
    family: Family,
    body: Iterable[Svg],
    class_: str | None = None,
) -> Svg:
    """Wrap a body in an `<svg>` that says what it shows. `name` must be unique on the page.

    A tree of boxes has the class `f-boxes`: the theme does not stretch it.
    """
    width, height = size
    return tag(
        "svg",
        tag("title", title, id=f"{name}-title"),
        tag("desc", description, id=f"{name}-desc"),
        tag("rect", width=width, height=height, class_="f-paper", fill=PAPER),
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width="100%",
        class_=class_,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        data_family=family,
        color=FAMILY_COLOURS[family],
        font_family=FONT,
        font_size=14,
    )


def wrap(content: str, characters: int) -> list[str]:
    """Break text into lines; nothing is cut off, so rows grow instead."""
    return textwrap.wrap(content, max(characters, 4)) or [""]


@dataclass(frozen=True)
class Scale:
    """Values to coordinates. `low` to `high` is what the axis shows, `left` to `right` where.

    Raises ValueError for an empty range, and for a log axis that reaches zero.
    """

    low: float
    high: float
    left: float
    right: float
    log: bool = False

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"an axis needs low < high, not {self.low} to {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"a log axis needs positive values, not {self.low}")

    def at(self, value: float) -> float:
        """Coordinate of a value, kept inside the axis."""
        kept = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(kept / self.low) / math.log(self.high / self.low)
        else:
            share = (kept - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Round values inside the axis."""
        return log_ticks(self.low, self.high) if self.log else linear_ticks(self.low, self.high)


def linear_ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, near the wanted number of them."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten; powers of ten alone over more than two decades."""
    factors = (1, 2, 5) if high / low <= 100 else (1,)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [float(f"{factor * 10.0**power:.12g}") for power in powers for factor in factors]
    return [value for value in values if low * 0.999 <= value <= high * 1.001]


def round_up(value: float) -> float:
    """The next 1, 2, 2.5, 5 or 10 times a power of ten: where a linear axis may end."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return float(
        f"{next(power * f for f in (1, 2, 2.5, 5, 10) if power * f >= value * 0.999):.12g}"
    )
