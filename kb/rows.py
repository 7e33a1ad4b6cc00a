"""What every query returns: an immutable sequence of typed rows that knows how to be exported."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

from kb import exports
from kb.columns import Column, columns_of

if TYPE_CHECKING:
    import pandas
    import polars

T_co = TypeVar("T_co", covariant=True)


class Rows(Sequence[T_co], Generic[T_co]):
    """An immutable sequence of rows of one kind.

    Index it, slice it, loop over it, or export it. Exports hold one column for each field of a
    row, in the order of the fields; printed texts stay texts.

    Example:
        >>> import kb
        >>> rows = kb.open().studies()
        >>> rows.columns[:3]
        ('id', 'title', 'acronym')
    """

    __slots__ = ("_columns", "_items")

    def __init__(self, items: Iterable[T_co], columns: Sequence[Column]) -> None:
        self._items: tuple[T_co, ...] = tuple(items)
        self._columns = tuple(columns)

    @classmethod
    def of(cls, row_type: type[T_co], items: Iterable[T_co]) -> "Rows[T_co]":
        """Return rows of one dataclass, whose fields are the columns."""
        return cls(items, columns_of(cast("Hashable", row_type)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order; also of an empty result."""
        return tuple(column.name for column in self._columns)

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[T_co]": ...
    def __getitem__(self, index: int | slice) -> "T_co | Rows[T_co]":
        if isinstance(index, slice):
            return Rows(self._items[index], self._columns)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return self._columns == other._columns and self._items == other._items

    def __hash__(self) -> int:
        return hash((self._items, self._columns))

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {len(self._columns)} columns>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dictionary for each row, nested lists and dictionaries included.

        Values are what JSON can hold: texts, whole numbers, floats, booleans, None, lists and
        dictionaries. Exact decimals are texts.
        """
        return [exports.plain(row) for row in self._items]

    def to_json(self, path: str | PathLike[str] | None = None) -> str:
        """Return the rows as a JSON array of objects; also write it to `path` when one is given.

        Raises:
            OSError: the file cannot be written.
        """
        return exports.written(exports.json_text(self.to_dicts()), path)

    def to_csv(self, path: str | PathLike[str] | None = None) -> str:
        """Return the rows as CSV with a header; also write it to `path` when one is given.

        Lists are joined by `; `; of what another place prints there are text and place. A text that
        a spreadsheet would take for a formula is preceded by an apostrophe; numbers such as `-1.5`
        are not.

        Raises:
            OSError: the file cannot be written.
        """
        return exports.written(exports.csv_text(self.columns, self.to_dicts()), path)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame with one column for each field.

        Whole numbers are `Int64`, floats `Float64`, texts `string`, booleans `boolean`, lists
        Python lists of texts.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        return exports.pandas_frame(self._columns, self.to_dicts())

    def to_polars(self) -> "polars.DataFrame":
        """Return the rows as a polars data frame with one column for each field.

        Whole numbers are `Int64`, floats `Float64`, texts `String`, lists `List(String)`.

        Raises:
            MissingExtraError: polars is not installed.
        """
        return exports.polars_frame(self._columns, self.to_dicts())
