"""Checks of what is told in more than one place: all places must tell the same."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from schema import terms
from schema.cells import Comparison, Number, Result
from schema.checks.figures import bounds, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, count_name, name, percent_span, percentage, size
from schema.exact.rounding import Span, counts, printed
from schema.facts import EstimateFact, Fact, Other

Told = tuple[Number, str, str]  # a number, its operator, its unit

_MEDIAN = re.compile(r"\bmedian (\d+(?:\.\d+)?) ?(?:(y)|(mo)|(w)|(d))")
_UNITS = ("y", "mo", "wk", "d")


def again(view: View) -> Iterator[tuple[Fact, Other]]:
    """Yield each fact with every other place that agrees with it."""
    yield from ((fact, other) for fact in view.facts for other in fact.others if other.agrees)


def told(value: Result | Comparison) -> dict[str, Told]:
    """Return the numbers of a cell that another place can tell again, by part."""
    quantity, own = value.quantity, unit_of(value)
    found = dict(_of_patients(value)) if isinstance(value, Result) else {}
    if quantity and quantity.number and not quantity.upto and quantity.operator != "~":
        found["value"] = (quantity.number, quantity.operator, own)
    for spread in value.spreads:
        for part, number, bound in bounds(spread):
            found[part] = (number, bound.operator, bound.unit or own)
        if spread.value:
            found[spread.kind] = (spread.value, "", own)
    if isinstance(value, Comparison) and value.p:
        found["p"] = (value.p.number, value.p.operator, "")
    return found


def _of_patients(value: Result) -> Iterator[tuple[str, Told]]:
    for part, number in (("count", value.count), ("events", value.events)):
        if number is not None:
            yield part, (number, "", "patients")


def _told_twice(view: View) -> Iterator[Answer]:
    for fact, other in again(view):
        ours, theirs = told(fact.value), told(other.value)
        yield from (
            _compared(fact, other, part, ours[part], theirs[part])
            for part in ours
            if part in theirs
        )
        if isinstance(fact, EstimateFact) and isinstance(other.value, Result):
            yield from _of_how_many(fact, other, other.value)
            yield from _counted(fact, other, other.value)


def _compared(fact: Fact, other: Other, part: str, ours: Told, theirs: Told) -> Answer:
    where = (name(fact, part),)
    one, two = _span(ours, theirs[2]), _span(theirs, ours[2])
    if not one.meets(two):
        return violated(where, _says(fact, other), severity=_severity(fact, other))
    alike = ours[0].decimals == theirs[0].decimals and ours[1:] == theirs[1:]
    if alike and ours[0].decimal != theirs[0].decimal:
        # Only what lies exactly half way between the two could be printed as either.
        return violated(where, _says(fact, other), severity=Severity.WARNING)
    return passed(*where)


def _span(told: Told, other_unit: str) -> Span:
    number, operator, unit = told
    if unit == "patients":
        return Span(Fraction(number.decimal), Fraction(number.decimal))
    span = printed(number, operator)
    return span if other_unit in ("", unit) or not unit else span.times(terms.factor(unit)[0])


def _says(fact: Fact, other: Other) -> str:
    return f"`{fact.value.text}` here, `{other.value.text}` in {other.place.source}"


def _severity(fact: Fact, other: Other) -> Severity:
    same_document = other.place.source == fact.place.source
    return Severity.ERROR if same_document else Severity.WARNING


def _of_how_many(fact: EstimateFact, other: Other, value: Result) -> Iterator[Answer]:
    """A denominator in another place is that of this one."""
    if value.denominator is None or size(fact) is None:
        return
    where = (count_name(fact),)
    if int(value.denominator.text) == size(fact):
        yield passed(*where)
    else:
        says = f"{_says(fact, other)}, which rests on {size(fact)}"
        yield violated(where, says, severity=Severity.WARNING)


def _counted(fact: EstimateFact, other: Other, value: Result) -> Iterator[Answer]:
    """A count in one place and a percentage in the other agree."""
    there = replace(fact, value=value)
    counted, shared = (fact, there) if fact.value.count else (there, fact)
    span, count = percent_span(shared), counted.value.count
    n = int(value.denominator.text) if value.denominator else size(fact)
    apart = not (fact.value.count and percentage(fact))  # P02 holds them against each other
    if count is None or span is None or n is None or not apart:
        return
    where = (count_name(fact),)
    if int(count.text) in counts(span, n):
        yield passed(*where)
    else:
        says = f"{_says(fact, other)}: not the same of {n}"
        yield violated(where, says, severity=_severity(fact, other))


def _follow_up(view: View) -> Iterator[Answer]:
    """The medians that `design.follow-up` tells are those of the participant flow."""
    text = view.study.design.follow_up or ""
    facts = [
        f for f in view.estimates if f.meaning.measure == "follow-up" and "value" in told(f.value)
    ]
    where = ("design.follow-up", *map(name, facts))
    for number, *units in _MEDIAN.findall(text):
        unit = next(known for known, found in zip(_UNITS, units, strict=True) if found)
        said = (Number(number), "", unit)
        if not facts:
            yield not_applicable("the participant flow tells no follow-up", *where)
        elif any(_span(said, own[2]).meets(_span(own, unit)) for own in _values(facts)):
            yield passed(*where)
        else:
            medians = ", ".join(f"`{fact.value.text}`" for fact in facts)
            says = f"a median follow-up of {number} {unit} in the design, {medians} in the flow"
            yield violated(where, says, severity=Severity.WARNING)


def _values(facts: list[EstimateFact]) -> list[Told]:
    return [told(fact.value)["value"] for fact in facts]


P05 = Check(
    id="P05",
    title="Told twice, told the same",
    statement="Two places that state one fact agree at the coarser precision, and exactly where "
    "both print as many decimals; a count in one agrees with the percentage in the other.",
    why="A slip in one place shows when the other is held against it.",
    severity=Severity.ERROR,
    passes="41.4% of 29 in the table, 12 in the text",
    fails="48.0% of 25 in the table, 13 in the text",
    fix="If both places are read rightly, move the one that does not stand to `but` and say why.",
    look=_told_twice,
)
P08 = Check(
    id="P08",
    title="Follow-up told twice, told the same",
    statement="A median follow-up that the design tells is one of those of the participant flow.",
    why="Hardly anything else protects a follow-up, which no other number depends on.",
    severity=Severity.WARNING,
    passes="`median 16.8 months` in the design, 16.8 mo in the flow",
    fails="`median 16.8 months` in the design, 18.6 mo in the flow",
    fix="Compare both with the source. If they are of different groups or times, add the one of "
    "the design to the flow.",
    look=_follow_up,
)
CHECKS = (P05, P08)
