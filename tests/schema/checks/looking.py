"""Looking at records that may be bad: what validation refuses must not pass a check either."""

from collections.abc import Iterable

from schema.checks.model import Answer, Check, State
from schema.checks.view import View
from schema.reading import read_bytes
from schema.study import Study
from tests.schema.checks.examined import GROUPS
from tests.schema.example import PATH, RECORD

_HEAD = RECORD.partition("groups:\n")[0]
_TAIL = "conclusion:" + RECORD.partition("conclusion:")[2]


def study(text: str) -> Study:
    """Return a record that is only read: names and values are not held against each other."""
    document = read_bytes(text.encode(), PATH)
    assert document.problems == []
    return Study.model_validate(document.tree)


def look(check: Check, text: str) -> list[Answer]:
    """Return what one check says of the text of a record."""
    return list(check.look(View(study(text))))


def body(sections: str, groups: str = GROUPS, head: str = _HEAD) -> str:
    """Return the text of a record with the given sections."""
    return f"{head}{groups}{sections}{_TAIL}"


def shares(*cells: str, key: str = "share") -> str:
    """Return the text of a record with one table of an outcome."""
    return body(f"outcomes:\n  cr:\n    {key}: {{{', '.join(cells)}}}\n")


def found(answers: Iterable[Answer]) -> list[Answer]:
    """Return what is violated."""
    return [answer for answer in answers if answer.state is State.VIOLATED]


def table(row: str, *cells: str) -> str:
    """Return the text of a record with one row of a baseline table."""
    columns = ", ".join(("all", "a", "b")[: len(cells)])
    rows = f"    rows: {{{row}: [{', '.join(cells)}]}}\n"
    return body(f"baseline:\n  t:\n    from: jco24 > Table 2\n    columns: [{columns}]\n{rows}")


def states(check: Check, text: str) -> list[State]:
    """Return the state of each answer of one check."""
    return [answer.state for answer in look(check, text)]


def only(check: Check, text: str) -> Answer:
    """Return the one finding of a check."""
    (finding,) = found(look(check, text))
    return finding
