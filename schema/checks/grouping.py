"""What belongs together, side by side."""

from collections.abc import Iterable
from typing import TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


def grouped(items: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    """Return the items by key; keys and items stay in their order."""
    found: dict[_K, list[_V]] = {}
    for key, item in items:
        found.setdefault(key, []).append(item)
    return found
