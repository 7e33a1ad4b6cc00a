"""Checks of what surrounds the numbers: identifiers, pages, and when a report appeared."""

import re
from collections.abc import Iterator

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.sources.dates import published
from schema.checks.view import View
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
CHECKS = (B01, B03)
