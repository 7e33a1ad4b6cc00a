"""What the checks said of one study: how much was tested, and what they found."""

from collections import Counter
from typing import Any, TypedDict

from kb.models.quality import Finding
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.anchors import fragment
from kb.publish.parts.words import quoted, thousands


class FindingRow(TypedDict):
    """One finding with the place on the page it is about."""

    check: dict[str, str]
    severity: str
    says: str
    changes: list[str]
    at: dict[str, str]


def tests(data: StudyData) -> list[dict[str, str]]:
    """Return how many relations were tested and what came of it; single numbers do not count."""
    library = data.library
    alone = {check.id for check in library.base.checks() if check.alone}
    counted: Counter[str] = Counter()
    for tally in library.base.tallies(study=data.row.id):
        if tally.check not in alone:
            counted[tally.state] += tally.answers
    tested = sum(counted[state] for state in ("passed", "violated", "waived"))
    return [
        {"value": thousands(tested), "label": "relations tested"},
        {"value": thousands(counted["passed"]), "label": "hold"},
        {"value": thousands(counted["waived"]), "label": "printed so and kept"},
        {"value": thousands(counted["not applicable"]), "label": "could not be tested"},
    ]


def found(data: StudyData) -> list[FindingRow]:
    """Return what nobody has decided yet, the undecidable left out."""
    findings = data.library.base.findings(study=data.row.id)
    return [_row(each) for each in findings if each.state == "violated" and each.severity != "info"]


def _row(finding: Finding) -> FindingRow:
    address = finding.numbers[0].rpartition(".")[0] if finding.numbers else ""
    return {
        "check": {"text": finding.check, "href": f"quality/{finding.check.lower()}/"},
        "severity": finding.severity,
        "says": quoted(finding.says),
        "changes": [quoted(change) for change in finding.changes[:3]],
        "at": {"text": address, "href": fragment(address)},
    }


def shown(data: StudyData) -> dict[str, Any]:
    """Return the variables of the section."""
    return {"tests": tests(data), "found": found(data)}
