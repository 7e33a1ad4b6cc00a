"""Slips inside one number: what it may look like after a slip of eye or finger.

Each function returns every way the slip can happen, as texts; a slip that leaves the value as it
was (`0.71` and `.71`, `16.0` and `16`) is none.
"""

import re
from decimal import Decimal, InvalidOperation
from itertools import pairwise

_SHAPE = re.compile(r"(?P<sign>[+-]?)(?P<digits>\d*(?:\.\d*)?)(?P<rest>.*)")


def transposed(text: str) -> list[str]:
    """Two neighbouring digits change places."""
    places = _places(text)
    swapped = [_put(_put(text, i, text[j]), j, text[i]) for i, j in pairwise(places)]
    return _other(text, swapped)


def one_off(text: str) -> list[str]:
    """One digit is one too high or one too low."""
    steps = [(i, int(text[i]) + step) for i in _places(text) for step in (-1, 1)]
    return _other(text, [_put(text, i, str(digit)) for i, digit in steps if 0 <= digit <= 9])


def random_digit(text: str) -> list[str]:
    """One digit is another digit."""
    return _other(text, [_put(text, i, digit) for i in _places(text) for digit in "0123456789"])


def decimal_slip(text: str) -> list[str]:
    """The decimal point stands one place too far left or right; `25` becomes `2.5` or `250`."""
    return _other(text, [_shifted(text, by) for by in (-1, 1)])


def dropped(text: str) -> list[str]:
    """One digit is missing."""
    return _other(text, [text[:i] + text[i + 1 :] for i in _places(text)])


def _places(text: str) -> list[int]:
    """Return where the digits of the number stand, not those of a power of ten."""
    return [i for i, sign in enumerate(text.partition("x")[0]) if sign.isdigit()]


def _put(text: str, place: int, digit: str) -> str:
    return text[:place] + digit + text[place + 1 :]


def _shifted(text: str, by: int) -> str:
    found = _SHAPE.fullmatch(text)
    assert found is not None
    whole, _, part = found["digits"].partition(".")
    digits = f"0{whole}{part}0"
    point = len(whole) + 1 + by
    left, right = digits[:point].lstrip("0") or "0", digits[point:-1]
    return found["sign"] + (f"{left}.{right}" if right else left) + found["rest"]


def _other(text: str, slips: list[str]) -> list[str]:
    tidy = (slip.rstrip(".") if slip.endswith(".") else slip for slip in slips)
    return sorted({slip for slip in tidy if _is_number(slip) and value(slip) != value(text)})


def _is_number(text: str) -> bool:
    try:
        value(text)
    except InvalidOperation:
        return False
    return True


def value(text: str) -> Decimal:
    """Return the value of a printed number."""
    return Decimal(text.replace("x10^", "E"))
