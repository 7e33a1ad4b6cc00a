"""What parts say of the whole when values, not counts, are summarised: medians and ranges."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from schema import terms
from schema.cells import Number
from schema.checks.figures import bound_of, plain_number, unit_of
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, name
from schema.exact.rounding import unit
from schema.facts import EstimateFact, SplitFact

_FIX = "Compare the numbers of the row with the source, the column heads too."
# What is known of every patient when the table is made, so that nobody is censored.
_UNCENSORED = ("characteristic", "exposure")
Row = dict[str, EstimateFact]


class _Told(NamedTuple):
    """One number of one group, with its unit."""

    fact: EstimateFact
    part: str
    number: Number
    unit: str

    @property
    def name(self) -> str:
        return name(self.fact, self.part)

    def __str__(self) -> str:
        return f"{self.number.text} ({self.fact.group})"


class _Interval(NamedTuple):
    low: Fraction
    high: Fraction


def _intervals(told: list[_Told]) -> list[_Interval]:
    """Return what numbers can stand for; rounded alike in one source, their order is exact."""
    alike = len({(unit(t.number), t.fact.place.source) for t in told}) == 1
    halves = [Fraction(0) if alike else unit(t.number) / 2 for t in told]
    values = [Fraction(t.number.decimal) for t in told]
    return [_Interval(v - half, v + half) for v, half in zip(values, halves, strict=True)]


def _between(view: View) -> Iterator[Answer]:
    for split, key, row in view.printed_splits():
        if key.statistic in ("median", "mean"):
            yield _pooled(split, row)


def _pooled(split: SplitFact, row: Row) -> Answer:
    facts = [row[split.of], *(row[part] for part in split.parts if part in row)]
    where = tuple(name(fact) for fact in facts)
    told = [found for fact in facts if (found := _value(fact))]
    reason = _incomplete(split, row) or _valueless(facts, told)
    if reason:
        return not_applicable(reason, *where)
    own, *others = _intervals(told)
    lowest, highest = min(i.low for i in others), max(i.high for i in others)
    if own.high < lowest:
        return _outside(told, where, below=True)
    # A median that is not reached lies above all that are.
    if own.low > highest and len(told) == len(facts):
        return _outside(told, where, below=False)
    return passed(*where)


def _value(fact: EstimateFact) -> _Told | None:
    number = plain_number(fact)
    return _Told(fact, "value", number, unit_of(fact.value)) if number else None


def _incomplete(split: SplitFact, row: Row) -> str:
    if split.rest != 0:
        return "some of the whole are in no part"
    return "" if all(part in row for part in split.parts) else "a part is not printed"


def _valueless(facts: list[EstimateFact], told: list[_Told]) -> str:
    words = [fact.value.quantity.word for fact in facts[1:] if fact.value.quantity]
    if len(told) < 2 or told[0].fact is not facts[0]:
        return "fewer than two numbers are printed"
    if len(told) + words.count("not reached") < len(facts):
        return "a part has no value, or only a limit"
    return "" if len({t.unit for t in told}) == 1 else "the units differ"


def _outside(told: list[_Told], where: tuple[str, ...], *, below: bool) -> Answer:
    whole, *parts = told
    m, side = whole.fact.meaning, "below" if below else "above"
    kind = terms.vocabulary("measures")[m.measure].text("kind")
    nearest = (min if below else max)(parts, key=lambda t: t.number.decimal)
    return violated(
        where,
        f"the {m.statistic} {whole} is {side} that of all parts: {', '.join(map(str, parts))}",
        severity=Severity.ERROR if kind in _UNCENSORED else Severity.WARNING,
        changes=_changes(whole, nearest, below=below),
    )


def _changes(one: _Told, other: _Told, *, below: bool) -> tuple[str, str]:
    """Say what would put two numbers in order, of which the first is below the other or above."""
    least, most = ("at least", "at most") if below else ("at most", "at least")
    return (
        f"{one} would have to be {least} {other.number.text}",
        f"{other} would have to be {most} {one.number.text}",
    )


def _ranges(view: View) -> Iterator[Answer]:
    for split, _, row in view.printed_splits():
        for side in ("low", "high"):
            told = [_end(row[g], side) for g in (split.of, *split.parts) if g in row]
            yield from _union([t for t in told if t], split, row, side)
    for row in view.rows.values():
        for group, fact in row.items():
            own = view.groups[group]
            if own.parent in row and not own.split and own.kind != "units":
                for side in ("low", "high"):
                    inner, outer = _end(fact, side), _end(row[own.parent], side)
                    if inner and outer:
                        yield _inside(inner, outer, side)


def _end(fact: EstimateFact, side: str) -> _Told | None:
    bound = bound_of(fact, "range", side)
    if bound is None or bound.number is None or bound.operator:
        return None
    return _Told(fact, f"range {side}", bound.number, bound.unit or unit_of(fact.value))


def _union(told: list[_Told], split: SplitFact, row: Row, side: str) -> Iterator[Answer]:
    if len(told) < 2 or told[0].fact is not row[split.of]:
        return
    answers = [_inside(part, told[0], side) for part in told[1:]]
    complete = not _incomplete(split, row) and len(told) == 1 + len(split.parts)
    if complete and all(not answer.says for answer in answers):
        yield _reached(told, side)
    else:
        yield from answers


def _inside(inner: _Told, outer: _Told, side: str) -> Answer:
    where = (inner.name, outer.name)
    if inner.unit != outer.unit:
        return not_applicable("the units differ", *where)
    part, whole = _intervals([inner, outer])
    beyond = part.high < whole.low if side == "low" else part.low > whole.high
    if not beyond:
        return passed(*where)
    says = f"the range of the part reaches to {inner}, that of the whole to {outer}"
    return violated(where, says, changes=_changes(inner, outer, below=side == "low"))


def _reached(told: list[_Told], side: str) -> Answer:
    """The end of the whole range is the end of one of the parts."""
    where = tuple(t.name for t in told)
    whole, *parts = _intervals(told)
    if any(part.low <= whole.high and whole.low <= part.high for part in parts):
        return passed(*where)
    furthest = (min if side == "low" else max)(told[1:], key=lambda t: t.number.decimal)
    reach = ", ".join(map(str, told[1:]))
    return violated(
        where,
        f"the range of the whole reaches to {told[0]}, those of its parts only to {reach}",
        changes=(
            f"{told[0]} would have to be {furthest.number.text}",
            f"{furthest} would have to be {told[0].number.text}",
        ),
    )


G07 = Check(
    id="G07",
    title="The pooled median lies between its parts",
    statement="A median or mean of the whole lies between the lowest and highest of its parts.",
    why="A digit that changed places in a median shows when the parts are held against it.",
    severity=Severity.ERROR,
    passes="45.3 in all, 43.6 and 61.2 in the parts",
    fails="34.5 in all, 43.6 and 61.2 in the parts",
    fix=f"{_FIX} Medians with censoring may lie outside when patients leave unequally.",
    look=_between,
)
G08 = Check(
    id="G08",
    title="The range of the whole is that of its parts",
    statement="The lowest of the whole is the lowest of its parts, and so the highest.",
    why="Nothing else protects the ends of a range.",
    severity=Severity.ERROR,
    passes="1 to 5 in all, 1 to 5 and 1 to 2 in the parts",
    fails="1 to 6 in all, 1 to 5 and 1 to 2 in the parts",
    fix=f"{_FIX} If some patients are in no part, say so at the split: `rest`.",
    look=_ranges,
)
CHECKS = (G07, G08)
