"""The check that quartiles of the whole lie between those of its parts."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from schema import terms
from schema.checks.figures import bound_of, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, name, size
from schema.exact.rounding import unit
from schema.facts import EstimateFact, SplitFact

_CENSORED = ("survival", "relapse", "mortality")
# How far out a quartile may be, in distances of neighbouring patients: of any group, and of the
# whole or its largest part. 29 of 120,000 quartiles of simulated mixtures are further.
_OF_ANY, _OF_MOST = Fraction(1, 2), 2


class _Summary(NamedTuple):
    """A quartile and the median of one group, and how far apart its patients are between them."""

    fact: EstimateFact
    number: str
    value: Fraction
    rounded: Fraction
    apart: Fraction
    n: int


def _between(view: View) -> Iterator[Answer]:
    for split, key, row in view.printed_splits():
        if key.statistic != "median" or key.per != "patient":
            continue
        for side in ("low", "high"):
            groups = (split.of, *split.parts)
            found = [_summary(row[group], side) for group in groups if group in row]
            if any(found):
                known = [summary for summary in found if summary]
                reason = _unknown(split, row, known)
                where = tuple(summary.number for summary in known)
                yield not_applicable(reason, *where) if reason else _held(known, where)


def _summary(fact: EstimateFact, side: str) -> _Summary | None:
    quantity, bound, n = fact.value.quantity, bound_of(fact, "IQR", side), size(fact)
    if not bound or not bound.number or bound.operator or bound.unit or not n:
        return None
    if not quantity or not quantity.number or quantity.operator:
        return None
    value, middle = Fraction(bound.number.decimal), Fraction(quantity.number.decimal)
    apart = abs(value - middle) * 4 / n
    where = name(fact, f"IQR {side}")
    return _Summary(fact, where, value, unit(bound.number), apart, n)


def _unknown(split: SplitFact, row: dict[str, EstimateFact], known: list[_Summary]) -> str:
    if split.rest != 0:
        return "some of the whole are in no part"
    if len(known) < 1 + len(split.parts):
        return "quartiles or sizes of some groups are not printed"
    units = {unit_of(s.fact.value) for s in known}
    measure = terms.vocabulary("measures")[row[split.of].meaning.measure]
    if len(units) > 1 or measure.text("kind") in _CENSORED:
        return "the units differ" if len(units) > 1 else "patients may be censored"
    return ""


def _held(known: list[_Summary], where: tuple[str, ...]) -> Answer:
    """Interpolation between patients moves a quartile out by hardly more than they are apart.

    Few patients are far apart, and move the whole little; those of the whole and of its largest
    part are closer together.
    """
    whole, *parts = known
    largest = max(parts, key=lambda part: part.n)
    of_any = max(s.apart for s in known)
    room = min(_OF_ANY * of_any, _OF_MOST * max(whole.apart, largest.apart))
    room += max(s.rounded for s in known)
    lowest, highest = min(p.value for p in parts) - room, max(p.value for p in parts) + room
    if lowest <= whole.value <= highest:
        return passed(*where)
    side = "below" if whole.value < lowest else "above"
    told = ", ".join(_shown(part) for part in parts)
    says = f"the quartile {_shown(whole)} is {side} those of all parts: {told}"
    return violated(where, says, severity=Severity.WARNING)


def _shown(summary: _Summary) -> str:
    return f"{float(summary.value):g} ({summary.fact.group})"


G11 = Check(
    id="G11",
    title="Quartiles of the whole lie between those of its parts",
    statement="A quartile of the whole lies between the lowest and the highest of its parts, "
    "within the distance of neighbouring patients.",
    why="Quartiles take part in no other sum.",
    severity=Severity.WARNING,
    passes="25.1 in all 29, 24.4 in 25 and 54.6 in 4",
    fails="2.51 in all 29, 24.4 in 25 and 54.6 in 4",
    fix="Compare the quartiles of the row with the source, the column heads too.",
    look=_between,
    method="Simulated mixtures of all shapes, by six definitions of a quartile: 0.02% beyond",
)
CHECKS = (G11,)
