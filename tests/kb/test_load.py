"""Loading: atomic, repeatable byte for byte, and nothing half done."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

import kb
from kb.curation.load import load
from kb.curation.rows import Row, rows
from kb.curation.version import data_version
from schema.study import Study

ROOT = Path(__file__).parents[2]


def copied(records: Path, to: Path) -> Path:
    """Return a copy of the records, its files made in the opposite order."""
    for file in sorted(records.rglob("*.yml"), reverse=True):
        there = to / file.relative_to(records)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, there)
    return to


def run(code: str, *arguments: Path | str, **options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment)


def test_what_is_loaded(records: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    target = tmp_path / "new folder" / "kb.sqlite"
    loaded = load(records, target, lambda done, total: told.append((done, total)))
    assert loaded.records == 3
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [file.name for file in target.parent.iterdir()] == ["kb.sqlite"]
    with kb.open(target) as base:
        assert base.meta.data_version == loaded.data_version
        assert base.meta.data_date == "2022-09-10"
        assert base.counts().studies == 3


def test_the_same_bytes_anywhere(records: Path, database: Path, tmp_path: Path) -> None:
    evidence = copied(records, tmp_path / "elsewhere")
    code = """
        import os, sys
        from pathlib import Path
        from kb.curation.load import load
        os.chdir(sys.argv[1])
        load(Path("elsewhere"), Path("again.sqlite"))
    """
    for seed in ("1", "2"):
        run(code, tmp_path, PYTHONHASHSEED=seed)
        assert (tmp_path / "again.sqlite").read_bytes() == database.read_bytes()
    assert evidence.is_dir()


def test_the_version_is_that_of_the_content(records: Path, tmp_path: Path) -> None:
    evidence = copied(records, tmp_path)
    files = sorted(evidence.rglob("*.yml"))
    first = data_version(evidence, files)
    assert first == data_version(records, sorted(records.rglob("*.yml"), reverse=True))
    files[0].write_text(files[0].read_text() + "# one comment\n")
    assert data_version(evidence, files) != first
    assert len(first) == 64


def test_bad_records_leave_the_old_database(records: Path, database: Path, tmp_path: Path) -> None:
    evidence = copied(records, tmp_path / "evidence")
    for name, old, new in (
        ("2021/beta.yml", "38/40", "41/40"),
        ("2022/gamma.yml", "t-all", "t-al"),
    ):
        file = evidence / name
        file.write_text(file.read_text().replace(old, new))
    target = tmp_path / "kb.sqlite"
    shutil.copy(database, target)
    with pytest.raises(kb.InvalidRecordsError) as caught:
        load(evidence, target)
    assert [str(problem).partition(" ")[0] for problem in caught.value.problems] == [
        "2021/beta.yml:25:21:",
        "2022/gamma.yml:12:23:",
    ]
    assert "did you mean t-all?" in str(caught.value)
    assert target.read_bytes() == database.read_bytes()
    assert not target.with_name("kb.sqlite.part").exists()


def test_no_records(tmp_path: Path) -> None:
    with pytest.raises(kb.LoadError, match="there are no records"):
        load(tmp_path, tmp_path / "kb.sqlite")
    assert list(tmp_path.iterdir()) == []


def faulty(monkeypatch: pytest.MonkeyPatch, table: str, **columns: str | int) -> None:
    """Let every row of a table come out wrong, as a slip in our own code would."""

    def spoiled(study: Study) -> list[Row]:
        return [(n, {**row, **columns} if n == table else row) for n, row in rows(study)]

    monkeypatch.setattr("kb.curation.load.rows", spoiled)


@pytest.mark.parametrize(
    ("table", "columns", "why"),
    [
        ("fact", {"measure": "oz"}, "fact refers to a missing term: measure = oz"),
        ("curation", {"status": "perfect"}, "CHECK constraint failed in curation"),
        ("study_group", {"n": "many"}, "cannot store TEXT value in INTEGER column"),
        ("source", {"id": "same"}, "UNIQUE constraint failed: source.study, source.id"),
    ],
)
def test_a_fault_of_our_own_never_replaces_the_database(
    records: Path,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    columns: dict[str, str],
    why: str,
) -> None:
    target = tmp_path / "kb.sqlite"
    shutil.copy(database, target)
    faulty(monkeypatch, table, **columns)
    with pytest.raises(kb.LoadError, match=why):
        load(records, target)
    assert target.read_bytes() == database.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["kb.sqlite"]


# At which call the loader stops and waits to be killed.
MOMENTS = {
    "the first record": "kb.curation.load.study_entry",
    "all rows are in": "kb.curation.writer.views",
    "before the check": "kb.curation.writer._check",
    "before it is on disk": "os.fsync",
    "before it is in place": "pathlib.Path.replace",
}
LOADER = """
    import importlib, sys, time
    from pathlib import Path
    from kb.curation.load import load

    def wait(*_):
        print("here", flush=True)
        time.sleep(60)

    home, _, name = sys.argv[3].rpartition(".")
    module, _, owner = home.rpartition(".") if home == "pathlib.Path" else (home, "", "")
    place = importlib.import_module(module)
    setattr(getattr(place, owner) if owner else place, name, wait)
    load(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment(records: Path, database: Path, tmp_path: Path, moment: str) -> None:
    target = tmp_path / "kb.sqlite"
    target.write_bytes(b"the old database")
    arguments = [str(records), str(target), MOMENTS[moment]]
    command = [sys.executable, "-c", textwrap.dedent(LOADER), *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as loader:
        assert loader.stdout is not None
        assert loader.stdout.readline() == "here\n"
        with pytest.raises(kb.LoadError, match=r"another load is writing kb\.sqlite"):
            load(records, target)
        loader.send_signal(signal.SIGKILL)
    assert target.read_bytes() == b"the old database"
    load(records, target)  # what the killed one left is taken over
    assert target.read_bytes() == database.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["kb.sqlite"]


def test_readers_keep_what_they_opened(records: Path, database: Path, tmp_path: Path) -> None:
    target = tmp_path / "kb.sqlite"
    shutil.copy(database, target)
    with kb.open(target) as before:
        assert before.counts().studies == 3
        evidence = copied(records, tmp_path / "evidence")
        (evidence / "2022/gamma.yml").unlink()
        load(evidence, target)
        assert before.counts().studies == 3
        with kb.open(target) as after:
            assert after.counts().studies == 2


def test_the_file_is_a_plain_database(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        answers = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_size", "journal_mode", "encoding", "user_version")
        ]
    assert answers == [4096, "delete", "UTF-8", 1]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[6.0, 61.2]", "[6.0, many]", "`6.0, many` is no point of a curve"),
        (
            "at-risk: {blina: [200, 120]}",
            "at-risk: {blina: [200]}",
            "1 numbers at risk for 2 times",
        ),
        ("[6.0, 61.2]", "[6.0, 1x10^999]", "is no point of a curve"),
    ],
)
def test_a_curve_must_be_made_of_numbers(
    records: Path, tmp_path: Path, old: str, new: str, why: str
) -> None:
    evidence = copied(records, tmp_path / "evidence")
    file = evidence / "2020/alpha.yml"
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    with pytest.raises(kb.LoadError, match=why):
        load(evidence, tmp_path / "kb.sqlite")
