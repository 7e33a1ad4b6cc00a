"""`make mutate`, second half: what the checks say of valid trials, as Markdown."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator

from schema.checks.catalogue import CHECKS
from schema.checks.model import Severity
from tests.markdown import percent, table
from tests.simulation.trials import VARIANTS, Tally, in_parallel

_SHOWN_ALARMS = 12


def main() -> None:
    """Simulate what the command line asks for, and print the tables."""
    parser = ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--trials", type=int, default=4000, help="valid trials")
    parser.add_argument("--variants", type=int, default=400, help="trials of each other kind")
    parser.add_argument("--seed", type=int, default=2024)
    asked = parser.parse_args()
    sizes = dict.fromkeys(VARIANTS, asked.variants) | {VARIANTS[0]: asked.trials}
    tallies = {name: in_parallel(asked.seed, size, name) for name, size in sizes.items()}
    sys.stdout.write("\n\n".join(_parts(tallies)) + "\n")


def _parts(tallies: dict[str, Tally]) -> Iterator[str]:
    yield "## False alarms in invented trials"
    yield by_variant(tallies)
    yield (
        "Warnings are counted twice: as a share of the relations that were tested, and as the "
        "share of trials in which there is any. Of valid trials neither may be above 1%."
    )
    for name, tally in tallies.items():
        yield f"### Trials: {name}"
        yield by_check(tally)
    alarms = sorted(tallies[VARIANTS[0]].alarms, key=lambda alarm: " error: " not in alarm)
    shown = alarms[:_SHOWN_ALARMS] or ["none"]
    yield "\n".join(["In valid trials, errors first:", *(f"- {alarm}" for alarm in shown)])


def by_variant(tallies: dict[str, Tally]) -> str:
    """Return findings in all trials of each kind."""
    head = (
        "trials",
        "",
        "relations",
        "errors",
        "warnings",
        "of relations",
        "trials with any",
        "infos",
    )
    return table(head, [_row(name, tally) for name, tally in tallies.items()])


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    warnings, relations = tally.of(Severity.WARNING), tally.relations()
    return (
        name,
        str(tally.trials),
        str(relations),
        str(tally.of(Severity.ERROR)),
        str(warnings),
        percent(warnings, relations, 3),
        percent(tally.trials_with[Severity.WARNING], tally.trials),
        str(tally.of(Severity.INFO)),
    )


def by_check(tally: Tally) -> str:
    """Return findings of each check, with the number of relations it tested."""
    rows = [
        (check, str(tally.tested[check]), *(str(tally.found[check, each]) for each in Severity))
        for check in sorted({*CHECKS, *tally.tested})
    ]
    return table(("check", "relations", "errors", "warnings", "infos"), rows)


if __name__ == "__main__":
    main()
