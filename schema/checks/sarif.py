"""What the checks said as SARIF 2.1.0, which GitHub and editors read."""

import json
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from schema.checks.catalogue import CHECKS
from schema.checks.model import Check
from schema.checks.places import Finding, Outcome, Place

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(outcome: Outcome) -> str:
    """One run with a rule for each check; excused findings are suppressed results."""
    used = sorted({finding.check for finding in outcome.findings} & CHECKS.keys())
    run = {
        "tool": {"driver": {"name": "kb check", "rules": [_rule(CHECKS[each]) for each in used]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, used) for finding in outcome.findings],
        "properties": {"summary": outcome.summary, "relationsTested": outcome.tested},
    }
    return json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False
    )


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": f"{check.statement} {check.why}"},
        "help": {"text": f"Passes: {check.passes}. Fails: {check.fails}. {check.fix}"},
        "defaultConfiguration": {"level": _LEVELS[check.severity.value]},
    }


def _result(finding: Finding, used: list[str]) -> dict[str, Any]:
    first, *others = finding.places
    changes = "".join(f" Perhaps {change}." for change in finding.changes)
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.says}.{changes}"},
        "locations": [_location(first)],
        "partialFingerprints": {"numbers/v1": _fingerprint(finding)},
    }
    if finding.check in used:
        result["ruleIndex"] = used.index(finding.check)
    if others:
        result["relatedLocations"] = [
            {"id": index, "message": {"text": place.number}, **_location(place)}
            for index, place in enumerate(others, 1)
        ]
    if finding.waived:
        suppression = {"kind": "inSource", "status": "accepted", "justification": finding.waived}
        result["suppressions"] = [suppression]
    return result


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    artifact = {"uri": quote(place.path)}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _fingerprint(finding: Finding) -> str:
    """Know a finding again when lines above it were added: by check, file and numbers."""
    numbers = "\n".join(place.number for place in finding.places)
    return sha256(f"{finding.check}\n{finding.places[0].path}\n{numbers}".encode()).hexdigest()
