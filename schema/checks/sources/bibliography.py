"""Checks of what surrounds the numbers: identifiers, pages, and several reports of one trial."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import NamedTuple

from schema import terms
from schema.cells import Number
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.sources.dates import B02, Day, day, published
from schema.checks.view import View, is_share, name, row_key
from schema.facts import EstimateFact
from schema.study.keys import block_name
from schema.study.sources import Source

_IDENTIFIERS = {
    "doi": (r"10\.\d{4,9}/\S+", "10., a number, a slash and a suffix"),
    "pmid": (r"[1-9]\d{0,7}", "up to eight digits"),
    "pmcid": (r"PMC\d{1,9}", "PMC and digits"),
}
# How each registry numbers its trials; a number that begins like none of them cannot be judged.
_REGISTRIES = {
    "NCT": r"NCT\d{8}",
    "ISRCTN": r"ISRCTN\d{8}",
    "EudraCT": r"EudraCT \d{4}-\d{6}-\d{2}",
    "ChiCTR": r"ChiCTR(?:-[A-Z]{2,4}-)?\d{8,10}",
    "ACTRN": r"ACTRN\d{14}",
    "DRKS": r"DRKS\d{8}",
    "UMIN": r"UMIN\d{9}",
    "jRCT": r"jRCT(?:\d{10}|s\d{9})",
    "NTR": r"NTR\d{1,5}",
}
_MOST_PAGES = 60


def _identifiers(view: View) -> Iterator[Answer]:
    for key, source in view.study.sources.items():
        for kind, (form, allowed) in _IDENTIFIERS.items():
            value = getattr(source, kind)
            if value is None:
                continue
            where = f"sources/{key}.{kind}"
            if re.fullmatch(form, value):
                yield passed(where)
            else:
                says = f"`{value}` is not a {kind.upper()}: {allowed}"
                yield violated((where,), says, changes=_completed(kind, value))
    yield from (_registration(number) for number in view.study.design.registration)


def _completed(kind: str, value: str) -> tuple[str, ...]:
    lost = kind == "doi" and re.match(r"\d{4}/", value)
    return (f"{value} would have to be 10.{value}",) if lost else ()


def _registration(number: str) -> Answer:
    where = "design.registration"
    known = next((r for r in _REGISTRIES if number.casefold().startswith(r.casefold())), None)
    if known is None:
        return not_applicable(f"no registry is known to number trials like {number}", where)
    if re.fullmatch(_REGISTRIES[known], number):
        return passed(where)
    return violated((where,), f"`{number}` is not written as {known} numbers its trials")


def _pages(view: View) -> Iterator[Answer]:
    for key, source in view.study.sources.items():
        found = re.fullmatch(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)", source.pages or "")
        if found is not None:
            yield _page_order(f"sources/{key}.pages", found[2], found[4])
    for key, source in view.study.sources.items():
        about = view.study.sources.get(source.about or "")
        if about is not None:
            yield _told_later(key, source, about)


def _page_order(where: str, first: str, last: str) -> Answer:
    """Compare first and last page; `1044-53` leaves out the digits that do not change."""
    full = first[: len(first) - len(last)] + last
    if int(full) < int(first):
        changes = (f"{first}-{last} would have to be {last}-{first}",)
        says = f"the last page {last} is before the first page {first}"
        return violated((where,), says, severity=Severity.INFO, changes=changes)
    if int(full) - int(first) >= _MOST_PAGES:
        return violated((where,), f"{first}-{last} is more than an article", severity=Severity.INFO)
    return passed(where)


def _told_later(key: str, source: Source, about: Source) -> Answer:
    (part, told), (first_part, first) = published(source), published(about)
    names = (f"sources/{key}.{part}", f"sources/{source.about}.{first_part}")
    if told is None or first is None:
        return not_applicable("a date is not known", *names)
    if told.before(first):
        says = f"{key} ({told.text}) tells of {source.about}, which appeared in {first.text}"
        return violated(names, says, severity=Severity.INFO)
    return passed(*names)


class _Told(NamedTuple):
    """What one data cut says: how many had an event, or how long patients were followed."""

    fact: EstimateFact
    part: str
    number: Number
    day: Day | None

    @property
    def name(self) -> str:
        return name(self.fact, self.part)

    def __str__(self) -> str:
        return f"{self.number.text} ({self.fact.meaning.cut})"


def _later_cuts(view: View) -> Iterator[Answer]:
    for told in _by_row(view).values():
        if len({each.fact.meaning.cut for each in told}) < 2:
            continue
        if any(each.day is None for each in told):
            reason = "the date of a data cut is not known"
            yield not_applicable(reason, *(each.name for each in told))
        for one, other in permutations(told, 2):
            if one.day and other.day and one.day.before(other.day):
                yield from _grown(view, one, other)


def _by_row(view: View) -> dict[object, list[_Told]]:
    found: dict[object, list[_Told]] = {}
    for fact in view.estimates:
        cut = view.study.cuts.get(fact.meaning.cut)
        part, number = _growing(fact)
        if cut is not None and number is not None:
            told = _Told(fact, part, number, day(cut.date))
            found.setdefault((part, _row(view, fact)), []).append(told)
    return found


def _growing(fact: EstimateFact) -> tuple[str, Number | None]:
    """Return the number that can only grow from one data cut to the next."""
    measure = terms.vocabulary("measures")[fact.meaning.measure]
    if fact.value.events is not None:
        return "events", fact.value.events
    if measure.text("kind") == "mortality" and is_share(fact):
        return "count", fact.value.count
    quantity = fact.value.quantity
    if measure.id == "follow-up" and fact.meaning.statistic == "median" and quantity:
        return "value", None if quantity.operator else quantity.number
    return "", None


def _row(view: View, fact: EstimateFact) -> object:
    """Return what two data cuts must share; a block named after a cut is the same block."""
    endpoint = view.endpoints[fact.meaning.endpoint]
    apart = block_name(endpoint.address.split("/")[-1].split(" ")[0])[1]
    apart = "" if apart in view.study.cuts else apart
    unit = fact.value.quantity.unit if fact.value.quantity else ""
    where = (endpoint.section, endpoint.measure, apart, endpoint.window, unit)
    return (*where, fact.group, replace(row_key(fact), endpoint="", cut=""))


def _grown(view: View, early: _Told, late: _Told) -> Iterator[Answer]:
    where = (early.name, late.name)
    if late.number.decimal < early.number.decimal:
        changes = (
            f"{late} would have to be at least {early.number.text}",
            f"{early} would have to be at most {late.number.text}",
        )
        says = f"{early} falls to {late} at a later data cut"
        yield violated(where, says, severity=Severity.WARNING, changes=changes)
    else:
        yield passed(*where)
    yield from _same_size(view, early, late)


def _same_size(view: View, early: _Told, late: _Told) -> Iterator[Answer]:
    """All who were randomised stay randomised; only an interim analysis may know fewer."""
    first, last = early.fact.denominator, late.fact.denominator
    interim = view.study.cuts[early.fact.meaning.cut].interim
    randomised = early.fact.meaning.counted == late.fact.meaning.counted == "randomised"
    if interim or not randomised or "" in (first.named_by, last.named_by):
        return
    where = (early.name, late.name)
    if first.n == last.n:
        yield passed(*where)
    else:
        says = f"{first.n} were randomised at {early.fact.meaning.cut}, {last.n} later"
        yield violated(where, says, severity=Severity.WARNING)


B01 = Check(
    id="B01",
    alone=True,
    title="Identifiers are well-formed",
    statement="DOI, PMID, PMCID and registry numbers are written as their registries write them.",
    why="A DOI that lost its `10.` leads nowhere.",
    severity=Severity.ERROR,
    passes="10.1182/bloodadvances.2021005978",
    fails="1182/bloodadvances.2021005978",
    fix="Copy the identifier again. If the source prints it wrong, say so under `oddities`.",
    look=_identifiers,
)
B03 = Check(
    id="B03",
    alone=True,
    title="Pages run forwards, and a summary is not older than its source",
    statement="The first page is not after the last, an article has fewer than 60 pages, and what "
    "reports on a source appeared no earlier.",
    why="Bibliographic slips make a source hard to find.",
    severity=Severity.INFO,
    passes="1432-1443",
    fails="1443-1432",
    fix="Compare with the page of the journal.",
    look=_pages,
)
B04 = Check(
    id="B04",
    title="Events do not become fewer",
    statement="Deaths, events and follow-up do not fall from one data cut to a later one, and the "
    "number randomised stays.",
    why="The dead stay dead: a count that falls belongs to another group, or is mistyped.",
    severity=Severity.WARNING,
    passes="204 deaths, later 252",
    fails="252 deaths, later 204",
    fix="Compare both reports. If events were judged again, waive it with the reason.",
    look=_later_cuts,
)
CHECKS = (B01, B02, B03, B04)
