"""Where a record stands: its folder and its name, drafts elsewhere, folders as arguments."""

from pathlib import Path

import pytest

from schema.validation import check_file, records_of
from tests.schema.example import PATH, RECORD, spoiled

BELONGS = (
    "[wrong-place] a record does not belong here; allowed: evidence/<year of the first report>/"
)
MISPLACED = [
    ("doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("foo/doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("24/doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("20244/doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("\uff12\uff10\uff12\uff14/doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("2024/sub/doe-2024-drug.yml", f"{BELONGS}doe-2024-drug.yml"),
    ("2024/doe-2024-drug.yaml", f"{BELONGS}doe-2024-drug.yml"),
    ("2024/doe-2024-drug.YML", f"{BELONGS}doe-2024-drug.yml"),
    ("2024/doe-2024-drug.txt", f"{BELONGS}doe-2024-drug.yml"),
    ("2024/doe-2024-drug", f"{BELONGS}doe-2024-drug.yml"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty folder of records."""
    root = tmp_path / "evidence"
    root.mkdir()
    return root


def put(root: Path, path: str, text: str = RECORD) -> Path:
    """Write a file under the root and return it."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize(("path", "told"), MISPLACED, ids=[path for path, _ in MISPLACED])
def test_a_record_in_the_wrong_place(path: str, told: str, root: Path) -> None:
    checked = check_file(put(root, path), root)
    assert checked.study is None
    assert [problem.sentence() for problem in checked.problems] == [told.partition("] ")[2]]
    assert [(problem.path, problem.code) for problem in checked.problems] == [(path, "wrong-place")]


def test_a_record_in_the_right_place(root: Path) -> None:
    checked = check_file(put(root, PATH), root)
    assert (checked.problems, checked.warnings) == ([], [])
    assert checked.study is not None


def test_the_content_of_a_misplaced_record_is_checked_too(root: Path) -> None:
    file = put(root, "foo/doe-2024-drug.yml", spoiled(("disease: b-all", "disease: b-al")))
    assert [each.code for each in check_file(file, root).problems] == [
        "wrong-place",
        "unknown-term",
    ]


def test_missing_file(root: Path) -> None:
    checked = check_file(root / "2024" / "none.yml", root)
    assert [str(problem) for problem in checked.problems] == [
        "2024/none.yml:1:1: [no-file] there is no such file; allowed: a file under evidence/"
    ]


def test_link_that_leaves_the_folder(root: Path) -> None:
    secret = put(root.parent, "secret.yml")
    (root / "2024").mkdir()
    (root / PATH).symlink_to(secret)
    checked = check_file(root / PATH, root)
    assert [str(problem) for problem in checked.problems] == [
        f"{PATH}:1:1: [outside] a link that leaves the folder of records; allowed: files inside it"
    ]


def test_a_good_draft_elsewhere(root: Path) -> None:
    checked = check_file(put(root.parent, "desk/draft.txt"), root)
    assert checked.problems == []
    assert [(str(each), each.severity) for each in checked.warnings] == [
        (
            "../desk/draft.txt:1:1: [draft] this file is not under evidence/: a draft, not a record"
            "; allowed: evidence/<year of the first report>/doe-2024-drug.yml when it is ready",
            "warning",
        )
    ]


def test_a_bad_draft_elsewhere(root: Path) -> None:
    text = spoiled(("disease: b-all", "disease: b-al"))
    checked = check_file(put(root.parent, "desk/draft.yml", text), root)
    assert [str(problem) for problem in checked.problems] == [
        "../desk/draft.yml:21:12: [unknown-term] unknown term `b-al`; "
        "allowed: a term of schema/vocabularies/diseases.yml; did you mean b-all?"
    ]
    assert checked.warnings == []


FILES = ("2023/a.yml", "2024/b.yml", "2024/c.txt", "seals/a.yml")
FOLDERS = [
    ("evidence/2024", ["evidence/2024/b.yml", "evidence/2024/c.txt"]),
    ("evidence/2024/../2023", ["evidence/2023/a.yml"]),
    ("evidence/seals", ["evidence/2023/a.yml"]),
    ("evidence", ["evidence/2023/a.yml", "evidence/2024/b.yml", "evidence/2024/c.txt"]),
    (".", ["evidence/2023/a.yml", "evidence/2024/b.yml", "evidence/2024/c.txt"]),
    ("desk", ["desk/x.yml"]),
    ("empty", ["empty"]),
    ("evidence/2024/b.yml", ["evidence/2024/b.yml"]),
    ("evidence/2099", ["evidence/2099"]),
]


@pytest.mark.parametrize(("asked", "expected"), FOLDERS, ids=[asked for asked, _ in FOLDERS])
def test_a_folder_stands_for_its_records(asked: str, expected: list[str], root: Path) -> None:
    for path in FILES:
        put(root, path)
    put(root.parent, "desk/x.yml")
    put(root.parent, "desk/x.pdf")
    (root.parent / "empty").mkdir()
    found = records_of(root, [root.parent / asked])
    assert [file.relative_to(root.parent).as_posix() for file in found] == expected


def test_a_folder_without_records_is_named(root: Path) -> None:
    (root.parent / "empty").mkdir()
    checked = check_file(root.parent / "empty", root)
    assert [str(problem) for problem in checked.problems] == [
        "../empty:1:1: [no-file] there is no record in here; allowed: a record, or a folder of any"
    ]
