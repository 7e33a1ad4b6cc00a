"""The columns of a kind of row, found from the types of its fields."""

import types
from collections.abc import Hashable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

Kind = Literal["text", "whole", "real", "flag", "list", "any"]

_KINDS: dict[object, Kind] = {
    str: "text",
    Decimal: "text",  # exact decimals leave as texts
    bool: "flag",
    int: "whole",
    float: "real",
    tuple: "list",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and what kind of value it holds besides None."""

    name: str
    kind: Kind = "any"


@cache
def columns_of(row_type: Hashable) -> tuple[Column, ...]:
    """Return the columns of a dataclass, one for each field."""
    hints = get_type_hints(row_type)
    names = [field.name for field in fields(cast("type[Any]", row_type))]
    return tuple(Column(name, _kind(hints[name])) for name in names)


def _kind(hint: object) -> Kind:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
    if get_origin(hint) is Literal:
        return "text"
    return _KINDS.get(get_origin(hint) or hint, "any")
