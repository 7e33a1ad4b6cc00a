"""Cells as people first write them, and how they should be written.

Every step mends one habit: dashes between bounds, `95% CI`, unit words, counts before percentages
in parentheses. A candidate is offered only when it parses.
"""

import re
from collections.abc import Iterator

from schema.cells.scanner import NUMBER
from schema.spelling import plain_digits

_DASH = "[-\u2010-\u2015\u2212]"
_STEPS: tuple[tuple[str, str], ...] = (
    ("\u2212", "-"),
    ("\u00b7", "."),
    ("\u00b1", "+/-"),
    ("[\u2264]", "<="),
    ("[\u2265]", ">="),
    (r"([0-9]),([0-9]{3})\b", r"\1\2"),
    (r"([0-9]),([0-9]{1,2})(?=%| |\))", r"\1.\2"),
    (r"([0-9]) +%", r"\1%"),
    (r"\b(?:95% )?(?:CI|CrI)[,:;]? *", ""),
    (r"\b(IQR|range|SD|SE)[,:;] *", r"\1 "),
    (r"\bmonths?\b", "mo"),
    (r"\byears?\b", "y"),
    (r"\bdays?\b", "d"),
    (r"\bweeks?\b", "wk"),
    (r"\bNE\b", "not estimable"),
    (rf"([0-9]%?) ?{_DASH} ?(?=[0-9]|not )", r"\1 to "),
    (r"([0-9])(%?)(?:, ?| ?; ?)(?=[0-9]|not )", r"\1\2 to "),
    (r"^([0-9]+(?:/[0-9]+)?) \(([0-9]+(?:\.[0-9]+)?%)\)", r"\1 \2"),
    (r"^([0-9]+) of ([0-9]+)\b", r"\1/\2"),
    (r"^([0-9]+)/([0-9]+) \(([0-9]+(?:\.[0-9]+)?%)\)", r"\1/\2 \3"),
    (r"\),", ")"),
    (r" *\( *", " ("),
    (r" *\) *", ") "),
    (rf"([0-9]%) to ({NUMBER})%\)", r"\1 to \2)"),
    (r"\(([0-9]+(?:\.[0-9]+)?)% to", r"(\1 to"),
    (r"\b[Pp] ?([<=>]) ?", r"p\1"),
    (r" +", " "),
)


def repaired(text: str) -> Iterator[str]:
    """Yield candidates for what `text` was meant to be, from the least change to the most."""
    previous = plain_digits(text)
    if previous != text:
        yield previous
    for pattern, replacement in _STEPS:
        changed = re.sub(pattern, replacement, previous).strip()
        if changed != previous:
            yield changed
            previous = changed
    if re.fullmatch(rf"[<>~]?{NUMBER}", previous):
        yield f"{previous}%"
