"""Broken seals: named by `kb validate`, renewed by `kb seal` or by reading again."""

from pathlib import Path

from tests.kb.cli.second_reader import MEDIAN, READ, line_of, seal, seals, validate, verify, write
from tests.schema.example import PATH, spoiled


def test_a_broken_seal_is_a_warning_and_is_asked_again(folder: Path) -> None:
    verify(say=list(READ.values()))
    write(folder, spoiled(("7.7 mo", "7.9 mo")))
    done = validate(folder)
    assert done.returncode == 0
    assert done.stdout.startswith(f"evidence/{PATH}:{line_of('7.7 mo')}:")
    assert "[broken-seal]" in done.stdout
    assert "value was `7.7 mo (5.6 to 9.6)`, is `7.9 mo (5.6 to 9.6)`" in done.stdout
    assert done.stderr == "1 records checked: no problems, broken seals: 1\n"
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
