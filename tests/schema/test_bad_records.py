"""Bad records by name, and exactly what a contributor is told (tests/data/bad-records.yml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from schema.validation import check_bytes
from tests.schema.example import PATH, spoiled

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "bad-records.yml").read_text()
)


@pytest.mark.parametrize("name", CASES)
def test_bad_record_is_explained(name: str) -> None:
    changes = [(change["from"], change["to"]) for change in CASES[name]["change"]]
    checked = check_bytes(spoiled(*changes).encode(), PATH)
    assert checked.study is None
    told = [str(problem).removeprefix(f"{PATH}:") for problem in checked.problems]
    assert told == CASES[name]["says"]


def test_good_record_is_not() -> None:
    checked = check_bytes(spoiled().encode(), PATH)
    assert checked.problems == []
    assert checked.study is not None
    assert checked.study.id == "doe-2024-drug"


LONG = "9" * 5000
LONG_NUMBERS = [
    (("chemo: 16%", f"chemo: {LONG}"), f"33:48: [bad-cell] `{LONG[:60]}...` (5000 characters): a "
     "number of 5000 digits; allowed: at most 15 digits in a row"),
    (("both: {n: 300", f"both: {{n: {LONG}"),
     "26:13: [not-a-count] a number of 5000 digits; allowed: at most 9 digits"),
    (("year: 2024", f"year: {LONG}"), f"8:11: [bad-date] `{LONG[:60]}...` (5000 characters) is not "
     "a year; allowed: 1900 to 2100"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "told"), LONG_NUMBERS)
def test_a_long_number_is_refused_and_not_echoed(change: tuple[str, str], told: str) -> None:
    (problem,) = check_bytes(spoiled(change).encode(), PATH).problems
    assert str(problem) == f"{PATH}:{told}"
