"""Identifiers, dates, pages, and several reports of one trial."""

import pytest

from schema.checks.model import Answer, Check, Severity, State
from schema.checks.sources import bibliography
from schema.checks.sources.cuts import B04
from schema.checks.sources.dates import B02, Day, day
from schema.checks.view import View
from tests.schema.checks.looking import body, found, look, study
from tests.schema.example import RECORD, spoiled

P, V, N = State.PASSED, State.VIOLATED, State.NOT_APPLICABLE
B01, B03 = bibliography.CHECKS


def by_number(check: Check, text: str, number: str) -> list[Answer]:
    """Return the answers of a check that name a number."""
    return [answer for answer in look(check, text) if number in answer.numbers]


IDENTIFIERS = [
    ("doi", "10.1182/bloodadvances.2021005978", P),
    ("doi", "1182/bloodadvances.2021005978", V),
    ("doi", "10.1182", V),
    ("doi", "10.1016/S0140-6736(21)01222-8", P),
    ("pmid", "38000001", P),
    ("pmid", "038000001", V),
    ("pmcid", "PMC2940403", P),
    ("pmcid", "2940403", V),
]


@pytest.mark.parametrize(("kind", "value", "state"), IDENTIFIERS)
def test_b01_identifiers(kind: str, value: str, state: State) -> None:
    """A record with a bad identifier is refused when it is read, so one is put in afterwards."""
    record = study(RECORD)
    source = record.sources["jco24"].model_copy(update={kind: value})
    view = View(record.model_copy(update={"sources": {"jco24": source}}))
    answers = [a for a in B01.look(view) if a.numbers == (f"sources/jco24.{kind}",)]
    assert [answer.state for answer in answers] == [state]


def test_b01_completes_a_doi() -> None:
    record = study(RECORD)
    source = record.sources["jco24"].model_copy(update={"doi": "1182/x"})
    view = View(record.model_copy(update={"sources": {"jco24": source}}))
    assert found(B01.look(view))[0].changes == ("1182/x would have to be 10.1182/x",)


REGISTRATIONS = [
    ("NCT01234567", P),
    ("ISRCTN64515327", P),
    ("ISRCTN6451532", V),
    ("EudraCT 2012-003032-22", P),
    ("EudraCT 2012-00303-22", V),
    ("ChiCTR-IPR-14005706", P),
    ("NTR5736", P),
    ("nct-01234567", V),
    ("Protocol 7", N),
]


@pytest.mark.parametrize(("number", "state"), REGISTRATIONS)
def test_b01_registrations(number: str, state: State) -> None:
    record = study(RECORD)
    design = record.design.model_copy(update={"registration": [number]})
    view = View(record.model_copy(update={"design": design}))
    answers = [a for a in B01.look(view) if a.numbers == ("design.registration",)]
    assert [answer.state for answer in answers] == [state]


DAYS = [
    ("2012", "2012-01-01", "2012-12-31"),
    ("2012-02", "2012-02-01", "2012-02-29"),
    ("2012-02-03", "2012-02-03", "2012-02-03"),
]


@pytest.mark.parametrize(("text", "first", "last"), DAYS)
def test_day(text: str, first: str, last: str) -> None:
    seen = day(text)
    assert seen is not None
    assert (seen.first.isoformat(), seen.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "not reported", "2012-13", "soon"])
def test_no_day(text: str) -> None:
    assert day(text) is None


BEFORE = [("2011", "2012", True), ("2012", "2012-12", False), ("2012-11", "2012-12-01", True)]


@pytest.mark.parametrize(("one", "other", "before"), BEFORE)
def test_before_for_certain(one: str, other: str, before: bool) -> None:
    first, second = day(one), day(other)
    assert isinstance(first, Day)
    assert isinstance(second, Day)
    assert first.before(second) is before
    assert not second.before(first)


def test_b02_of_a_good_record() -> None:
    assert found(look(B02, RECORD)) == []
    assert by_number(B02, RECORD, "sources/jco24.year")[0].state is P


CUT = "cuts:\n  final: {date: 2020-03-01}\ndesign:\n"
ORDERS = [
    ([("year: 2024", "year: 2011")], Severity.ERROR, "publication of jco24 (2011)"),
    (
        [("2012-01 to 2019-12", "2022-01 to 2022-12"), ("design:\n", CUT)],
        Severity.ERROR,
        "data cut final (2020-03-01) before enrolment (2022-01)",
    ),
    ([("2012-01 to 2019-12", "2012-01 to 2021-12"), ("design:\n", CUT)], Severity.WARNING, "end"),
    (
        [("year: 2024", "year: 2019\n    cut: final"), ("design:\n", CUT)],
        Severity.ERROR,
        "publication of jco24 (2019) before data cut final (2020-03-01)",
    ),
    ([("year: 2024", "year: 2025")], Severity.WARNING, "extraction (2024-05-01)"),
    (
        [("date: 2024-05-01}", "date: 2024-05-01}\n  checked: {by: r2, date: 2024-04}")],
        Severity.ERROR,
        "checking (2024-04) before extraction",
    ),
    ([("age: adults", "age: adults\n  minimum-age: 81\n  maximum-age: 18")], Severity.ERROR, "81"),
    ([("10.1200/JCO.24.00001", "10.1200/JCO.25.00001")], Severity.WARNING, "given out in 2025"),
    (
        [("pmid: 38000001", "notices: [{kind: correction, date: 2023-01}]")],
        Severity.WARNING,
        "its correction (2023-01) before publication",
    ),
]


@pytest.mark.parametrize(("changes", "severity", "says"), ORDERS)
def test_b02(changes: list[tuple[str, str]], severity: Severity, says: str) -> None:
    findings = found(look(B02, spoiled(*changes)))
    assert [f.severity for f in findings if says in f.says] == [severity]


def test_b02_lets_an_early_cut_fall_into_recruitment() -> None:
    cuts = CUT.replace("design:\n", "  first: {date: 2018-01}\ndesign:\n")
    assert found(look(B02, spoiled(("design:\n", cuts)))) == []
    unknown = cuts.replace("2020-03-01", "not reported")
    assert found(look(B02, spoiled(("design:\n", unknown)))) == []
    interim = CUT.replace("2020-03-01", "2018-01")
    assert len(found(look(B02, spoiled(("design:\n", interim))))) == 1


@pytest.mark.parametrize(
    ("doi", "year", "state"),
    [
        ("10.1182/blood.2020009098", 2021, P),
        ("10.1182/blood-2018-10-881961", 2017, V),
        ("10.1056/NEJMoa1509277", 2014, V),
        ("10.3389/fimmu.2021.605766", 2021, P),
        ("10.3389/fimmu.2021.605766", 2020, V),
        ("10.1186/s13045-022-01379-0", 2012, None),
    ],
)
def test_b02_years_in_dois(doi: str, year: int, state: State | None) -> None:
    text = spoiled(("10.1200/JCO.24.00001", doi), ("year: 2024", f"year: {year}"))
    answers = by_number(B02, text, "sources/jco24.doi")
    assert [answer.state for answer in answers] == ([state] if state else [])


PAGES = [
    ("1432-1443", P),
    ("1443-1432", V),
    ("1044-53", P),
    ("1044-43", V),
    ("e262-e275", P),
    ("100-200", V),
]


@pytest.mark.parametrize(("pages", "state"), PAGES)
def test_b03_pages(pages: str, state: State) -> None:
    (answer,) = by_number(B03, spoiled(("year: 2024", f"pages: {pages}")), "sources/jco24.pages")
    assert answer.state is state
    assert state is P or answer.severity is Severity.INFO


@pytest.mark.parametrize("pages", ["843-", "106283", "e002287"])
def test_b03_knows_what_is_no_span_of_pages(pages: str) -> None:
    assert by_number(B03, spoiled(("year: 2024", f"pages: {pages}")), "sources/jco24.pages") == []


@pytest.mark.parametrize(("date", "state"), [("2023", V), ("2024", P), ("not reported", N)])
def test_b03_a_summary_is_not_older(date: str, state: State) -> None:
    text = spoiled(("about: jco24", f"about: jco24\n    date: {date}"))
    answers = [a for a in look(B03, text) if "sources/jco24.year" in a.numbers]
    assert [answer.state for answer in answers] == [state]


def cuts(first: str, last: str, early: str = "2020-01", late: str = "2022-01") -> str:
    """Return the text of a record with deaths at two data cuts."""
    head = RECORD.partition("groups:\n")[0]
    dated = f"cuts:\n  early: {{date: {early}}}\n  late: {{date: {late}}}\n"
    blocks = f"outcomes:\n  death@early:\n    {first}\n  death@late:\n    {last}\n"
    return body(blocks, head=head + dated)


CUTS = [
    ("share: {a: 204}", "share: {a: 252}", P),
    ("share: {a: 252}", "share: {a: 204}", V),
    ("share: {a: 6 24.0%}", "share: {a: 4 16.0%}", V),
    ("at 1 y: {a: 60% 9/25 events}", "at 1 y: {a: 60% 8/25 events}", V),
    ("at 1 y: {a: 60% 9/25 events}", "at 1 y: {a: 60% 9/25 events}", P),
]


@pytest.mark.parametrize(("first", "last", "state"), CUTS)
def test_b04(first: str, last: str, state: State) -> None:
    (answer,) = look(B04, cuts(first, last))
    assert answer.state is state
    assert len(answer.numbers) == 2


def test_b04_says_what_would_agree() -> None:
    (finding,) = found(look(B04, cuts("share: {a: 6}", "share: {a: 4}")))
    assert finding.severity is Severity.WARNING
    assert finding.says == "6 (early) falls to 4 (late) at a later data cut"
    assert finding.changes[0] == "4 (late) would have to be at least 6"


def test_b04_needs_dates_and_the_same_row() -> None:
    falling = "share: {a: 6}", "share: {a: 4}"
    assert [a.state for a in look(B04, cuts(*falling, late="not reported"))] == [N]
    assert look(B04, cuts("share: {a: 6}", "share: {b: 4}")) == []
    assert look(B04, cuts(*falling, early="2022-01", late="2022")) == []
    other = cuts(*falling).replace("death@late:\n", "death@late:\n    window: in year 1\n")
    assert look(B04, other) == []


def test_b04_all_who_were_randomised_stay() -> None:
    first, last = "share: {a: 4/25}", "share: {a: 6/24}"
    counted = "counted: randomised\n    share"
    text = cuts(first.replace("share", counted), last.replace("share", counted))
    states = [answer.state for answer in look(B04, text)]
    assert states == [P, V]
    interim = text.replace("early: {date: 2020-01", "early: {interim: true, date: 2020-01")
    assert [answer.state for answer in look(B04, interim)] == [P]


def test_b04_follow_up_grows() -> None:
    head = RECORD.partition("groups:\n")[0]
    dated = "cuts:\n  early: {date: 2020-01}\n  late: {date: 2022-01}\n"
    tables = "".join(
        f"  {cut}:\n    from: jco24 > Table 2\n    cut: {cut}\n    columns: [a]\n"
        f"    rows: {{median follow-up: [{months} mo]}}\n"
        for cut, months in (("early", 24), ("late", 20))
    )
    (finding,) = found(look(B04, body(f"flow:\n{tables}", head=head + dated)))
    assert finding.says == "24 (early) falls to 20 (late) at a later data cut"
