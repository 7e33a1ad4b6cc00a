"""Checks of counts and percentages in one cell: can a whole number of patients print like this?"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from schema.cells import Number
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, is_share, name, percent_span, percentage, size, size_name
from schema.exact.rounding import Span, as_printed, counts, printed, unit
from schema.facts import EstimateFact


def _reachable(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        found = percentage(fact)
        if not is_share(fact) or found is None or fact.value.count is not None:
            continue
        n = size(fact)
        if n is None:
            yield not_applicable("the denominator is not printed", name(fact))
        elif counts(printed(*found), n):
            yield passed(name(fact), size_name(view, fact))
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
        (name(fact), size_name(view, fact)),
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
        where = (name(fact, "count"), name(fact), size_name(view, fact))
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
    smaller = _sizes(k, span, n)[:2]
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


def _sizes(k: int, span: Span, n: int) -> range:
    """Return the denominators up to `n` of which `k` is such a percentage, the largest first."""
    most = floor(100 * k / span.low) if span.low and span.low > 0 else n
    least = ceil(100 * k / span.high) if span.high and span.high > 0 else n + 1
    return range(min(most, n), max(least, k, 1) - 1, -1)


def _unique(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        span, n = percent_span(fact), size(fact)
        if not is_share(fact) or fact.value.count is not None or span is None or n is None:
            continue
        possible = counts(span, n)
        if not possible:
            yield not_applicable("no count gives the percentage (P01)", name(fact))
        elif len(possible) == 1:
            yield passed(name(fact))
        else:
            says = f"{possible[0]} to {possible[-1]} of {n} all print as {fact.value.text}"
            yield violated((name(fact),), says, severity=Severity.INFO)


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
P03 = Check(
    id="P03",
    alone=True,
    title="The percentage leaves one count",
    statement="Only one whole number of n prints as the percentage.",
    why="Where several do, the count is not known, and P01 has little power.",
    severity=Severity.INFO,
    passes="31.2% of 109 is 34",
    fails="80.7% of 10900 is 8791 to 8801",
    fix="Nothing is wrong. If the source prints the count anywhere, add it.",
    look=_unique,
)
CHECKS = (P01, P02, P03)
