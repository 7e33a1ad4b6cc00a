"""Small records for the checks: groups, splits and blocks around the example."""

from schema.checks.catalogue import CHECKS
from schema.checks.model import Answer, State
from schema.checks.view import View
from schema.study import Study
from schema.validation import check_bytes
from tests.schema.example import PATH, RECORD

_HEAD = RECORD.partition("groups:\n")[0]
_TAIL = "conclusion:" + RECORD.partition("conclusion:")[2]
GROUPS = """\
groups:
  all: {n: 29, kind: cohort, label: All}
  a: {n: 25, label: A}
  b: {n: 4, label: B}
splits:
  arms: {of: all, parts: [a, b], by: randomisation}
"""


def record(body: str, groups: str = GROUPS) -> Study:
    """Return a study with the given sections; they must be good."""
    checked = check_bytes(f"{_HEAD}{groups}{body}{_TAIL}".encode(), PATH)
    assert checked.problems == []
    assert checked.study is not None
    return checked.study


def answers(check: str, body: str, groups: str = GROUPS) -> list[Answer]:
    """Return what one check says of a record."""
    return list(CHECKS[check].look(View(record(body, groups))))


def states(check: str, body: str, groups: str = GROUPS) -> list[State]:
    """Return the state of each answer of one check."""
    return [answer.state for answer in answers(check, body, groups)]


def finding(check: str, body: str, groups: str = GROUPS) -> Answer:
    """Return the one finding of a check."""
    found = [a for a in answers(check, body, groups) if a.state is State.VIOLATED]
    assert len(found) == 1, found
    return found[0]
