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
