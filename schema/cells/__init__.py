"""The grammar of a cell: one result or one comparison, copied as the source prints it."""

from schema.cells.errors import CellError
from schema.cells.grammar import parse, parse_comparison, parse_result
from schema.cells.model import (
    WORDS,
    Bound,
    Comparison,
    Number,
    PValue,
    Quantity,
    Result,
    Spread,
)

__all__ = [
    "WORDS",
    "Bound",
    "CellError",
    "Comparison",
    "Number",
    "PValue",
    "Quantity",
    "Result",
    "Spread",
    "parse",
    "parse_comparison",
    "parse_result",
]
