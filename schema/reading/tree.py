"""What a YAML document becomes: mappings, lists and texts, with the place of each.

Every scalar is text: `16.0` keeps its zero, `NO` is not false, `1:30` is not ninety and `012` is
not ten. The schema, not the YAML reader, says what is a number.
"""

from dataclasses import dataclass, field
from typing import TypeAlias, Union

Tree: TypeAlias = Union[str, "list[Tree]", "dict[str, Tree]"]
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Spot:
    """Where a key or value starts (lines and columns from 1); `fixed`: offsets inside it count."""

    line: int
    column: int
    fixed: bool = False


@dataclass(slots=True)
class Places:
    """The places of all keys and values of one document, by path."""

    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)

    def find(self, tree: Tree, loc: Path, *, at_key: bool = False, offset: int = 0) -> Spot:
        """Return the place of `loc`, skipping steps that the document does not have.

        A path may name steps that exist only in the models, and may end in a key that is missing.
        """
        path = resolve(tree, loc)
        key = self.keys.get(path)
        value = self.values.get(path, Spot(1, 1))
        if key and at_key:
            return key
        return Spot(value.line, value.column + (offset if value.fixed else 0))


def resolve(tree: Tree, loc: Path) -> Path:
    """Return the steps of `loc` that exist in `tree`."""
    path: Path = ()
    for step in loc:
        child = _child(tree, step)
        if child is not None:
            tree, path = child, (*path, step)
    return path


def _child(tree: Tree, step: str | int) -> Tree | None:
    if isinstance(tree, dict) and isinstance(step, str):
        return tree.get(step)
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return None
