"""From seals to readers: each number says whether it is verified, and stops saying so by itself."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kb
from kb.curation.load import load
from kb.curation.version import data_version
from kb.models.results import Basis
from schema.seals import seals_file
from schema.validation import record_files
from tests.kb.sealing import DATE, READER, change, copied, rewritten, seal_all
from tests.schema.example import PATH
from tests.schema.sealed_example import RICH

ID = "doe-2024-drug"
CR, OS, TABLE = "outcomes/cr", "outcomes/os", "safety/table-2/vod-sos 3+"
MEDIANS = {f"{OS}/median/x", f"{OS}/median/chemo"}
IN_OS = MEDIANS | {f"{OS}/at 5 y/x", f"{OS}/compare/x vs chemo"}
OF_CHEMO = {"groups/chemo", f"{CR}/share/chemo", f"{OS}/median/chemo"}
UNPRINTED: tuple[Basis, ...] = ("derived", "digitised")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a folder with the rich example, each of its numbers sealed."""
    file = tmp_path / "evidence" / PATH
    file.parent.mkdir(parents=True)
    file.write_text(RICH)
    return seal_all(tmp_path / "evidence")


@pytest.fixture(scope="module")
def sealed(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    """Return the knowledge base of the invented records, all their numbers sealed."""
    folder = tmp_path_factory.mktemp("sealed")
    load(seal_all(copied(records, folder / "evidence")), folder / "kb.sqlite")
    with kb.open(folder / "kb.sqlite") as base:
        yield base


def loaded(root: Path) -> kb.KnowledgeBase:
    load(root, root.parent / "kb.sqlite")
    return kb.open(root.parent / "kb.sqlite")


def unverified(base: kb.KnowledgeBase) -> set[str]:
    """Return the addresses that are not verified, as results, sizes and other places say it."""
    study = base.study(ID)
    rows = [*base.outcomes(section=None), *base.comparisons(section=None)]
    own = {row.address: row.verified for row in rows}
    sizes = {f"groups/{group.id}": group.verified for group in study.groups}
    in_sets = {
        f"sets/{each.id}/{group}": group in each.verified
        for each in study.sets
        for group, _ in each.sizes
    }
    elsewhere = {
        f"{row.address}/{'also' if other.agrees else 'but'}/{other.place}": other.verified
        for row in rows
        for other in row.others
    }
    everything = {**own, **sizes, **in_sets, **elsewhere}
    return {address for address, verified in everything.items() if not verified}


def test_every_printed_number_of_a_sealed_record_is_verified(sealed: kb.KnowledgeBase) -> None:
    numbers = sealed.numbers()
    assert {(n.verified, n.verified_by, n.verified_date, n.broken) for n in numbers} == {
        (True, READER, DATE, False)
    }
    counts = sealed.counts()
    assert counts.numbers == counts.numbers_verified == len(numbers)
    assert [(row.id, row.numbers, row.numbers_verified) for row in sealed.studies()] == [
        (row.id, n, n) for row in sealed.studies() for n in [len(sealed.numbers(study=row.id))]
    ]


def test_results_sizes_and_other_places_are_verified(sealed: kb.KnowledgeBase) -> None:
    rows = [*sealed.outcomes(section=None), *sealed.comparisons(section=None)]
    assert all(row.verified and row.verified_by == READER for row in rows)
    others = [other for row in rows for other in row.others]
    assert {(o.agrees, o.verified, o.verified_date) for o in others} == {
        (True, True, DATE), (False, True, DATE),
    }  # fmt: skip
    alpha = sealed.study("alpha")
    assert {group.id for group in alpha.groups if not group.verified} == {"small", "chemo-high"}
    assert all(group.n is None for group in alpha.groups if not group.verified)
    assert [(each.verified, each.broken) for each in alpha.sets] == [(("blina", "chemo"), ())]


def test_what_no_source_prints_is_never_verified(sealed: kb.KnowledgeBase) -> None:
    for basis in UNPRINTED:
        results = sealed.outcomes(section=None, basis=basis)
        compared = sealed.comparisons(section=None, basis=basis)
        numbers = sealed.numbers(basis=basis)
        said = {(row.verified, row.broken) for row in (*results, *compared)}
        assert said == {(n.verified, n.broken) for n in numbers} == {(False, False)}


def test_numbers_are_verified_and_the_status_is_the_record_s(sealed: kb.KnowledgeBase) -> None:
    row = sealed.outcomes(study="gamma")[0]
    assert (row.status, row.verified) == ("extracted", True)
    assert [study.id for study in sealed.studies(verified=True)] == ["alpha"]


def test_filters_ask_for_numbers(example: Path) -> None:
    change(example / PATH, ("7.7 mo", "7.9 mo"), ("HR 0.71", "HR 0.72"))
    with loaded(example) as base:
        assert [row.address for row in base.outcomes(verified=False)] == [f"{OS}/median/x"]
        assert len(base.outcomes(verified=True)) == len(base.outcomes()) - 1
        assert [row.address for row in base.comparisons(verified=False)] == [
            f"{OS}/compare/x vs chemo"
        ]
        texts = [number.text for number in base.numbers(verified=False)]
        assert texts == ["0.93", "0.55", "0.01", "0.72", "9.6", "5.6", "7.9"]
        assert base.counts().numbers_verified == base.counts().numbers - len(texts)
        assert base.studies(verified=True)[:] == base.studies(verified=None)[:0]


# What changes in the record, facet by facet, and which numbers are not verified any more.
CHANGES: dict[str, tuple[tuple[str, str], set[str], str]] = {
    "value": (("7.7 mo", "7.8 mo"), {f"{OS}/median/x"}, "value"),
    "unit": (("4.0 mo", "4.0 y"), {f"{OS}/median/chemo"}, "value"),
    "group": (
        ("label: Chemotherapy", "label: Another"),
        {
            *OF_CHEMO,
            f"{CR}/share/chemo/also/page > Efficacy",
            f"{TABLE}/chemo",
            f"{CR}/compare/x vs chemo",
            f"{OS}/compare/x vs chemo",
        },
        "group label",
    ),
    "n": (("n: 100", "n: 101"), OF_CHEMO, "n"),
    "measure": (("  os:\n", "  os:\n    measure: pfs\n"), IN_OS, "measure"),
    "statistic": (
        ("at 5 y: {", "at 5 y: {method: cumulative-incidence, "), {f"{OS}/at 5 y/x"}, "statistic",
    ),
    "time": (("at 5 y", "at 60 mo"), {f"{OS}/at 60 mo/x"}, "time"),
    "origin": (("origin: randomisation", "origin: enrolment"), IN_OS, "origin"),
    "level": (("effect-ci: 95%", "effect-ci: 90%"), {f"{OS}/compare/x vs chemo"}, "interval"),
    "source": (("at 5 y: {", "at 5 y: {from: page > Efficacy, "), {f"{OS}/at 5 y/x"}, "source"),
    "place": (
        ("from: jco24 > Table 2", "from: jco24 > Table 2 > panel B"),
        {f"{TABLE}/x", f"{TABLE}/chemo"},
        "place",
    ),
}  # fmt: skip


@pytest.mark.parametrize("facet", CHANGES)
def test_a_change_of_meaning_is_unverified_everywhere(example: Path, facet: str) -> None:
    replacement, addresses, changed = CHANGES[facet]
    change(example / PATH, replacement)
    with loaded(example) as base:
        assert unverified(base) == addresses
        numbers = [n for n in base.numbers() if not n.verified]
        assert {n.address for n in numbers} == {
            address.partition("/also/")[0] for address in addresses
        }
        broken = base.seals(state=["changed", "gone"])
        assert changed in {each.facet for seal in broken for each in seal.changes}
        assert {seal.address for seal in broken} == {
            address.replace("60 mo", "5 y") for address in addresses
        }
        _the_exports_say_it(base, addresses)


def _the_exports_say_it(base: kb.KnowledgeBase, addresses: set[str]) -> None:
    """CSV, JSON, data frames and SQL all say of the same rows that they are not verified."""
    rows = base.outcomes(section=None)
    by_sql: dict[str, int] = {}
    for name in ("outcomes", "comparisons"):
        said = base.sql(f"SELECT address, verified FROM {name}")  # noqa: S608 - a view
        by_sql |= {row["address"]: row["verified"] for row in said}
    assert {address for address, verified in by_sql.items() if verified == 0} == {
        address for address in addresses if address in by_sql
    }
    expected = [by_sql[row.address] == 1 for row in rows]
    texts = [row["verified"] for row in csv.DictReader(io.StringIO(rows.to_csv()))]
    assert texts == ["true" if verified else "false" for verified in expected]
    assert [row["verified"] for row in json.loads(rows.to_json())] == expected
    assert rows.to_pandas()["verified"].to_list() == expected


def test_what_is_gone_and_what_is_new(example: Path) -> None:
    change(example / PATH, ("at 5 y", "at 4 y"))
    with loaded(example) as base:
        (gone,) = base.seals(state="gone")
        assert gone.address == f"{OS}/at 5 y/x"
        assert ("value", "30% (24 to 36)", None) in [
            (each.facet, each.was, each.now) for each in gone.changes
        ]
        (new,) = base.outcomes(verified=False)
        assert (new.address, new.broken) == (f"{OS}/at 4 y/x", False)


def test_a_broken_seal_says_what_was_and_what_is(example: Path) -> None:
    change(example / PATH, ("7.7 mo", "7.9 mo"))
    with loaded(example) as base:
        (seal,) = base.seals(state="changed")
        (change_,) = seal.changes
        assert (change_.facet, change_.was, change_.now) == (
            "value", "7.7 mo (5.6 to 9.6)", "7.9 mo (5.6 to 9.6)",
        )  # fmt: skip
        (row,) = base.outcomes(verified=False)
        said = (row.broken, row.verified, row.verified_by, row.verified_date)
        assert said == (True, False, None, None)
        assert "value: 7.7 mo (5.6 to 9.6): 7.9 mo (5.6 to 9.6)" in base.seals().to_csv()


def test_another_place_is_verified_on_its_own(example: Path) -> None:
    change(example / PATH, ("16/100", "17/100"))
    with loaded(example) as base:
        (row,) = base.outcomes(measure="cr", group="chemo")
        (other,) = row.others
        assert (row.verified, other.verified, other.broken) == (True, False, True)


def test_sizes_that_changed(example: Path) -> None:
    change(example / PATH, ("x: 198", "x: 197"), ("n: 300", "n: 301"))
    with loaded(example) as base:
        study = base.study(ID)
        assert [g.id for g in study.groups if g.broken] == ["both"]
        assert [(s.verified, s.broken) for s in study.sets] == [(("chemo",), ("x",))]


def test_layout_comments_and_order_break_nothing(example: Path) -> None:
    rewritten(seals_file(example, ID))
    change(
        example / PATH,
        ("x: 68 34.0% (28.0 to 39.5)", "x:   68 34.0% ( 28.0 to 39.5 )"),
        ("  os:\n", "  os: # a comment\n"),
        ("    origin: randomisation\n", ""),
        (
            "    compare: {x vs chemo: HR",
            "    origin: 'randomisation'\n    compare: {x vs chemo: HR",
        ),
    )
    with loaded(example) as base:
        assert unverified(base) == set()
        assert {seal.state for seal in base.seals()} == {"holds"}


def test_how_far_readers_agree(example: Path) -> None:
    file = seals_file(example, ID)
    text = file.read_text()
    where = "  outcomes/os/median/x:\n"
    assert text.count(where) == 1
    head, tail = text.split(where)
    file.write_text(
        head + where + tail.replace("    means:", "    first: different unit\n    means:", 1)
    )
    with loaded(example) as base:
        (found,) = base.agreement()
        assert (found.study, found.figures, found.agreed) == (ID, 15, 14)
        assert (found.different_unit, found.different_value, found.unreadable) == (1, 0, 0)
        differing = {seal.address: seal.difference for seal in base.seals() if seal.difference}
        assert differing == {f"{OS}/median/x": "different unit"}


def test_nothing_is_sealed(base: kb.KnowledgeBase) -> None:
    assert (len(base.seals()), len(base.agreement())) == (0, 0)
    assert base.counts().numbers_verified == 0
    with pytest.raises(kb.UnknownTermError, match="among the states; did you mean `holds`"):
        base.seals(state="hold")


def test_seals_belong_to_the_version_and_the_date(example: Path) -> None:
    files = record_files(example)
    first = data_version(example, files)
    with loaded(example) as base:
        assert (base.meta.data_version, base.meta.data_date) == (first, "2024-05-01")
    rewritten(seals_file(example, ID))
    second = data_version(example, files)
    seals_file(example, ID).unlink()
    assert len({first, second, data_version(example, files)}) == 3


def test_the_date_of_the_data_is_that_of_the_latest_seal(example: Path) -> None:
    file = seals_file(example, ID)
    file.write_text(file.read_text().replace(DATE, "2024-06-30", 1))
    with loaded(example) as base:
        assert base.meta.data_date == "2024-06-30"


def test_two_loads_are_the_same_bytes(example: Path, tmp_path: Path) -> None:
    change(example / PATH, ("7.7 mo", "7.9 mo"))
    there = copied(example, tmp_path / "elsewhere")
    load(example, tmp_path / "one.sqlite")
    load(there, tmp_path / "two.sqlite")
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_seals_of_no_record_are_no_silent_loss(example: Path, tmp_path: Path) -> None:
    file = seals_file(example, ID)
    file.rename(file.with_name("nobody.yml"))
    with pytest.raises(kb.InvalidRecordsError, match="these seals belong to no record"):
        load(example, tmp_path / "kb.sqlite")


def test_the_command_lists_what_is_verified(example: Path) -> None:
    change(example / PATH, ("7.7 mo", "7.9 mo"))
    load(example, example.parent / "kb.sqlite")
    said = {}
    for option in ("--verified", "--no-verified"):
        command = [sys.executable, "-m", "kb.cli", "query", "--measure", "os", option]
        more = ["--database", str(example.parent / "kb.sqlite")]
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=True)
        said[option] = done.stdout.splitlines()[1:]
    assert [(line.count(DATE), "7.9 mo" in line) for line in said["--verified"]] == [(1, False)] * 2
    assert [(line.count(DATE), "7.9 mo" in line) for line in said["--no-verified"]] == [(0, True)]
