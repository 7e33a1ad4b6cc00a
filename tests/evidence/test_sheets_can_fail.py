"""The checks against the worksheets can fail: each fault is reported, and nothing else."""

from typing import Any

import pytest

from schema.study import Study
from schema.validation import check_bytes
from tests.evidence.sheets import EVIDENCE, invented, lost, maps, sheets

PATH = "2024/phallcon.yml"
SHEET = "jabbour-2024-phallcon"
POSITIVE = "outcomes/mrd-positive/share"


def changed(old: str, new: str) -> Study:
    """Return a record of which one text, which stands there once, is replaced."""
    record = (EVIDENCE / PATH).read_text(encoding="utf-8")
    assert record.count(old) == 1
    checked = check_bytes(record.replace(old, new).encode(), PATH)
    assert checked.study is not None
    return checked.study


def lost_from(study: Study, **entries: Any) -> list[str]:
    """Return what is lost from the record, by its map with other entries."""
    there = {name.replace("_", "/"): entry for name, entry in entries.items()}
    return lost(sheets()[SHEET], {**maps()[SHEET]["facts"], **there}, study)


def invented_in(study: Study) -> list[str]:
    """Return what is invented in the record."""
    return invented(study, {SHEET: sheets()[SHEET]}, {SHEET: maps()[SHEET]["facts"]})


def test_a_deleted_value() -> None:
    study = changed("pona: 86/154 56%, ", "")
    assert lost_from(study) == [f"outcomes/6: no such address {POSITIVE}/pona"]


@pytest.mark.parametrize(
    ("old", "new", "row", "cell"),
    [
        ("54/78 69%", "54/78 68%", "outcomes/7: 69", f"{POSITIVE}/ima: 68"),
        ("54/78 69%", "45/78 69%", "outcomes/7: 54", f"{POSITIVE}/ima: 45"),
        (
            "0.569 p=0.0207",
            "0.569 p=0.0202",
            "comparisons/3: 0.0207",
            "outcomes/pfs@not-negative/compare/pona-pos vs ima-pos: 0.0202",
        ),
        ("20.0 mo", "20 mo", "outcomes/23: 20.0", "outcomes/pfs/median/pona: 20"),
    ],
    ids=["percentage", "count", "p-value", "decimal"],
)
def test_a_changed_digit(old: str, new: str, row: str, cell: str) -> None:
    study = changed(old, new)
    assert lost_from(study) == [row]
    assert invented_in(study) == [cell]


def test_exchanged_arms() -> None:
    study = changed("{pona: 12.8 mo, ima: 5.1 mo}", "{pona: 5.1 mo, ima: 12.8 mo}")
    assert lost_from(study) == ["outcomes/4: 12.8", "outcomes/5: 5.1"]
    assert invented_in(study) == [
        "outcomes/unknown/median/pona: 5.1",
        "outcomes/unknown/median/ima: 12.8",
    ]


def test_a_lost_disagreement() -> None:
    study = changed("but: {asco25-news > Text: 82%}", "also: {asco25-news > Text: 87%}")
    assert lost_from(study) == ["outcomes/15: 82"]


def test_a_changed_group() -> None:
    study = changed("pona-pos: {n: 73,", "pona-pos: {n: 72,")
    assert lost_from(study) == ["groups/2: 73", "outcomes/8: 73", "outcomes/10: 73"]
    assert invented_in(study) == ["groups/pona-pos: 72"]


def test_an_invented_number() -> None:
    study = changed("      ima-pos: 62%\n", "      ima-pos: 62%\n    at 3 y: {pona-pos: 71.3%}\n")
    assert lost_from(study) == []
    assert invented_in(study) == ["outcomes/efs@not-negative/at 3 y/pona-pos: 71.3"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (None, ["no entry"]),
        ({"left-out": ""}, ["no entry"]),
        (["outcomes/os/median/all"], ["no such address outcomes/os/median/all"]),
        ([f"{POSITIVE}/pona"], ["54", "69", "78"]),
        ({"at": [f"{POSITIVE}/pona"], "not-figures": ["54", "69"]}, ["78", "words 54", "words 69"]),
        ({"left-out": "a reason"}, []),
    ],
    ids=["none", "no-reason", "nowhere", "another-arm", "not-hidden", "left-out"],
)
def test_a_wrong_entry(entry: Any, why: list[str]) -> None:
    study = changed("phase: 3", "phase: 3")
    assert sorted(lost_from(study, outcomes_7=entry)) == [f"outcomes/7: {one}" for one in why]


def test_an_entry_for_no_row() -> None:
    study = changed("phase: 3", "phase: 3")
    entries = {"outcomes_99": [f"{POSITIVE}/ima"]}
    assert lost_from(study, **entries) == ["outcomes/99: no such row"]
