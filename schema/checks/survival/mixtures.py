"""The check that survival of subgroups mixes to that of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from operator import mul

from schema.checks.model import Answer, Check, Severity, passed, violated
from schema.checks.points import AT_A_TIME, shown
from schema.checks.survival.lattice import Estimate, estimate, lucky, printed_as
from schema.checks.view import View, name
from schema.exact.rounding import Span
from schema.facts import SplitFact

# Differential censoring moves a mixture further than both in 13 of 4,000 simulated trials.
_CENSORING = Fraction(3)  # points
_ERRORS = Fraction(3, 4)  # of a standard error
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Pool:
    """One way to know a whole: as printed, or from the parts of a split.

    Without sizes the whole is only somewhere between the parts.
    """

    parts: tuple[Estimate, ...]
    sized: bool
    rest: int = 0

    @property
    def total(self) -> int:
        """How many patients are in it."""
        return sum(part.n or 0 for part in self.parts) + self.rest

    def value(self) -> Span:
        """Return what the whole can be, in per cent, if nobody was censored."""
        lows = [part.span.low or Fraction(0) for part in self.parts]
        highs = [_HUNDRED if part.span.high is None else part.span.high for part in self.parts]
        if not self.sized:
            return Span(min(lows), max(highs))
        sizes = [part.n or 0 for part in self.parts]
        low = sum(map(mul, lows, sizes), Fraction(0))
        high = sum(map(mul, highs, sizes), Fraction(100 * self.rest))
        return Span(low / self.total, high / self.total)

    def counts(self) -> range | None:
        """Return the patients behind it, where every part is a count."""
        if not self.sized or not all(part.counts for part in self.parts):
            return None
        low = sum(part.counts[0] for part in self.parts)
        return range(low, sum(part.counts[-1] for part in self.parts) + self.rest + 1)


def _mixed(view: View) -> Iterator[Answer]:
    for key, row in view.rows.items():
        if key.statistic in AT_A_TIME and key.per == "patient":
            known = {group: e for group, fact in row.items() if (e := estimate(fact))}
            for of in dict.fromkeys(split.of for split in view.splits):
                pools = list(_pools(view, known, of))
                yield from (_alike(pools[0], other) for other in pools[1:])


def _pools(view: View, row: dict[str, Estimate], of: str) -> Iterator[Pool]:
    """Yield what is known of a group at one time: first as printed, then split by split."""
    if of in row:
        yield Pool((row[of],), bool(row[of].n))
    for split in view.splits:
        if split.of == of and all(part in row for part in split.parts):
            yield from _pool(view, split, tuple(row[part] for part in split.parts))


def _pool(view: View, split: SplitFact, parts: tuple[Estimate, ...]) -> Iterator[Pool]:
    sized = all(part.n for part in parts)
    whole, rest = view.groups[split.of].size, split.rest
    if rest is None and whole is not None and sized:
        rest = max(whole - sum(part.n or 0 for part in parts), 0)
    if rest is not None and (sized or rest == 0):
        yield Pool(parts, sized, rest)


def _alike(one: Pool, other: Pool) -> Answer:
    names = tuple(name(part.fact) for part in (*one.parts, *other.parts))
    first, second = one.counts(), other.counts()
    if first is not None and second is not None and not lucky([*one.parts, *other.parts]):
        agree = max(first.start, second.start) < min(first.stop, second.stop)
        says = f"{_cells(one)}: {_range(first)} patients; {_cells(other)}: {_range(second)}"
    else:
        sizes = [pool.total for pool in (one, other) if pool.sized]
        slack = max([_CENSORING, *(_moved(_middle(one.value()), size) for size in sizes)])
        agree = one.value().widened(slack).meets(other.value())
        says = f"{_cells(one)} and {_cells(other)} do not mix to one value"
    if agree:
        return passed(*names)
    changes = (*_changes(one, other), *_changes(other, one))
    return violated(names, says, severity=Severity.WARNING, changes=changes)


def _moved(percent: Fraction, size: int) -> Fraction:
    """Return how far censoring may move the value of so many patients: by one of them at least."""
    error = sqrt(max(float(percent * (_HUNDRED - percent)), 0.0) / size)
    return max(_HUNDRED / size, _ERRORS * Fraction(error))


def _changes(pool: Pool, other: Pool) -> Iterator[str]:
    """Say for each part of a pool what it would have to be to mix to the other."""
    if not pool.sized:
        return
    missing = _middle(other.value()) - _middle(pool.value())
    for part in pool.parts:
        wanted = _middle(part.span) + missing * pool.total / (part.n or 1)
        if 0 <= wanted <= 100:
            yield f"{shown(part.fact)} would have to be about {printed_as(part.fact, wanted)}"


def _middle(span: Span) -> Fraction:
    low, high = span.low or Fraction(0), _HUNDRED if span.high is None else span.high
    return (low + high) / 2


def _cells(pool: Pool) -> str:
    return " + ".join(shown(part.fact) for part in pool.parts)


def _range(found: range) -> str:
    return str(found.start) if len(found) == 1 else f"{found.start} to {found.stop - 1}"


S05 = Check(
    id="S05",
    title="Subgroups mix to the whole",
    statement="Estimates of the parts of a split, weighted by size, give that of the whole within "
    "3 points, one patient and three quarters of a standard error, or exactly if all are counts; "
    "two splits of one group give the same.",
    why="Without censoring a survival curve is the mixture of those of its parts.",
    severity=Severity.WARNING,
    passes="9.1% of 11 and 21.4% of 14 are 4 of 25, as 16.0%",
    fails="9.1% of 11 and 35.7% of 14 are 6 of 25, not 16.0%",
    fix="Compare the percentages and the sizes of their groups with the source.",
    look=_mixed,
)
CHECKS = (S05,)
