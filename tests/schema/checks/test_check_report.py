"""Where findings stand, and how they are printed."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from schema.checks.catalogue import CHECKS
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.places import Finding, Outcome, Place, findings, of_problem
from schema.checks.report import (
    FORMATS,
    as_github,
    as_json,
    as_markdown,
    as_text,
    sentence,
)
from schema.checks.run import Examined, examine
from schema.checks.sarif import as_sarif
from schema.problems import Problem
from schema.validation import check_bytes
from tests.schema.checks.examined import GROUPS
from tests.schema.checks.looking import body
from tests.schema.example import PATH, RECORD, spoiled

ERROR = Finding(
    (
        Place("2024/x.yml", 3, 7, "outcomes/cr/share/a.value"),
        Place("2024/x.yml", 9, 2, "groups/a.n"),
    ),
    "P01",
    "error",
    "no count of 25 gives 45.0%",
    (
        "45.0% would have to be 44.0%",
        "45.0% would have to be 48.0%",
        "25 would be 20",
        "25 would be 40",
    ),
)
WARNING = Finding((Place("2024/x.yml", 1, 1, "study.conclusion"),), "T02", "warning", "a | b")
INFO = Finding((Place("2024/y.yml", 2, 1, "a.b"),), "P03", "info", "several")
EXCUSED = Finding((Place("2024/y.yml", 5, 1, "c.d"),), "P02", "error", "17 of 25", (), "printed so")
HOSTILE = Finding(
    (Place("x\n::error::y.yml", 1, 1, ""),), "bad-cell", "error", "`%0A\n::warning::` <b>|[a](b)"
)
OUTCOME = Outcome(
    3,
    Counter({State.PASSED: 10, State.VIOLATED: 3, State.WAIVED: 1, State.NOT_APPLICABLE: 4}),
    (ERROR, WARNING, INFO, EXCUSED),
)
SUMMARY = "3 records, 14 relations tested: 1 error, 1 warning, 1 info, 1 waived; 4 not applicable"
CLEAN = Outcome(1, Counter({State.PASSED: 1}))
CLEAN_SUMMARY = (
    "1 record, 1 relation tested: 0 errors, 0 warnings, 0 info, 0 waived; 0 not applicable"
)


def placed(text: str, *numbers: str, check: str = "X01", waiver: str = "") -> list[tuple[int, int]]:
    """Return line and column of each number of a finding in a record."""
    checked = check_bytes(text.encode(), PATH)
    assert checked.study is not None, checked.problems
    answer = violated(numbers, "x")
    (finding,) = findings(checked, checked.study, [Examined(check, answer, waiver)])
    return [(place.line, place.column) for place in finding.places]


def spot(text: str, words: str) -> tuple[int, int]:
    """Return line and column of the only place where words stand."""
    assert text.count(words) == 1
    before = text.partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


STRATA = body(
    "outcomes:\n  cr:\n    share: {all-young: 50%}\n",
    "groups:\n  all: {n: 29, kind: cohort, label: All}\nsplits:\n"
    "  age:\n    of: all\n    by: age\n    when: baseline\n"
    "    strata:\n      young: {label: Young, n: {all: 20}}\n"
    "      old: {label: Old, n: {all: 9}}\n",
)
WAIVED = spoiled(
    (
        "curation:\n",
        "waivers:\n  P02 safety/table-2/vod-sos 3+/x:\n"
        "    {printed: 3/198, why: so, by: me, date: 2024}\n"
        "curation:\n",
    )
)
PLACES = [
    (RECORD, "outcomes/cr/share/x.value", spot(RECORD, "68 34.0%")),
    (RECORD, "safety/table-2/vod-sos 3+/chemo.count", spot(RECORD, "1/96")),
    (RECORD, "groups/chemo.n", spot(RECORD, "100, label")),
    (RECORD, "groups/x.label", spot(RECORD, "Drug X, gets")),
    (RECORD, "sources/jco24.doi", spot(RECORD, "10.1200/JCO")),
    (RECORD, "design.enrolled", spot(RECORD, "2012-01 to")),
    (RECORD, "study.conclusion", spot(RECORD, "X is better")),
    (RECORD, "limitations.0", spot(RECORD, "open label]")),
    (RECORD, "population.minimum-age", spot(RECORD, "disease: b-all")),
    (RECORD, "safety/table-2/vod-sos 3+.measure", spot(RECORD, "[3/198")),
    (STRATA, "groups/all-old.n", spot(STRATA, "9}}")),
    (RECORD, "groups/nobody.n", spot(RECORD, "both: {n")),
]


@pytest.mark.parametrize(("text", "number", "expected"), PLACES)
def test_places(text: str, number: str, expected: tuple[int, int]) -> None:
    assert placed(text, number) == [expected]


def test_a_stale_waiver_is_found_where_it_stands() -> None:
    address = "safety/table-2/vod-sos 3+/x"
    found = placed(WAIVED, f"{address}.", check="W01", waiver=f"P02 {address}")
    assert found == [spot(WAIVED, "{printed: 3/198")]


def test_findings_keep_what_is_violated_or_waived() -> None:
    checked = check_bytes(WAIVED.encode(), PATH)
    assert checked.study is not None
    number = "safety/table-2/vod-sos 3+/x.value"
    said = [
        Examined("A01", passed(number)),
        Examined("A02", not_applicable("no", number)),
        Examined("A03", violated((number,), "wrong", severity=Severity.INFO, changes=("c",))),
        Examined("P02", Answer(State.WAIVED, (number,), "odd"), "P02 safety/table-2/vod-sos 3+/x"),
        Examined("V02", Answer(State.WAIVED, (number,), "odd")),
    ]
    kept = [
        (f.check, f.severity, f.changes, f.waived) for f in findings(checked, checked.study, said)
    ]
    assert kept == [
        ("A03", "info", ("c",), ""),
        ("P02", "error", (), "so"),
        ("V02", "error", (), "excused in the record"),
    ]


def test_an_examined_record_from_text_to_line() -> None:
    text = body("outcomes:\n  cr:\n    share: {a: 45.0% of 25, b: 50%}\n", GROUPS)
    checked = check_bytes(text.encode(), PATH)
    assert checked.study is not None
    report = examine(checked.study, [CHECKS["P01"]])
    (finding,) = findings(checked, checked.study, report.examined)
    outcome = Outcome(1, report.tally(), (finding,))
    line, column = spot(text, "45.0% of 25")
    said, counted = as_text(outcome).splitlines()
    assert said.startswith(
        f"{PATH}:{line}:{column}: error [P01] no count of 25 gives 45.0%; to agree, "
        "45.0% would have to be 44.0%, or "
    )
    assert counted.startswith("1 record, 2 relations tested: 1 error, 0 warnings, ")


def test_text() -> None:
    lines = as_text(OUTCOME).splitlines()
    assert lines[0].startswith("2024/x.yml:3:7: error [P01] no count of 25 gives 45.0%; to agree, ")
    assert lines[1:] == [
        "2024/x.yml:1:1: warning [T02] a | b",
        "2024/y.yml:2:1: info [P03] several",
        SUMMARY,
    ]


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_form_is_silent_about_what_was_tested(form: str) -> None:
    assert re.search(r"\b14\b", FORMATS[form](OUTCOME))
    assert re.search(
        r"tested\W+1\b|\b1 relation tested|relationsTested\W+1\b", FORMATS[form](CLEAN)
    )
    assert as_text(CLEAN) == CLEAN_SUMMARY


def test_json() -> None:
    said = json.loads(as_json(OUTCOME))
    assert (said["records"], said["tested"]) == (3, 14)
    assert said["tally"] == {"not applicable": 4, "passed": 10, "violated": 3, "waived": 1}
    back = [
        Finding(
            **{
                **each,
                "places": tuple(Place(**place) for place in each["places"]),
                "changes": tuple(each["changes"]),
            }
        )
        for each in said["findings"]
    ]
    assert tuple(back) == OUTCOME.findings


def test_github() -> None:
    lines = as_github(OUTCOME).splitlines()
    assert lines[0].startswith("::error file=2024/x.yml,line=3,col=7,title=P01::no count of 25")
    assert lines[2:] == [
        "::notice file=2024/y.yml,line=2,col=1,title=P03::several",
        f"::notice title=checks::{SUMMARY}",
    ]
    assert as_github(CLEAN) == f"::notice title=checks::{CLEAN_SUMMARY}"


def test_markdown() -> None:
    lines = as_markdown(OUTCOME).splitlines()
    assert lines[0] == f"**{SUMMARY}**"
    assert lines[2:4] == ["| Place | Check | Finding |", "| --- | --- | --- |"]
    assert lines[5] == r"| 2024/x.yml:1 | warning T02 | a \| b |"
    assert len(lines) == 7
    assert as_markdown(CLEAN) == f"**{CLEAN_SUMMARY}**"


def test_a_record_cannot_give_commands_or_markup() -> None:
    hostile = Outcome(1, Counter({State.VIOLATED: 1}), (HOSTILE,))
    assert len(as_github(hostile).splitlines()) == 2
    assert len(as_text(hostile).splitlines()) == 2
    *_, row = as_markdown(hostile).splitlines()
    assert re.findall(r"(?<!\\)\|", row) == ["|"] * 4
    assert "<b>" not in row
    assert r"\[a\]\(b\)" in row
    assert (
        "\n"
        not in sarif(hostile)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
            "uri"
        ]
    )


def test_sentence() -> None:
    assert sentence(INFO) == "several"
    assert sentence(ERROR).count(", or ") == 2


def test_a_problem_of_reading_is_a_finding() -> None:
    found = of_problem(Problem("x.yml", 2, 3, "unknown-key", "unknown key", "a, b", "a"))
    place = Place("x.yml", 2, 3)
    said = "unknown key; allowed: a, b; did you mean a?"
    assert found == Finding((place,), "unknown-key", "error", said)


def sarif(outcome: Outcome) -> dict[str, Any]:
    """Return the one run; what SARIF 2.1.0 requires of a log is asserted on the way."""
    log = json.loads(as_sarif(outcome))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["tool"]["driver"]["name"]
    assert run["invocations"][0]["executionSuccessful"] is True
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        index = result.get("ruleIndex")
        if index is not None:
            assert run["tool"]["driver"]["rules"][index]["id"] == result["ruleId"]
    assert isinstance(run, dict)
    return run


def test_sarif() -> None:
    run = sarif(OUTCOME)
    first, second, third, fourth = run["results"]
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note", "error"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "2024/x.yml"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    (related,) = first["relatedLocations"]
    assert related["message"] == {"text": "groups/a.n"}
    assert related["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 2}
    assert "relatedLocations" not in second
    assert "suppressions" not in third
    assert fourth["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "printed so"}
    ]
    assert run["properties"] == {"summary": SUMMARY, "relationsTested": 14}


def test_sarif_describes_the_rules_that_found_something() -> None:
    rules = sarif(OUTCOME)["tool"]["driver"]["rules"]
    assert {"P01", "P02"} <= {rule["id"] for rule in rules} <= set(CHECKS)
    for rule in rules:
        check: Check = CHECKS[rule["id"]]
        assert rule["shortDescription"]["text"] == check.title
        assert check.fails in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_sarif_knows_a_finding_again_when_lines_move() -> None:
    def fingerprint(finding: Finding) -> str:
        outcome = Outcome(1, Counter({State.VIOLATED: 1}), (finding,))
        (result,) = sarif(outcome)["results"]
        text: str = result["partialFingerprints"]["numbers/v1"]
        return text

    first, second = ERROR.places
    moved = Finding((Place("2024/x.yml", 8, 1, first.number), second), "P01", "error", "no count")
    other = Finding((second, first), "P01", "error", "no count")
    assert fingerprint(moved) == fingerprint(ERROR)
    assert fingerprint(other) != fingerprint(ERROR)
