"""Files of seals, and what checking the records says of them."""

from pathlib import Path

import pytest

from schema.report import as_github
from schema.seals import read_seals, seals_file, written
from schema.validation import Checked, check_all, record_files, stray_seals
from tests.schema.example import PATH
from tests.schema.sealed_example import RICH, SEALS

OS = "outcomes/os"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with the rich example, sealed."""
    (tmp_path / PATH).parent.mkdir()
    (tmp_path / PATH).write_text(RICH)
    file = seals_file(tmp_path, "doe-2024-drug")
    file.parent.mkdir()
    file.write_text(written("doe-2024-drug", SEALS))
    return tmp_path


def checked(root: Path, *replacements: tuple[str, str]) -> Checked:
    """Check the record of a folder after changes."""
    text = RICH
    for old, new in replacements:
        text = text.replace(old, new)
    (root / PATH).write_text(text)
    (found,) = check_all(root)
    return found


def test_seals_read_back_as_written(root: Path) -> None:
    assert read_seals(root, "doe-2024-drug").by_address == SEALS
    assert read_seals(root, "another").by_address == {}


def test_seals_are_no_records(root: Path) -> None:
    assert record_files(root) == [root / PATH]


def test_whole_seals_are_not_mentioned(root: Path) -> None:
    found = checked(root)
    assert (found.problems, found.warnings) == ([], [])
    assert found.sealed == SEALS.keys()


def test_a_broken_seal_is_named_with_both_meanings(root: Path) -> None:
    found = checked(root, ("7.7 mo", "7.9 mo"))
    assert found.study is not None
    assert found.problems == []
    (warning,) = found.warnings
    line = 1 + RICH[: RICH.index("7.7 mo")].count("\n")
    assert (warning.path, warning.line, warning.code) == (PATH, line, "broken-seal")
    assert warning.message == (
        "`outcomes/os/median/x` is no longer what reader-2 verified (2024-06-01): "
        "value was `7.7 mo (5.6 to 9.6)`, is `7.9 mo (5.6 to 9.6)`"
    )
    assert as_github([warning]).startswith("::warning file=2024/")
    assert found.sealed == SEALS.keys() - {f"{OS}/median/x"}


def test_a_seal_without_a_number_is_named_where_it_stands(root: Path) -> None:
    (warning,) = checked(root, (", chemo: 4.0 mo (2.8 to 5.3)", "")).warnings
    text = seals_file(root, "doe-2024-drug").read_text()
    line = 1 + text[: text.index("outcomes/os/median/chemo:")].count("\n")
    assert (warning.path, warning.line) == ("seals/doe-2024-drug.yml", line)
    assert "it was `4.0 mo (2.8 to 5.3)`" in warning.message


BAD_FILES = [
    (("value: 7.7 mo", "value: 7.9 mo"), "bad-seal"),
    (("study: doe-2024-drug", "study: doe-2024-drugs"), "wrong-id"),
    (("by: reader-2", "by: Reader-1"), "same-reader"),
    (("by: reader-2", "reader: reader-2"), "unknown-key"),
    (("date: '2024-06-01'", "date: 2024-13-01"), "bad-date"),
    (("seals:\n", "seals: &all\n"), "anchor"),
    (("seals:\n", "seals: [\n"), "not-yaml"),
]


@pytest.mark.parametrize(("change", "code"), BAD_FILES, ids=[code for _, code in BAD_FILES])
def test_a_bad_file_of_seals_is_an_error(root: Path, change: tuple[str, str], code: str) -> None:
    file = seals_file(root, "doe-2024-drug")
    text = file.read_text()
    assert change[0] in text
    file.write_text(text.replace(*change, 1))
    found = checked(root)
    assert code in {problem.code for problem in found.problems}
    assert {problem.path for problem in found.problems} == {"seals/doe-2024-drug.yml"}
    assert (found.study, found.sealed) == (None, frozenset())


def test_seals_without_a_record(root: Path) -> None:
    assert stray_seals(root) == []
    (root / PATH).rename(root / "2024" / "roe-2024-drug.yml")
    (problem,) = stray_seals(root)
    assert (problem.path, problem.code) == ("seals/doe-2024-drug.yml", "stray-seals")
