"""Everything that files are made of, read once: results in bulk, the parts of each study."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, get_args

from kb.models.quality import Finding
from kb.models.results import Basis, ComparisonRow, NumberRow, Outcome
from kb.models.seals import Seal
from kb.publish.parts.library import Library

BASES: tuple[Basis, ...] = get_args(Basis)
Fact = TypeVar("Fact", Outcome, ComparisonRow)
T = TypeVar("T")


class Reading:
    """What the public API says, for all files."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.base = library.base
        self.meta = library.base.meta

    @cached_property
    def outcomes(self) -> Mapping[Basis, Sequence[Outcome]]:
        """Results in groups of all sections, by basis."""
        return {basis: self.base.outcomes(section=None, basis=basis) for basis in BASES}

    @cached_property
    def comparisons(self) -> Mapping[Basis, Sequence[ComparisonRow]]:
        """Comparisons of all sections, by basis."""
        return {basis: self.base.comparisons(section=None, basis=basis) for basis in BASES}

    @cached_property
    def numbers(self) -> Mapping[Basis, Sequence[NumberRow]]:
        """Single numbers, by basis."""
        return {basis: self.base.numbers(basis=basis) for basis in BASES}

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What the checks found in all studies."""
        return self.base.findings()

    @cached_property
    def seals(self) -> Sequence[Seal]:
        """What second readers verified."""
        return self.base.seals()

    @cached_property
    def seals_of(self) -> Mapping[str, tuple[Seal, ...]]:
        """What second readers verified, by study."""
        return grouped(self.seals, "study")

    @cached_property
    def findings_of(self) -> Mapping[str, tuple[Finding, ...]]:
        """What the checks found, by study."""
        return grouped(self.findings, "study")

    @cached_property
    def outcomes_of(self) -> Mapping[Basis, Mapping[str, tuple[Outcome, ...]]]:
        """Results in groups, by basis and study."""
        return {basis: grouped(facts, "study") for basis, facts in self.outcomes.items()}

    @cached_property
    def comparisons_of(self) -> Mapping[Basis, Mapping[str, tuple[ComparisonRow, ...]]]:
        """Comparisons, by basis and study."""
        return {basis: grouped(facts, "study") for basis, facts in self.comparisons.items()}


def grouped(items: Iterable[T], attribute: str) -> dict[str, tuple[T, ...]]:
    """Return items by one of their attributes, in their order."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[getattr(item, attribute)].append(item)
    return {name: tuple(of_it) for name, of_it in found.items()}
