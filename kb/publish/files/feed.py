"""The Atom feed of new and changed records."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from kb.publish.files.changes import Event
from kb.publish.files.reading import Reading
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import study_name

ATOM = "http://www.w3.org/2005/Atom"
# How every page names the feed.
ALTERNATE = {"type": "application/atom+xml", "title": "New and changed records", "href": "feed.xml"}
_MOST = 100
_LEFT_OUT = "Records whose curation has no date are not in it."


def feed(reading: Reading, events: Iterable[Event], address: str) -> bytes:
    """Return the feed, the newest first.

    Args:
        reading: what the public API says.
        events: what changed, the newest first.
        address: of the site; empty if it has none, and links are relative to the feed.
    """
    meta = reading.meta
    days = [list(of_it) for _, of_it in groupby(events, lambda event: (event.date, event.study))]
    root = ET.Element("feed", xmlns=ATOM)
    _text(root, "id", _name(meta.title))
    _text(root, "title", f"{meta.title}: new and changed records")
    _text(root, "subtitle", f"Published outcomes in acute lymphoblastic leukaemia. {_LEFT_OUT}")
    _text(root, "updated", _moment(days[0][0].date if days else _no_earlier_than(reading)))
    _text(root, "rights", f"{meta.title} contributors, {meta.licence}")
    _person(root, f"{meta.title} contributors")
    _link(root, "self", f"{address}feed.xml", "application/atom+xml")
    _link(root, "alternate", f"{address}data/#changes", "text/html")
    for of_day in days[:_MOST]:
        _entry(root, reading, of_day, address)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: ET.Element, reading: Reading, of_day: list[Event], address: str) -> None:
    """Add what happened to one record on one day."""
    first = of_day[0]
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", _name(f"{reading.meta.title}/{first.study}/{first.date}"))
    _text(entry, "title", study_name(reading.library.studies[first.study]))
    _text(entry, "updated", _moment(first.date))
    for person in dict.fromkeys(event.by for event in of_day):
        _person(entry, person)
    _link(entry, "alternate", f"{address}{study_path(first.study)}", "text/html")
    _text(entry, "summary", "; ".join(event.what for event in of_day), {"type": "text"})


def _name(text: str) -> str:
    """Return a name for ever, wherever the site is."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _moment(date: str) -> str:
    """Return a year, month or day as the moment at which it begins."""
    year, month, day = (*date.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def _no_earlier_than(reading: Reading) -> str:
    """Return the year of the newest study: no record of it can be older."""
    return str(max((row.year or 1970 for row in reading.library.studies.values()), default=1970))


def _text(
    parent: ET.Element, name: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    ET.SubElement(parent, name, dict(attributes or {})).text = text


def _person(parent: ET.Element, name: str) -> None:
    _text(ET.SubElement(parent, "author"), "name", name)


def _link(parent: ET.Element, rel: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", rel=rel, href=href, type=kind)
