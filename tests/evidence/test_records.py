"""The data has its own suite: one rule to a test, one case to a record.

A failure names the record; `make validate` explains it with line and column.
"""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from schema.facts import endpoints, facts
from schema.report import as_text
from schema.study import Study
from schema.validation import Checked, check_all, check_file, record_files

EVIDENCE = Path(__file__).parents[2] / "evidence"
FILES = record_files(EVIDENCE)
EDITOR_LINE = "# yaml-language-server: $schema=../../schema/study.schema.json"
each_record = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def record(file: Path) -> Study:
    """Return the study in a file that is a good record."""
    study = check_file(file, EVIDENCE).study
    assert study is not None, "run `make validate`"
    return study


@pytest.fixture(scope="module")
def together() -> list[Checked]:
    """Return all records, checked also against each other."""
    return list(check_all(EVIDENCE))


def test_there_are_records() -> None:
    assert len(FILES) >= 14


def test_no_problem_in_any_record(together: list[Checked]) -> None:
    assert as_text(problem for checked in together for problem in checked.problems) == ""


@each_record
def test_editors_know_the_schema(file: Path) -> None:
    assert file.read_text(encoding="utf-8").splitlines()[0] == EDITOR_LINE


@each_record
def test_no_address_twice(file: Path) -> None:
    counted = Counter(fact.address for fact in facts(record(file)))
    assert [address for address, times in counted.items() if times > 1] == []


@each_record
def test_page_anchors_are_unique(file: Path) -> None:
    """Two addresses that differ only in spaces and slashes would share a fragment."""
    anchors = Counter(
        fact.address.replace(" ", "-").replace("/", ".") for fact in facts(record(file))
    )
    assert [anchor for anchor, times in anchors.items() if times > 1] == []


@each_record
def test_every_endpoint_has_results(file: Path) -> None:
    study = record(file)
    used = {fact.meaning.endpoint for fact in facts(study)}
    assert [endpoint.address for endpoint in endpoints(study) if endpoint.address not in used] == []


@each_record
def test_who_read_it(file: Path) -> None:
    curation = record(file).curation
    assert curation.extracted.by
    assert (curation.status == "verified") <= (curation.checked is not None)


@each_record
def test_overlaps_name_other_records(file: Path) -> None:
    study = record(file)
    known = {other.stem for other in FILES} - {study.id}
    assert set(study.overlaps) <= known


SMALL_WORDS = {"of", "the", "and", "&", "for", "in"}


def same_journal(one: str, other: str) -> bool:
    """Say whether two names may be one journal: the words of one begin like those of the other."""
    words, others = (
        [word for word in name.casefold().split() if word not in SMALL_WORDS]
        for name in (one, other)
    )
    return len(words) == len(others) and all(
        word.startswith(again) or again.startswith(word)
        for word, again in zip(words, others, strict=True)
    )


def test_a_journal_has_one_spelling(together: list[Checked]) -> None:
    """Else readers would filter and count `Blood Adv` apart from `Blood Advances`."""
    studies = [checked.study for checked in together if checked.study]
    names = {source.journal for study in studies for source in study.sources.values()} - {None}
    twice = [(a, b) for a, b in combinations(sorted(map(str, names)), 2) if same_journal(a, b)]
    assert twice == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Blood Adv", "Blood Advances", True),
        ("J Clin Oncol", "Journal of Clinical Oncology", True),
        ("Cancer", "Cancer Discov", False),
        ("Lancet Oncol", "Lancet Haematol", False),
    ],
)
def test_spellings_are_recognised(one: str, other: str, same: bool) -> None:
    assert same_journal(one, other) is same
