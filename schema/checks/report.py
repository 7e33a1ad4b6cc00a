"""How what the checks said is printed: for people, for programs, for GitHub. One function each.

No form says how many findings there are without saying how many relations were tested.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from html import escape

from schema.checks.places import Finding, Outcome
from schema.checks.sarif import as_sarif
from schema.problems import Problem
from schema.report import as_github as problems_as_github

# In a sentence; the machine-readable forms have all of them.
_MOST_CHANGES = 3
_GITHUB = {"info": "notice"}


def as_text(outcome: Outcome) -> str:
    """One line for each finding that nobody excused; the last line says what was tested."""
    lines = [_line(finding) for finding in _standing(outcome)]
    return "\n".join((*lines, outcome.summary))


def as_json(outcome: Outcome) -> str:
    """An object with records, relations tested, the tally, and all findings, excused ones too."""
    said = {
        "records": outcome.records,
        "tested": outcome.tested,
        "tally": {state.value: number for state, number in sorted(outcome.tally.items())},
        "findings": [asdict(finding) for finding in outcome.findings],
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def as_github(outcome: Outcome) -> str:
    """Workflow commands, which GitHub shows at the line of the file."""
    commands = problems_as_github(_problem(finding) for finding in _standing(outcome))
    return "\n".join(
        part for part in (commands, f"::notice title=checks::{outcome.summary}") if part
    )


def as_markdown(outcome: Outcome) -> str:
    """A table for the summary of a workflow or a pull request."""
    head = ["| Place | Check | Finding |", "| --- | --- | --- |"]
    rows = [_row(finding) for finding in _standing(outcome)]
    return "\n".join((f"**{_escaped(outcome.summary)}**", *(["", *head, *rows] if rows else ())))


def sentence(finding: Finding) -> str:
    """Say what is wrong and what would put it right, the most likely first."""
    if not finding.changes:
        return finding.says
    return f"{finding.says}; to agree, {', or '.join(finding.changes[:_MOST_CHANGES])}"


def _standing(outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.findings if not finding.waived]


def _line(finding: Finding) -> str:
    place = finding.places[0]
    where = f"{place.path}:{place.line}:{place.column}"
    said = f"{where}: {finding.severity} [{finding.check}] {sentence(finding)}"
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in said)


def _problem(finding: Finding) -> Problem:
    place = finding.places[0]
    severity = _GITHUB.get(finding.severity, finding.severity)
    said = sentence(finding)
    return Problem(place.path, place.line, place.column, finding.check, said, severity=severity)


def _row(finding: Finding) -> str:
    place = finding.places[0]
    cells = (
        f"{place.path}:{place.line}",
        f"{finding.severity} {finding.check}",
        sentence(finding),
    )
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    """Escape what Markdown, a table or HTML would read, so that no record can shape the page."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return re.sub(r"([\\`*_{}\[\]()#!|~@$])", r"\\\1", escape(plain, quote=False))


FORMATS: Mapping[str, Callable[[Outcome], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "markdown": as_markdown,
}
