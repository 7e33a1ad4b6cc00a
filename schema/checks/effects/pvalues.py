"""Checks of how p-values are printed: limits that people use, and one habit in one source."""

from collections.abc import Iterator
from decimal import Decimal

from schema.cells import PValue
from schema.checks.effects.agreement import distance
from schema.checks.effects.crude import other_test, tables
from schema.checks.effects.effect import effect_numbers
from schema.checks.grouping import grouped
from schema.checks.levels import two_sided
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.partners import Rows, pairs, rows
from schema.checks.view import View, is_share, name
from schema.exact.distributions import normal_tail
from schema.exact.tables import p_values
from schema.facts import ComparisonFact

_BELOW = ("<", "<=")
# Besides 1 and 5 behind zeros: limits for trends and for choosing what enters a model.
_ROUND = (Decimal("0.02"), Decimal("0.025"), Decimal("0.15"), Decimal("0.2"), Decimal("0.25"))
_HALF = Decimal("0.5")
_WORD = Decimal("0.05")  # a limit that says `significant`, not how small p-values are printed
_BEYOND = 10  # times smaller than the next limit: no other test would have missed it
_LOG_RANK = 0.3  # standard errors between the interval of a model and a log-rank test
_SIBLINGS = 3
_FEW = 2  # decimals up to which a zero at the end of a limit is a habit: p<0.10
_LONGEST = 400  # patients in a table worth counting again


def _customary(view: View) -> Iterator[Answer]:
    for fact in view.comparisons:
        p = fact.value.p
        if p is None or p.operator not in _BELOW:
            continue
        if _is_customary(p):
            yield passed(name(fact, "p"))
        else:
            says = f"p{p.operator}{p.number.text}: p-values are hardly ever compared with that"
            yield violated(
                (name(fact, "p"),), says, severity=Severity.WARNING, changes=tuple(_nearest(p))
            )


def _is_customary(p: PValue) -> bool:
    value = p.number.decimal
    if value in _ROUND:
        return True
    plain = p.number.text.rstrip("0") == p.number.text or p.number.decimals <= _FEW
    return plain and value.normalize().as_tuple().digits in ((1,), (5,)) and value != _HALF


def _digits(p: PValue) -> int:
    """Return how many significant digits a p-value has; a zero at its end is one."""
    return len(p.number.text.replace(".", "").lstrip("0"))


def _nearest(p: PValue) -> Iterator[str]:
    places = p.number.decimals
    yield f"p{p.operator}{p.number.text} would have to be p{p.operator}0.{'0' * (places - 1)}1"
    yield f"p{p.operator}{p.number.text} would have to be p={p.number.text}"


def _one_habit(view: View) -> Iterator[Answer]:
    known = rows(view)
    for facts in grouped((fact.place.source, fact) for fact in view.comparisons).values():
        told = [(fact, fact.value.p) for fact in facts if fact.value.p is not None]
        exact = [(fact, p) for fact, p in told if p.operator == "="]
        limits = [p.number.decimal for _, p in told if p.operator in _BELOW]
        for fact, p in exact:
            yield _as_the_others(fact, p, [o for f, o in exact if f is not fact], limits)
        for fact, p in told:
            tighter = [limit for limit in limits if limit < p.number.decimal]
            if p.operator in _BELOW and p.number.decimal != _WORD and tighter:
                yield _tightest(view, known, fact, max(tighter))


def _as_the_others(
    fact: ComparisonFact, p: PValue, others: list[PValue], limits: list[Decimal]
) -> Answer:
    says = ""
    if not p.number.decimal:
        longer = any(other.number.decimals > p.number.decimals for other in others)
        if limits or longer:
            says = "no other p-value of this source is rounded to zero"
    elif _poorer(p, [each for each in others if _decade(each) == _decade(p)]):
        says = "the others of this source near it have more digits"
    elif _shorter(p, others):
        says = "all others of this source have as many decimals as each other, and more"
    if not says:
        return passed(name(fact, "p"))
    says = f"p={p.number.text}: {says}"
    return violated((name(fact, "p"),), says, severity=Severity.WARNING)


def _decade(p: PValue) -> int:
    return p.number.decimal.adjusted() if p.number.decimal else 0


def _poorer(p: PValue, near: list[PValue]) -> bool:
    """Say whether all like it have more significant digits: a digit is perhaps missing."""
    return len(near) >= _SIBLINGS and all(_digits(p) < _digits(other) for other in near)


def _shorter(p: PValue, others: list[PValue]) -> bool:
    """Say whether all others have the same decimals, whatever their size, and this one fewer."""
    decimals = {other.number.decimals for other in others}
    as_large = any(_decade(other) >= _decade(p) for other in others)
    fixed = len(others) >= _SIBLINGS and len(decimals) == 1 and len(set(map(_decade, others))) > 1
    return fixed and as_large and p.number.decimals < decimals.pop() and p.number.decimal < 1


def _tightest(view: View, known: Rows, fact: ComparisonFact, tighter: Decimal) -> Answer:
    """Who compares with 0.001 elsewhere does not write p<0.01 of what is far below 0.001."""
    p, likely = fact.value.p, _largest(view, known, fact)
    limit = p.number.text if p else ""
    if likely is None:
        reason = "neither counts nor an interval tell how small the p-value is"
        return not_applicable(reason, name(fact, "p"))
    if likely * _BEYOND >= tighter:
        return passed(name(fact, "p"))
    says = f"p<{limit}, yet it is far below {tighter}, with which this source compares others"
    changes = (f"p<{limit} would have to be p<{tighter}",)
    return violated((name(fact, "p"),), says, severity=Severity.WARNING, changes=changes)


def _largest(view: View, known: Rows, fact: ComparisonFact) -> float | None:
    """Return the largest p-value that counts or interval allow; None where there are neither."""
    found: list[float] = []
    if effect_numbers(fact) is not None:
        nearest = min(distance(fact, level)[0] for level in two_sided(fact))
        found.append(2 * normal_tail(max(0.0, nearest - _LOG_RANK)))
    for pair in pairs(known, fact):
        if all(map(is_share, pair)) and not other_test(view, fact, pair):
            small = [table for table in tables(pair) if sum(table) <= _LONGEST]
            found += [value for table in small for value in p_values(table).values()]
    return max(found, default=None)


E11 = Check(
    id="E11",
    alone=True,
    title="A p-value is compared with a limit that people use",
    statement="What stands behind p< is 0.05, 0.01, 0.001 and so on, 0.1, 0.005, or another round "
    "limit, without a zero at its end.",
    why="Hardly any p-value is compared with another number. p<0.081 is p<0.001 with a digit "
    "wrong, or p=0.081.",
    severity=Severity.WARNING,
    passes="p<0.001",
    fails="p<0.081",
    fix="Compare the p-value with the source. If it prints it so, waive it with that reason.",
    look=_customary,
)
E12 = Check(
    id="E12",
    title="The p-values of one source are printed alike",
    statement="No p-value has fewer digits than all of its size, or fewer decimals than all others "
    "of its source, which have the same; none is zero beside others below a limit; none is "
    "compared with 0.01 that is far below the 0.001 used elsewhere.",
    why="A source has one habit. A p-value that lost a digit or a zero falls out of it.",
    severity=Severity.WARNING,
    passes="p=.41, .58, .83 and .49",
    fails="p=.41, .58, .83 and .4",
    fix="Compare the p-value with the source. If it prints it so, waive it with that reason.",
    look=_one_habit,
)
CHECKS = (E11, E12)
