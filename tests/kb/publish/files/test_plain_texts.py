"""llms.txt and robots.txt."""

import re
from pathlib import Path

from kb.publish.files.plain_texts import llms, robots
from kb.publish.files.reading import Reading

LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
PAGES = {"data/", "studies/", "api/", "about/"}


def test_llms_says_what_this_is_and_leads_to_the_data(site: Path, reading: Reading) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith(f"# {reading.meta.title}\n\n> ")
    for said in (reading.meta.data_version, reading.meta.licence_url, "Not medical advice", "Cite"):
        assert said in text
    links = LINK.findall(text)
    assert len(links) > 10
    missing = [link for link in links if not (site / link).is_file() and link not in PAGES]
    assert missing == []


def test_with_an_address_links_are_complete(reading: Reading) -> None:
    address = "https://example.org/kb/"
    links = LINK.findall(llms(reading, address))
    assert len(links) == len(LINK.findall(llms(reading, ""))) > 10
    assert [link for link in links if not link.startswith(address)] == []
    assert robots(address).splitlines()[-1] == "Sitemap: https://example.org/kb/sitemap.xml"


def test_robots_may_read_everything(site: Path) -> None:
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
