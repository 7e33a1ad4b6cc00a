"""`make mutate`: how many wrong numbers schema and checks catch, as Markdown."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from schema.validation import record_files
from tests.mutation.harness import Corruption, corrupted
from tests.mutation.tables import escaped, report, summary

EVIDENCE = Path(__file__).parents[2] / "evidence"
FIRST = "wudhikarn-2022-blina-ino"
LARGE = ("ino-vate", "tower", "ukall-2011", "aall1331")
EVERY_KIND = 99
# Enough for shares within three points, few enough for five minutes.
OF_LARGE, OF_ALL, PER_RECORD = 3, 2, 50


def main() -> None:
    """Corrupt what the command line asks for, and print the tables."""
    asked = _asked()
    reports: dict[str, list[Corruption]] = {}
    for title, found in _corrupted(asked):
        reports[title] = found
        lists = escaped(found) + "\n\n" if asked.escaped else ""
        sys.stdout.write(f"{report(title, found)}\n{lists}")
        sys.stdout.flush()
    sys.stdout.write(summary(reports))


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--study", action="append", help="only this record; may be repeated")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--per-number", type=int, help="kinds of corruption of each number")
    parser.add_argument("--escaped", action="store_true", help="list what nothing catches")
    return parser.parse_args()


def _corrupted(asked: Namespace) -> Iterator[tuple[str, list[Corruption]]]:
    """Yield the first study with every kind, large trials and all records with a few of them."""
    files = {file.stem: file for file in record_files(EVIDENCE)}
    most = {FIRST: EVERY_KIND, **dict.fromkeys(LARGE, OF_LARGE)}
    for name in asked.study or most:
        per_number = asked.per_number or most.get(name, EVERY_KIND)
        yield name, corrupted([files[name]], asked.seed, per_number)
    if not asked.study:
        per_number = asked.per_number or OF_ALL
        title = f"all {len(files)} records"
        yield title, corrupted(files.values(), asked.seed, per_number, PER_RECORD)


if __name__ == "__main__":
    main()
