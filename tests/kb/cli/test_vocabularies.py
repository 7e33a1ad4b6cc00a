"""A contributor spoils a vocabulary, or adds a term: what the commands say. Never a traceback."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import schema
from kb.curation.vocabularies import behind
from tests.schema.example import PATH, RECORD

UNITS = "schema/vocabularies/units.yml"
TERM = """
new-origin:
  name: new origin
  definition: An event with a date in each patient.
"""
WRONG = """
new:
  name: new one
  definition: It was not there before.
  kind: responce
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone with one record and a schema of its own, which the commands take."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(schema.__file__).parent, tmp_path / "schema", ignore=ignored)
    file = tmp_path / "evidence" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(RECORD)
    return tmp_path


def run(clone: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command with the schema of the clone."""
    command = [sys.executable, "-m", "kb.cli", *args]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def make_schema(clone: Path) -> None:
    """Do what `make schema` does."""
    subprocess.run([sys.executable, "-m", "schema.json_schema"], cwd=clone, check=True)


def add(clone: Path, name: str, text: str) -> None:
    with (clone / "schema" / "vocabularies" / f"{name}.yml").open("a") as file:
        file.write(text)


SAID = f"{UNITS}:352:1: [tab] a tab character; allowed: spaces (two for each level)"
COMMANDS = [
    (["validate"], 1, SAID),
    (["validate", f"evidence/{PATH}"], 1, SAID),
    (["validate", "--format", "github"], 1, f"::error file={UNITS},line=352,col=1,title=tab::"),
    (["check"], 1, f"{UNITS}:352:1: error [tab] a tab character"),
    (["check", "--format", "github"], 1, f"::error file={UNITS},line=352,col=1,title=tab::"),
    (["build"], 1, SAID),
    (["verify", "doe-2024-drug", "--reader", "R"], 2, SAID),
]


@pytest.mark.slow
def test_a_vocabulary_that_cannot_be_read(clone: Path) -> None:
    add(clone, "units", "\tfurlong:\n")
    for args, code, said in COMMANDS:
        done = run(clone, *args)
        assert (done.returncode, said in done.stdout + done.stderr) == (code, True), args
        assert "Traceback" not in done.stderr, args


def test_a_vocabulary_with_a_wrong_value(clone: Path) -> None:
    add(clone, "measures", WRONG)
    done = run(clone, "validate")
    assert done.returncode == 1
    assert "[not-allowed] `responce` is not allowed; allowed: response, " in done.stdout
    said = "problems in the vocabularies: 3; records are checked when there are none\n"
    assert done.stderr == said


def test_a_new_term_asks_nothing_of_a_browser(clone: Path) -> None:
    """The schema for editors lacks it at first: that is said, and is no problem."""
    make_schema(clone)
    assert run(clone, "validate").stdout == ""
    add(clone, "tests", TERM)
    done = run(clone, "validate", "--format", "github")
    assert done.returncode == 0
    assert done.stdout.startswith("::notice file=schema/study.schema.json,line=1,col=1,")
    assert "whoever merges runs `make schema`" in done.stdout
    make_schema(clone)
    assert run(clone, "validate").stdout == ""


def test_a_folder_without_a_schema_lags_behind_nothing(tmp_path: Path) -> None:
    assert behind(tmp_path) == []
