"""The check of the patients behind a survival estimate: is it a count of them?

As long as nobody is censored, a Kaplan-Meier estimate is a count over the patients at the start.
With censoring it hardly ever is, so nothing here is ever an error.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor, prod

from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.points import at_a_time, frame, percent, shown
from schema.checks.view import View, name, size, size_name
from schema.exact.rounding import Span, as_printed, counts
from schema.facts import EstimateFact

_CHANCE = 0.001
_SIBLINGS = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability at a time with the counts it can stand for.

    `luck` is how many counts a percentage printed like this one stands for on average.
    """

    fact: EstimateFact
    span: Span
    n: int | None
    counts: range
    luck: float

    @property
    def telling(self) -> bool:
        """Whether being a count says more than chance."""
        return self.luck < 1


def estimate(fact: EstimateFact) -> Estimate | None:
    """Return a probability with its counts; None where no single number is printed."""
    span, n = percent(fact), size(fact)
    if span is None:
        return None
    if n is None or span.low is None or span.high is None:
        return Estimate(fact, span, n, range(0), 1.0)
    return Estimate(fact, span, n, counts(span, n), float((span.high - span.low) * n / 100))


def _on_lattice(view: View) -> Iterator[Answer]:
    for family in families(view).values():
        for each in family:
            yield _behind(view, each, family)


def families(view: View) -> dict[Hashable, list[Estimate]]:
    """Return the estimates of one time and cut in one source, whatever their group.

    Who is censored in one is so in all.
    """
    told = (estimate(fact) for fact in view.estimates if at_a_time(fact))
    return grouped((family_of(view, each.fact), each) for each in told if each is not None)


def family_of(view: View, fact: EstimateFact) -> Hashable:
    """Return what the estimates of one family share."""
    where, _, *rest = frame(view, fact.meaning, fact.group)
    time = fact.meaning.time
    return (where, *rest, time.text if time else "", fact.place.source)


def _behind(view: View, each: Estimate, family: list[Estimate]) -> Answer:
    n, value = each.n, name(each.fact)
    if n is None:
        return not_applicable("the number of patients is not printed", value)
    names = (value, size_name(view, each.fact))
    if not each.telling:
        return not_applicable("any percentage is a count of so many patients", *names)
    if each.counts:
        return passed(*names)
    if each.luck * n / 2 >= 1:
        return not_applicable("one patient censored explains any percentage", *names)
    if _with_one_censored(each.span, n):
        return passed(*names)
    telling = all_counts([other for other in family if other is not each])
    if not telling:
        return not_applicable("no count: some were censored before, as is usual", *names)
    return violated(
        names,
        f"no count of {n} gives {shown(each.fact)}; the {telling} others then are counts",
        severity=Severity.WARNING,
        changes=tuple(_nearest(each, n)),
    )


def all_counts(family: list[Estimate]) -> int:
    """Return how many estimates show that nobody was censored: all are counts; 0 if none do."""
    telling = [each for each in family if each.telling]
    shown_by = len(telling) if all(each.counts for each in telling) else 0
    return shown_by if shown_by >= _SIBLINGS and not lucky(telling) else 0


def lucky(estimates: list[Estimate]) -> bool:
    """Say whether so many estimates may be counts by chance alone."""
    return prod(min(1.0, estimate.luck) for estimate in estimates) > _CHANCE


def _with_one_censored(span: Span, n: int) -> bool:
    """Say whether an estimate can be reached with one patient censored after some events."""
    return any(
        counts(span.times(Fraction(n, n - events)), n - events - 1) for events in range(n - 1)
    )


def _nearest(each: Estimate, n: int) -> Iterator[str]:
    exact = (each.span.low or Fraction(0)) * n / 100
    below = floor(exact)
    for k in sorted({below, min(below + 1, n)}, key=lambda count: abs(count - exact)):
        yield f"{shown(each.fact)} would have to be {printed_as(each.fact, Fraction(100 * k, n))}"


def printed_as(fact: EstimateFact, value: Fraction) -> str:
    """Return a percentage in the unit and with the decimals of a fact."""
    quantity = fact.value.quantity
    decimals = quantity.number.decimals if quantity and quantity.number else 0
    if quantity and quantity.unit == "fraction":
        return f"{as_printed(value / 100, decimals)} fraction"
    return f"{as_printed(value, decimals)}%"


S04 = Check(
    id="S04",
    title="A survival estimate as a count",
    statement="Where all other estimates at a time are counts over their groups, so is this one, "
    "or it can be reached with one patient censored.",
    why="As long as nobody is censored, survival is a count over the patients at the start. Most "
    "estimates of small groups are no counts, so only a lone one among many is told.",
    severity=Severity.WARNING,
    passes="45.5% of 11 is 5; 31.2% of 12 needs one censored and 8 deaths",
    fails="35.9% of 14, while the four others at 1 year are counts",
    fix="Compare the percentages and the sizes of their groups with the source.",
    look=_on_lattice,
)
CHECKS = (S04,)
