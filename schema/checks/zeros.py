"""A zero dropped at the end of a bound: what stands as `0.7 to 1.24` was `0.70 to 1.24`.

Sources print both bounds with as many decimals, or with as many significant digits (`0.98 to
12.5`). A bound with fewer of both than the other fits neither habit: it can only have lost its last
zeros, and is read with them. Estimates are often rounded further than their bounds, and are not.
"""

from functools import lru_cache

from schema.cells import Number


@lru_cache(maxsize=4096)
def restored(low: Number, high: Number) -> tuple[Number, Number]:
    """Return two bounds, the one that lost its last zeros with them."""
    return _restored(low, high), _restored(high, low)


def _restored(number: Number, other: Number) -> Number:
    missing = other.decimals - number.decimals
    if missing <= 0 or _significant(number) >= _significant(other) or "x" in number.text:
        return number
    return padded(number, missing)


def padded(number: Number, zeros: int) -> Number:
    """Return a number with so many zeros more at its end."""
    point = "" if "." in number.text else "."
    return Number(f"{number.text}{point}{'0' * zeros}")


def _significant(number: Number) -> int:
    return len(number.text.lstrip("+-0.").replace(".", ""))
