"""The rows of what the checks said."""

from collections import Counter
from collections.abc import Iterator

from kb.curation.rows.common import Row, Value, listed
from schema.checks.catalogue import CHECKS
from schema.checks.model import State
from schema.checks.run import Examined, Report, examine
from schema.study import Study

_SAID = (
    "id",
    "title",
    "statement",
    "why",
    "severity",
    "passes",
    "fails",
    "fix",
    "method",
)


def check_rows() -> Iterator[Row]:
    """Yield the catalogue of checks."""
    for position, check in enumerate(CHECKS.values(), 1):
        said = {name: str(getattr(check, name)) for name in _SAID}
        yield "quality_check", {"position": position, "alone": check.alone, **said}


def quality_rows(study: Study) -> Iterator[Row]:
    """Yield tallies, findings and protection of one study."""
    report = examine(study, CHECKS.values())
    yield from _tallies(report)
    found = (State.VIOLATED, State.WAIVED)
    findings = [each for each in report.examined if each.answer.state in found]
    for position, each in enumerate(findings, 1):
        yield from _finding(study.id, position, each)
    for number, relations in report.protection().items():
        yield "number_protection", {"study": study.id, **_named(number), "relations": relations}


def _tallies(report: Report) -> Iterator[Row]:
    counted = Counter((each.check, each.answer.state) for each in report.examined)
    for (check, state), answers in sorted(counted.items()):
        said = {"check_id": check, "state": state.value, "answers": answers}
        yield "check_tally", {"study": report.study, **said}


def _finding(study: str, position: int, each: Examined) -> Iterator[Row]:
    answer = each.answer
    said = {"state": answer.state.value, "severity": answer.severity.value, "says": answer.says}
    yield "finding", {"study": study, "position": position, "check_id": each.check, **said}
    keys: dict[str, Value] = {"study": study, "finding_position": position}
    for place, number in enumerate(answer.numbers, 1):
        yield "finding_number", {**keys, "position": place, **_named(number)}
    yield from listed("finding_change", "change", answer.changes, **keys)


def _named(number: str) -> dict[str, str]:
    address, _, part = number.rpartition(".")
    return {"address": address, "part": part}
