"""The `kb` command as a user meets it: what it prints, and how it ends."""

import csv
import io
import json
import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from kb.curation.load import load
from tests.schema.example import PATH, RECORD, spoiled

SECOND = spoiled(
    ("id: doe-2024-drug", "id: roe-2023-other"),
    ("38000001", "38000002"),
    ("24.00001", "23.00001"),
    ("year: 2024", "year: 2023"),
    ("NCT01234567", "NCT01234568"),
)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two records and a database built of them."""
    root = tmp_path_factory.mktemp("clone")
    for path, text in ((PATH, RECORD), ("2023/roe-2023-other.yml", SECOND)):
        file = root / "evidence" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    load(root / "evidence", root / "build" / "kb.sqlite")
    return root


def run(clone: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, as from a shell without a terminal."""
    command = [sys.executable, "-m", "kb.cli", *args]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def ask(clone: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run a reading command on the database of the clone."""
    return run(clone, *args, "--database", "build/kb.sqlite")


def test_good_records(clone: Path) -> None:
    done = run(clone, "validate")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "2 records checked: no problems\n"


@pytest.fixture
def spoiled_clone(tmp_path: Path) -> Path:
    """Return a folder with one bad record."""
    file = tmp_path / "evidence" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(spoiled(("disease: b-all", "disease: b-al"), ("p=0.01", "p=1.01")))
    return tmp_path


def test_bad_records_in_every_form(spoiled_clone: Path) -> None:
    text = run(spoiled_clone, "validate")
    assert text.returncode == 1
    assert text.stdout.startswith(f"evidence/{PATH}:21:12: [unknown-term] unknown term `b-al`;")
    assert text.stderr == "1 records checked: 1 problems in 1 of them\n"
    found = json.loads(run(spoiled_clone, "validate", "--json").stdout)
    assert [(item["line"], item["code"]) for item in found] == [(21, "unknown-term")]
    github = run(spoiled_clone, "validate", "--format", "github").stdout
    assert github.startswith(f"::error file=evidence/{PATH},line=21,col=12,title=unknown-term::")


def test_one_file_by_its_path(spoiled_clone: Path) -> None:
    done = run(spoiled_clone, "validate", f"evidence/{PATH}")
    assert done.returncode == 1
    missing = run(spoiled_clone, "validate", "evidence/2024/none.yml")
    assert "evidence/2024/none.yml:1:1: [no-file] there is no such file" in missing.stdout


def test_nothing_is_loaded_of_bad_records(spoiled_clone: Path) -> None:
    done = run(spoiled_clone, "build")
    assert done.returncode == 1
    assert "[unknown-term]" in done.stdout
    assert not (spoiled_clone / "build" / "kb.sqlite").exists()


def test_build_says_what_it_loaded(clone: Path) -> None:
    done = run(clone, "build", "--to", "build/other.sqlite")
    assert done.returncode == 0
    assert done.stderr.startswith("build/other.sqlite: 2 studies, 12 estimates, 4 comparisons\n")


def test_query_as_table_csv_and_json(clone: Path) -> None:
    table = ask(clone, "query", "--measure", "OS", "--study", "doe-2024-drug").stdout
    assert "7.7 mo (5.6 to 9.6)" in table
    text = ask(clone, "query", "--measure", "os", "--format", "csv").stdout
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["value_text"] for line in lines] == ["7.7", "4.0", "7.7", "4.0"]
    rows = json.loads(ask(clone, "query", "comparisons", "--json").stdout)
    assert {row["text"] for row in rows} == {"p<0.001", "HR 0.71 (0.55 to 0.93) p=0.01"}


def test_show_and_search(clone: Path) -> None:
    shown = ask(clone, "show", "doe-2024-drug")
    assert shown.returncode == 0
    assert "HR 0.71 (0.55 to 0.93) p=0.01" in shown.stdout
    hits = json.loads(ask(clone, "search", "10.1200/JCO.23.00001", "--json").stdout)
    assert hits[0]["id"] == "roe-2023-other"


WRONG = [
    (["nothing"], "No such command"),
    (["query", "--measure", "oss"], "`oss` is not among the measures; did you mean `os`"),
    (["query", "studies", "--measure", "os"], "studies cannot be filtered by --measure"),
    (["query", "--min-n", "many"], "Invalid value for '--min-n'"),
    (["show", "doe-2024-dru"], "did you mean `doe-2024-drug`"),
    (["search", "x", "--limit", "0"], "Invalid value for '--limit'"),
]


@pytest.mark.parametrize(("args", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_asked_wrongly(clone: Path, args: list[str], message: str) -> None:
    done = ask(clone, *args) if args[0] in ("query", "show", "search") else run(clone, *args)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_no_database(tmp_path: Path) -> None:
    done = run(tmp_path, "search", "x", "--database", "none.sqlite")
    assert done.returncode == 2
    assert done.stderr.startswith("kb: ")
    assert "none.sqlite" in done.stderr


def test_curating_needs_a_clone(tmp_path: Path) -> None:
    done = run(tmp_path, "validate")
    assert done.returncode == 2
    assert "works in a clone" in done.stderr


def test_serve_shows_a_folder(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>evidence</p>")
    command = [sys.executable, "-u", "-m", "kb.cli", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdout is not None
        killer = threading.Timer(30, server.kill)
        killer.start()
        address = server.stdout.readline().decode().split(" ")[0]
        try:
            with urlopen(address, timeout=10) as page:  # noqa: S310 - our own server
                assert page.read() == b"<p>evidence</p>"
        finally:
            killer.cancel()
            server.kill()


def test_no_colour_and_no_bar_in_a_pipe(clone: Path) -> None:
    for args in (["validate"], ["query", "--database", "build/kb.sqlite"]):
        done = run(clone, *args)
        assert done.returncode == 0
        assert "\x1b" not in done.stdout + done.stderr
