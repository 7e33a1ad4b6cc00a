"""Broken seals: named by `kb validate`, renewed by `kb seal` or by reading again."""

from pathlib import Path

from kb.curation.checking import check
from tests.kb.cli.second_reader import (
    ID,
    MEDIAN,
    READ,
    line_of,
    seal,
    seals,
    validate,
    verify,
    write,
)
from tests.schema.example import PATH, spoiled


def test_a_broken_seal_is_a_warning_and_is_asked_again(folder: Path) -> None:
    verify(say=list(READ.values()))
    write(folder, spoiled(("7.7 mo", "7.9 mo")))
    done = validate(folder)
    assert done.returncode == 0
    assert done.stdout.startswith(f"evidence/{PATH}:{line_of('7.7 mo')}:")
    assert "[broken-seal]" in done.stdout
    assert "value was `7.7 mo (5.6 to 9.6)`, is `7.9 mo (5.6 to 9.6)`" in done.stdout
    assert done.stderr == "1 record checked: no problems, broken seals: 1\n"
    assert "1 left to read" in verify().output
    again = verify(say=["7.9 mo (5.6 to 9.6)"], reader="reader-3")
    assert again.exit_code == 0
    assert validate(folder).stdout == ""
    assert seals(folder)[MEDIAN].by == "reader-3"


def test_a_seal_is_renewed_when_only_words_changed(folder: Path) -> None:
    verify(say=list(READ.values()))
    write(
        folder,
        spoiled(("n: 300", "n: 301"), ("n: 100", "n: 101"), ("label: Drug X", "label: Drug Y")),
    )
    done = seal("y", "y", "n")
    assert done.exit_code == 1
    assert "group label was `Drug X`, is `Drug Y`\n  groups/x\n  " in done.output
    assert "n was `100 (size of the group)`, is `101 (size of the group)`" in done.output
    left = {line.partition(":")[0] for line in done.stdout.splitlines() if ": " in line}
    assert "groups/chemo" in left  # its number changed: only reading it again renews it
    assert seals(folder)["outcomes/os/median/x"].by == "reader-3"
    assert seals(folder)["groups/chemo"].by == "reader-2"


def test_seals_of_numbers_that_are_gone_are_forgotten_on_demand(folder: Path) -> None:
    verify(say=list(READ.values()))
    write(folder, spoiled((", chemo: 4.0 mo (2.8 to 5.3)", "")))
    assert seal("n").exit_code == 1
    assert "outcomes/os/median/chemo" in seals(folder)
    assert seal("y").exit_code == 0
    assert "outcomes/os/median/chemo" not in seals(folder)
    assert validate(folder).stdout == ""


def test_a_named_file_of_seals_is_checked_with_its_record(folder: Path) -> None:
    verify(say=list(READ.values()))
    write(folder, spoiled(("7.7 mo", "7.9 mo")))
    file = f"evidence/seals/{ID}.yml"
    done = validate(folder, file)
    assert (done.returncode, done.stdout) == (0, validate(folder).stdout)
    assert "[broken-seal]" in done.stdout
    assert done.stderr == "1 record checked: no problems, broken seals: 1\n"
    both = validate(folder, file, f"evidence/{PATH}")
    assert both.stderr == done.stderr
    seals_text = (folder / file).read_text()
    (folder / file).write_text(seals_text.replace("by: reader-2", "by: reader-1", 1))
    assert f"{file}:" in validate(folder, file).stdout
    assert "[same-reader]" in validate(folder, file).stdout


def test_a_named_file_of_seals_without_a_record(folder: Path) -> None:
    verify(say=list(READ.values()))
    file = folder / "evidence" / "seals" / f"{ID}.yml"
    file.rename(file.with_name("nobody.yml"))
    done = validate(folder, "evidence/seals/nobody.yml")
    assert done.returncode == 1
    assert done.stdout.startswith("evidence/seals/nobody.yml:1:1: [stray-seals]")
    assert validate(folder, f"evidence/{PATH}").stdout == ""
    missing = validate(folder, f"evidence/seals/{ID}.yml")
    assert missing.returncode == 1
    assert missing.stdout.startswith(f"evidence/seals/{ID}.yml:1:1:")


def test_checks_of_a_named_file_of_seals_are_those_of_its_record(folder: Path) -> None:
    verify(say=list(READ.values()))
    root = folder / "evidence"
    of_seals = check(root, [root / "seals" / f"{ID}.yml"])
    of_record = check(root, [root / PATH])
    assert of_seals == of_record
    assert of_seals.records == 1
    assert sum(of_seals.tally.values()) > 0
