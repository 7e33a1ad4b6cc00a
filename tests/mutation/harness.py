"""Corrupting records one number at a time, in several processes, always in the same way."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.mutation.figures import Figure
from tests.mutation.kinds import BESIDES, Edits, possible
from tests.mutation.record import Record, Verdict, verdict

_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Corruption:
    """One corruption and what came of it."""

    study: str
    number: str
    figure: str
    kind: str
    before: str
    after: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Task:
    """A number of a record; `most` bounds how many kinds of corruption it gets."""

    file: Path
    number: str
    seed: int
    most: int


def corrupted(
    files: Iterable[Path], seed: int, per_number: int, per_record: int = 10**9
) -> list[Corruption]:
    """Corrupt numbers of the records and return what came of each corruption.

    Args:
        files: records without problems.
        seed: the same seed gives the same corruptions.
        per_number: how many kinds of corruption each number gets at most.
        per_record: how many corruptions each record gets at most; its numbers are then drawn.
    """
    tasks = [task for file in files for task in _tasks(file, seed, per_number, per_record)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return [each for found in pool.map(_run, tasks, chunksize=_CHUNK) for each in found]


def _tasks(file: Path, seed: int, per_number: int, per_record: int) -> Iterator[Task]:
    names = [figure.name for figure in _record(file).figures]
    most = per_record // per_number
    if len(names) > most:
        names = Random(f"{seed} {file.stem}").sample(names, most)  # noqa: S311 - no secret
    yield from (Task(file, name, seed, per_number) for name in names)


@lru_cache(maxsize=4)
def _record(file: Path) -> Record:
    return Record.read(file)


def _run(task: Task) -> list[Corruption]:
    record = _record(task.file)
    return list(corruptions(record, record.named[task.number], task.seed, task.most))


def corruptions(record: Record, figure: Figure, seed: int, most: int) -> Iterator[Corruption]:
    """Yield one corruption of each kind that can happen to a number, `most` kinds at most."""
    random = Random(f"{seed} {record.study.id} {figure.name}")  # noqa: S311 - no secret
    ways = {name: random.choice(edits) for name, edits in possible(record, figure)}
    drawn = random.sample(sorted(ways), min(most, len(ways)))
    for kind in drawn:
        edits = ways[kind]
        yield Corruption(
            study=record.study.id,
            number=figure.name,
            figure=figure.kind,
            kind=kind,
            before=figure.cell,
            after=edits[figure.path],
            verdict=_judged(record, figure, edits),
        )


def _judged(record: Record, figure: Figure, edits: Edits) -> Verdict:
    try:
        return verdict(record, edits)
    except Exception as error:  # a check must survive every record that validation lets through
        error.add_note(f"{record.study.id}: {figure.name} written as `{edits[figure.path]}`")
        raise


def counted(found: Iterable[Corruption]) -> list[Corruption]:
    """Return the corruptions of one number at a time."""
    return [each for each in found if each.kind not in BESIDES]
