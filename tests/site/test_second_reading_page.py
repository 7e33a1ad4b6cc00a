"""The page about second reading: what it shows is what `kb verify` says."""

import re
import shutil
from contextlib import chdir
from pathlib import Path

import typer
from typer.testing import CliRunner

from kb.cli.verifying import COMMANDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "site/pages/contribute/second-reading.md"
RECORD = "evidence/2022/wudhikarn-2022-blina-ino.yml"


def test_the_dialogue_is_what_happens(tmp_path: Path) -> None:
    (tmp_path / RECORD).parent.mkdir(parents=True)
    shutil.copy(ROOT / RECORD, tmp_path / RECORD)
    app = typer.Typer()
    app.command("verify")(COMMANDS["verify"])
    app.command("seal")(COMMANDS["seal"])
    place = "hub > Survival outcomes > par. 1"
    command = ["verify", "wudhikarn-2022-blina-ino", "--reader", "a reader", "--table", place]
    with chdir(tmp_path):
        said = CliRunner().invoke(app, command, input="16% (6.5 to 35.2)\ns\nq\n").output
    shown = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(shown) == 2
    for dialogue in shown:
        assert dialogue.rstrip("\n") in said


def test_every_option_exists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    app = typer.Typer()
    app.command()(COMMANDS["verify"])
    known = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).output
    options = set(re.findall(r"--[a-z]+", text))
    assert {"--blank", "--compare", "--reader"} <= options
    assert {option for option in options if option not in known} == set()
