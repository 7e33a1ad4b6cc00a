"""Running the checks for the command line: over files, over all records, and explaining one."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from kb.curation.paths import from_here
from kb.errors import UnknownTermError
from schema.checks.catalogue import CHECKS
from schema.checks.model import Check, State
from schema.checks.places import Finding, Outcome, findings, of_problem
from schema.checks.report import FORMATS
from schema.checks.run import Examined, examine, examine_across
from schema.checks.sources.across import Summary, across, summary
from schema.glossary import faults
from schema.validation import Checked, check_file, record_files, records_of


@dataclass
class _Run:
    """What has been seen so far; of records that nobody asked about only a summary is kept."""

    tally: Counter[State] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)

    def look(self, file: Path, checked: Checked, checks: Sequence[Check], *, asked: bool) -> None:
        """Take in one record; run the checks if it was asked about."""
        if checked.study is None:
            self.unread.append(file.stem)
            self.findings += map(of_problem, checked.problems) if asked else ()
            return
        self.summaries.append(summary(checked.study))
        if asked:
            self.files[checked.study.id] = file
            self.add(checked, examine(checked.study, checks).examined)

    def hear(self, checked: Checked, said: Iterable[Examined], checks: Sequence[Check]) -> None:
        """Take in what the other records say of one."""
        if checked.study is not None:
            self.add(checked, examine_across(checked.study, said, checks))

    def add(self, checked: Checked, examined: Iterable[Examined]) -> None:
        """Count the answers about one record, and keep what was found."""
        said = list(examined)
        self.tally.update(each.answer.state for each in said)
        if checked.study is not None:
            self.findings += findings(checked, checked.study, said)


def check(
    evidence: Path,
    files: Sequence[Path] | None = None,
    checks: Iterable[Check] = CHECKS.values(),
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Run the checks on files, or on all records, and hold them against all other records.

    Problems of the vocabularies come instead of everything else: records are read in their words.
    Paths in the findings lead from where the command runs, so that terminals and GitHub find them.
    """
    if faults():
        return Outcome(0, Counter(), tuple(map(of_problem, faults())))
    root, run, looked = evidence.absolute(), _Run(), tuple(checks)
    wanted = records_of(root, [file.absolute() for file in files]) if files else []
    read = sorted({*record_files(root), *wanted})
    for done, file in enumerate(read, 1):
        run.look(file, check_file(file, root), looked, asked=not files or file in wanted)
        if progress:
            progress(done, len(read))
    for study, said in across(run.summaries, run.unread).items():
        if study in run.files:
            run.hear(check_file(run.files[study], root), said, looked)
    found = sorted(_from_here(finding, evidence) for finding in run.findings)
    return Outcome(len(wanted) if files else len(read), run.tally, tuple(found))


def _from_here(finding: Finding, evidence: Path) -> Finding:
    places = (replace(p, path=from_here(p.path, evidence)) for p in finding.places)
    return replace(finding, places=tuple(places))


def report(outcome: Outcome, form: str) -> str:
    """Return the outcome as `text`, `json`, `sarif`, `github` or `markdown`."""
    return FORMATS[form](outcome)


def explain(name: str) -> str:
    """Say everything about one check; raises UnknownTermError that names the nearest."""
    known = CHECKS.get(name.upper())
    if known is None:
        raise UnknownTermError("checks", name, get_close_matches(name.upper(), CHECKS, 3, 0.3))
    said = {
        "Asks": known.statement,
        "Why": known.why,
        "Gravest": known.severity.value,
        "Passes": known.passes,
        "Fails": known.fails,
        "To do": known.fix,
        "Method": known.method,
    }
    lines = (f"{key + ':':9}{text}" for key, text in said.items() if text)
    return "\n".join((f"{known.id}  {known.title}", "", *lines))
