"""Walking a record generically: every model in it with the path it stands at."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from schema.facts.model import Loc
from schema.study.base import Closed

_M = TypeVar("_M", bound=Closed)
Nodes = list[tuple[Loc, Closed]]
_LEAVES = (str, int, type(None))


def walk(node: Any, loc: Loc = ()) -> Nodes:
    """Return every model inside `node`, with its path; parents before children."""
    found: Nodes = []
    _gather(node, loc, found)
    return found


def _gather(node: Any, loc: Loc, found: Nodes) -> None:
    if isinstance(node, Closed):
        found.append((loc, node))
    for step, child in _children(node):
        if not isinstance(child, _LEAVES):
            _gather(child, (*loc, step), found)


def only(nodes: Nodes, kind: type[_M]) -> Iterator[tuple[Loc, _M]]:
    """Yield the models of one kind."""
    for loc, node in nodes:
        if isinstance(node, kind):
            yield loc, node


def _children(node: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(node, BaseModel):
        written = node.model_fields_set
        return [(key, getattr(node, name)) for name, key in _keys(type(node)) if name in written]
    return node.items() if isinstance(node, dict) else enumerate(node)


@cache
def _keys(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model with their keys in a record."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())
