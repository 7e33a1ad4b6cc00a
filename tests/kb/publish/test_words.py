"""Words around numbers: exact cases."""

import pytest

from kb.publish.parts.anchors import anchor, fragment, study_path, term_path
from kb.publish.parts.words import (
    age_words,
    counted,
    date_words,
    listed,
    quoted,
    sentence,
    spaced,
    time_words,
    unit_words,
)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("1 y", "1 year"),
        ("2.5 y", "2.5 years"),
        ("24 mo", "24 months"),
        ("1 d", "1 day"),
        ("6 wk", "6 weeks"),
        ("unstated", "a time not stated"),
        ("end of cycle 9", "end of cycle 9"),
    ],
)
def test_times(time: str, words: str) -> None:
    assert time_words(time) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2019", "2019"),
        ("2012-01", "January 2012"),
        ("2022-04-11", "11 April 2022"),
        ("2022-13", "2022-13"),
        ("not reported", "not reported"),
        ("2019 to 2020", "2019 to 2020"),
    ],
)
def test_dates(date: str, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(
    ("number", "unit", "after"),
    [
        ("16.0", "%", "%"),
        ("7.7", "mo", " mo"),
        ("1", "cycles", " cycle"),
        ("1.0", "cycles", " cycles"),
        ("2", "lines", " lines"),
        ("0.905", "fraction", ""),
        ("2", "grade", ""),
        ("5", None, ""),
    ],
)
def test_units(number: str, unit: str | None, after: str) -> None:
    assert unit_words(number, unit) == after


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (18, None, "18 years or older"),
        (None, 25, "up to 25 years"),
        (1, 30, "1 to 30 years"),
        (0, 0, "0 to 0 years"),
        (None, None, ""),
    ],
)
def test_ages(low: int | None, high: int | None, words: str) -> None:
    assert age_words(low, high) == words


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(items: list[str], text: str) -> None:
    assert listed(items) == text


def test_counts() -> None:
    said = (counted(0, "patient"), counted(1, "study", "studies"), counted(1234, "patient"))
    assert said == ("0 patients", "1 study", "1,234 patients")


def test_capitals_of_names_stay() -> None:
    assert [sentence(text) for text in ("", "mRD", "CR/CRi", "éa")] == ["", "MRD", "CR/CRi", "Éa"]


@pytest.mark.parametrize(
    ("address", "id_", "link"),
    [
        ("outcomes/efs/at 1 y/bi", "outcomes.efs.at-1-y.bi", "#outcomes.efs.at-1-y.bi"),
        ("safety/t/crs 3+/a", "safety.t.crs-3+.a", "#safety.t.crs-3+.a"),
        ("o/x/compare/a vs rate 30%", "o.x.compare.a-vs-rate-30%", "#o.x.compare.a-vs-rate-30%25"),
        ('o/"><b>/é', 'o."><b>.é', "#o.%22><b>.%C3%A9"),
    ],
)
def test_anchors(address: str, id_: str, link: str) -> None:
    assert (anchor(address), fragment(address)) == (id_, link)


def test_paths() -> None:
    assert study_path("tower") == "studies/tower/"
    assert study_path("tower", "outcomes/os/median/a") == "studies/tower/#outcomes.os.median.a"
    assert term_path("diseases", "b-all") == "populations/b-all/"
    assert term_path("measures", "os") == "measures/os/"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ecog-0", "ECOG 0"),
        ("relapse-after-cr", "relapse after CR"),
        ("not-censored-at-sct", "not censored at SCT"),
        ("cd19-negative", "CD19 negative"),
        ("ash22", "ASH22"),
        ("pmc7481145", "PMC7481145"),
        ("first218", "first218"),
        ("july25", "july25"),
        ("all-patients", "all patients"),
    ],
)
def test_ids_as_words(name: str, words: str) -> None:
    assert spaced(name) == words


def test_code_in_messages_becomes_prose() -> None:
    assert quoted("its `10.` under `oddities`") == "its “10.” under “oddities”"
    assert quoted("no code, one ` mark") == "no code, one ` mark"
