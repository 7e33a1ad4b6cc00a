"""The check of two survival estimates that changed places: each is a count of the other's group."""

from collections.abc import Iterator

from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.points import shown
from schema.checks.survival.lattice import Estimate, families, lucky
from schema.checks.view import View, name
from schema.exact.rounding import counts

_OTHERS = 4  # estimates that show that nobody was censored
_CHANCE = 0.05  # that two percentages are counts of any two groups of such sizes


def _in_place(view: View) -> Iterator[Answer]:
    for family in families(view).values():
        telling = [each for each in family if each.telling]
        odd = [each for each in telling if not each.counts]
        others = [each for each in telling if each.counts]
        if len(others) < _OTHERS or lucky(others):
            continue
        if len(odd) == 2 and _turned(*odd) and _turned(*reversed(odd)) and not _chance(*odd):
            yield _exchanged(odd[0], odd[1], len(others))
        else:
            yield passed(*(name(each.fact) for each in others))


def _turned(one: Estimate, other: Estimate) -> bool:
    """Say whether the percentage of one is a count of the patients of the other."""
    return other.n is not None and bool(counts(one.span, other.n))


def _chance(one: Estimate, other: Estimate) -> bool:
    return one.luck * other.luck > _CHANCE


def _exchanged(one: Estimate, other: Estimate, others: int) -> Answer:
    told, back = shown(one.fact), shown(other.fact)
    says = (
        f"{told} of {one.n} and {back} of {other.n} are no counts, but would be the other way "
        f"round, as the {others} others are"
    )
    changes = (f"{told} and {back} would have to change places",)
    where = (name(one.fact), name(other.fact))
    return violated(where, says, severity=Severity.WARNING, changes=changes)


S14 = Check(
    id="S14",
    title="No two survival estimates changed places",
    statement="Where all other estimates at a time are counts over their groups, there are no two "
    "that would be counts only if they changed places.",
    why="Two cells that changed places keep the sum of the row, and hide each other from S04.",
    severity=Severity.WARNING,
    passes="45.5% of 11 and 41.7% of 12, among counts",
    fails="41.7% of 11 and 45.5% of 12, among counts",
    fix="Compare the two percentages with the source, the heads of their columns too.",
    look=_in_place,
)
CHECKS = (S14,)
