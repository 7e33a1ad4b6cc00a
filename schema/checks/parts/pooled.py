"""What parts say of the whole when values, not counts, are summarised: medians, ranges, copies."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from schema import terms
from schema.cells import Number
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, name
from schema.exact.rounding import unit
from schema.facts import EstimateFact, SplitFact

_FIX = "Compare the numbers of the row with the source, the column heads too."
# What is known of every patient when the table is made, so that nobody is censored.
_UNCENSORED = ("characteristic", "exposure")
# Two columns as alike as this, in at least so many rows, are perhaps one column typed twice.
_ALIKE, _ROWS = Fraction(3, 5), 8
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
        return _outside(told, where, "below", min(told[1:], key=lambda t: t.number.decimal))
    # A median that is not reached lies above all that are.
    if own.low > highest and len(told) == len(facts):
        return _outside(told, where, "above", max(told[1:], key=lambda t: t.number.decimal))
    return passed(*where)


def _value(fact: EstimateFact) -> _Told | None:
    quantity = fact.value.quantity
    if quantity is None or quantity.number is None or quantity.operator or quantity.upto:
        return None
    return _Told(fact, "value", quantity.number, quantity.unit)


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


def _outside(told: list[_Told], where: tuple[str, ...], side: str, nearest: _Told) -> Answer:
    whole = told[0].fact
    kind = terms.vocabulary("measures")[whole.meaning.measure].text("kind")
    limit, other = ("at least", "at most") if side == "below" else ("at most", "at least")
    parts = ", ".join(map(str, told[1:]))
    return violated(
        where,
        f"the {whole.meaning.statistic} {told[0]} is {side} that of all parts: {parts}",
        severity=Severity.ERROR if kind in _UNCENSORED else Severity.WARNING,
        changes=(
            f"{told[0]} would have to be {limit} {nearest.number.text}",
            f"{nearest} would have to be {other} {told[0].number.text}",
        ),
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
    spread = next((s for s in fact.value.spreads if s.kind == "range"), None)
    bound = (spread.low if side == "low" else spread.high) if spread else None
    if bound is None or bound.number is None or bound.operator:
        return None
    own = fact.value.quantity.unit if fact.value.quantity else ""
    return _Told(fact, f"range {side}", bound.number, bound.unit or own)


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
    limit, other = ("at least", "at most") if side == "low" else ("at most", "at least")
    return violated(
        where,
        f"the range of the part reaches to {inner}, that of the whole to {outer}",
        changes=(
            f"{inner} would have to be {limit} {outer.number.text}",
            f"{outer} would have to be {other} {inner.number.text}",
        ),
    )


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
G09 = Check(
    id="G09",
    title="No column typed twice",
    statement="Two parts of a split share less than 60% of their cells.",
    why="A column that was copied keeps every percentage possible.",
    severity=Severity.INFO,
    passes="two arms with 4 of 8 cells alike",
    fails="two arms with 5 of 8 cells alike",
    fix=f"{_FIX} Rare events are often alike; then nothing is wrong.",
    look=_copied,
    method="REAPPRAISED: matching summary statistics in different cohorts",
)
CHECKS = (G07, G08, G09)
