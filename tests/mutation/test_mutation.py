"""The harness itself: it finds every number, changes only what it says, and judges rightly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.checks.run import examine
from schema.seals import broken_seals
from schema.validation import record_files
from tests.mutation.figures import AGAIN, at
from tests.mutation.harness import Corruption, corruptions
from tests.mutation.kinds import KINDS, possible
from tests.mutation.record import Record, Verdict, corrupted, edited, verdict
from tests.mutation.tables import by_check, by_figure, by_kind, escaped, share_caught, summary
from tests.schema.example import PATH, spoiled

EVIDENCE = Path(__file__).parents[2] / "evidence"
each_record = pytest.mark.parametrize("file", record_files(EVIDENCE), ids=lambda file: file.stem)

MORE = (
    (
        "    share: {x: 68 34.0% (28.0 to 39.5), chemo: 16%}\n",
        "    share: {x: 68 34.0% (28.0 to 39.5), chemo: {is: 16%, also: {page > Efficacy: 16}}}\n",
    ),
    (
        "      vod-sos 3+: [3/198, 1/96]\n",
        "      vod-sos 3+: [3/198, 1/96]\n"
        "      crs 3+: {cells: [10 5.0%, 4 4.0%], also: {page > Efficacy: [5.0%, 4.0%]}}\n"
        "      median cycles: [2 cycles (range 1 to 9), 1 cycles (range 1 to 4)]\n",
    ),
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Return a small record with cells of many shapes."""
    file = tmp_path_factory.mktemp("records") / PATH
    file.parent.mkdir()
    file.write_text(spoiled(*MORE), encoding="utf-8")
    return Record.read(file)


@each_record
def test_every_number_that_checks_name_is_found(file: Path) -> None:
    record = Record.read(file)
    found = {f.name for f in record.figures if f.kind != AGAIN and not f.name.startswith("sets/")}
    assert found == set(examine(record.study, ()).printed)


@each_record
def test_names_are_unique(file: Path) -> None:
    names = [figure.name for figure in Record.read(file).figures]
    assert sorted(set(names)) == sorted(names)


def test_kinds_of_figures(example: Record) -> None:
    kinds = {figure.name: (figure.text, figure.kind) for figure in example.figures}
    wanted = {
        "groups/x.n": ("200", "group size"),
        "outcomes/cr/share/x.count": ("68", "count"),
        "outcomes/cr/share/x.value": ("34.0", "percentage"),
        "outcomes/cr/share/x.high": ("39.5", "bound"),
        "outcomes/cr/share/chemo.also page > Efficacy count": ("16", "told again"),
        "outcomes/os/median/chemo.value": ("4.0", "median"),
        "outcomes/os/compare/x vs chemo.value": ("0.71", "effect"),
        "outcomes/os/compare/x vs chemo.p": ("0.01", "p-value"),
        "safety/table-2/vod-sos 3+/x.denominator": ("198", "denominator"),
        "safety/table-2/crs 3+/chemo.also page > Efficacy value": ("4.0", "told again"),
        "safety/table-2/median cycles/chemo.range high": ("4", "range bound"),
    }
    assert wanted.items() <= kinds.items()


CASES = [
    ("arms swapped", "outcomes/cr/share/x.value", {"68 16% (28.0 to 39.5)"}),
    ("arms swapped", "groups/x.n", {"100"}),
    ("arms swapped", "groups/both.n", set()),
    ("neighbouring cell", "outcomes/os/median/x.low", {"7.7 mo (2.8 to 9.6)"}),
    ("neighbouring cell", "safety/table-2/crs 3+/x.count", {"4 5.0%", "3 5.0%"}),
    ("bounds swapped", "outcomes/os/median/x.low", {"7.7 mo (9.6 to 5.6)"}),
    ("bounds swapped", "outcomes/os/median/x.high", set()),
    ("wrong denominator", "outcomes/cr/share/chemo.value", {"5%", "8%"}),
    ("wrong denominator", "safety/table-2/vod-sos 3+/x.denominator", {"3/100", "3/200", "3/300"}),
    ("wrong denominator", "outcomes/os/median/x.value", set()),
    ("percentage and count confused", "outcomes/cr/share/x.value", {"68 68% (28.0 to 39.5)"}),
    ("percentage and count confused", "outcomes/cr/share/x.count", {"34 34.0% (28.0 to 39.5)"}),
    ("percentage and count confused", "safety/table-2/vod-sos 3+/x.count", {"2/198"}),
    ("whole cells swapped", "outcomes/os/median/x.value", {"4.0 mo (2.8 to 5.3)"}),
    ("whole cells swapped", "outcomes/os/median/x.low", set()),
]


@pytest.mark.parametrize(("kind", "number", "texts"), CASES)
def test_kind(kind: str, number: str, texts: set[str], example: Record) -> None:
    figure = example.named[number]
    ways = dict(possible(example, figure)).get(kind, [])
    assert {edits[figure.path] for edits in ways} == texts


def every(record: Record) -> Iterator[tuple[str, str, dict[tuple[str | int, ...], str]]]:
    """Yield every corruption of every number."""
    for figure in record.figures:
        for kind, ways in possible(record, figure):
            yield from ((figure.name, kind, edits) for edits in ways)


def test_a_corruption_changes_what_is_printed_and_nothing_else(example: Record) -> None:
    before = str(example.tree)
    for _, _, edits in every(example):
        changed = edited(example.tree, edits)
        assert changed != example.tree
        assert all(at(changed, path) == text for path, text in edits.items())
        restored = {path: str(at(example.tree, path)) for path in edits}
        assert edited(changed, restored) == example.tree
    assert str(example.tree) == before


def test_every_kind_happens(example: Record) -> None:
    assert set(KINDS) <= {kind for _, kind, _ in every(example)}


def test_what_is_as_before_is_not_caught(example: Record) -> None:
    assert verdict(example, {}) == Verdict(sealed=False)


def test_what_each_stage_sees(example: Record) -> None:
    swapped = example.named["outcomes/os/median/x.low"]
    assert verdict(example, {swapped.path: "7.7 mo (9.6 to 5.6)"}) == Verdict(schema=True)
    count = example.named["outcomes/cr/share/x.count"]
    assert "P02" in verdict(example, {count.path: "86 34.0% (28.0 to 39.5)"}).errors
    size = example.named["groups/both.n"]
    assert "G01" in verdict(example, {size.path: "301"}).errors


def test_every_corruption_of_a_sealed_number_is_seen(example: Record) -> None:
    for figure in example.figures:
        for kind, (edits, *_) in possible(example, figure):
            study = corrupted(example, edits)
            assert study is None or broken_seals(study, example.seals), (figure.name, kind)


def test_the_same_seed_gives_the_same_corruptions(example: Record) -> None:
    figure = example.named["outcomes/cr/share/x.value"]
    first, second, other = (list(corruptions(example, figure, seed, 5)) for seed in (1, 1, 2))
    assert first == second
    assert first != other
    assert len(first) == 5


def made(kind: str, figure: str, verdict: Verdict) -> Corruption:
    """Return a corruption with a verdict."""
    return Corruption("study", "number", figure, kind, "1", "2", verdict)


FOUND = [
    made("digit +-1", "count", Verdict(schema=True)),
    made("digit +-1", "count", Verdict(errors=frozenset({"P02", "G03"}))),
    made("digit +-1", "median", Verdict(warnings=frozenset({"P01"}))),
    made("decimal slip", "median", Verdict(sealed=False)),
    made("whole cells swapped", "median", Verdict()),
]


def test_tables() -> None:
    kinds = by_kind(FOUND)
    assert "| digit +-1 | 3 | 33.3% | 66.7% | 100.0% | 100.0% |" in kinds
    assert "| **all** | 4 | 25.0% | 50.0% | 75.0% | 75.0% |" in kinds
    assert "| (whole cells swapped) | 1 | 0.0% | 0.0% | 0.0% | 100.0% |" in kinds
    assert "| median | 2 | 0.0% | 0.0% | 50.0% | 50.0% |" in by_figure(FOUND[:4])
    assert "| P02 | 25.0% | 0.0% |" in by_check(FOUND[:4])
    assert "| P01 | 25.0% | 25.0% |" in by_check(FOUND[:4])
    assert "| first | 4 | 25.0% | 50.0% | 75.0% | 75.0% |" in summary({"first": FOUND})
    assert escaped(FOUND).count("\n") == 2
    assert share_caught(FOUND[:4]) == 0.75
