"""The record with its numbers emptied, filled in by a second reader, and held against it."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from kb.curation.verify.blank import blank, filled
from kb.curation.verify.compare import difference
from kb.curation.verify.session import VerifyError
from schema.reading import read_bytes
from schema.seals import sealables
from schema.study import Study
from schema.validation import check_file, record_files
from tests.kb.cli.second_reader import APP, ID, MEDIAN, READ, seals, study_of, verify
from tests.schema.example import PATH, RECORD, spoiled

EVIDENCE = Path(__file__).parents[3] / "evidence"


def test_the_blank_does_not_depend_on_any_number() -> None:
    other = spoiled(
        ("n: 300", "n: 451"),
        ("n: 200", "n: not reported"),
        ("n: 100", "n: 44"),
        ("x: 68 34.0% (28.0 to 39.5)", "x: not reported"),
        ("chemo: 16%", "chemo: {is: 5 17.2%, printed: 5 (17·2%), note: 17.2 in the text}"),
        ("p<0.001", "p=0.5 one-sided"),
        ("7.7 mo (5.6 to 9.6)", "8.8 y"),
        ("4.0 mo (2.8 to 5.3)", "not reached"),
        ("HR 0.71 (0.55 to 0.93) p=0.01", "HR 1.2"),
        ("[3/198, 1/96]", "[4 2.0%, blank]"),
        ("  os:\n", "  os:\n    note: 9 years\n"),
        ("    median:", '    derived: {at 1 y: {x: {is: 40%, by: "80 / 200"}}}\n    median:'),
        ("conclusion: X is better.", "conclusion: 7.7 against 4.0 months."),
    )
    assert flat(blank(study_of(RECORD))) == flat(blank(study_of(other)))


def flat(text: str) -> str:
    """Return a copy in which a cell in long form is as one in short form."""
    return text.replace("\n        is: '?'", " '?'")


def test_the_blank_holds_no_digit_of_any_cell(folder: Path) -> None:
    done = CliRunner().invoke(APP, ["verify", ID, "--blank"])
    assert done.exit_code == 0
    tree = yaml.safe_load(done.stdout)
    results = yaml.safe_dump({key: tree[key] for key in ("groups", "outcomes", "safety")})
    results = results.replace("jco24 > Table 2", "").replace("table-2", "").replace("3+", "")
    assert [character for character in results if character.isdigit()] == []
    assert results.count("'?'") == len(READ)
    verify("--blank", "--to", "build/copy.yml")
    assert (folder / "build" / "copy.yml").read_text() == done.stdout


def written_into(text: str, readings: dict[str, str], study: Study) -> str:
    """Return a copy filled with readings, in the order of its question marks."""
    tree = read_bytes(text.encode(), PATH).tree
    asked = {each.address: each for each in sealables(study)}
    for address, reading in readings.items():
        put(tree, asked[address].loc, reading)
    return yaml.safe_dump(tree, sort_keys=False, allow_unicode=True)


def put(tree: Any, loc: tuple[str | int, ...], text: str) -> None:
    """Put a text in the place of a question mark, skipping steps that only the models have."""
    parents: list[tuple[Any, Any]] = []
    for step in loc:
        found = isinstance(tree, list) if isinstance(step, int) else step in tree
        if found:
            parents.append((tree, step))
            tree = tree[step]
    if isinstance(tree, dict):
        parents.append((tree, "is"))
    node, key = parents[-1]
    assert node[key] == "?"
    node[key] = text


def test_a_filled_copy_is_held_against_the_record(folder: Path) -> None:
    study = study_of(RECORD)
    copy = folder / "copy.yml"
    copy.write_text(written_into(blank(study), READ, study))
    done = verify("--compare", "copy.yml")
    assert done.exit_code == 0
    assert seals(folder).keys() == READ.keys()


def test_a_copy_that_differs_is_decided_at_the_prompt(folder: Path) -> None:
    study = study_of(RECORD)
    wrong = {**READ, MEDIAN: "7.7 mo", "groups/x": "20o"}
    del wrong["groups/both"]
    copy = folder / "copy.yml"
    copy.write_text(written_into(blank(study), wrong, study))
    for _ in range(2):  # the same copy twice changes nothing
        done = verify("--compare", "copy.yml", "--json")
        assert done.exit_code == 1
        assert json.loads(done.stdout) == {
            "figures": 10,
            "agreed": 8,
            "differences": {"missing part": 1, "unreadable": 1},
            "waiting": 2,
        }
    assert seals(folder).keys() == READ.keys() - {MEDIAN, "groups/x", "groups/both"}
    decided = verify(say=["300", "200", "f"])
    assert decided.exit_code == 0
    assert seals(folder).keys() == READ.keys()
    assert json.loads(verify("--report", "--json").stdout) == {
        "figures": 11,
        "agreed": 9,
        "differences": {"missing part": 1, "unreadable": 1},
        "waiting": 0,
    }


STRAYS = [
    ("origin: randomisation", "origin: enrolment", "outcomes/os/origin"),
    ("    share:\n", "    share:\n      y: 12%\n", "outcomes/cr/share/y"),
    ("label: Drug X", "label: Drug Y", "groups/x/label"),
]


@pytest.mark.parametrize(("old", "new", "named"), STRAYS, ids=[named for _, _, named in STRAYS])
def test_what_does_not_belong_into_a_copy(folder: Path, old: str, new: str, named: str) -> None:
    text = blank(study_of(RECORD))
    assert text.count(old) == 1
    (folder / "copy.yml").write_text(text.replace(old, new))
    done = verify("--compare", "copy.yml")
    assert done.exit_code == 1
    assert f"{named}: not a number of the record" in done.stderr


@pytest.mark.parametrize("text", ["id: another\n", "a: &b c\n", "", "- 1\n"])
def test_a_copy_that_is_none(folder: Path, text: str) -> None:
    (folder / "copy.yml").write_text(text)
    assert isinstance(verify("--compare", "copy.yml").exception, VerifyError)


@pytest.mark.parametrize("file", record_files(EVIDENCE), ids=lambda file: file.stem)
def test_every_record_can_be_emptied_and_filled(file: Path) -> None:
    study = check_file(file, EVIDENCE).study
    assert study is not None
    empty = blank(study)
    tree = read_bytes(empty.encode(), "copy.yml").tree
    assert tree is not None
    assert (filled(study, tree).readings, filled(study, tree).strays) == ({}, [])
    values = {each.address: each.value for each in sealables(study)}
    again = read_bytes(written_into(empty, values, study).encode(), "copy.yml").tree
    assert again is not None
    assert (filled(study, again).readings, filled(study, again).strays) == (values, [])
    assert [a for each in sealables(study) if (a := difference(each, each.value))] == []
