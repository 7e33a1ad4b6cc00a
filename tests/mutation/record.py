"""One good record, ready to be corrupted: its tree, its figures, and what is found anyway."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Self

from pydantic import ValidationError

from schema import links
from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity
from schema.checks.run import examine
from schema.checks.view import View
from schema.facts import GroupFact
from schema.reading.tree import Path, Tree
from schema.seals import Seal, broken_seals
from schema.study import Study
from schema.validation import check_bytes
from tests.mutation.figures import AGAIN, SIZE, UNITLESS, Figure, figures
from tests.schema.sealed_example import seal_all

# A finding that stands: the check, the numbers it names, and how grave it is.
Found = tuple[str, tuple[str, ...], Severity]


@dataclass(frozen=True)
class Record:
    """A study without problems, the tree it was read from, and the findings that stand anyway."""

    study: Study
    tree: Tree
    findings: frozenset[Found]

    @classmethod
    def read(cls, file: FilePath) -> Self:
        """Read a record; raises ValueError when it has problems."""
        checked = check_bytes(file.read_bytes(), f"{file.parent.name}/{file.name}")
        if checked.study is None or checked.document.tree is None:
            raise ValueError(f"{file.name} has problems: run `make validate`")
        return cls(checked.study, checked.document.tree, standing(checked.study))

    @cached_property
    def figures(self) -> list[Figure]:
        """All numbers, in the order of the file."""
        return figures(self.study, self.tree)

    @cached_property
    def named(self) -> dict[str, Figure]:
        """All numbers by name."""
        return {figure.name: figure for figure in self.figures}

    @cached_property
    def seals(self) -> dict[str, Seal]:
        """A seal for every number, as if a second reader had verified them all."""
        return seal_all(self.study)

    @cached_property
    def groups(self) -> dict[str, GroupFact]:
        """All groups."""
        return View(self.study).groups

    def siblings(self, figure: Figure, *, same_part: bool = True) -> list[Figure]:
        """Return the same number of the other arms: groups with the same parent, same row."""
        own = self.groups.get(figure.group)
        if own is None or figure.kind == AGAIN:
            return []
        found = self._other_columns(figure, same_part=same_part)
        return [other for other in found if self.groups[other.group].parent == own.parent]

    def _other_columns(self, figure: Figure, *, same_part: bool = True) -> list[Figure]:
        part = figure.part if same_part else ""
        row = self._rows[figure.kind if figure.kind == SIZE else figure.row]
        found = [other for other in row if other.group not in ("", figure.group)]
        if part:
            return [other for other in found if other.part == part and _alike(figure, other)]
        return [other for other in found if self.first_of_cell(other) is other]

    @cached_property
    def _rows(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.kind != AGAIN:
                key = SIZE if figure.kind == SIZE else figure.row
                found.setdefault(key, []).append(figure)
        return found

    def first_of_cell(self, figure: Figure) -> Figure:
        """Return the first number of the cell a number stands in."""
        return self._firsts[figure.path]

    @cached_property
    def _firsts(self) -> dict[Path, Figure]:
        found: dict[Path, Figure] = {}
        for figure in self.figures:
            found.setdefault(figure.path, figure)
        return found

    def neighbours(self, figure: Figure) -> list[Figure]:
        """Return the same kind of number beside it in its row, and above and below it."""
        if figure.kind == AGAIN:
            return []
        row = self._rows[SIZE if figure.kind == SIZE else figure.row]
        same_column = [
            other
            for other in self.figures
            if figure.kind != SIZE and (other.group, other.block) == (figure.group, figure.block)
        ]
        return [other for line in (row, same_column) for other in _next_to(figure, line)]

    def sizes_near(self, figure: Figure) -> set[int]:
        """Return the sizes of the groups and sets a denominator could be mistaken for."""
        own = self.groups.get(figure.group)
        if own is None:
            return set()
        family = [
            group
            for group in self.groups.values()
            if group.parent == own.id or own.parent in (group.id, group.parent)
        ]
        sets = [found.n.get(own.id) for found in self.study.sets.values()]
        return {n for n in (*(group.size for group in family), *sets) if n}


def _alike(figure: Figure, other: Figure) -> bool:
    return figure.kind == other.kind and _unit(figure) == _unit(other)


def _unit(figure: Figure) -> str:
    """Return the unit of a number that has one; counts and p-values have none."""
    quantity = figure.fact.value.quantity if figure.fact else None
    return quantity.unit if quantity and figure.kind not in UNITLESS else ""


def _next_to(figure: Figure, line: list[Figure]) -> Iterator[Figure]:
    """Yield what stands directly before and after it among the like numbers of a line."""
    alike = [other for other in line if other.part == figure.part and _alike(figure, other)]
    place = alike.index(figure) if figure in alike else None
    if place is not None:
        yield from (alike[i] for i in (place - 1, place + 1) if 0 <= i < len(alike))


def standing(study: Study) -> frozenset[Found]:
    """Return the errors and warnings of a study that no waiver excuses."""
    report = examine(study, CHECKS.values())
    return frozenset(
        (each.check, each.answer.numbers, each.answer.severity)
        for each in report.findings(Severity.ERROR, Severity.WARNING)
    )


def edited(tree: Tree, edits: dict[Path, str]) -> Tree:
    """Return the tree with other texts at some paths; the original stays as it is."""
    for path, text in edits.items():
        tree = _with(tree, path, text)
    return tree


def _with(tree: Tree, path: Path, text: str) -> Tree:
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(tree, dict) and isinstance(step, str):
        return {**tree, step: _with(tree[step], rest, text)}
    assert isinstance(tree, list)
    assert isinstance(step, int)
    return [_with(each, rest, text) if i == step else each for i, each in enumerate(tree)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What sees a corruption: the schema, which alone decides, or checks by severity.

    `sealed` says that it would be seen if all numbers of the record had been verified and sealed.
    """

    schema: bool = False
    sealed: bool = True
    errors: frozenset[str] = frozenset()
    warnings: frozenset[str] = frozenset()


def corrupted(record: Record, edits: dict[Path, str]) -> Study | None:
    """Return the corrupted record; None where the schema alone refuses it."""
    try:
        study = Study.model_validate(edited(record.tree, edits))
    except ValidationError:
        return None
    return None if links.check(study) else study


def verdict(record: Record, edits: dict[Path, str]) -> Verdict:
    """Say what is found in the corrupted record that is not found in the record as it is."""
    study = corrupted(record, edits)
    if study is None:
        return Verdict(schema=True)
    new = standing(study) - record.findings
    return Verdict(
        sealed=bool(broken_seals(study, record.seals)),
        errors=frozenset(check for check, _, severity in new if severity is Severity.ERROR),
        warnings=frozenset(check for check, _, severity in new if severity is Severity.WARNING),
    )
