"""Checks of one cell: can a number be printed like this at all?

Several are refused when a record is validated (`schema.links.values`). Here they answer for every
place, so that a page can say what was looked at, and so that a record that never passed validation
cannot pass either. What a record excuses there (`not-a-share`) is waived here too.
"""

from collections.abc import Iterator
from dataclasses import replace

from schema.cells import CellError, Number, Result, parse_comparison, parse_result
from schema.checks.figures import bounds, unit_of
from schema.checks.model import Answer, Check, Severity, State, not_applicable, passed, violated
from schema.checks.view import View, name, size
from schema.facts import ComparisonFact, EstimateFact, Fact

_SHARES = ("share", "probability", "cumulative-incidence")
FIX = "Compare the cell with the source. If it prints it so, waive it with the reason."


def _parses(view: View) -> Iterator[Answer]:
    for fact in view.facts:
        cells = (fact.value, *(other.value for other in fact.others))
        wrong = [cell.text for cell in cells if not _reads_back(cell)]
        if wrong:
            yield violated((name(fact),), f"`{wrong[0]}` does not read as the value that is kept")
        else:
            yield passed(name(fact))


def _reads_back(value: object) -> bool:
    try:
        if isinstance(value, Result):
            return parse_result(value.text) == value
        return parse_comparison(getattr(value, "text", "")) == value
    except CellError:
        return False


def _shares(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        most = _whole(fact)
        if most is None:
            continue
        if fact.meaning.per != "patient":
            yield not_applicable(f"a {fact.meaning.per} is counted, not a patient", name(fact))
            continue
        for part, number in _percentages(fact):
            yield excused(view, fact, "not-a-share", _share(fact, part, number, most))


def _whole(fact: EstimateFact) -> int | None:
    """Return what all patients are in the unit of the cell; None when it is no proportion."""
    most = {"%": 100, "fraction": 1}.get(unit_of(fact.value))
    return most if fact.meaning.statistic in _SHARES else None


def _percentages(fact: EstimateFact) -> Iterator[tuple[str, Number]]:
    quantity = fact.value.quantity
    for number in (quantity.number, quantity.upto) if quantity else ():
        if number:
            yield "value", number
    for spread in fact.value.spreads:
        yield from ((part, number) for part, number, _ in bounds(spread))


def _share(fact: EstimateFact, part: str, number: Number, most: int) -> Answer:
    if 0 <= number.decimal <= most:
        return passed(name(fact, part))
    # A normal interval is not kept inside 0 and 1, so a bound outside is possible.
    severity = Severity.ERROR if part == "value" else Severity.WARNING
    says = f"{number.text} is not a share of patients"
    return violated((name(fact, part),), says, severity=severity, changes=_pointed(number, most))


def _pointed(number: Number, most: int) -> tuple[str, ...]:
    """Put back a decimal point that was dropped: 586 is perhaps 58.6."""
    digits = number.text
    if number.decimal < most or not digits.isdecimal():
        return ()
    place = 2 if most > 1 else 0
    return (f"{digits} would have to be {digits[:place] or '0'}.{digits[place:]}",)


def _whole_counts(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        for part in ("count", "denominator", "of", "events", "events_of"):
            number = getattr(fact.value, part)
            if number is None:
                continue
            if number.text.isdecimal():
                yield passed(name(fact, part))
            else:
                says = f"{number.text} is no number of patients or events"
                yield violated((name(fact, part),), says)


def _at_most_all(view: View) -> Iterator[Answer]:
    for fact in view.estimates:
        value, per = fact.value, fact.meaning.per
        for part, count, parts in (
            ("count", value.count, ("denominator", "of")),
            ("events", value.events, ("events_of",)),
        ):
            if count is None:
                continue
            n, n_name = _size_of(view, fact, parts)
            where = (name(fact, part), n_name)
            if n is None:
                yield not_applicable("the denominator is not printed", where[0])
            elif per != "patient":
                yield not_applicable(f"one patient can have more than one {per}", *where)
            elif count.decimal > n:
                answer = violated(where, f"{count.text} of {n}", changes=_swapped(count.text, n))
                yield excused(view, fact, "more-than-all", answer)
            else:
                yield passed(*where)


def _swapped(count: str, n: int) -> tuple[str, ...]:
    turned = int(count[::-1])
    changes = (f"{count} would have to be {turned}",) if turned <= n else ()
    return (*changes, f"{count} would have to be at most {n}")


def _size_of(view: View, fact: EstimateFact, parts: tuple[str, ...]) -> tuple[int | None, str]:
    """Return the denominator and its name: one of the cell's own, else the size of the group."""
    for part in (*parts, "denominator", "of", "events_of"):
        own = getattr(fact.value, part)
        if own is not None:
            return int(own.text), name(fact, part)
    return size(fact), view.size_name(fact.group)


def _p_values(view: View) -> Iterator[Answer]:
    for fact in view.comparisons:
        if fact.value.p is not None:
            answer = _p_value(fact, fact.value.p.operator, fact.value.p.number)
            yield excused(view, fact, "not-a-probability", answer)


def _p_value(fact: ComparisonFact, operator: str, number: Number) -> Answer:
    where = (name(fact, "p"),)
    if not 0 <= number.decimal <= 1:
        return violated(where, f"p{operator}{number.text} is not a probability")
    if (number.decimal == 0 and operator in ("<", "<=")) or (
        number.decimal == 1 and operator == ">"
    ):
        return violated(where, f"no p is {operator}{number.text}")
    if number.decimal == 0 and operator == "=":
        below = f"p<{'0.' + '0' * (number.decimals - 1) + '1' if number.decimals else '1'}"
        says = f"p{operator}{number.text}: no test gives zero"
        changes = (f"{number.text} would have to be {below}",)
        return violated(where, says, severity=Severity.INFO, changes=changes)
    return passed(*where)


def excused(view: View, fact: Fact, code: str, answer: Answer) -> Answer:
    """Keep what the record excuses under the name that validation gives it."""
    excused = f"{code} {fact.address}" in view.study.waivers
    if answer.state is State.VIOLATED and excused:
        return replace(answer, state=State.WAIVED)
    return answer


V01 = Check(
    id="V01",
    alone=True,
    title="The printed text reads as its value",
    statement="Every cell, read again, gives the numbers that are kept of it.",
    why="Decimals and trailing zeros say how far a number was rounded: 16.0 is not 16.",
    severity=Severity.ERROR,
    passes="`16.0%` is 16.0 with one decimal",
    fails="`16\u00b70%` kept as 160",
    fix="Write the cell as the source prints it, in the grammar of cells.",
    look=_parses,
)
V02 = Check(
    id="V02",
    alone=True,
    title="Shares lie between 0 and 100%",
    statement="A share of patients, and a survival probability, is 0 to 100%.",
    why="A decimal point that was dropped makes 586% of 58.6%.",
    severity=Severity.ERROR,
    passes="58.6%",
    fails="586%",
    fix=f"{FIX} A relative change is an effect, not a share.",
    look=_shares,
)
V03 = Check(
    id="V03",
    alone=True,
    title="Counts are whole numbers",
    statement="Counts, denominators and events are whole numbers, none below zero.",
    why="A count with a decimal point is a percentage in the wrong place.",
    severity=Severity.ERROR,
    passes="17",
    fails="1.7",
    fix=FIX,
    look=_whole_counts,
)
V04 = Check(
    id="V04",
    title="No count above its denominator",
    statement="k patients of n: k is at most n.",
    why="A percentage typed as a count, or a row with the size of another group.",
    severity=Severity.ERROR,
    passes="17 of 25",
    fails="52 of 25",
    fix=f"{FIX} If one patient can count more than once, say what is counted: `per: event`.",
    look=_at_most_all,
)
V05 = Check(
    id="V05",
    alone=True,
    title="p-values lie between 0 and 1",
    statement="0 < p <= 1; p = 1.00 is legal, p = 0.000 stands for p < 0.001.",
    why="A p-value outside is a number from the neighbouring column.",
    severity=Severity.ERROR,
    passes="p=0.89",
    fails="p=8.9",
    fix=FIX,
    look=_p_values,
    method="statcheck: p-values of zero",
)
CHECKS = (V01, V02, V03, V04, V05)
