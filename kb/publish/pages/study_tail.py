"""The end of a study page: remarks, sources, curation, how to cite."""

from collections.abc import Iterator
from typing import TypedDict

from kb.models.remarks import Curation
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.anchors import fragment, source_anchor
from kb.publish.parts.cards import record_badge
from kb.publish.parts.shapes import Fact, Kind, Link, plain, texts
from kb.publish.parts.sources import citation, links, notices, parts_read
from kb.publish.parts.words import counted, date_words, sentence, thousands

_BADGES: dict[str, Kind] = {"secondary": "warning"}
# Parts of a record that stand in the summary of its page.
_SUMMARY = ("design", "population", "title", "acronym")


class OddityRow(TypedDict):
    """Something odd in a source, and what it is about."""

    says: str
    at: Link


class SourceRow(TypedDict):
    """A source with what was read of it."""

    id: str
    kind: str
    badge: Kind | None
    citation: str
    links: list[Link]
    notices: list[Link]
    about: str | None
    read: str
    note: str | None
    results: str


class WaiverRow(TypedDict):
    """A finding that stays, and why."""

    check: str
    at: Link
    printed: str
    why: str
    by: str
    date: str


def place_on_page(data: StudyData, address: str) -> Link:
    """Return an address as a link, where something on the page has it."""
    facts = (*data.outcomes, *data.comparisons)
    known = {fact.address for fact in facts}
    known |= {f"groups/{group.id}" for group in data.study.groups}
    known |= {f"sources/{source.id}" for source in data.study.sources}
    known |= {f"{table.section}/{table.block}" for table in data.study.tables}
    if address in known:
        return {"text": address, "href": fragment(address)}
    if address.split("/")[0] in _SUMMARY:
        return {"text": address, "href": "#summary"}
    return plain(address)


def oddities(data: StudyData) -> list[OddityRow]:
    """Return what is odd in the sources."""
    return [
        {"says": oddity.says, "at": place_on_page(data, oddity.address)}
        for oddity in data.study.oddities
    ]


def source_rows(data: StudyData) -> list[SourceRow]:
    """Return the sources, what was read of each, and how many results come from it."""
    return [
        {
            "id": source_anchor(source.id),
            "kind": sentence(data.library.name("source-kinds", source.kind)),
            "badge": _BADGES.get(source.kind),
            "citation": citation(source),
            "links": links(source),
            "notices": notices(source),
            "about": data.names[source.about] if source.about else None,
            "read": parts_read(source),
            "note": source.note,
            "results": counted(source.facts, "result"),
        }
        for source in data.study.sources
    ]


def waivers(data: StudyData) -> list[WaiverRow]:
    """Return findings of checks that are the source's own and stay."""
    return [
        {
            "check": waiver.check,
            "at": place_on_page(data, waiver.address),
            "printed": waiver.printed,
            "why": waiver.why,
            "by": waiver.by,
            "date": date_words(waiver.date),
        }
        for waiver in data.study.waivers
    ]


def curation(data: StudyData) -> list[Fact]:
    """Return who read and who checked the record, what is missing, and the risk of bias."""
    status = record_badge(data.row)["text"]
    return [*texts("Status", status), *_curation(data.study.curation), *_appraisal(data)]


def _appraisal(data: StudyData) -> Iterator[Fact]:
    found = data.study.appraisal
    if found is None:
        return
    tool = data.library.name("bias-tools", found.tool)
    domains = (f"{each.domain}: {each.judgment} ({each.why})" for each in found.domains)
    said = [f"{tool}, by {_by(found.by, found.date)}", *domains]
    yield {"term": "Risk of bias", "values": [plain(text) for text in said], "lines": True}


def _curation(said: Curation) -> Iterator[Fact]:
    yield from texts("Extracted", _by(said.extracted_by, said.extracted_date))
    checked = _by(said.checked_by, said.checked_date) if said.checked_by else "not yet"
    yield from texts("Checked", checked, _figures(said))
    yield from texts("Missing", *said.missing)
    yield from texts("Interests", said.interests)
    history = [f"{_by(change.by, change.date)}: {change.what}" for change in said.history]
    yield from texts("History", *history)


def _by(who: str, date: str | None) -> str:
    when = "date not recorded" if date in (None, "not recorded") else date_words(date or "")
    return f"{who}, {when}"


def _figures(curation: Curation) -> str:
    if curation.figures is None:
        return ""
    unseen = f", {thousands(curation.unseen)} could not be seen again" if curation.unseen else ""
    wrong = f"{thousands(curation.corrected or 0)} corrected"
    return f"{counted(curation.figures, 'figure')}, {wrong}{unseen}"


def cite(data: StudyData) -> str:
    """Return how to cite the record, with the version of the data."""
    meta = data.library.base.meta
    dated = f", {date_words(meta.data_date)}" if meta.data_date else ""
    return (
        f"{meta.title} contributors. {data.row.title}. {meta.title}, record {data.row.id}, "
        f"data version {meta.data_version[:12]}{dated}. {meta.licence}. "
        "Please cite the report itself as well."
    )
