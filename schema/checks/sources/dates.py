"""The check of dates: enrolment, data cut, publication and curation follow one another."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View
from schema.study.sources import Source
from schema.study.types import is_date

# How journals write the year of submission into a DOI.
_YEARS = (
    r"(20\d\d)\.?\d{4,6}",
    r"(20\d\d)-\d\d-\d{6}",
    r"JCO[.-](\d\d)[.-]\d{5}",
    r"NEJMoa(\d\d)\d{5}",
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed: `2012-01` is some day of January 2012."""

    text: str
    first: date
    last: date

    def before(self, other: "Day") -> bool:
        """Say whether it is before the other for certain."""
        return self.last < other.first


def day(text: str) -> Day | None:
    """Return the days that a printed date can stand for; None when it is not known."""
    if not is_date(text):
        return None
    year, month, number = [*(int(part) for part in text.split("-")), 0, 0][:3]
    last_month = month or 12
    last = number or monthrange(year, last_month)[1]
    return Day(text, date(year, month or 1, number or 1), date(year, last_month, last))


def published(source: Source) -> tuple[str, Day | None]:
    """Return when a source appeared, and which of its keys says so."""
    dated = day(source.date or "")
    return ("date", dated) if dated else ("year", day(str(source.year or "")))


class _Dated(NamedTuple):
    """Something that happened, where the record says when, and when."""

    what: str
    number: str
    day: Day | None


class _Follows(NamedTuple):
    """What must not happen before what."""

    earlier: _Dated
    later: _Dated
    severity: Severity = Severity.ERROR


def _in_order(view: View) -> Iterator[Answer]:
    for follows in _follow(view):
        earlier, later, severity = follows
        where = tuple(dict.fromkeys((earlier.number, later.number)))
        if earlier.day is None or later.day is None:
            yield not_applicable("a date is not known", *where)
        elif later.day.before(earlier.day):
            says = f"{later.what} ({later.day.text}) before {earlier.what} ({earlier.day.text})"
            yield violated(where, says, severity=severity)
        else:
            yield passed(*where)
    yield from _ages(view)
    yield from _numbered(view)


def _follow(view: View) -> Iterator[_Follows]:
    begun, ended = _enrolled(view)
    cuts = {
        key: _Dated(f"data cut {key}", f"cuts/{key}.date", day(cut.date))
        for key, cut in view.study.cuts.items()
    }
    sources = {key: _appeared(key, source) for key, source in view.study.sources.items()}
    if begun and ended:
        yield _Follows(begun, ended)
        yield from (_Follows(begun, later) for later in (*cuts.values(), *sources.values()))
        # Earlier cuts may fall into recruitment; a part of the trial may go on after the last.
        yield from (_Follows(ended, last, Severity.WARNING) for last in _latest(cuts.values()))
    for key, source in view.study.sources.items():
        if source.cut in cuts:
            yield _Follows(cuts[source.cut], sources[key])
        for notice in source.notices:
            seen = _Dated(f"its {notice.kind}", f"sources/{key}.notices", day(notice.date))
            yield _Follows(sources[key], seen, Severity.WARNING)
    for last in _latest([told for told in sources.values() if told.day]):
        # What appeared online can be read before the year of its issue.
        yield _Follows(last, _read(view), Severity.WARNING)
    yield from _curated(view)


def _latest(dated: Collection[_Dated]) -> list[_Dated]:
    """Return the last of them, or none when the date of one is not known."""
    known = [(each.day.last, each.number, each) for each in dated if each.day]
    return [max(known)[2]] if known and len(known) == len(dated) else []


def _enrolled(view: View) -> tuple[_Dated | None, _Dated | None]:
    first, found, last = (view.study.design.enrolled or "").partition(" to ")
    if not found:
        return None, None
    number = "design.enrolled"
    return _Dated("enrolment", number, day(first)), _Dated("its end", number, day(last))


def _appeared(key: str, source: Source) -> _Dated:
    part, when = published(source)
    return _Dated(f"publication of {key}", f"sources/{key}.{part}", when)


def _read(view: View) -> _Dated:
    return _Dated("extraction", "curation.extracted", day(view.study.curation.extracted.date))


def _curated(view: View) -> Iterator[_Follows]:
    curation = view.study.curation
    if curation.checked:
        checked = _Dated("checking", "curation.checked", day(curation.checked.date))
        yield _Follows(_read(view), checked)
    for change in curation.history:
        yield _Follows(_read(view), _Dated("a change", "curation.history", day(change.date)))


def _ages(view: View) -> Iterator[Answer]:
    low, high = view.study.population.minimum_age, view.study.population.maximum_age
    where = ("population.minimum-age", "population.maximum-age")
    if low is None or high is None:
        return
    if low > high:
        changes = (f"{low} and {high} would have to change places",)
        yield violated(where, f"the lowest age {low} is above the highest {high}", changes=changes)
    else:
        yield passed(*where)


def _numbered(view: View) -> Iterator[Answer]:
    """A DOI that carries the year of submission was not given out after publication."""
    for key, source in view.study.sources.items():
        submitted = _submitted(source.doi or "")
        if submitted is None or source.year is None:
            continue
        where = (f"sources/{key}.doi", f"sources/{key}.year")
        if submitted > source.year:
            says = f"the DOI was given out in {submitted}, after the year {source.year}"
            yield violated(where, says, severity=Severity.WARNING)
        else:
            yield passed(*where)


def _submitted(doi: str) -> int | None:
    """Return the year in a DOI such as `10.1182/blood.2020009098` or `10.1200/JCO.20.00256`."""
    found = re.search(rf"[./-](?:{'|'.join(_YEARS)})$", doi, re.IGNORECASE)
    if found is None:
        return None
    digits = next(group for group in found.groups() if group)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


B02 = Check(
    id="B02",
    title="Dates in order",
    statement="Enrolment, its end, data cut, publication and curation follow one another; the "
    "lowest age is not above the highest.",
    why="Two digits that changed places in a year make a trial end before it began.",
    severity=Severity.ERROR,
    passes="2012-01 to 2019-12, published 2022",
    fails="2012-01 to 2019-12, published 2011",
    fix="Compare the dates with the source and with the registry.",
    look=_in_order,
    method="INSPECT-SR 2.2 and 4.1; TRACT",
)
CHECKS = (B02,)
