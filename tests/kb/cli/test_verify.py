"""Reading a record a second time at the prompt: what is asked, kept and sealed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kb.curation.verify.order import in_source_order, unprotected_first
from kb.curation.verify.session import VerifyError
from kb.errors import UnknownTermError
from schema.checks.catalogue import CHECKS
from schema.checks.run import examine
from tests.kb.cli.second_reader import (
    APP,
    ID,
    MEDIAN,
    READ,
    line_of,
    seals,
    study_of,
    validate,
    verify,
    with_median,
    write,
)
from tests.schema.example import PATH, RECORD, spoiled
from tests.schema.sealed_example import RICH


def test_the_example_is_read_in_the_order_of_its_source() -> None:
    asked = in_source_order(study_of(RECORD))
    assert {each.address: each.value for each in asked} == READ
    assert [each.address for each in asked] == list(READ)


def test_what_agrees_is_sealed(folder: Path) -> None:
    done = verify(say=list(READ.values()))
    assert done.exit_code == 0
    assert "11 read, 11 agreed at first sight (100.0%)" in done.output
    assert seals(folder).keys() == READ.keys()
    assert {(each.by, each.date, each.first) for each in seals(folder).values()} == {
        ("reader-2", "2024-06-01", None)
    }
    assert (validate(folder).returncode, validate(folder).stdout) == (0, "")
    assert "0 left to read" in verify().output


def test_no_value_is_shown_before_it_is_read(folder: Path) -> None:
    shown_ = verify(say=[""] * len(READ)).output
    assert "blinatumomab" in shown_
    assert "[11 of 11] jco24 > Table 2 >" in shown_
    for value in ("300", "200", "68 ", "34.0", "28.0", "16%", "7.7", "5.6", "0.71", "198", "96"):
        assert value not in shown_
    assert seals(folder) == {}


STOPS = [["q"], []]


@pytest.mark.parametrize("stop", STOPS, ids=["q", "end of input"])
def test_reading_goes_on_where_it_stopped(folder: Path, stop: list[str]) -> None:
    readings = list(READ.values())
    first = verify(say=[*readings[:4], *stop])
    assert first.exit_code == 0
    assert list(seals(folder)) == sorted(list(READ)[:4])
    second = verify(say=readings[4:])
    assert "7 left to read" in second.output
    assert "[1 of 7]" in second.output
    assert seals(folder).keys() == READ.keys()


def test_what_was_left_for_later_is_asked_again(folder: Path) -> None:
    readings = list(READ.values())
    verify(say=[readings[0], "", "?", *readings[3:]])
    assert seals(folder).keys() == READ.keys() - {"groups/x", "groups/chemo"}
    verify(say=readings[1:3])
    assert seals(folder).keys() == READ.keys()


def test_another_reader_goes_on_and_what_is_sealed_is_not_asked_again(folder: Path) -> None:
    verify(say=[*list(READ.values())[:4], "q"])
    verify(say=list(READ.values())[4:], reader="reader-3")
    assert {each.by for each in seals(folder).values()} == {"reader-2", "reader-3"}


@pytest.mark.parametrize("reader", ["reader-1", " Reader-1 ", "", "  "])
def test_the_first_reader_is_refused(folder: Path, reader: str) -> None:
    done = verify(say=list(READ.values()), reader=reader)
    assert isinstance(done.exception, VerifyError)
    assert not (folder / "evidence" / "seals").exists()
    assert not (folder / "build").exists()


def test_two_readers_of_like_names(folder: Path) -> None:
    verify(say=["q"], reader="Ann B")
    verify(say=["300", "q"], reader="Ann B")
    done = verify(say=["200"], reader="ann-b")
    assert isinstance(done.exception, VerifyError)
    assert "Ann B" in str(done.exception)
    assert seals(folder).keys() == {"groups/both"}


def test_a_slip_of_the_second_reader(folder: Path) -> None:
    done = verify(say=[*with_median("7.1 mo (5.6 to 9.6)")[:7], "x", "f", *with_median("")[7:]])
    assert done.exit_code == 0
    assert (
        "different value: the record says `7.7 mo (5.6 to 9.6)`, you read `7.1 mo (5.6 to 9.6)`"
    ) in done.output
    assert seals(folder).keys() == READ.keys()
    assert seals(folder)[MEDIAN].first == "different value"
    assert "11 read, 10 agreed at first sight (90.9%)\n  1 different value" in done.output


def test_a_slip_of_the_first_reader(folder: Path) -> None:
    before = (folder / "evidence" / PATH).read_text()
    done = verify(say=[*with_median("7.1 mo (5.6 to 9.6)")[:7], "s", *with_median("")[7:]])
    assert done.exit_code == 1
    assert seals(folder).keys() == READ.keys() - {MEDIAN}
    listed = (folder / "build" / "verify" / f"{ID}-reader-2.txt").read_text()
    assert listed.startswith(f"evidence/{PATH}:{line_of('7.7 mo')}:")
    assert "the source says what reader-2 read" in listed
    assert (folder / "evidence" / PATH).read_text() == before

    again = verify()
    assert "reads" not in again.output  # nothing to ask until somebody corrects the record
    assert again.exit_code == 1

    write(folder, spoiled(("7.7 mo", "7.1 mo")))
    corrected = verify()
    assert "reads" not in corrected.output  # it was read already, and now agrees
    assert corrected.exit_code == 0
    assert seals(folder).keys() == READ.keys()
    assert seals(folder)[MEDIAN].first == "different value"
    assert "value: 7.1 mo" in seals(folder)[MEDIAN].means


def test_a_slip_of_both(folder: Path) -> None:
    verify(say=[*with_median("7.1 mo (5.6 to 9.6)")[:7], "n", *with_median("")[7:]])
    write(folder, spoiled(("7.7 mo", "7.2 mo")))
    done = verify(say=["7.2 mo (5.6 to 9.6)"])
    assert "[1 of 1]" in done.output  # a third value is read again, blind
    assert "7.1" not in done.output
    assert seals(folder)[MEDIAN].first == "different value"


def test_an_undecided_difference_is_decided_later(folder: Path) -> None:
    first = verify(say=with_median("7.1 mo (5.6 to 9.6)")[:7])
    assert first.exit_code == 1
    assert "not decided yet" in first.output
    second = verify("--table", "jco24 > Abstract", say=["f", "q"])
    assert "you read `7.1 mo (5.6 to 9.6)`" in second.output
    assert MEDIAN in seals(folder)


def test_a_question_that_changed_is_asked_again(folder: Path) -> None:
    verify(say=with_median("7.1 mo (5.6 to 9.6)")[:7])
    write(folder, spoiled(("origin: randomisation", "origin: enrolment")))
    assert "[7 of 8]" not in verify(say=["q"]).output
    asked = verify(say=["7.7 mo (5.6 to 9.6)", "q"])
    assert "enrolment" in asked.output
    assert MEDIAN in seals(folder)


def test_what_is_no_cell_is_asked_again_at_once(folder: Path) -> None:
    done = verify(say=["300", "200", "100", "68 (34.0%)", "68 34.0% (28.0 to 39.5)", "q"])
    assert "`68 (34.0%)`: " in done.output
    assert "did you mean `68 34.0%`?" in done.output
    assert seals(folder)["outcomes/cr/share/x"].first is None


def test_only_one_table(folder: Path) -> None:
    done = verify("--table", "jco24 > Table 2", say=["3/198", "1/96"])
    assert done.exit_code == 0
    assert seals(folder).keys() == {address for address in READ if address.startswith("safety/")}
    unknown = verify("--table", "jco24 > Table 3")
    assert isinstance(unknown.exception, UnknownTermError)
    assert "did you mean `jco24 > Table 2`" in str(unknown.exception)


ASKED_WRONGLY = [
    (["verify", "doe-2024-dru", "--reader", "b"], "did you mean `doe-2024-drug`"),
    (["verify", ID, "--reader", "b", "--date", "yesterday"], "is not a day"),
    (["verify", ID, "--reader", "b", "--compare", "none.yml"], "does not exist"),
    (["verify", ID, "--reader", "b", "--evidence", "none"], "there is no folder none"),
    (["seal", ID, "--reader", "reader-1"], "the second reader is another person"),
]


@pytest.mark.parametrize(("args", "message"), ASKED_WRONGLY, ids=lambda value: str(value)[-30:])
def test_asked_wrongly(folder: Path, args: list[str], message: str) -> None:
    done = CliRunner().invoke(APP, args)
    assert done.exit_code != 0
    assert message in " ".join(f"{done.output} {done.exception}".split())
    assert [path.name for path in folder.iterdir()] == ["evidence"]


def test_a_record_with_problems_is_not_read(folder: Path) -> None:
    write(folder, spoiled(("disease: b-all", "disease: b-al")))
    done = verify()
    assert isinstance(done.exception, VerifyError)
    assert "[unknown-term]" in str(done.exception)


def test_a_spoiled_file_of_readings_is_named(folder: Path) -> None:
    verify(say=["300", "q"])
    file = folder / "build" / "verify" / f"{ID}-reader-2.yml"
    file.write_text(file.read_text().replace("read:", "reads:"))
    done = verify(say=["q"])
    assert isinstance(done.exception, VerifyError)
    assert "did you mean read?" in str(done.exception)


def test_the_least_protected_first() -> None:
    study = study_of(RICH)
    asked = unprotected_first(study, in_source_order(study))
    protection = examine(study, CHECKS.values()).protection()
    weakest = [
        min((n for name, n in protection.items() if name.rpartition(".")[0] == address), default=0)
        for address in (each.address for each in asked)
    ]
    assert weakest == sorted(weakest)
    assert weakest[0] < weakest[-1]


def test_a_spoiled_file_of_seals_is_named(folder: Path) -> None:
    verify(say=["300", "q"])
    file = folder / "evidence" / "seals" / f"{ID}.yml"
    file.write_text(file.read_text().replace("value: 300", "value: 301"))
    done = verify(say=["q"])
    assert isinstance(done.exception, VerifyError)
    assert "[bad-seal]" in str(done.exception)
