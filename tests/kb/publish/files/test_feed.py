"""The feed is Atom as RFC 4287 asks for, its dates are those of the records."""

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kb.publish.files.changes import Event, events
from kb.publish.files.feed import ALTERNATE, ATOM, feed
from kb.publish.files.reading import Reading

NAMES = {"atom": ATOM}
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, NAMES)]


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own


@pytest.fixture
def root(site: Path) -> ET.Element:
    return parsed((site / ALTERNATE["href"]).read_bytes())


def test_what_every_feed_and_entry_must_have(root: ET.Element) -> None:
    assert root.tag == f"{{{ATOM}}}feed"
    entries = root.findall("atom:entry", NAMES)
    assert entries
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(texts(element, f"atom:{name}")) == 1, name
        assert URN.fullmatch(texts(element, "atom:id")[0])
        assert datetime.fromisoformat(texts(element, "atom:updated")[0]).tzinfo
        assert texts(element, "atom:author/atom:name")
        links = [link.attrib for link in element.findall("atom:link", NAMES)]
        assert "alternate" in {link["rel"] for link in links}
    assert "self" in {link.attrib["rel"] for link in root.findall("atom:link", NAMES)}
    ids = [texts(entry, "atom:id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)


def test_dates_come_from_the_records(root: ET.Element, reading: Reading) -> None:
    dates = [text[:10] for text in texts(root, "atom:entry/atom:updated")]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == texts(root, "atom:updated")[0][:10]
    assert {"2022-01-02", "2022-01-04", "2022-03-01", "2022-02-02", "2022-09-10"} <= set(dates)
    assert set(dates) == {event.date for event in events(reading)}


def test_an_entry_says_who_did_what_to_which_record(root: ET.Element) -> None:
    changed = next(
        entry
        for entry in root.findall("atom:entry", NAMES)
        if texts(entry, "atom:updated") == ["2022-03-01T00:00:00Z"]
    )
    assert "label added" in texts(changed, "atom:summary")[0]
    assert "reader-1" in texts(changed, "atom:author/atom:name")
    link = changed.find("atom:link", NAMES)
    assert link is not None
    assert link.attrib["href"] == "studies/alpha/"


def test_events_of_one_day_are_one_entry(reading: Reading) -> None:
    told = [Event("2022-05", "alpha", "<b>one</b>", "x & y"), Event("2022-05", "alpha", "two", "z")]
    root = parsed(feed(reading, told, "https://example.org/kb/"))
    assert texts(root, "atom:entry/atom:summary") == ["<b>one</b>; two"]
    assert texts(root, "atom:entry/atom:author/atom:name") == ["x & y", "z"]
    assert texts(root, "atom:updated") == ["2022-05-01T00:00:00Z"]
    links = [link.attrib["href"] for link in root.iter(f"{{{ATOM}}}link")]
    assert links[0] == "https://example.org/kb/feed.xml"
    assert links[-1] == "https://example.org/kb/studies/alpha/"


def test_a_feed_without_dates_is_still_valid(reading: Reading) -> None:
    root = parsed(feed(reading, [], ""))
    assert texts(root, "atom:entry/atom:id") == []
    assert texts(root, "atom:updated") == ["2022-01-01T00:00:00Z"]  # no record can be older


def test_what_has_no_date_is_left_out(reading: Reading) -> None:
    found = events(reading)
    assert all(event.date[:4].isdigit() for event in found)
    assert [event.date for event in found] == sorted((e.date for e in found), reverse=True)
