"""Checks of denominators: of how many patients is it a share, and does the record know them?"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.parts.sums import variables
from schema.checks.view import View, count_name, is_share, name, own_size_name, percent_span
from schema.exact.rounding import Span
from schema.facts import EstimateFact, GroupFact

_FIX = "Compare count, percentage and denominator with the source."


def _named(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        n = fact.denominator.n
        if fact.denominator.named_by != "cell" or n is None:
            continue
        where, known = (own_size_name(fact), view.size_name(fact.group)), _sizes(view, fact.group)
        if fact.meaning.per != "patient" or view.groups[fact.group].kind == "units":
            yield not_applicable("it is no number of patients", *where)
        elif not known:
            yield not_applicable("the size of the group is not printed", *where)
        else:
            yield _held(view, fact, n, known, where)


def _sizes(view: View, group: str) -> list[int]:
    """Return the size of a group, then its sizes in the analysis sets."""
    sets = (found.n.get(group) for found in view.study.sets.values())
    return [n for n in (view.groups[group].size, *sets) if n is not None]


def _held(
    view: View, fact: EstimateFact, n: int, known: list[int], where: tuple[str, ...]
) -> Answer:
    if n in known:
        return passed(*where)
    shown = f"{fact.group} ({known[0]})"
    declared = fact.meaning.counted not in ("", view.groups[fact.group].counted)
    changes = tuple(f"{n} would have to be {each}" for each in dict.fromkeys(known))
    if n > max(known):
        # Another cut, or those who were only screened, may be more than the group.
        sure = not (declared or fact.meaning.cut)
        severity = Severity.ERROR if sure else Severity.WARNING
        says = f"a share of {n} patients in {shown}"
        return violated(where, says, severity=severity, changes=changes)
    if declared:
        return passed(*where)
    says = f"a share of {n} patients, neither all of {shown} nor those of an analysis set"
    return violated(where, says, severity=Severity.WARNING, changes=changes)


def _unnamed(view: View) -> Iterator[Answer]:
    """Ask what can be asked where nobody says of how many: is there any number it can be?"""
    for fact in view.estimates:
        if not is_share(fact) or fact.denominator.n is not None:
            continue
        count, span = fact.value.count, percent_span(fact)
        most, where = _most(view, fact.group), count_name(fact)
        k = int(count.text) if count else None
        if k is not None and span is not None:
            yield _of_any(k, span, most, (where, name(fact)))
        elif k is not None and most is not None:
            yield _of_all(k, most, where)
        else:
            yield not_applicable("neither a denominator nor a count is printed", where)


def _most(view: View, group: str) -> int | None:
    """Return the size of a group, or else of the nearest group around it."""
    found: GroupFact | None = view.groups[group]
    while found is not None and found.size is None:
        found = view.groups.get(found.parent)
    units = found is not None and found.kind == "units"
    return None if found is None or units else found.size


def _of_any(k: int, span: Span, most: int | None, where: tuple[str, ...]) -> Answer:
    """Some n, at least k and no more than all, gives the percentage."""
    low = span.low if span.low is not None and span.low > 0 else None
    high = span.high if span.high is not None and span.high > 0 else None
    least = max(k, ceil(100 * k / high) if high else k, 1)
    last = floor(100 * k / low) if low else 10**9
    if least <= (last if most is None else min(last, most)):
        return passed(*where)
    among = "" if most is None else f" among {most} patients"
    says = f"{k} is this percentage of no number of patients{among}"
    return violated(where, says, severity=Severity.WARNING)


def _of_all(k: int, most: int, where: str) -> Answer:
    if k <= most:
        return passed(where)
    return violated((where,), f"{k} of a group of {most}", severity=Severity.WARNING)


def _alike(view: View) -> Iterator[Answer]:
    for facts in variables(view).values():
        own = [fact for fact in facts if fact.denominator.named_by == "cell"]
        where = tuple(map(own_size_name, own))
        found = {fact.denominator.n for fact in own}
        if len(own) > 1 and len(found) == 1:
            yield passed(*where)
        elif len(own) > 1:
            told = " and ".join(sorted(map(str, found)))
            says = f"categories of one variable are shares of {told} patients"
            yield violated(where, says, severity=Severity.WARNING)


def _hundred(view: View) -> Iterator[Answer]:
    """Percentages of categories of which nobody says how many patients they are of."""
    for (key, _), facts in variables(view).items():
        spans = [percent_span(fact) for fact in facts if fact.denominator.n is None]
        known = [span for span in spans if span and span.low is not None and span.high is not None]
        rest = view.endpoints[key.endpoint].rest
        if len(known) < len(facts) or len(known) < 2 or rest == "overlapping":
            continue
        where = tuple(map(name, facts))
        low = sum((span.low for span in known if span.low), Fraction(0))
        high = sum((span.high for span in known if span.high), Fraction(0))
        if low > 100 or (rest == "none" and high < 100):
            told = " + ".join(fact.value.text for fact in facts)
            says = f"{told} cannot make up 100% (rest {rest})"
            yield violated(where, says, severity=Severity.WARNING)
        else:
            yield passed(*where)


P04 = Check(
    id="P04",
    title="Whose denominator it is",
    statement="A denominator that a cell names is the size of its group or of an analysis set; "
    "where it is smaller, `counted` says who is counted.",
    why="A denominator of the next column leaves count and percentage possible.",
    severity=Severity.ERROR,
    passes="8/11 in a group of 11",
    fails="8/14 in a group of 11",
    fix=f"{_FIX} If only some of the group are counted, say who: `counted: assessed`.",
    look=_named,
)
P06 = Check(
    id="P06",
    title="A count and a percentage without their denominator",
    statement="Where nobody says of how many, some number of patients up to the size of the group "
    "gives both the count and the percentage.",
    why="Two of three numbers leave few values for the third.",
    severity=Severity.WARNING,
    passes="21 and 72.4% in a group of 29",
    fails="21 and 72.5% in a group of 29",
    fix=_FIX,
    look=_unnamed,
    method="The idea of GRIM (Brown and Heathers 2017), with the denominator open",
)
P09 = Check(
    id="P09",
    title="Categories share one denominator",
    statement="Categories of one variable in one group are shares of the same patients.",
    why="One of several denominators in a column that is mistyped stands out.",
    severity=Severity.WARNING,
    passes="3/25, 7/25 and 15/25",
    fails="3/25, 7/35 and 15/25",
    fix=f"{_FIX} If the lines are no categories of one variable, give each a row of its own.",
    look=_alike,
)
G15 = Check(
    id="G15",
    title="Percentages of exhaustive categories make 100%",
    statement="Percentages of disjoint categories are not above 100% together, and are 100% where "
    "no patient is in none, within the rounding of each.",
    why="Where no denominator is known, only their sum protects percentages.",
    severity=Severity.WARNING,
    passes="80% + 20%",
    fails="82% + 20%",
    fix=f"{_FIX} If categories overlap or are missing, say so: `rest: overlapping`.",
    look=_hundred,
)
CHECKS = (P04, P06, P09, G15)
