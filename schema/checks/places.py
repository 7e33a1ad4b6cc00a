"""From what a check says to the lines of the file it is about."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schema.checks.model import Severity, State
from schema.checks.run import W01, Examined
from schema.facts import facts
from schema.facts.model import Loc
from schema.problems import Complaint, Problem
from schema.study import Study
from schema.validation import Checked

_TABLES = ("flow", "baseline", "safety")


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where a number stands; lines and columns count from 1."""

    path: str
    line: int
    column: int
    number: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """What a check found, with the places of the numbers that cannot all be true.

    `check` is the id of a check, or the code of a problem that made a record unreadable; `waived`
    is the reason for which it is excused.
    """

    places: tuple[Place, ...]
    check: str
    severity: str
    says: str
    changes: tuple[str, ...] = ()
    waived: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of checking records: how often each answer was given, and every finding."""

    records: int
    tally: Counter[State] = field(default_factory=Counter)
    findings: tuple[Finding, ...] = ()

    @property
    def tested(self) -> int:
        """How many relations were tested."""
        return sum(self.tally[s] for s in (State.PASSED, State.VIOLATED, State.WAIVED))

    def count(self, severity: str) -> int:
        """Count the findings of one severity that nobody excused."""
        return sum(f.severity == severity and not f.waived for f in self.findings)

    @property
    def summary(self) -> str:
        """One line that never says how many problems there are without what was tested."""
        found = ", ".join(_counted(self.count(severity), severity) for severity in Severity)
        waived = sum(bool(finding.waived) for finding in self.findings)
        return (
            f"{_counted(self.records, 'record')}, {_counted(self.tested, 'relation')} tested: "
            f"{found}, {waived} waived; {self.tally[State.NOT_APPLICABLE]} not applicable"
        )


def _counted(number: int, word: str) -> str:
    plural = word if word == Severity.INFO or number == 1 else f"{word}s"
    return f"{number} {plural}"


def findings(checked: Checked, study: Study, examined: Iterable[Examined]) -> list[Finding]:
    """Return what was found in one record, each with its lines."""
    found = [e for e in examined if e.answer.state in (State.VIOLATED, State.WAIVED)]
    cells = {fact.address: fact.loc for fact in facts(study)} if found else {}
    return [_finding(checked, study, cells, each) for each in found]


def _finding(checked: Checked, study: Study, cells: Mapping[str, Loc], each: Examined) -> Finding:
    answer = each.answer
    about = ("waivers", each.waiver) if each.check == W01.id else ()
    locs = [about or _loc(study, cells, number) for number in answer.numbers]
    placed = [checked.document.locate(Complaint(loc, each.check, answer.says)) for loc in locs]
    places = [
        Place(problem.path, problem.line, problem.column, number)
        for problem, number in zip(placed, answer.numbers, strict=True)
    ]
    waiver = study.waivers.get(each.waiver)
    excused = answer.state is State.WAIVED
    why = (waiver.why if waiver else "excused in the record") if excused else ""
    return Finding(
        tuple(places), each.check, answer.severity.value, answer.says, answer.changes, why
    )


def _loc(study: Study, cells: Mapping[str, Loc], number: str) -> Loc:
    """Return the path inside the record of a number's name, as far as the record has it."""
    address, _, part = number.rpartition(".")
    if address in cells:
        return (*cells[address], "is")
    first, *rest = address.split("/")
    if first == "groups" and rest[0] not in study.groups:
        return _stratum(study, rest[0], part)
    if first in _TABLES and len(rest) > 1:
        rest.insert(1, "rows")
    return tuple(int(step) if step.isdecimal() else step for step in (first, *rest, part))


def _stratum(study: Study, group: str, part: str) -> Loc:
    """Return the path of a group that is drawn by a stratum of a split."""
    for name, split in study.splits.items():
        for of in split.of:
            for stratum in split.strata:
                if group == f"{of}-{stratum}":
                    return ("splits", name, "strata", stratum, part, of)
    return ("groups",)


def of_problem(problem: Problem) -> Finding:
    """Return a problem that made a record unreadable as a finding."""
    place = Place(problem.path, problem.line, problem.column)
    return Finding((place,), problem.code, problem.severity, problem.sentence())
