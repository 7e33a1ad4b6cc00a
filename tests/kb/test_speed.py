"""How long reading and loading take; `make bench` shows it."""

import time
from pathlib import Path

import pytest

import kb
from kb.curation.load import load
from kb.curation.rows import rows
from schema.study import Study
from schema.validation import check_all, record_files

EVIDENCE = Path(__file__).parents[2] / "evidence"

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return [checked.study for checked in check_all(EVIDENCE) if checked.study]


def shown(what: str, seconds: float, count: int, unit: str) -> float:
    """Show and return the milliseconds for one of something."""
    each = seconds / count * 1000
    print(f"{what}: {each:.2f} ms for one {unit} ({count} in {seconds:.2f} s)")  # noqa: T201
    return each


def test_checking() -> None:
    start = time.perf_counter()
    count = sum(1 for _ in check_all(EVIDENCE))
    assert shown("check", time.perf_counter() - start, count, "record") < 100


def test_making_rows(studies: list[Study]) -> None:
    start = time.perf_counter()
    count = sum(1 for study in studies for _ in rows(study))
    assert shown("make rows", time.perf_counter() - start, len(studies), "record") < 100
    assert count > len(studies)


def test_whole_load(tmp_path: Path) -> None:
    start = time.perf_counter()
    load(EVIDENCE, tmp_path / "kb.sqlite")
    count = len(record_files(EVIDENCE))
    assert shown("whole load", time.perf_counter() - start, count, "record") < 200


def test_asking(tmp_path: Path) -> None:
    load(EVIDENCE, tmp_path / "kb.sqlite")
    with kb.open(tmp_path / "kb.sqlite") as base:
        start = time.perf_counter()
        count = len(base.outcomes(section=None))
        assert shown("all outcomes", time.perf_counter() - start, count, "row") < 1
