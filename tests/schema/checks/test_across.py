"""Records held against each other, and sources against the list of retractions."""

from importlib.resources import files

import pytest

from schema.checks.model import Answer, Severity, State
from schema.checks.sources import retracted
from schema.checks.sources.across import CHECKS, across, summary
from schema.checks.sources.retracted import B05, Retraction, Retractions, known, read
from schema.checks.view import View
from tests.schema.checks.looking import found, look, study
from tests.schema.example import RECORD, spoiled

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
DOI = "10.1200/jco.24.00001"
OTHER = (
    ("id: doe-2024-drug", "id: roe-2023-other"),
    ("Drug X versus chemotherapy", "Drug Y alone in older patients"),
    ("38000001", "38000002"),
    ("24.00001", "23.00001"),
    ("year: 2024", "year: 2023"),
    ("NCT01234567", "NCT01234568"),
)


def second(*changes: tuple[str, str], kept: str = "") -> str:
    """Return another record; `kept` names the text that both records have in common."""
    return spoiled(*(pair for pair in OTHER if pair[0] != kept), *changes)


def answered(*texts: str, unread: tuple[str, ...] = ()) -> dict[str, list[tuple[str, Answer]]]:
    said = across((summary(study(text)) for text in texts), unread)
    return {name: [(each.check, each.answer) for each in all_] for name, all_ in said.items()}


def violated(*texts: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return study, check and numbers of everything that is violated."""
    return [
        (name, check, answer.numbers)
        for name, said in answered(*texts).items()
        for check, answer in said
        if answer.state is V
    ]


def test_two_records_that_share_nothing() -> None:
    said = answered(RECORD, second())
    assert violated(RECORD, second()) == []
    passes = {("B06", P), ("B07", P)}
    assert {name: {(check, a.state) for check, a in each} for name, each in said.items()} == {
        "doe-2024-drug": passes,
        "roe-2023-other": passes,
    }


SHARED = [
    ("24.00001", "B06", "sources/jco24.doi"),
    ("38000001", "B06", "sources/jco24.pmid"),
    ("Drug X versus chemotherapy", "B06", "sources/jco24.title"),
    ("NCT01234567", "B07", "design.registration"),
]


@pytest.mark.parametrize(("kept", "check", "number"), SHARED)
def test_what_may_stand_in_one_record_only(kept: str, check: str, number: str) -> None:
    expected = [(name, check, (number,)) for name in ("doe-2024-drug", "roe-2023-other")]
    if kept == "Drug X versus chemotherapy":
        kept_text = second(kept=kept).replace("versus chemotherapy", "versus chemotherapy in ALL")
        text = spoiled(("versus chemotherapy", "versus chemotherapy in ALL"))
        assert violated(text, kept_text) == expected
    else:
        assert violated(RECORD, second(kept=kept)) == expected


OVERLAP = [("title: Drug X or chemotherapy", "title: Drug X or chemotherapy\noverlaps: {%s: all}")]


def overlapping(text: str, other: str) -> str:
    old, new = OVERLAP[0]
    assert text.count(old) == 1
    return text.replace(old, new % other)


def test_declared_overlaps_may_share_a_registration_but_no_doi() -> None:
    one = overlapping(RECORD, "roe-2023-other")
    both = overlapping(second(kept="NCT01234567"), "doe-2024-drug")
    assert violated(one, both) == []
    same = overlapping(second(kept="24.00001"), "doe-2024-drug")
    assert {check for _, check, _ in violated(one, same)} == {"B06"}


def test_the_severity_of_what_is_shared() -> None:
    def severity(kept: str) -> set[Severity]:
        said = answered(RECORD, second(kept=kept))
        return {a.severity for each in said.values() for _, a in each if a.state is V}

    assert severity("24.00001") == {Severity.ERROR}
    assert severity("NCT01234567") == {Severity.WARNING}


def test_case_does_not_hide_a_duplicate() -> None:
    lower = second(kept="24.00001").replace("JCO.24.00001", "jco.24.00001")
    assert len(violated(RECORD, lower)) == 2


def test_one_report_twice_in_one_record() -> None:
    again = "  again: {kind: abstract, doi: 10.1200/JCO.24.00001, read: {}}\n  page:\n"
    text = spoiled(("  page:\n", again))
    numbers = [("sources/jco24.doi",), ("sources/again.doi",)]
    assert violated(text) == [("doe-2024-drug", "B06", number) for number in numbers]


def test_a_secondary_source_may_tell_of_many_trials() -> None:
    doi = ("about: jco24", "about: jco24\n    doi: 10.1000/review")
    assert violated(spoiled(doi), second(doi)) == []


def test_the_same_acronym_and_the_same_author_year_and_size() -> None:
    named = ("title: Drug X or", "acronym: TRIAL\ntitle: Drug X or")
    assert {number for *_, number in violated(spoiled(named), second(named))} == {
        ("study.acronym",)
    }
    alike = second(kept="year: 2024")
    assert {number for *_, number in violated(RECORD, alike)} == {("groups/both.n",)}


def test_overlaps_exist_and_are_mutual() -> None:
    one = overlapping(RECORD, "roe-2023-other")
    assert violated(one, overlapping(second(), "doe-2024-drug")) == []
    alone = ("doe-2024-drug", "B08", ("overlaps.roe-2023-other",))
    assert violated(one, second()) == [alone]
    assert violated(one) == [alone]
    said = dict(answered(one, unread=("roe-2023-other",))["doe-2024-drug"])
    assert said["B08"].state is N


def test_a_single_record_says_nothing_about_others() -> None:
    assert [check.id for check in CHECKS] == ["B06", "B07", "B08"]
    for check in CHECKS[1:]:
        assert look(check, RECORD) == []


def listed(monkeypatch: pytest.MonkeyPatch, *found_: Retraction, asked: str = DOI) -> None:
    """Let the list say that articles were retracted."""
    by_doi = {each.doi: each for each in found_}
    monkeypatch.setattr(retracted, "known", lambda: Retractions("2026", frozenset([asked]), by_doi))


RETRACTED = Retraction(DOI, "2025-02-03", "10.1200/notice")
NOTICES = "notices: [{kind: retraction, date: 2025-02-03}]\n    pmid: 38000001"


def b05(text: str) -> list[Answer]:
    return list(B05.look(View(study(text))))


def test_b05_asked_and_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch)
    assert [(answer.state, answer.numbers) for answer in b05(RECORD)] == [
        (P, ("sources/jco24.doi",))
    ]
    listed(monkeypatch, asked="10.1000/other")
    assert [answer.state for answer in b05(RECORD)] == [N]


def test_b05_retracted(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, RETRACTED)
    (finding,) = found(b05(RECORD))
    assert finding.severity is Severity.ERROR
    assert finding.says == "the source was retracted (2025-02-03), and the record does not say so"


def test_b05_by_pmid(monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, Retraction("10.1000/x", "2025", "10.1000/y", "38000001"))
    without_doi = spoiled(("    doi: 10.1200/JCO.24.00001\n", ""))
    assert [finding.numbers for finding in found(b05(without_doi))] == [("sources/jco24.pmid",)]


def test_b05_said_in_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    noticed = spoiled(("pmid: 38000001", NOTICES))
    for found_ in ((), (RETRACTED,)):
        listed(monkeypatch, *found_)
        assert [finding.severity for finding in found(b05(noticed))] == [Severity.WARNING]
        withdrawn = noticed.replace("status: extracted", "status: withdrawn\n  why: retracted")
        assert [answer.state for answer in b05(withdrawn)] == [P]


def test_the_list_in_the_repository_can_be_read() -> None:
    said = known()
    assert (said.as_of == "never") == (not said.asked)
    written = (files("schema") / "retractions.yml").read_text(encoding="utf-8")
    assert len(said.retracted) == written.count("notice: ")


GOOD = "as-of: 2026-01-02\nasked: [10.1/A]\nretracted:\n  10.1/A: {date: 2025, notice: 10.1/b}\n"


def test_reading_the_list() -> None:
    said = read(GOOD.encode())
    assert said.as_of == "2026-01-02"
    assert said.asked == frozenset(["10.1/a"])
    assert said.retracted == {"10.1/a": Retraction("10.1/a", "2025", "10.1/b")}


BAD = [
    ("", "the file is empty"),
    ("retracted: {}\n", "as-of, asked and retracted"),
    (GOOD.replace("asked: [10.1/A]", "asked: {}"), "as-of, asked and retracted"),
    (GOOD.replace("date: 2025, ", ""), "10.1/A has a date"),
    (GOOD.replace("date: 2025", "date: [2025]"), "10.1/A has a date"),
    (GOOD.replace("date: 2025", "why: x, date: 2025"), "10.1/A has a date"),
    (GOOD.replace("{date: 2025, notice: 10.1/b}", "2025"), "10.1/A has a date"),
]


@pytest.mark.parametrize(("text", "says"), BAD)
def test_a_faulty_list(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(text.encode())
