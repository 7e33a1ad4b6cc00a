"""Checking records for the command line: all files in one run, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schema.problems import Problem
from schema.report import FORMATS
from schema.validation import check_all, record_files, records_of, stray_seals


@dataclass(frozen=True)
class Run:
    """How many records were checked, every problem, and every seal that is broken.

    A broken seal makes no record bad: an honest correction has to break the seal of its number.
    """

    records: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[Problem, ...]:
        """Everything to be printed, by place."""
        return tuple(sorted((*self.problems, *self.warnings)))

    @property
    def summary(self) -> str:
        """One line that never says `0 problems` without saying of how many records."""
        files = len({problem.path for problem in self.problems})
        found = f"{len(self.problems)} problems in {files} of them" if files else "no problems"
        broken = f", broken seals: {len(self.warnings)}" if self.warnings else ""
        return f"{self.records} records checked: {found}{broken}"


def check(
    evidence: Path,
    files: Sequence[Path] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Check the files, or all records of a folder; `progress` is told how many are done.

    A file of seals is checked with the record of its study.
    Paths in the problems lead from where the command runs, so that terminals and GitHub find them.
    """
    root = evidence.absolute()
    asked = [file.absolute() for file in files or ()]
    wanted = records_of(root, asked) if asked else record_files(root)
    problems = [each for each in stray_seals(root) if not asked or root / each.path in asked]
    warnings: list[Problem] = []
    for done, checked in enumerate(check_all(root, wanted), 1):
        problems += checked.problems
        warnings += checked.warnings
        if progress:
            progress(done, len(wanted))
    return Run(len(wanted), _from_here(problems, evidence), _from_here(warnings, evidence))


def _from_here(problems: list[Problem], evidence: Path) -> tuple[Problem, ...]:
    return tuple(sorted(replace(each, path=(evidence / each.path).as_posix()) for each in problems))


def report(problems: Sequence[Problem], form: str) -> str:
    """Return the problems as `text`, `json` or `github` annotations."""
    return FORMATS[form](problems)
