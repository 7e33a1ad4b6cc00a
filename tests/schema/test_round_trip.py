"""What is written reads back the same: record -> YAML -> record."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from schema import links
from schema.facts import facts
from schema.study import Study
from schema.validation import check_bytes, check_file, record_files
from schema.writing import dump
from tests.schema.strategies import records

EVIDENCE = Path(__file__).parents[2] / "evidence"


@given(records())
def test_arbitrary_record(tree: dict[str, Any]) -> None:
    study = Study.model_validate(tree)
    again = check_bytes(dump(study).encode(), "2024/doe-2024-drug.yml")
    if again.study is None:  # more events than patients and the like: refused, not changed
        assert {problem.code for problem in again.problems} == {
            complaint.code for complaint in links.check(study)
        }
        return
    assert again.study == study
    assert list(facts(again.study)) == list(facts(study))


@pytest.mark.parametrize("file", record_files(EVIDENCE), ids=lambda file: file.stem)
def test_every_record(file: Path) -> None:
    study = check_file(file, EVIDENCE).study
    assert study is not None
    name = file.relative_to(EVIDENCE).as_posix()
    assert check_bytes(dump(study).encode(), name).study == study
