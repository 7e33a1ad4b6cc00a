"""The worksheets, the maps from their rows to the records, and what is lost or invented."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schema.facts import Fact, facts
from schema.study import Study
from schema.validation import check_all
from tests.evidence.numerals import numerals, numerals_of, spelled, texts
from tests.evidence.said import Said, said

Sheet = Mapping[str, Any]
Map = Mapping[str, Any]
Row = Mapping[str, Any]

DATA = Path(__file__).parents[1] / "data"
EVIDENCE = Path(__file__).parents[2] / "evidence"
ROWS = ("baseline", "outcomes", "comparisons", "safety", "later_update")
FIGURES = ("value", "effect", "events", "ci", "p")
SIZES = ("n", "n_by_group", "n_randomised")
WORDS = ("what", "measure", "variant", "statistic", "time_point", "time_window", "time_origin")
ABOUT_THE_PAPER = ("id", "title", "citation", "registration", "sources", "verified")
_REFERENCE = re.compile(r"\bsrc \d+(?:(?:,| and| or) \d+)*")
_UNIT = re.compile(r"x ?10\^9/L")
_TIME = re.compile(r"\bat \d+ (?:years?|months?)\b")


@cache
def studies() -> dict[str, Study]:
    """Return every record by id."""
    return {one.study.id: one.study for one in check_all(EVIDENCE) if one.study}


@cache
def sheets() -> dict[str, Sheet]:
    """Return every worksheet by the name of its file."""
    return {file.stem: _read(file) for file in sorted((DATA / "sheets").glob("*.yml"))}


@cache
def maps() -> dict[str, Map]:
    """Return every map by the name of its worksheet."""
    return {file.stem: _read(file) for file in sorted((DATA / "sheet-map").glob("*.yml"))}


@cache
def own_figures() -> set[str]:
    """Return the figures of the first article, which were read on their own and not as a sheet."""
    items = _read(DATA / "wudhikarn-2022-figures.yml")
    return set(numerals_of([item["printed"] for item in items]))


def _read(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def rows(sheet: Sheet) -> Iterator[tuple[str, Row]]:
    """Yield every row that states a fact, and every group that has a size, by its name."""
    for index, group in enumerate(sheet["groups"]):
        if "n" in group:
            yield f"groups/{index}", {key: group[key] for key in SIZES if key in group}
    for section in ROWS:
        for index, row in enumerate(sheet.get(section, ())):
            yield f"{section}/{index}", row


def lost(sheet: Sheet, entries: Map, study: Study) -> list[str]:
    """Return what a worksheet holds and its record does not, row by row."""
    known = dict(rows(sheet))
    unknown = [f"{name}: no such row" for name in entries if name not in known]
    there = said(study)
    return [
        *unknown,
        *(why for name, row in known.items() for why in _row(name, row, entries, there)),
    ]


def _row(name: str, row: Row, entries: Map, there: Mapping[str, Said]) -> Iterator[str]:
    entry = entries.get(name)
    if isinstance(entry, Mapping) and entry.get("left-out"):
        return
    at = addresses(entry)
    if not at:
        yield f"{name}: no entry"
    absent = [address for address in at if address not in there]
    yield from (f"{name}: no such address {address}" for address in absent)
    if at and not absent:
        yield from _figures(name, row, entry, [there[address] for address in at])


def addresses(entry: Any) -> list[str]:
    """Return the addresses of an entry of a map."""
    return list(entry.get("at", ()) if isinstance(entry, Mapping) else entry or ())


def _figures(name: str, row: Row, entry: Any, at: list[Said]) -> Iterator[str]:
    declared = entry.get("not-figures", ()) if isinstance(entry, Mapping) else ()
    figures = sum((one.figures for one in at), Counter[str]())
    sizes = {size for one in at for size in one.sizes}
    words = {*figures, *sizes, *(word for one in at for word in one.words)}
    printed = _printed(row) - Counter(declared)
    about = _numerals(row, *SIZES)
    free = sizes - {str(row.get("events"))}
    yield from (f"{name}: {figure}" for figure in printed - figures if figure not in free)
    yield from (f"{name}: {figure}" for figure in about if figure not in {*figures, *sizes})
    yield from (f"{name}: words {word}" for word in sorted({*declared, *_words(row)} - words))


def _printed(row: Row) -> Counter[str]:
    """Count the figures of a row: each must stand in a cell as often as the row prints it."""
    printed = _numerals(row, *FIGURES)
    counted = numerals(re.sub(r"[\d.]+%", "", str(row.get("value", ""))))
    again = Counter([str(row["events"])]) if str(row.get("events")) in counted else Counter[str]()
    return printed - again


def _numerals(row: Row, *keys: str) -> Counter[str]:
    """Count the numerals of some fields, without references to sources and points in time."""
    fields = (row.get(key, "") for key in keys)
    return numerals(_TIME.sub("", _REFERENCE.sub("", "\n".join(texts(fields)))))


def _words(row: Row) -> set[str]:
    """Return the numerals that say what is counted, and when."""
    named = [str(row.get(key, "")) for key in WORDS]
    inside = [time for key in ("value", "effect") for time in _TIME.findall(str(row.get(key, "")))]
    text = _REFERENCE.sub("", " ".join([*named, *inside]))
    return set(numerals(_UNIT.sub("", text)))


def invented(
    study: Study,
    read: Mapping[str, Sheet],
    mapped: Mapping[str, Map],
    besides: Set[str] = frozenset(),
) -> list[str]:
    """Return the figures of a record that no worksheet prints where the maps point to it.

    A cell must be printed by a row that points to it. What is said of it elsewhere, and a cell to
    which no row points, may stand outside of the rows: in a list of contradictions, in the design.
    `besides` are figures that were read without a worksheet.
    """
    pointing = _pointing(read, mapped)
    outside = _outside(read)
    anywhere = outside | {figure for row in pointing.values() for figure in row}
    cells = (
        f"{fact.address}: {figure}"
        for fact in facts(study)
        for figure in _unseen(fact, pointing.get(fact.address), outside)
        if figure not in besides
    )
    return [*cells, *_sizes(study, anywhere | besides)]


def _unseen(fact: Fact, row: Set[str] | None, outside: Set[str]) -> Iterator[str]:
    everyone = {"100"} if fact.printed.startswith("all ") else set()
    seen = everyone | (outside if row is None else row)
    yield from (one for one in numerals(fact.value.text) if one not in seen)
    others = numerals_of([other.value.text for other in fact.others])
    yield from (one for one in others if one not in seen | outside)


def _pointing(read: Mapping[str, Sheet], mapped: Mapping[str, Map]) -> dict[str, set[str]]:
    """Return, for each address, the numerals of the rows that point to it."""
    found: dict[str, set[str]] = {}
    for name, sheet in read.items():
        for key, row in rows(sheet):
            for address in addresses(mapped.get(name, {}).get(key, ())):
                found.setdefault(address, set()).update(_any_field(row))
    return found


def _any_field(row: Row) -> set[str]:
    said_there = {key: value for key, value in row.items() if key != "src"}
    return {*numerals_of(said_there), *spelled(said_there)}


def _outside(read: Mapping[str, Sheet]) -> set[str]:
    parts = [
        tree
        for sheet in read.values()
        for key, tree in sheet.items()
        if key not in (*ROWS, *ABOUT_THE_PAPER)
    ]
    return {*numerals_of(parts), *(number for number in spelled(parts) if int(number) > 3)}


def _sizes(study: Study, seen: set[str]) -> Iterator[str]:
    for name, group in study.groups.items():
        if group.n is not None and str(group.n) not in seen:
            yield f"groups/{name}: {group.n}"
    for name, known in study.sets.items():
        yield from (f"sets/{name}: {n}" for n in known.n.values() if str(n) not in seen)
