"""Files that are no records at all, limits, and records that clash with each other."""

from pathlib import Path

import pytest

from schema.reading import limits
from schema.validation import check_all, check_file
from tests.schema.example import PATH, RECORD, spoiled

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"

FILES: dict[str, tuple[bytes, list[str]]] = {
    "empty": (
        b"",
        [
            "1:1: [no-record] the file is empty; "
            "allowed: a record: `id: ...`, `title: ...` and so on"
        ],
    ),
    "a-list": (
        b"- id: x\n",
        [
            "1:1: [no-record] the file does not begin with a key; "
            "allowed: a record: `id: ...`, `title: ...` and so on"
        ],
    ),
    "not-utf-8": (
        b"id: x\ntitle: \xe9t\xe9\n",
        ["2:8: [not-utf-8] byte 0xe9 is not UTF-8; allowed: UTF-8 text (save the file as UTF-8)"],
    ),
    "tab": (
        b"id: x\nsources:\n\ta: b\n",
        ["3:1: [tab] a tab character; allowed: spaces (two for each level)"],
    ),
    "invisible": (
        "id: x\ntitle: a\u200bb\n".encode(),
        [
            "2:9: [invisible-character] invisible character U+200B (zero width space); "
            "allowed: visible characters, ordinary spaces and line ends"
        ],
    ),
    "not-yaml": (
        b"id: x\ntitle: a: b\n",
        [
            "2:9: [not-yaml] this is not YAML: mapping values are not allowed here; "
            "allowed: a text that holds `: ` in quotes, and keys indented alike"
        ],
    ),
    "open-bracket": (
        b"id: [x\ntitle: y\n",
        [
            "2:6: [not-yaml] this is not YAML: expected ',' or ']', but got ':'; "
            "allowed: a closing `]`, and commas between the values"
        ],
    ),
    "two-megabytes": (
        b"# " + b"x" * 2_000_000,
        ["1:1: [file-too-large] the file has 2000002 bytes; allowed: at most 1048576 bytes"],
    ),
    "long-text": (
        b"id: " + b"x" * 10_001,
        ["1:5: [text-too-long] a text of 10001 characters; allowed: at most 10000 characters"],
    ),
    "deep": (
        b"[" * 50_000,
        ["1:65: [too-deep] nested more than 64 levels deep; allowed: at most 64 levels"],
    ),
    "alias-bomb": (
        BOMB.encode(),
        [
            "1:4: [anchor] an anchor `&a`; allowed: values without anchors",
            "2:4: [anchor] an anchor `&b`; allowed: values without anchors",
            *[
                f"2:{column}: [alias] an alias `*a`; allowed: the value itself, written out"
                for column in (8, 12, 16, 20)
            ],
            *[
                f"3:{column}: [alias] an alias `*b`; allowed: the value itself, written out"
                for column in (5, 9, 13, 17)
            ],
        ],
    ),
    "tag-and-merge": (
        b"a: !!python/name:os.system x\n<<: {b: c}\n",
        [
            "1:4: [tag] a tag `tag:yaml.org,2002:python/name:os.system`; "
            "allowed: values without tags",
            "2:1: [merge-key] a merge key `<<`; allowed: each value written where it is",
        ],
    ),
    "second-document": (
        b"id: x\n---\nid: y\n",
        ["2:1: [second-document] a second document; allowed: one record in one file"],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_file_is_explained(name: str, tmp_path: Path) -> None:
    data, expected = FILES[name]
    file = tmp_path / "2024" / "x.yml"
    file.parent.mkdir()
    file.write_bytes(data)
    checked = check_file(file, tmp_path)
    assert checked.study is None
    assert [str(problem) for problem in checked.problems] == [
        f"2024/x.yml:{line}" for line in expected
    ]


def test_missing_file(tmp_path: Path) -> None:
    checked = check_file(tmp_path / "2024" / "none.yml", tmp_path)
    assert [str(problem) for problem in checked.problems] == [
        "2024/none.yml:1:1: [no-file] there is no such file; allowed: a file under evidence/"
    ]


def test_link_that_leaves_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text(RECORD)
    root = tmp_path / "evidence"
    root.mkdir()
    (root / "x.yml").symlink_to(secret)
    checked = check_file(root / "x.yml", root)
    assert [problem.code for problem in checked.problems] == ["outside"]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return the paths for two records under one root."""
    first = tmp_path / "2024" / "doe-2024-drug.yml"
    second = tmp_path / "2024" / "roe-2024-drug.yml"
    first.parent.mkdir()
    first.write_text(RECORD)
    return first, second


def test_one_doi_in_two_records(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, second = two
    second.write_text(spoiled(("id: doe-2024-drug", "id: roe-2024-drug"), ("38000001", "38000002")))
    problems = [problem for checked in check_all(tmp_path) for problem in checked.problems]
    assert [str(problem) for problem in problems] == [
        "2024/roe-2024-drug.yml:9:10: [duplicate-doi] 2024/doe-2024-drug.yml already has the doi "
        "`10.1200/JCO.24.00001`; allowed: each study in one record"
    ]


@pytest.mark.usefixtures("two")
def test_one_id_in_two_files(tmp_path: Path) -> None:
    copy = tmp_path / "2025" / "doe-2024-drug.yml"
    copy.parent.mkdir()
    copy.write_text(
        spoiled(("year: 2024", "year: 2025"), ("38000001", "38000002"), ("24.00001", "25.00001"))
    )
    problems = [problem for checked in check_all(tmp_path) for problem in checked.problems]
    assert [str(problem) for problem in problems] == [
        "2025/doe-2024-drug.yml:1:5: [duplicate-id] 2024/doe-2024-drug.yml already has the id "
        "`doe-2024-drug`; allowed: each study in one record"
    ]


def test_a_bad_record_harms_no_other(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, second = two
    second.write_bytes(b"[" * 50_000)
    checked = {found.path: found for found in check_all(tmp_path)}
    assert checked[PATH].study is not None
    assert checked["2024/roe-2024-drug.yml"].study is None


def test_the_limits_let_real_records_pass() -> None:
    assert len(RECORD) < limits.FILE_BYTES / 100
