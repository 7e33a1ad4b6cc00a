"""The check of cells that another place completes: the interval there belongs to the value here."""

from collections.abc import Iterator
from dataclasses import replace

from schema.cells import Comparison, Result, Spread
from schema.checks.counts.told import again, told
from schema.checks.effects import agreement, intervals
from schema.checks.model import Answer, Check, Severity, State
from schema.checks.survival import bands, medians
from schema.checks.values import decimals, order, written
from schema.checks.view import View, name
from schema.facts import ComparisonFact, Denominator, EstimateFact, Fact, Other

# What can be asked of one cell alone.
_OF_ONE_CELL = (
    *(written.V02, written.V04, order.V06, decimals.V09, bands.S09),
    *(intervals.E01, intervals.E03, agreement.E04, medians.S10),
)


class _Completed(View):
    """A record of which only completed cells are looked at."""

    def __init__(self, view: View, facts: list[Fact]) -> None:
        self.study, self.groups, self.splits = view.study, view.groups, view.splits
        self.endpoints, self.facts = view.endpoints, facts


def _fits(view: View) -> Iterator[Answer]:
    found = [(whole, added) for fact, other in again(view) for whole, added in _filled(fact, other)]
    added = {number for _, numbers in found for number in numbers}
    completed = _Completed(view, [fact for fact, _ in found])
    for check in _OF_ONE_CELL if found else ():
        for answer in check.look(completed):
            if added.intersection(answer.numbers):
                yield _softened(answer)


def _softened(answer: Answer) -> Answer:
    """Two places may rest on different patients, so that together they are never impossible."""
    if answer.state is not State.VIOLATED or answer.severity is Severity.INFO:
        return answer
    says = f"with what another place adds, {answer.says}"
    return replace(answer, says=says, severity=Severity.WARNING)


def _filled(fact: Fact, other: Other) -> Iterator[tuple[Fact, list[str]]]:
    """Yield a fact with what another place adds to it, and the names of what is added."""
    added = [part for part in told(other.value) if part not in told(fact.value)]
    if added and isinstance(fact, EstimateFact) and isinstance(other.value, Result):
        yield _result(fact, other.value), [name(fact, part) for part in added]
    if added and isinstance(fact, ComparisonFact) and "count" not in added:
        yield _comparison(fact, other.value), [name(fact, part) for part in added]


def _result(fact: EstimateFact, theirs: Result) -> EstimateFact:
    ours = fact.value
    own = theirs.denominator
    value = replace(
        ours,
        text=f"{ours.text} {theirs.text}",
        count=ours.count or theirs.count,
        denominator=ours.denominator or own,
        quantity=ours.quantity or theirs.quantity,
        spreads=(*ours.spreads, *_more(ours, theirs)),
    )
    n = Denominator(int(own.text), "cell") if own and not ours.denominator else fact.denominator
    return replace(fact, value=value, denominator=n, level=_level(fact, theirs), others=())


def _comparison(fact: ComparisonFact, theirs: Result | Comparison) -> ComparisonFact:
    """Complete a comparison; an interval that stands alone is read as that of a result."""
    ours, other = fact.value, theirs if isinstance(theirs, Comparison) else None
    value = replace(
        ours,
        text=f"{ours.text} {theirs.text}",
        effect=ours.effect or (other.effect if other else ""),
        quantity=ours.quantity or theirs.quantity,
        spreads=(*ours.spreads, *_more(ours, theirs)),
        p=ours.p or (other.p if other else None),
    )
    return replace(fact, value=value, level=_level(fact, theirs), others=())


def _more(ours: Result | Comparison, theirs: Result | Comparison) -> list[Spread]:
    kinds = {spread.kind for spread in ours.spreads}
    return [spread for spread in theirs.spreads if spread.kind not in kinds]


def _level(fact: Fact, theirs: Result | Comparison) -> str:
    named = next((spread.level for spread in _more(fact.value, theirs) if spread.level), None)
    return f"{named.text}%" if named else fact.level


P07 = Check(
    id="P07",
    title="What another place adds fits",
    statement="An interval, a spread or a p-value that only another place prints belongs to the "
    "value that stands here, by what is asked of a single cell (V02, V04, V06, V09, E01, E03, E04, "
    "S09).",
    why="An interval from a review is as easily mistyped as one from the paper.",
    severity=Severity.WARNING,
    passes="44% of 271 in the paper, 37.9 to 50.0 in a review",
    fails="44% of 271 in the paper, 39.7 to 50.0 in a review",
    fix="Compare value and interval with both places. If they rest on different patients, move the "
    "other place to `but` and say why.",
    look=_fits,
)
CHECKS = (P07,)
