"""The check that one contrast, told in two tables, is one: an interval here, a p-value there."""

from collections.abc import Hashable, Iterator

from schema.checks.effects.agreement import agree, standard_error
from schema.checks.effects.effect import effect_numbers
from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import HAZARDS, named, p_sides, p_span
from schema.checks.view import View, name
from schema.facts import ComparisonFact


def _apart(view: View) -> Iterator[Answer]:
    # What counts are compared by is told by E08 and E13.
    hazards = (f for f in view.comparisons if f.value.effect in HAZARDS and f.value.p is None)
    effects = grouped((_contrast(f), f) for f in hazards if effect_numbers(f) is not None)
    for fact in view.comparisons:
        if fact.value.p is not None and not fact.value.effect:
            for other in effects.get(_contrast(fact), ()):
                yield _one(fact, other)


def _contrast(fact: ComparisonFact) -> Hashable:
    """Return what two comparisons of the same groups share, whichever is the reference."""
    m = fact.meaning
    where = (m.endpoint, m.category, m.cut, m.set, m.grade, m.per, m.during, named(fact)[0])
    return (*where, fact.within, fact.factor, frozenset(fact.groups), fact.adjusted_for)


def _one(fact: ComparisonFact, other: ComparisonFact) -> Answer:
    names = (name(fact, "p"), name(other), name(other, "low"), name(other, "high"))
    p = p_span(fact)
    if p is None or fact.margin or other.margin or fact.test == "interaction":
        return not_applicable("the p-value is of another hypothesis", *names)
    if standard_error(other, 0.95) is None:
        return not_applicable("a number of the ratio prints as 0", *names)
    if agree(other, p, p_sides(fact)):
        return passed(*names)
    says = f"{other.value.text} and {fact.value.text} of the same contrast are too far apart"
    return violated(names, says, severity=Severity.WARNING)


E16 = Check(
    id="E16",
    title="One contrast told in two places is one",
    statement="The interval of a hazard ratio and the p-value of the same contrast, printed "
    "elsewhere, are as many standard errors from none, within 0.3.",
    why="An effect often stands in a table and its p-value in the text: a slip in either shows.",
    severity=Severity.WARNING,
    passes="HR 0.76 (0.51 to 1.14), and p=0.089 one-sided on another page",
    fails="HR 0.76 (0.51 to 1.14), and p=0.0089 one-sided on another page",
    fix="Compare effect, bounds and p-value with their sources. If they come from different "
    "analyses, waive it with that reason.",
    look=_apart,
    method="Altman DG, Bland JM. BMJ 2011;343:d2090",
)
CHECKS = (E16,)
