"""Checks of counts and percentages in one cell: can a whole number of patients print like this?"""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from schema.cells import Comparison, Number, Result
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, is_share, name, percent_span, percentage, size
from schema.exact.rounding import Span, as_printed, counts, printed, unit
from schema.facts import EstimateFact, Fact, Other


def _reachable(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        found = percentage(fact)
        if not is_share(fact) or found is None or fact.value.count is not None:
            continue
        n = size(fact)
        if n is None:
            yield not_applicable("the denominator is not printed", name(fact))
        elif counts(printed(*found), n):
            yield passed(name(fact), _n_name(view, fact))
        else:
            yield _unreachable(view, fact, found[0], n)


def _unreachable(view: View, fact: EstimateFact, number: Number, n: int) -> Answer:
    k = round(Fraction(number.decimal) * n / 100)
    near = sorted({max(k - 1, 0), k, min(k + 1, n)}, key=lambda c: abs(c - k))
    changes = [
        f"{number.text}% would have to be {as_printed(Fraction(100 * c, n), number.decimals)}%"
        for c in near
    ]
    own = fact.denominator.named_by == "cell"
    return violated(
        (name(fact), _n_name(view, fact)),
        f"no count of {n} gives {number.text}%",
        severity=Severity.ERROR if own else Severity.WARNING,
        changes=(*changes, *_other_sizes(view, fact)),
    )


def _other_sizes(view: View, fact: EstimateFact) -> list[str]:
    """Name groups near by whose size would give the percentage: a nested denominator (P04)."""
    span = percent_span(fact)
    own = view.groups.get(fact.group)
    if span is None or own is None:
        return []
    family = [g for g in view.groups.values() if own.id == g.parent or own.parent == g.id]
    return [
        f"{size(fact)} would have to be {group.size}, the size of {group.id}"
        for group in family
        if group.size and counts(span, group.size)
    ]


def _agree(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        found = percentage(fact)
        if not is_share(fact) or found is None or fact.value.count is None:
            continue
        span = printed(*found)
        k, n = int(fact.value.count.text), size(fact)
        where = (name(fact, "count"), name(fact), _n_name(view, fact))
        if n is None:
            yield not_applicable("the denominator is not printed", *where[:2])
        elif n and span.meets(Span(Fraction(100 * k, n), Fraction(100 * k, n))):
            yield passed(*where)
        else:
            yield _disagreement(fact, found[0], k, n, where)


def _disagreement(
    fact: EstimateFact, number: Number, k: int, n: int, where: tuple[str, ...]
) -> Answer:
    span = printed(number)
    right = as_printed(Fraction(100 * k, n), number.decimals) if n else "nothing"
    changes = [f"{number.text}% would have to be {right}%"]
    changes += [f"{k} would have to be {other}" for other in counts(span, n)][:3]
    smaller = [m for m in range(n, 0, -1) if k <= m and k in counts(span, m)][:2]
    changes += [f"{n} would have to be {m}" for m in smaller]
    own = fact.denominator.named_by == "cell"
    truncated = n and floor(Fraction(100 * k, n) / unit(number)) * unit(number) == number.decimal
    impossible = (own or not smaller) and not truncated
    return violated(
        where,
        f"{k} of {n} is {right}%, not {number.text}%",
        severity=Severity.ERROR if impossible else Severity.WARNING,
        changes=tuple(changes),
    )


def _n_name(view: View, fact: EstimateFact) -> str:
    if fact.denominator.named_by == "cell":
        return name(fact, "of" if fact.value.of is not None else "denominator")
    return view.size_name(fact.group)


def _told_twice(view: View) -> Iterator[Answer]:
    for fact in view.facts:
        for other in fact.others:
            if other.agrees:
                yield from _compare_places(fact, other)


def _compare_places(fact: Fact, other: Other) -> Iterator[Answer]:
    same_document = other.place.source == fact.place.source
    severity = Severity.ERROR if same_document else Severity.WARNING
    for part, ours, theirs in _shared(fact.value, other.value):
        if ours.meets(theirs):
            yield passed(name(fact, part))
        else:
            says = f"`{fact.value.text}` here, `{other.value.text}` in {other.place.source}"
            yield violated((name(fact, part),), says, severity=severity)
    if isinstance(fact, EstimateFact) and isinstance(other.value, Result):
        yield from _count_elsewhere(fact, other.value, severity)


def _shared(
    ours: Result | Comparison, theirs: Result | Comparison
) -> Iterator[tuple[str, Span, Span]]:
    """Yield the parts that both places print, as what they can stand for."""
    mine, other = dict(_spans(ours)), dict(_spans(theirs))
    for part in mine.keys() & other.keys():
        yield part, mine[part], other[part]


def _spans(value: Result | Comparison) -> Iterator[tuple[str, Span]]:
    quantity = value.quantity
    if quantity and quantity.number and not quantity.upto and quantity.operator != "~":
        yield "value", printed(quantity.number, quantity.operator)
    spread = next((s for s in value.spreads if s.kind == "CI"), None)
    for part, bound in (("low", spread and spread.low), ("high", spread and spread.high)):
        if bound and bound.number:
            yield part, printed(bound.number, bound.operator)
    if isinstance(value, Comparison) and value.p:
        yield "p", printed(value.p.number, value.p.operator)
    if isinstance(value, Result) and value.count:
        yield "count", printed(value.count)


def _count_elsewhere(fact: EstimateFact, other: Result, severity: Severity) -> Iterator[Answer]:
    """A count in one place and a percentage in another must agree."""
    span, n = percent_span(fact), size(fact)
    n = int(other.denominator.text) if other.denominator else n
    if other.count is None or fact.value.count is not None or span is None or n is None:
        return
    k = int(other.count.text)
    if k in counts(span, n):
        yield passed(name(fact))
    else:
        says = f"`{fact.value.text}` here, {k} of {n} in another place"
        yield violated((name(fact),), says, severity=severity)


P01 = Check(
    id="P01",
    title="The percentage can be reached from n",
    statement="Some whole number k of n gives the percentage as printed.",
    why="A percentage that no count gives was mistyped, or rests on another denominator (GRIM).",
    severity=Severity.ERROR,
    passes="44.0% of 25 is 11",
    fails="45.0% of 25 is no count",
    fix="Look at the percentage and the denominator in the source. If the row rests on fewer "
    "patients than the group, write its own denominator: `45.0% of 20`.",
    method="Brown NJL, Heathers JAJ. Soc Psychol Personal Sci 2017;8:363-369",
    look=_reachable,
)
P02 = Check(
    id="P02",
    title="Count, n and percentage agree",
    statement="100 k / n prints as the percentage.",
    why="Two of the three numbers fix the third.",
    severity=Severity.ERROR,
    passes="17/25 is 68%",
    fails="17/25 is not 86%",
    fix="Compare all three with the source. If it prints them so, waive it with the reason.",
    look=_agree,
)
P05 = Check(
    id="P05",
    title="Told twice, told the same",
    statement="Two places that state one fact agree at the coarser precision.",
    why="A slip in one place shows when the other is held against it.",
    severity=Severity.ERROR,
    passes="41.4% of 29 in the table, 12 in the text",
    fails="48.0% of 25 in the table, 13 in the text",
    fix="If both places are read rightly, move the one that does not stand to `but` and say why.",
    look=_told_twice,
)
CHECKS = (P01, P02, P05)
