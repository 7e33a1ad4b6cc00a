"""`make mutate`: how many wrong numbers schema and checks catch, as Markdown."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from schema.validation import record_files
from tests.mutation.harness import corrupted
from tests.mutation.tables import escaped, report

EVIDENCE = Path(__file__).parents[2] / "evidence"
FIRST = "wudhikarn-2022-blina-ino"
LARGE = ("ino-vate", "tower", "ukall-2011", "aall1331")
EVERY_KIND = 99
# All records together: enough for shares within two points, few enough for five minutes.
PER_NUMBER, PER_RECORD = 2, 60


def main() -> None:
    """Corrupt what the command line asks for, and print the tables."""
    asked = _asked()
    for title, text in _reports(asked):
        sys.stdout.write(f"{text}\n" if title else text)
        sys.stdout.flush()


def _asked() -> Namespace:
    parser = ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("--study", action="append", help="only this record; may be repeated")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--per-number", type=int, help="kinds of corruption of each number")
    parser.add_argument("--escaped", action="store_true", help="list what nothing catches")
    return parser.parse_args()


def _reports(asked: Namespace) -> Iterator[tuple[str, str]]:
    files = {file.stem: file for file in record_files(EVIDENCE)}
    for name in asked.study or (FIRST, *LARGE):
        found = corrupted([files[name]], asked.seed, asked.per_number or EVERY_KIND)
        yield name, report(name, found) + (escaped(found) if asked.escaped else "")
    if not asked.study:
        per_number = asked.per_number or PER_NUMBER
        found = corrupted(files.values(), asked.seed, per_number, PER_RECORD)
        yield "all", report(f"All {len(files)} records", found)


if __name__ == "__main__":
    main()
