"""The page about the record format: what it shows can be copied, and it passes."""

import re
from pathlib import Path

import pytest

from kb.curation.checking import check
from kb.curation.validate import check as validate
from schema.report import as_text
from schema.study.record import Defaults
from schema.study.results import Context

PAGE = Path(__file__).parents[2] / "site/pages/contribute/record-format.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    """Return a folder with the record that the page shows."""
    shown = re.findall(r"^## A whole record.*?```yaml\n(.*?)```", TEXT, re.DOTALL | re.MULTILINE)
    assert len(shown) == 1
    file = tmp_path / "evidence" / "2024" / "doe-2024-drug-x.yml"
    file.parent.mkdir(parents=True)
    file.write_text(shown[0], encoding="utf-8")
    return tmp_path / "evidence"


def test_the_whole_record_passes_and_nothing_is_odd_about_it(evidence: Path) -> None:
    run = validate(evidence)
    assert (run.records, as_text(run.named)) == (1, "")
    outcome = check(evidence)
    assert outcome.tested > 100
    assert [finding.says for finding in outcome.findings] == []


def test_the_context_keys_are_those_of_the_models() -> None:
    section = TEXT.split("## Context keys\n")[1].split("\n\n")[0]
    inherited, defaults = section.split("The defaults hold five of them")
    keys = set(re.findall(r"`([a-z-]+)`", inherited))
    assert keys == set(Context.names()) - {"note"}
    named = set(re.findall(r"`([a-z-]+)`", defaults)) - {"note"}
    assert named == set(Defaults.names())
    assert all(field.is_required() for field in Defaults.model_fields.values())
