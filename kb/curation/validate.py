"""Checking vocabularies and records for the command line: all in one run, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kb.curation.paths import from_here
from kb.curation.vocabularies import behind
from schema.glossary import faults
from schema.problems import Problem
from schema.report import FORMATS
from schema.validation import check_all, record_files, records_of, stray_seals


@dataclass(frozen=True)
class Run:
    """How many records were checked, every problem, and every seal that is broken.

    A broken seal makes no record bad: an honest correction has to break the seal of its number.
    `records` is None when the vocabularies have problems: no record can be read before they have
    none. `notices` ask for nothing.
    """

    records: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def named(self) -> tuple[Problem, ...]:
        """Everything to be printed, by place."""
        return tuple(sorted((*self.problems, *self.warnings, *self.notices)))

    @property
    def summary(self) -> str:
        """One line that never says `0 problems` without saying of how many records."""
        if self.records is None:
            found = f"problems in the vocabularies: {len(self.problems)}"
            return f"{found}; records are checked when there are none"
        files = len({problem.path for problem in self.problems})
        problems = _number(len(self.problems), "problem")
        found = f"{problems} in {_number(files, 'file')}" if files else "no problems"
        seals = sum(warning.code == "broken-seal" for warning in self.warnings)
        broken = f", broken seals: {seals}" if seals else ""
        return f"{_number(self.records, 'record')} checked: {found}{broken}"


def check(
    evidence: Path,
    files: Sequence[Path] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Check files and folders, or all records; `progress` is told how many are done.

    The vocabularies come first, since every record is read in their words.
    A file of seals is checked with the record of its study; a file elsewhere is a draft.
    Paths in the problems lead from where the command runs, so that terminals and GitHub find them.
    """
    if faults():
        return Run(None, faults())
    root = evidence.absolute()
    asked = [file.absolute() for file in files or ()]
    wanted = records_of(root, asked) if asked else record_files(root)
    problems = [each for each in stray_seals(root) if not asked or _is_asked(root, each, asked)]
    warnings: list[Problem] = []
    for done, checked in enumerate(check_all(root, wanted), 1):
        problems += checked.problems
        warnings += checked.warnings
        if progress:
            progress(done, len(wanted))
    notices = () if asked else tuple(behind(root.parent))
    return Run(len(wanted), _from_here(problems, evidence), _from_here(warnings, evidence), notices)


def _is_asked(root: Path, problem: Problem, asked: Sequence[Path]) -> bool:
    return any((root / problem.path).is_relative_to(each) for each in asked)


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _from_here(problems: list[Problem], evidence: Path) -> tuple[Problem, ...]:
    return tuple(sorted(replace(each, path=from_here(each.path, evidence)) for each in problems))


def report(problems: Sequence[Problem], form: str) -> str:
    """Return the problems as `text`, `json` or `github` annotations."""
    return FORMATS[form](problems)
