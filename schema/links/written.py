"""What a record says outside its cells, by address: what a waiver there excuses by quoting it."""

from collections.abc import Iterator, Mapping

from schema.reading.tree import Tree
from schema.study.record import Study
from schema.writing import plain

Written = Mapping[str, Mapping[str, frozenset[str]]]
_TABLES = ("flow", "baseline", "safety")


def written(study: Study) -> Written:
    """Return the texts of each part of each address: `sources/jco24` has a `year`, `2024`.

    A part that is a list or a mapping has the texts of all that is in it. Cells are not among
    them: what is written in a cell is one text.
    """
    tree = plain(study)
    top = {key: value for key, value in tree.items() if not isinstance(value, dict)}
    found = {"study": _parts(top)}
    for key, node in tree.items():
        found |= {_address(loc): _parts(each) for loc, each in _inside((key,), node)}
    return found | {address: _parts(each) for address, each in _drawn(study)}


def _inside(loc: tuple[str, ...], node: Tree) -> Iterator[tuple[tuple[str, ...], dict[str, Tree]]]:
    parts = dict(_steps(node))
    if not parts or "is" in parts:
        return
    yield loc, parts
    for step, child in parts.items():
        yield from _inside((*loc, step), child)


def _steps(node: Tree) -> Iterator[tuple[str, Tree]]:
    if isinstance(node, dict):
        yield from node.items()
    elif isinstance(node, list):
        yield from ((str(index), child) for index, child in enumerate(node))


def _address(loc: tuple[str, ...]) -> str:
    """Return the address of a path; rows of a table stand right under it."""
    return "/".join((*loc[:2], *loc[3:]) if loc[0] in _TABLES and loc[2:3] == ("rows",) else loc)


def _parts(node: Mapping[str, Tree]) -> dict[str, frozenset[str]]:
    return {part: frozenset(_texts(child)) for part, child in node.items()}


def _texts(node: Tree) -> Iterator[str]:
    if not isinstance(node, (dict, list)):
        yield str(node)
    for _, child in _steps(node):
        yield from _texts(child)


def _drawn(study: Study) -> Iterator[tuple[str, dict[str, Tree]]]:
    """Yield the groups that a split draws through several others, each with its own size."""
    for split in study.splits.values():
        for of in split.of:
            for name, stratum in split.strata.items():
                size = stratum.n.get(of, stratum.n_derived.get(of))
                yield f"groups/{of}-{name}", {"label": stratum.label, "n": str(size)}
