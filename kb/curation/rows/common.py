"""What all makers of rows share."""

from collections.abc import Iterable, Iterator

Value = str | int | float | None
Columns = dict[str, Value]
Row = tuple[str, Columns]


def listed(table: str, column: str, items: Iterable[str], **keys: Value) -> Iterator[Row]:
    """Yield one row for each item of a list, with its place in the list from 1."""
    for position, item in enumerate(items, 1):
        yield table, {**keys, "position": position, column: item}
