"""The record with every number emptied to `?`, for a second reader with an editor, and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schema.reading import Tree
from schema.reading.tree import Path, resolve
from schema.seals import sealables
from schema.study import Study
from schema.writing import as_yaml, plain

EMPTY = "?"
_HEAD = """\
# The second reader's copy of {id}: write each number as its source prints it, in place of '?',
# as in 17 68% or 7.7 mo (5.6 to 9.6), and leave '?' where nothing can be found. Then:
# kb verify {id} --compare FILE --reader NAME
"""
_RESULTS = ("flow", "baseline", "outcomes", "safety")
_KEPT = ("id", "title", "sources", "cuts", "defaults", "groups", "splits", "sets", *_RESULTS)
# Remarks and formulas may give numbers away; what is worked out stands in no source.
_REMARKS = ("note", "why", "printed", "inferred")
_WITH_A_VALUE = ("by", "margin", "verdict")
_DECLARED = ("note", "why", "n-derived", "rest", "follow-up", "notices")


@dataclass
class Filled:
    """What a filled copy says: readings by address, and keys or texts it should not have."""

    readings: dict[str, str] = field(default_factory=dict)
    strays: list[str] = field(default_factory=list)


def blank(study: Study) -> str:
    """Return the copy for the second reader; it depends on nothing but where numbers stand."""
    return _HEAD.format(id=study.id) + as_yaml(_emptied(study))


def filled(study: Study, tree: Tree) -> Filled:
    """Return what the second reader wrote into the copy; `?` and what is gone was not read."""
    emptied = _emptied(study)
    known = dict(_leaves(emptied))
    asked = {resolve(emptied, each.loc): each.address for each in sealables(study)}
    found = Filled()
    for path, text in _leaves(tree):
        cell = path[:-1] if path[-1] == "is" else path
        if cell in asked:
            if text.strip() != EMPTY:
                found.readings[asked[cell]] = " ".join(text.split())
        elif known.get(path) != text:
            found.strays.append("/".join(map(str, path)))
    return found


def _emptied(study: Study) -> dict[str, Any]:
    data = plain(study)
    for asked in sealables(study):
        _empty(data, asked.loc)
    for block in data.get("outcomes", {}).values():
        _drop(block, ("derived", "digitised"))
    for section in ("sources", "cuts", "groups", "splits", "sets"):
        for entry in data.get(section, {}).values():
            _drop(entry, _DECLARED)
            for part in (*entry.get("strata", {}).values(), *_steps(entry)):
                _drop(part, (*_DECLARED, "in"))
    results = {key: _without_remarks(data[key]) for key in _RESULTS if key in data}
    return {key: results.get(key, data[key]) for key in _KEPT if key in data}


def _empty(data: dict[str, Any], loc: Path) -> None:
    path = resolve(data, loc)
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    cell = node[path[-1]]
    if isinstance(cell, dict):
        cell["is"] = EMPTY
    else:
        node[path[-1]] = EMPTY


def _drop(entry: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        entry.pop(name, None)


def _steps(group: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [step for step in group.get("gets", []) if isinstance(step, dict)]


def _without_remarks(node: Any) -> Any:
    if isinstance(node, list):
        return [_without_remarks(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_remarks(value) for key, value in node.items() if not _tells(node, key, value)
    }


def _tells(node: Mapping[str, Any], key: str, value: Any) -> bool:
    """Whether a key may give away a number; a column of that name holds `?` or a mapping."""
    if value == EMPTY or isinstance(value, dict):
        return False
    counted = key == "rest" and str(value).isdigit()
    return key in _REMARKS or counted or (key in _WITH_A_VALUE and "is" in node)


def _leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a tree with their paths; true and 12 as a record spells them."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, str(key)))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _leaves(value, (*path, index))
    else:
        yield path, str(node).lower() if isinstance(node, bool) else str(node)
