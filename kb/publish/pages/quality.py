"""Quality: what the checks did, errors in the literature, second readers, what is left to read."""

from collections.abc import Iterator
from typing import Any, TypedDict

from kb.models.quality import Check, Finding
from kb.models.studies import StudyRow
from kb.publish.pages.page import Body, Page
from kb.publish.pages.quality_seals import second_reading
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import record_badge
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Link, plain, texts
from kb.publish.parts.words import quoted, thousands

_LEAD = (
    "Every printed number is held against every other that the record relates to it. This page "
    "says what was tested, what the sources print wrong, what second readers verified, and which "
    "numbers only a second reader protects."
)


class Contradiction(TypedDict):
    """What a source prints and a check refutes, kept as printed."""

    study: Link
    check: Link
    printed: Link
    why: str


class Oddity(TypedDict):
    """What a reader found odd in a source, kept as printed."""

    study: Link
    says: str
    at: str


def pages(library: Library) -> Iterator[Page]:
    """Yield the quality page and one page for each check."""
    yield Page("quality/", "quality", "quality", "Quality", _LEAD, lambda: Body(overview(library)))
    for check in library.base.checks():
        yield _check_page(library, check)


def _check_page(library: Library, check: Check) -> Page:
    title = quoted(f"{check.id}: {check.title}")
    return Page(
        _page_of(check.id),
        "quality",
        "check",
        title,
        quoted(check.statement),
        lambda: Body({"check": one_check(library, check)}),
    )


def overview(library: Library) -> dict[str, Any]:
    """Return what the quality page shows."""
    checks = list(library.base.checks())
    return {
        "quality": {
            "lead": _LEAD,
            "stats": _stats(library, checks),
            "checks": [_check_row(check) for check in checks],
            "contradictions": list(contradictions(library, checks)),
            "oddities": list(oddities(library)),
            "open": [_finding(library, each) for each in _open(library)],
            "second": second_reading(library),
            "records": records(library),
        }
    }


def _stats(library: Library, checks: list[Check]) -> list[dict[str, str]]:
    related = [check for check in checks if not check.alone]
    passed, waived = sum(c.passed for c in related), sum(c.waived for c in related)
    violated = sum(c.violated for c in related)
    protected = [each.relations > 0 for each in library.base.protection()]
    share = f"{thousands(sum(protected))} of {thousands(len(protected))}"
    return [
        {
            "value": thousands(passed + waived + violated),
            "label": "relations between numbers tested",
        },
        {"value": thousands(passed), "label": "hold"},
        {"value": thousands(waived), "label": "do not, and the source prints it so"},
        {"value": thousands(violated), "label": "improbable, to be looked at"},
        {
            "value": share,
            "label": "numbers in at least one relation",
            "note": "each once, repeats in other reports left out",
        },
    ]


def _check_row(check: Check) -> dict[str, Any]:
    return {
        "check": {"text": quoted(check.title), "href": _page_of(check.id)},
        "id": check.id,
        "severity": check.severity,
        "passed": thousands(check.passed),
        "violated": thousands(check.violated),
        "waived": thousands(check.waived),
        "not_applicable": thousands(check.not_applicable),
    }


def contradictions(library: Library, checks: list[Check]) -> Iterator[Contradiction]:
    """Yield what the sources print against their own arithmetic."""
    links: dict[str, Link] = {
        check.id: {"text": quoted(f"{check.id}: {check.title}"), "href": _page_of(check.id)}
        for check in checks
    }
    for row in library.studies.values():
        for waiver in library.base.study(row.id).waivers:
            yield {
                "study": _study_link(row),
                "check": links.get(waiver.check) or plain(waiver.check),
                "printed": {"text": waiver.printed, "href": study_path(row.id, waiver.address)},
                "why": waiver.why,
            }


def _page_of(check: str) -> str:
    return f"quality/{check.lower()}/"


def oddities(library: Library) -> Iterator[Oddity]:
    """Yield what readers found odd in the sources."""
    for row in library.studies.values():
        for oddity in library.base.study(row.id).oddities:
            yield {"study": _study_link(row), "says": oddity.says, "at": oddity.address}


def _study_link(row: StudyRow) -> Link:
    return {"text": row.acronym or row.title, "href": study_path(row.id)}


def _open(library: Library) -> list[Finding]:
    order = {"error": 0, "warning": 1, "info": 2}
    found = [each for each in library.base.findings() if each.state == "violated"]
    return sorted(found, key=lambda each: order[each.severity])


def _finding(library: Library, finding: Finding) -> dict[str, Any]:
    row = library.studies[finding.study]
    address = finding.numbers[0].rpartition(".")[0] if finding.numbers else ""
    return {
        "study": _study_link(row),
        "check": {"text": finding.check, "href": _page_of(finding.check)},
        "severity": finding.severity,
        "state": finding.state,
        "says": quoted(finding.says),
        "at": {"text": address, "href": study_path(row.id, address)},
        "changes": [quoted(change) for change in finding.changes[:3]],
    }


def records(library: Library) -> list[dict[str, Any]]:
    """Return every record with its state, the least protected first."""
    counted: dict[str, list[bool]] = {study: [] for study in library.studies}
    for each in library.base.protection():
        counted[each.study].append(each.relations == 0)
    rows = [_record(library, row, counted[row.id]) for row in library.studies.values()]
    return sorted(rows, key=lambda row: (-int(row["unprotected"]), row["study"]["href"]))


def _record(library: Library, row: StudyRow, bare: list[bool]) -> dict[str, Any]:
    curation = library.base.study(row.id).curation
    return {
        "study": _study_link(row),
        "status": record_badge(row),
        "numbers": str(row.numbers),
        "verified": str(row.numbers_verified),
        "unprotected": str(sum(bare)),
        "missing": list(curation.missing),
    }


def one_check(library: Library, check: Check) -> dict[str, Any]:
    """Return what the page of a check shows."""
    found = [each for each in library.base.findings() if each.check == check.id]
    return {
        "id": check.id,
        "title": quoted(check.title),
        "statement": quoted(check.statement),
        "facts": [
            *texts("Why", quoted(check.why)),
            *texts("Gravest answer", check.severity),
            *texts("Passes", quoted(check.passes)),
            *texts("Fails", quoted(check.fails)),
            *texts("What to do", quoted(check.fix)),
            *texts("Method", quoted(check.method or "")),
        ],
        "stats": [
            {"value": thousands(check.passed), "label": "passed"},
            {"value": thousands(check.violated), "label": "violated"},
            {"value": thousands(check.waived), "label": "waived with a reason"},
            {"value": thousands(check.not_applicable), "label": "not applicable"},
        ],
        "findings": [_finding(library, each) for each in found],
    }
