"""What the checks say of the real records."""

from pathlib import Path

import pytest

from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity, State
from schema.checks.run import Report, examine
from schema.checks.sources import across
from schema.validation import check_all

EVIDENCE = Path(__file__).parents[2] / "evidence"


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Return what all checks say of every record."""
    studies = [checked.study for checked in check_all(EVIDENCE)]
    return [examine(study, CHECKS.values()) for study in studies if study is not None]


def test_no_error_is_left_undecided(reports: list[Report]) -> None:
    found = [
        f"{report.study}: {each.check}: {each.answer.says}"
        for report in reports
        for each in report.findings(Severity.ERROR)
    ]
    assert found == [], "correct the record, or waive what the source prints wrong"


# No record holds a curve with numbers at risk (S08) or counts of one event at two dated
# cuts (B04) yet; nobody has asked Crossref about the sources (B05).
WAITING = {"B04", "B05", "S08"}


def test_every_check_looked_at_something(reports: list[Report]) -> None:
    """A check that never applies would be dead, or blind; some look at all records at once."""
    tested = {State.PASSED, State.VIOLATED, State.WAIVED}
    examined = [each for report in reports for each in report.examined]
    used = {each.check for each in examined if each.answer.state in tested}
    one_record = set(CHECKS) - {check.id for check in across.CHECKS}
    assert one_record - used == WAITING


def test_more_than_a_thousand_relations_were_tested(reports: list[Report]) -> None:
    passed = sum(report.tally()[State.PASSED] for report in reports)
    assert passed > 1_000
