"""Checking many invented trials: every finding in them is a false alarm."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from schema import links
from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity, State
from schema.checks.run import Examined, examine
from schema.reading.tree import Tree
from schema.study import Study
from tests.simulation import printing
from tests.simulation.patients import drawn
from tests.simulation.record import Reporter

VARIANTS = ("valid", "truncating", "missing")
_PRINTED = 0.6  # reports differ in what they print, and less of it is checked sooner
_TESTED = (State.PASSED, State.VIOLATED)


@dataclass
class Tally:
    """Answers counted over trials; `alarms` holds a few findings to look at."""

    trials: int = 0
    tested: Counter[str] = field(default_factory=Counter)
    found: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    trials_with: Counter[Severity] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)

    def relations(self) -> int:
        """Return how many relations were tested."""
        return sum(self.tested.values())

    def of(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(count for (_, each), count in self.found.items() if each is severity)

    def add(self, other: "Tally") -> None:
        """Take in what was counted elsewhere."""
        self.trials += other.trials
        self.tested += other.tested
        self.found += other.found
        self.trials_with += other.trials_with
        self.alarms += other.alarms


def tree(seed: int, index: int, variant: str, printed: float = 1.0) -> dict[str, Tree]:
    """Return the record of one trial; the same arguments give the same trial."""
    random = np.random.default_rng([seed, index])
    missing = variant == "missing"
    style = printing.drawn(
        random, truncates=variant == "truncating", names_denominators=variant == "valid"
    )
    reporter = Reporter(drawn(random), style, random, unseen=0.04 if missing else 0.0)
    return reporter.tree(printed)


def tally(seed: int, trials: range, variant: str) -> Tally:
    """Examine some trials; raises ValueError when a trial is no good record."""
    total = Tally()
    for index in trials:
        total.add(_one(seed, index, variant))
    return total


def _one(seed: int, index: int, variant: str) -> Tally:
    made = Study.model_validate(tree(seed, index, variant, _PRINTED))
    problems = links.check(made)
    if problems:
        raise ValueError(f"trial {index}: {problems[0]}")
    report = examine(made, CHECKS.values())
    tested = Counter(each.check for each in report.examined if each.answer.state in _TESTED)
    findings = report.findings()
    grave = [each for each in findings if each.answer.severity is not Severity.INFO]
    return Tally(
        trials=1,
        tested=tested,
        found=Counter((each.check, each.answer.severity) for each in findings),
        trials_with=Counter({each.answer.severity for each in findings}),
        alarms=[_said(index, each) for each in grave],
    )


def _said(index: int, each: Examined) -> str:
    answer = each.answer
    return f"trial {index}: {each.check} {answer.severity}: {answer.says} {answer.numbers}"


def in_parallel(seed: int, trials: int, variant: str) -> Tally:
    """Examine many trials on all processors."""
    total = Tally()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for part in pool.map(tally, repeat(seed), _parts(trials), repeat(variant)):
            total.add(part)
    return total


def _parts(trials: int, size: int = 25) -> Iterator[range]:
    return (range(first, min(first + size, trials)) for first in range(0, trials, size))
