"""What the record excuses: at every place that a finding can name, and nothing else."""

import pytest

from schema.checks.catalogue import CHECKS
from schema.checks.model import State
from schema.checks.run import examine, examine_across
from schema.checks.sources.across import across, summary
from schema.problems import Problem
from schema.study import Study
from schema.validation import check_bytes
from tests.schema.example import PATH, spoiled

Change = tuple[str, str]
LATE = ("2012-01 to 2019-12", "2025-01 to 2026-12")
LABEL = ("label: Drug X", "label: CD19/dim")
STRATA = (
    "by: randomisation}\n",
    "by: randomisation}\n  age:\n    of: x\n    by: age\n    when: baseline\n    strata:\n"
    "      young: {label: Young, n: {x: 150}}\n      old: {label: Old, n: {x: 60}}\n",
)
CURVE = (
    "safety:\n",
    "curves:\n  km:\n    of: os\n    from: jco24 > Table 2\n    basis: printed\n    unit: mo\n"
    "    at-risk-times: [0, 6, 12]\n    at-risk: {x: [200, 80, 90]}\nsafety:\n",
)
NOTED = ("[3/198, 1/96]", "[{is: 3/198, note: CD19/dim}, 1/96]")
ROW = ("[3/198, 1/96]", "{x: 3/198, chemo: 1/96, note: CD19/dim}")
# What is wrong, the waiver, and what it quotes.
EXCUSED = [
    (("3/198", "3/198 9.5%"), "P02 safety/table-2/vod-sos 3+/x", "3/198 9.5%"),
    (LATE, "B02 design", "2025-01 to 2026-12"),
    (LATE, "B02 sources/jco24", "2024"),
    (("year: 2024", "year: 2024\n    pages: 99-11"), "B03 sources/jco24", "99-11"),
    (LABEL, "T02 groups/x", "CD19/dim"),
    (("X is better.", "CD19/dim is better."), "T02 study", "CD19/dim is better."),
    (("[open label]", "[open, CD19/dim]"), "T02 limitations", "CD19/dim"),
    (("share: {x: 68", "note: CD19/dim\n    share: {x: 68"), "T02 outcomes/cr", "CD19/dim"),
    (ROW, "T02 safety/table-2/vod-sos 3+", "CD19/dim"),
    (NOTED, "T02 safety/table-2/vod-sos 3+/x", "3/198"),
    (("chemo: {n: 100", "chemo: {n: 110"), "G01 groups/chemo", "110"),
    (STRATA, "G01 groups/x-old", "60"),
    (CURVE, "S08 curves/km/at-risk/x", "90"),
]


def waived(*changes: Change, **quoted: str) -> str:
    """Return the record with mistakes, and with waivers of them."""
    said = "".join(
        f'  {key}: {{printed: "{printed}", why: printed so, by: reader-1, date: 2024-05-01}}\n'
        for key, printed in quoted.items()
    )
    return spoiled(*changes, ("curation:\n", f"waivers:\n{said}curation:\n"))


def good(text: str, path: str = PATH) -> Study:
    checked = check_bytes(text.encode(), path)
    assert checked.problems == []
    assert checked.study is not None
    return checked.study


def problem(text: str) -> Problem:
    (found,) = check_bytes(text.encode(), PATH).problems
    return found


def told(text: str, *checks: str) -> list[tuple[str, State, str]]:
    """Return what some checks found, and what W01 says of the waivers."""
    examined = examine(good(text), [CHECKS[check] for check in checks]).examined
    return [
        (each.check, each.answer.state, each.waiver)
        for each in examined
        if each.check == "W01" or each.answer.state in (State.VIOLATED, State.WAIVED)
    ]


@pytest.mark.parametrize(("change", "key", "printed"), EXCUSED)
def test_a_finding_is_waived_where_it_is_named(change: Change, key: str, printed: str) -> None:
    check = key.partition(" ")[0]
    assert told(spoiled(change), check) == [(check, State.VIOLATED, "")]
    assert told(waived(change, **{key: printed}), check) == [
        (check, State.WAIVED, key),
        ("W01", State.PASSED, key),
    ]


def test_a_waiver_excuses_only_the_text_that_it_quotes() -> None:
    also = ("[blinatumomab]", "[blinatumomab], note: as Ph ALL")
    key = "T02 groups/x"
    found = [(State.WAIVED, key), (State.VIOLATED, ""), (State.PASSED, key)]
    assert [each[1:] for each in told(waived(LABEL, also, **{key: "CD19/dim"}), "T02")] == found
    other = told(waived(also, **{key: "Drug X"}), "T02")
    assert [each[1:] for each in other] == [(State.VIOLATED, ""), (State.VIOLATED, key)]


@pytest.mark.parametrize(
    "key", ["T02 groups/x", "B02 design", "S08 outcomes/os/median/x", "X99 groups/x"]
)
def test_a_waiver_that_matches_nothing_is_an_error(key: str) -> None:
    printed = {"T02 groups/x": "Drug X", "X99 groups/x": "200", "B02 design": "randomised"}
    text = waived(**{key: printed.get(key, "7.7 mo (5.6 to 9.6)")})
    assert told(text, "T02", "B02", "S08") == [("W01", State.VIOLATED, key)]


def at(text: str, words: str) -> tuple[int, int]:
    before = text.partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


UNKNOWN = [
    ("T02 group/x", "unknown-address", "groups/x"),
    ("G01 groups/chemotherapy", "unknown-address", "groups/chemo"),
    ("B02 source/jco24", "unknown-address", "sources/jco24"),
    ("B02 desing", "unknown-address", "design"),
    ("P02 safety/table-2/vod-sos 3+/y", "unknown-address", "safety/table-2/vod-sos 3+/x"),
    ("not-a-share groups/x", "unknown-address", ""),
    ("not-share outcomes/cr/share/chemo", "unknown-check", "not-a-share"),
]


@pytest.mark.parametrize(("key", "code", "near"), UNKNOWN)
def test_a_waiver_of_an_unknown_place(key: str, code: str, near: str) -> None:
    text = waived(**{key: "16%"})
    found = problem(text)
    assert (found.code, found.nearest) == (code, near)
    assert (found.line, found.column) == at(text, f"{key}: {{printed")


def test_a_waiver_quotes_what_stands_there() -> None:
    text = waived(LABEL, **{"T02 groups/x": "CD19-dim"})
    found = problem(text)
    assert (found.code, found.nearest) == ("stale-waiver", "CD19/dim")
    assert (found.line, found.column) == at(text, 'CD19-dim"')


OTHER = (
    ("id: doe-2024-drug", "id: roe-2024-drug"),
    ("    doi: 10.1200/JCO.24.00001\n    pmid: 38000001\n", ""),
    ("Drug X versus chemotherapy", "Drug Y alone in older patients"),
    ("[Doe J, Roe R]", "[Roe R]"),
)


def heard(mine: Study, *others: Study) -> list[tuple[str, State, str]]:
    """Return what other records say of one, and what W01 says of its waivers."""
    said = across(map(summary, (mine, *others)))[mine.id]
    found = examine_across(mine, said, CHECKS.values())
    return [(e.check, e.answer.state, e.waiver) for e in found if e.check in ("B07", "W01")]


def test_what_other_records_say_is_waived_when_all_were_read() -> None:
    key = "B07 design"
    mine = good(waived(**{key: "NCT01234567"}))
    other = good(spoiled(*OTHER), "2024/roe-2024-drug.yml")
    assert ("B07", State.WAIVED, key) in heard(mine, other)
    assert ("W01", State.PASSED, key) in heard(mine, other)
    assert ("W01", State.VIOLATED, key) in heard(mine)
    assert not [e for e in examine(mine, CHECKS.values()).examined if e.check == "W01"]
