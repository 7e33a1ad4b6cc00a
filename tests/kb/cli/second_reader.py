"""A second reader of the small example: what it reads, and how it runs the commands."""

import subprocess
import sys
from pathlib import Path

import typer
from typer.testing import CliRunner, Result

from kb.cli.verifying import COMMANDS
from schema.reading import read_bytes
from schema.seals import Seal, read_seals
from schema.study import Study
from tests.schema.example import PATH, RECORD

ID = "doe-2024-drug"
READ = {
    "groups/both": "300",
    "groups/x": "200",
    "groups/chemo": "100",
    "outcomes/cr/share/x": "68 34.0% (28.0 to 39.5)",
    "outcomes/cr/share/chemo": "16%",
    "outcomes/cr/compare/x vs chemo": "p<0.001",
    "outcomes/os/median/x": "7.7 mo (5.6 to 9.6)",
    "outcomes/os/median/chemo": "4.0 mo (2.8 to 5.3)",
    "outcomes/os/compare/x vs chemo": "HR 0.71 (0.55 to 0.93) p=0.01",
    "safety/table-2/vod-sos 3+/x": "3/198",
    "safety/table-2/vod-sos 3+/chemo": "1/96",
}
MEDIAN = "outcomes/os/median/x"
APP = typer.Typer()
for _name, _command in COMMANDS.items():
    APP.command(_name)(_command)


def write(folder: Path, text: str) -> None:
    """Write the record of a folder."""
    file = folder / "evidence" / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def verify(*args: str, say: list[str] | None = None, reader: str = "reader-2") -> Result:
    """Run `kb verify` with lines for its prompts, from a pipe."""
    command = ["verify", ID, "--reader", reader, "--date", "2024-06-01", *args]
    lines = "".join(f"{line}\n" for line in say or [])
    return CliRunner().invoke(APP, command, input=lines)


def seal(*answers: str) -> Result:
    """Run `kb seal` with answers to its questions."""
    command = ["seal", ID, "--reader", "reader-3", "--date", "2024-07-01"]
    return CliRunner().invoke(APP, command, input="".join(f"{line}\n" for line in answers))


def seals(folder: Path) -> dict[str, Seal]:
    """Return the seals that were written."""
    return read_seals(folder / "evidence", ID).by_address


def validate(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run `kb validate` as from a shell, on all records or on some files."""
    command = [sys.executable, "-m", "kb.cli", "validate", *files]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def with_median(text: str) -> list[str]:
    """Return all readings, with another one of the median."""
    return list({**READ, MEDIAN: text}.values())


def study_of(text: str) -> Study:
    """Return the study in a text."""
    return Study.model_validate(read_bytes(text.encode(), PATH).tree)


def line_of(text: str) -> int:
    """Return the line of the example in which a text stands."""
    return 1 + RECORD[: RECORD.index(text)].count("\n")
