"""The check that no column was typed twice."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.view import View, name
from schema.facts import EstimateFact

# Two columns as alike as this, in at least so many rows, are perhaps one column typed twice.
_ALIKE, _ROWS = Fraction(3, 5), 8


def _copied(view: View) -> Iterator[Answer]:
    for split in view.splits:
        for one, other in combinations(split.parts, 2):
            pairs = [
                (row[one], row[other])
                for row in view.rows.values()
                if one in row and other in row and _tells(row[one]) and _tells(row[other])
            ]
            if len(pairs) >= _ROWS:
                yield _alike(pairs)


def _tells(fact: EstimateFact) -> bool:
    """Say whether a cell could hardly be the same by chance: none and all often are."""
    digits = [c for c in fact.value.text.partition("(")[0] if c.isdigit()]
    return len(digits) > 1 and "100" not in fact.value.text


def _alike(pairs: list[tuple[EstimateFact, EstimateFact]]) -> Answer:
    same = [
        (a, b) for a, b in pairs if a.value.text == b.value.text and a.denominator == b.denominator
    ]
    where = tuple(name(fact) for pair in (same or pairs) for fact in pair)
    if Fraction(len(same), len(pairs)) < _ALIKE:
        return passed(*where)
    one, other = pairs[0]
    says = f"{len(same)} of {len(pairs)} cells of {one.group} and {other.group} are the same"
    return violated(where, says, severity=Severity.INFO)


G09 = Check(
    id="G09",
    title="No column typed twice",
    statement="Two parts of a split share less than 60% of their cells.",
    why="A column that was copied keeps every percentage possible.",
    severity=Severity.INFO,
    passes="two arms with 4 of 8 cells alike",
    fails="two arms with 5 of 8 cells alike",
    fix="Compare the numbers of the row with the source, the column heads too. "
    "Rare events are often alike; then nothing is wrong.",
    look=_copied,
    method="REAPPRAISED: matching summary statistics in different cohorts",
)
CHECKS = (G09,)
