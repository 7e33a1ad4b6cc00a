"""How fast records are read, checked and loaded, each held against a floor of the same run.

Times drift between machines; ratios do not. The bounds are twice what was measured.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.curation.load import load
from kb.curation.rows import rows
from schema import links
from schema.checks.catalogue import CHECKS
from schema.checks.model import State
from schema.checks.run import examine
from schema.facts import facts
from schema.reading import read_bytes
from schema.study import Study
from schema.validation import check_bytes, record_files
from tests.bench.records import many, record
from tests.bench.timing import forget, seconds
from tests.markdown import table

pytestmark = pytest.mark.bench

SIZES = (10, 40, 160, 640)
EVIDENCE = Path(__file__).parents[2] / "evidence"


def show(title: str, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Write a table where `make bench` lets it through."""
    sys.stdout.write(f"\n\n### {title}\n\n{table(head, lines)}\n")


def ms(time: float) -> str:
    """Return a time in milliseconds for a table."""
    return f"{1000 * time:.1f}"


def ratio(time: float, floor: float) -> str:
    """Return a time as a multiple of another, for a table."""
    return f"{time / floor:.2f}"


def studied(text: str, path: str = "record.yml") -> Study:
    """Return the study in the text of a good record."""
    study = check_bytes(text.encode(), path).study
    assert study is not None
    return study


def checked(study: Study) -> int:
    """Run all checks as on their first record and return how many relations were tested."""
    forget()
    tally = examine(study, CHECKS.values()).tally()
    return tally[State.PASSED] + tally[State.VIOLATED]


def test_reading_and_validating() -> None:
    texts = {file.name: file.read_bytes() for file in sorted(EVIDENCE.rglob("*.yml"))}
    trees = [read_bytes(text, name).tree for name, text in texts.items()]
    studies = [Study.model_validate(tree) for tree in trees]
    steps: dict[str, Callable[[], object]] = {
        "libyaml events only (floor)": lambda: [_events(text) for text in texts.values()],
        "reading": lambda: [read_bytes(text, name) for name, text in texts.items()],
        "models": lambda: [Study.model_validate(tree) for tree in trees],
        "links": lambda: [links.check(study) for study in studies],
        "all of it": lambda: [check_bytes(text, name) for name, text in texts.items()],
        "checks": lambda: [checked(study) for study in studies],
    }
    times = {name: seconds(work) for name, work in steps.items()}
    floor = times["libyaml events only (floor)"]
    show(
        f"Reading and validating the {len(texts)} records of evidence/",
        ("step", "ms a record", "x floor"),
        [(n, f"{1000 * t / len(texts):.2f}", ratio(t, floor)) for n, t in times.items()],
    )
    assert times["reading"] < 4 * floor
    assert times["all of it"] < 22 * floor


def _events(text: bytes) -> int:
    return sum(1 for _ in yaml.parse(text.decode(), Loader=yaml.CSafeLoader))


def test_checks_on_a_record_of_forty_estimates() -> None:
    """At most 10 ms where reading and validating the record takes 3 ms."""
    text = record(40).encode()
    study = studied(text.decode())
    floor, time = seconds(lambda: check_bytes(text)), seconds(lambda: checked(study))
    show(
        f"All {len(CHECKS)} checks on a record of {_size(study)} estimates",
        ("work", "ms", "x floor"),
        [
            ("reading and validating it (floor)", ms(floor), ratio(floor, floor)),
            (f"{checked(study)} relations", ms(time), ratio(time, floor)),
        ],
    )
    assert time < 5 * floor


def _size(study: Study) -> int:
    return sum(1 for _ in facts(study))


def test_checks_on_the_whole_base() -> None:
    texts = {file.name: file.read_bytes() for file in record_files(EVIDENCE)}
    read = [check_bytes(text, name) for name, text in texts.items()]
    studies = [each.study for each in read if each.study]
    assert len(studies) == len(texts)
    floor = seconds(lambda: [check_bytes(text, name) for name, text in texts.items()])
    time = seconds(lambda: [checked(study) for study in studies])
    longest, slowest = max((_once(study), study.id) for study in studies)
    tested, size = sum(map(checked, studies)), sum(map(_size, studies))
    show(
        f"All {len(CHECKS)} checks on {len(studies)} records of {size} estimates",
        ("work", "ms", "x floor"),
        [
            ("reading and validating them (floor)", ms(floor), ratio(floor, floor)),
            (f"{tested} relations", ms(time), ratio(time, floor)),
            (f"the slowest record, {slowest}", ms(longest), ratio(longest, floor)),
        ],
    )
    assert time < 5 * floor


def _once(study: Study) -> float:
    return seconds(lambda: checked(study), enough=0)


def test_cost_grows_linearly_with_estimates() -> None:
    rows = [_grown(record(size)) for size in SIZES]
    head = ("estimates", "relations", "ms", "ms an estimate", "x floor", "x with a wrong size")
    lines = [
        (str(size), str(relations), ms(good), f"{1000 * good / size:.3f}", ratio(good, floor),
         ratio(bad, floor))
        for size, relations, (floor, good, bad) in rows
    ]  # fmt: skip
    show("Checks by estimates in a record; floor: reading and validating it", head, lines)
    (_, _, forty), (size, _, most) = rows[1], rows[-1]
    assert most[1] < 2 * forty[1] * size / rows[1][0]
    assert most[2] < 3 * most[1]


def _grown(text: str) -> tuple[int, int, tuple[float, float, float]]:
    """Return estimates, relations, and times: of reading, of the checks, and with a wrong size."""
    good, bad = studied(text), studied(_with_a_wrong_size(text))
    floor = seconds(lambda: check_bytes(text.encode()))
    times = [seconds(lambda study=study: checked(study)) for study in (good, bad)]  # type: ignore[misc]
    return _size(good), checked(good), (floor, times[0], times[1])


def _with_a_wrong_size(text: str) -> str:
    """Return the record with one patient more in an arm: every sum of the arms is broken."""
    made = yaml.safe_load(text)
    made["groups"]["chemo"]["n"] = str(int(made["groups"]["chemo"]["n"]) + 1)
    return yaml.safe_dump(made, sort_keys=False)


def test_loading(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence" / "2024"
    evidence.mkdir(parents=True)
    for name, text in many(100, 40):
        (evidence / f"{name}.yml").write_text(text, encoding="utf-8")
    files = sorted(evidence.glob("*.yml"))
    studies = [studied(file.read_text(encoding="utf-8"), file.name) for file in files]
    made = [row for study in studies for row in rows(study)]
    reading = seconds(lambda: [check_bytes(file.read_bytes(), file.name) for file in files], runs=2)
    making = seconds(lambda: [row for study in studies for row in rows(study)], runs=2)
    writing = seconds(lambda: _executemany(made, tmp_path / "floor.sqlite"), runs=3)
    loading = seconds(lambda: load(evidence.parent, tmp_path / "kb.sqlite"), runs=2)
    floor = reading + making + writing
    steps = {
        "reading and validating": reading,
        "making rows": making,
        "raw executemany of the rows": writing,
        "these together (floor)": floor,
        "loading, with indexes and full text": loading,
    }
    show(
        f"Loading {len(files)} records of 40 estimates ({len(made)} rows)",
        ("step", "ms a record", "x floor"),
        [(n, f"{1000 * t / len(files):.2f}", ratio(t, floor)) for n, t in steps.items()],
    )
    assert loading < 3 * floor


def _executemany(made: list[tuple[str, dict[str, Any]]], file: Path) -> None:
    """Write rows into bare tables without journal, keys or indexes."""
    file.unlink(missing_ok=True)
    tables: dict[str, list[tuple[Any, ...]]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for name, row in made:
        columns.setdefault(name, tuple(row))
        tables.setdefault(name, []).append(tuple(row.values()))
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        for name, values in tables.items():
            database.execute(f"CREATE TABLE {name} ({', '.join(columns[name])})")
            marks = ", ".join("?" * len(columns[name]))
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608
    database.close()
