"""`kb check`, `kb explain` and `kb retractions` as a user meets them."""

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kb.cli.checking import COMMANDS
from kb.curation.checking import check
from kb.errors import KnowledgeBaseError, UnknownTermError
from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity
from tests.schema.example import PATH, spoiled

APP = typer.Typer()
for name, command in COMMANDS.items():
    APP.command(name)(command)
FILE = f"evidence/{PATH}"
IMPOSSIBLE = ("vod-sos 3+: [3/198, 1/96]", "vod-sos 3+: [3/198 9.5%, 1/96]")
IMPROBABLE = ("chemo: 16%}", "chemo: 16.5%}")


# What the checks find odd in the example itself.
CLEAN = ((" (28.0 to 39.5)", ""), ("p<0.001", "p=0.001"))


def clone(root: Path, *changes: tuple[str, str], path: str = PATH) -> Path:
    file = root / "evidence" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(spoiled(*CLEAN, *changes))
    return root


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str, code: int = 0) -> str:
    """Run a command in the current folder and return what it prints."""
    done = CliRunner().invoke(APP, args)
    assert done.exit_code == code, (done.output, done.exception)
    return done.stdout


def test_a_good_record_says_how_much_was_tested(here: Path) -> None:
    clone(here)
    said = run("check")
    assert re.fullmatch(r"1 record, [1-9]\d* relations tested: 0 errors, 0 warnings, .*\n", said)


def test_an_impossible_number(here: Path) -> None:
    clone(here, IMPOSSIBLE)
    lines = run("check", code=1).splitlines()
    found = [line for line in lines if "[P02]" in line]
    assert len(found) == 1
    row = spoiled(*CLEAN, IMPOSSIBLE).splitlines().index("      vod-sos 3+: [3/198 9.5%, 1/96]")
    assert found[0].startswith(f"{FILE}:{row + 1}:20: error [P02] 3 of 198 is 1.5%, not 9.5%; ")
    assert lines[-1].startswith("1 record, ")


def test_a_warning_ends_well_unless_strict(here: Path) -> None:
    clone(here, IMPROBABLE)
    assert "warning [P01] no count of 100 gives 16.5%" in run("check")
    assert "warning [P01]" in run("check", "--strict", code=1)


def test_what_is_waived_is_no_finding(here: Path) -> None:
    waiver = (
        "waivers:\n  P02 safety/table-2/vod-sos 3+/x:\n"
        "    {printed: 3/198 9.5%, why: printed so, by: reader-1, date: 2024-05-01}\ncuration:\n"
    )
    clone(here, IMPOSSIBLE, ("curation:\n", waiver))
    assert "0 errors, 0 warnings, 0 info, 1 waived" in run("check")
    (waived,) = [f for f in json.loads(run("check", "-f", "json"))["findings"] if f["waived"]]
    assert waived["waived"] == "printed so"


@pytest.mark.parametrize("form", ["json", "sarif", "github", "markdown"])
def test_every_form(here: Path, form: str) -> None:
    clone(here, IMPOSSIBLE)
    said = run("check", "--format", form, code=1)
    assert "P02" in said
    assert "not 9.5%" in said.replace("%25", "%")
    if form in ("json", "sarif"):
        assert json.loads(said)


def test_one_file_is_held_against_all_others(here: Path) -> None:
    clone(here, IMPOSSIBLE)
    clone(here, ("id: doe-2024-drug", "id: roe-2024-drug"), path="2024/roe-2024-drug.yml")
    said = run("check", "evidence/2024/roe-2024-drug.yml", code=1)
    assert "P02" not in said
    assert "[B06] the same DOI (10.1200/JCO.24.00001) stands in doe-2024-drug" in said
    assert said.splitlines()[-1].startswith("1 record, ")
    both = run("check", code=1)
    assert "P02" in both
    assert both.count("[B06] the same PMID") == 2


def test_a_bad_record_is_an_error(here: Path) -> None:
    clone(here, ("disease: b-all", "disease: b-al"))
    assert f"{FILE}:21:12: error [unknown-term] unknown term `b-al`" in run("check", code=1)
    assert "error [no-file]" in run("check", "evidence/2024/none.yml", code=1)


def test_the_checks_can_be_chosen(tmp_path: Path) -> None:
    clone(tmp_path, IMPOSSIBLE)
    assert check(tmp_path / "evidence", checks=[CHECKS["P02"]]).count("error") == 1
    assert check(tmp_path / "evidence", checks=[CHECKS["P01"]]).count("error") == 0


def test_progress_is_told(tmp_path: Path) -> None:
    clone(tmp_path)
    steps: list[tuple[int, int]] = []
    check(tmp_path / "evidence", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 1)]


def test_the_bar_is_for_terminals(here: Path) -> None:
    clone(here)
    shown = CliRunner().invoke(APP, ["check"], env={"FORCE_COLOR": "1"})
    piped = CliRunner().invoke(APP, ["check"], env={"FORCE_COLOR": None})
    assert "checking" in shown.stderr
    assert "1/1" in re.sub(r"\x1b\[[\d;]*m", "", shown.stderr)
    assert piped.stderr == ""
    assert piped.stdout == shown.stdout


def test_checking_needs_a_clone(here: Path) -> None:
    for command in ("check", "retractions"):
        done = CliRunner().invoke(APP, [command])
        assert isinstance(done.exception, KnowledgeBaseError)
        assert "works in a clone" in str(done.exception)
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("check_id", sorted(CHECKS))
def test_explain(check_id: str) -> None:
    known = CHECKS[check_id]
    said = run("explain", check_id.lower())
    assert said.startswith(f"{check_id}  {known.title}\n")
    for words in (known.statement, known.why, known.passes, known.fails, known.fix):
        assert words in said
    assert ("Method:" in said) is bool(known.method)
    assert re.search(rf"^Gravest: ({'|'.join(Severity)})$", said, re.MULTILINE)


def test_explain_something_unknown() -> None:
    done = CliRunner().invoke(APP, ["explain", "P1"])
    assert isinstance(done.exception, UnknownTermError)
    assert "`P1` is not among the checks; did you mean `P01`" in str(done.exception)


def test_retractions_asks_and_writes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clone(here) / "list.yml").write_text("as-of: never\nasked: []\nretracted: {}\n")
    day = {"date-parts": [[2025, 2, 3]]}
    said = {"updated-by": [{"type": "retraction", "DOI": "10.1200/n", "updated": day}]}
    monkeypatch.setattr("kb.curation.retractions._ask", lambda _api, _doi: said)
    done = CliRunner().invoke(APP, ["retractions", "--to", "list.yml"])
    assert done.exit_code == 0
    assert done.stdout == "10.1200/jco.24.00001: retracted 2025-02-03, notice 10.1200/n\n"
    assert "1 articles asked about, 1 newly retracted" in done.stderr
    assert "10.1200/n" in (here / "list.yml").read_text()
