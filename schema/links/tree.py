"""Walking a record generically: every model in it with the path it stands at."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from schema.facts.model import Loc

_M = TypeVar("_M", bound=BaseModel)


def models(node: Any, kind: type[_M], loc: Loc = ()) -> Iterator[tuple[Loc, _M]]:
    """Yield every model of a kind inside `node`, with its path; parents before children."""
    if isinstance(node, kind):
        yield loc, node
    for step, child in _children(node):
        yield from models(child, kind, (*loc, step))


def _children(node: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(node, BaseModel):
        fields = type(node).model_fields
        for name in fields:
            if name in node.model_fields_set:
                yield fields[name].alias or name, getattr(node, name)
    elif isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from enumerate(node)
