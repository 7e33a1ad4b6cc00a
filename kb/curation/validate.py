"""Checking records for the command line: all files in one run, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schema.problems import Problem
from schema.report import FORMATS
from schema.validation import check_all, record_files


@dataclass(frozen=True)
class Run:
    """How many records were checked, and every problem."""

    records: int
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """One line that never says `0 problems` without saying of how many records."""
        files = len({problem.path for problem in self.problems})
        found = f"{len(self.problems)} problems in {files} of them" if files else "no problems"
        return f"{self.records} records checked: {found}"


def check(
    evidence: Path,
    files: Sequence[Path] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Check the files, or all records of a folder; `progress` is told how many are done.

    Paths in the problems lead from where the command runs, so that terminals and GitHub find them.
    """
    root = evidence.absolute()
    wanted = [file.absolute() for file in files] if files else record_files(root)
    problems: list[Problem] = []
    for done, checked in enumerate(check_all(root, wanted), 1):
        problems += [_from_here(problem, evidence) for problem in checked.problems]
        if progress:
            progress(done, len(wanted))
    return Run(len(wanted), tuple(sorted(problems)))


def _from_here(problem: Problem, evidence: Path) -> Problem:
    return replace(problem, path=(evidence / problem.path).as_posix())


def report(problems: Sequence[Problem], form: str) -> str:
    """Return the problems as `text`, `json` or `github` annotations."""
    return FORMATS[form](problems)
