"""The `kb` command as a user meets it: what it prints, and how it ends."""

import csv
import inspect
import io
import json
import subprocess
import sys
import threading
from contextlib import chdir
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

import kb
from kb.cli import app
from kb.cli.output import table
from kb.cli.reading import What, query
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
    assert text.stderr == "1 record checked: 1 problem in 1 file\n"
    found = json.loads(run(spoiled_clone, "validate", "--json").stdout)
    assert [(item["line"], item["code"]) for item in found] == [(21, "unknown-term")]
    github = run(spoiled_clone, "validate", "--format", "github").stdout
    assert github.startswith(f"::error file=evidence/{PATH},line=21,col=12,title=unknown-term::")


def test_one_file_by_its_path(spoiled_clone: Path) -> None:
    done = run(spoiled_clone, "validate", f"evidence/{PATH}")
    assert done.returncode == 1
    missing = run(spoiled_clone, "validate", "evidence/2024/none.yml")
    assert "evidence/2024/none.yml:1:1: [no-file] there is no such file" in missing.stdout


def test_a_folder_stands_for_its_records(clone: Path) -> None:
    done = run(clone, "validate", "evidence/2023")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 record checked: no problems\n"


def test_a_draft_elsewhere_is_checked(clone: Path) -> None:
    desk = clone / "desk"
    desk.mkdir()
    (desk / "good.yml").write_text(RECORD)
    (desk / "bad.yml").write_text(spoiled(("disease: b-all", "disease: b-al")))
    done = run(clone, "validate", "desk/good.yml", "evidence/2024/../../desk/bad.yml")
    assert done.returncode == 1
    assert [line.partition(";")[0] for line in done.stdout.splitlines()] == [
        "desk/bad.yml:21:12: [unknown-term] unknown term `b-al`",
        "desk/good.yml:1:1: [draft] this file is not under evidence/: a draft, not a record",
    ]
    assert done.stderr == "2 records checked: 1 problem in 1 file\n"
    assert "desk/bad.yml:21:12: error [unknown-term]" in run(clone, "check", "desk/bad.yml").stdout


def test_seals_without_a_record_among_the_files_of_a_folder(spoiled_clone: Path) -> None:
    seals = spoiled_clone / "evidence" / "seals" / "none.yml"
    seals.parent.mkdir()
    seals.write_text("study: none\nseals: {}\n")
    done = run(spoiled_clone, "validate", "evidence/seals")
    assert done.stdout.startswith("evidence/seals/none.yml:1:1: [stray-seals]")
    assert done.stderr == "0 records checked: 1 problem in 1 file\n"


HOSTILE_CELLS = [
    ("a\x1b[31mb", "a\\x1b[31mb"),
    ("a\x00\x07b", "a\\x00\\x07b"),
    ("a\u202eb", "a\\x202eb"),
    ("\xe9 \u2265 \u03bc", "\xe9 \u2265 \u03bc"),
]


@pytest.mark.parametrize(("cell", "printed"), HOSTILE_CELLS)
def test_a_table_gives_no_commands_to_a_terminal(
    cell: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table(["one", "two"], [[cell, "x"]])
    assert capsys.readouterr().out.splitlines()[1].split() == [*printed.split(), "x"]


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


def here(clone: Path, *args: str) -> Any:
    """Run a reading command on the database of the clone, in this process."""
    return CliRunner().invoke(app, [*args, "--database", str(clone / "build/kb.sqlite")])


def test_an_option_may_be_given_more_than_once(clone: Path) -> None:
    def measures(*names: str) -> list[str]:
        options = [part for name in names for part in ("--measure", name)]
        rows = json.loads(here(clone, "query", *options, "--json").stdout)
        return [row["measure"] for row in rows]

    assert measures("cr", "os").count("cr") == measures("cr").count("cr") > 0
    assert measures("cr", "os").count("os") == measures("os").count("os") > 0


NARROWED: list[tuple[list[str], int]] = [
    (["--group", "x", "--study", "doe-2024-drug"], 3),
    (["--group", "x", "--group", "chemo"], 12),
    (["--section", "safety", "--section", "flow"], 4),
    (["flow"], 0),
    (["comparisons", "--effect", "HR"], 2),
    (["comparisons", "--randomised"], 4),
    (["comparisons", "--no-randomised"], 0),
    (["comparisons", "--post-baseline"], 0),
    (["--primary-sources-only"], 12),
    (["studies", "--year", "2024"], 1),
    (["studies", "--year", "2024", "--year", "2023"], 2),
]


@pytest.mark.parametrize(("args", "count"), NARROWED, ids=str)
def test_every_filter_has_an_option(clone: Path, args: list[str], count: int) -> None:
    done = here(clone, "query", *args, "--json")
    assert (done.exit_code, len(json.loads(done.stdout))) == (0, count)
    assert done.stderr == ("" if count else "nothing found\n")


def test_the_command_knows_the_filters_of_the_api() -> None:
    asked = set(inspect.signature(query).parameters) - {"what", "form", "json", "database"}
    methods = [getattr(kb.KnowledgeBase, what.value) for what in What]
    assert asked == {name for ask in methods for name in inspect.signature(ask).parameters} - {
        "self"
    }


def test_no_rows_and_no_hits_end_alike(clone: Path) -> None:
    for args in (["query", "--min-n", "5000"], ["search", "zzzz"]):
        done = here(clone, *args)
        assert (done.exit_code, done.stderr) == (0, "nothing found\n")


def test_show_tells_all_in_json(clone: Path) -> None:
    said = json.loads(here(clone, "show", "doe-2024-drug", "--json").stdout)
    with kb.open(clone / "build/kb.sqlite") as base:
        assert said == base.study("doe-2024-drug").to_dict()
    assert {row["section"] for row in said["outcomes"]} == {"outcomes", "safety"}
    assert len(said["comparisons"]) == 2


def test_show_prints_remarks(database: Path) -> None:
    said = CliRunner().invoke(app, ["show", "alpha", "--database", str(database)]).stdout
    with kb.open(database) as base:
        alpha = base.study("alpha")
        remarks = [
            *(odd.says for odd in alpha.oddities),
            *(waiver.why for waiver in alpha.waivers),
            *alpha.details.limitations,
        ]
    assert len(remarks) > 2
    assert [remark for remark in remarks if remark not in said] == []


def test_the_version() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"kb {kb.__version__}\n")


WRONG = [
    (["nothing"], "No such command"),
    (["query", "--measure", "oss"], "`oss` is not among the measures; did you mean `os`"),
    (["query", "studies", "--measure", "os"], "studies cannot be filtered by --measure"),
    (["query", "--min-n", "many"], "Invalid value for '--min-n'"),
    (["query", "--min-n", "100000000000000000000"], "Invalid value for '--min-n'"),
    (["query", "--min-n", "0"], "Invalid value for '--min-n'"),
    (["query", "--at", "365 d"], "`365 d` is not among the times"),
    (["query", "--json", "--format", "csv"], "--json and --format csv cannot both be had"),
    (["search", "x", "--json", "--format", "table"], "--json and --format table cannot both"),
    (["validate", "--json", "--format", "text"], "--json and --format text cannot both be had"),
    (["query", "baseline", "--section", "flow"], "baseline cannot be filtered by --section"),
    (["query", "--year", "2024"], "outcomes cannot be filtered by --year"),
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


CURATING = ["validate", "build", "site", "check", "retractions", "verify x", "seal x"]
IN_A_CLONE = "here: this command works in a clone of the project"


@pytest.mark.parametrize("command", [*CURATING, "verify x --blank"])
def test_curating_needs_a_clone(tmp_path: Path, command: str) -> None:
    with chdir(tmp_path):
        done = CliRunner().invoke(app, command.split())
    assert isinstance(done.exception, kb.KnowledgeBaseError)
    assert str(done.exception) == f"there is no folder evidence {IN_A_CLONE}"
    assert list(tmp_path.iterdir()) == []


def without_schema(name: str) -> None:
    raise ModuleNotFoundError(name, name="schema.validation")


@pytest.mark.parametrize("command", [*CURATING, "explain P01"])
def test_curating_needs_more_than_the_reader(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.cli.clone.import_module", without_schema)
    (tmp_path / "evidence").mkdir()
    with chdir(tmp_path):
        done = CliRunner().invoke(app, command.split())
    assert isinstance(done.exception, kb.KnowledgeBaseError)
    assert str(done.exception) == f"there is no module schema {IN_A_CLONE}"


def test_only_the_reader_is_installed(tmp_path: Path) -> None:
    code = "import sys; sys.modules['schema'] = None; from kb.cli import main; main()"
    started = [sys.executable, "-c", code, "explain", "P01"]
    done = subprocess.run(started, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = f"kb: there is no module schema {IN_A_CLONE}\n"
    assert (done.returncode, done.stderr, done.stdout) == (2, said, "")


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
