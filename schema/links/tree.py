"""Walking a record generically: every model in it with the path it stands at."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel

from schema.facts.model import Loc
from schema.study.base import Closed

_M = TypeVar("_M", bound=Closed)
Nodes = list[tuple[Loc, Closed]]


def walk(node: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Closed]]:
    """Yield every model inside `node`, with its path; parents before children."""
    if isinstance(node, Closed):
        yield loc, node
    for step, child in _children(node):
        if isinstance(child, (BaseModel, dict, list)):
            yield from walk(child, (*loc, step))


def only(nodes: Nodes, kind: type[_M]) -> Iterator[tuple[Loc, _M]]:
    """Yield the models of one kind."""
    for loc, node in nodes:
        if isinstance(node, kind):
            yield loc, node


def _children(node: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(node, BaseModel):
        fields = type(node).model_fields
        written = node.model_fields_set
        return [
            (fields[name].alias or name, getattr(node, name)) for name in fields if name in written
        ]
    return node.items() if isinstance(node, dict) else enumerate(node)
