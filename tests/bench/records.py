"""Records of any size: the printed blocks of an invented trial, repeated under other names."""

from collections.abc import Iterator
from itertools import cycle

import yaml

from schema.facts import facts
from schema.reading.tree import Tree
from schema.study import Study
from tests.simulation.trials import tree

_SECTIONS = ("baseline", "outcomes", "safety")


class _Plain(yaml.SafeDumper):
    """Writes a block that stands twice twice: a record has no aliases."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def record(estimates: int, seed: int = 1, name: str = "record") -> str:
    """Return the YAML of a good record with so many results and comparisons, or a few less."""
    made: dict[str, Tree] = {**tree(seed, 0, "valid"), "flow": {}, "id": name}
    bare = made | {section: {} for section in _SECTIONS}
    kept: dict[str, dict[str, Tree]] = {section: {} for section in _SECTIONS}
    sized = [(*block, _facts(bare | {block[0]: {block[1]: block[2]}})) for block in _blocks(made)]
    smallest = min(size for *_, size in sized)
    for turn, (section, key, block, size) in enumerate(cycle(sized)):
        if estimates < smallest:
            break
        if size <= estimates:
            kept[section][_again(section, key, turn // len(sized))] = block
            estimates -= size
    return yaml.dump(made | kept, Dumper=_Plain, sort_keys=False, width=100)


def _blocks(made: dict[str, Tree]) -> list[tuple[str, str, Tree]]:
    """Return blocks of outcomes and tables in turn, so that a small record has some of each."""
    sections = {name: made[name] for name in _SECTIONS}
    found = [
        (name, key, block)
        for name, blocks in sections.items()
        if isinstance(blocks, dict)
        for key, block in blocks.items()
    ]
    return sorted(found, key=lambda block: [*sections[block[0]]].index(block[1]))


def _again(section: str, key: str, time: int) -> str:
    """Blocks of one round belong together, as those of one data cut do."""
    return f"{key}@again-{time}" if section == "outcomes" else f"{key}-{time}"


def _facts(made: dict[str, Tree]) -> int:
    return sum(1 for _ in facts(Study.model_validate(made)))


def many(count: int, estimates: int) -> Iterator[tuple[str, str]]:
    """Yield names and texts of different records."""
    for index in range(count):
        name = f"doe-2024-drug-{index}"
        yield name, record(estimates, seed=index, name=name)
