"""The exports of the real records: the same numbers everywhere, the same text of every record."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

import kb
from tests.kb.publish.files.exported import EXPORTS, database, differences
from tests.site.conftest import EVIDENCE

FEED = re.compile(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)">')


@pytest.mark.parametrize("export", EXPORTS)
def test_the_same_numbers_as_in_the_database(export: str, site: Path, real_database: Path) -> None:
    assert differences(export, site, database(real_database)) == []


def test_the_comparison_is_about_all_numbers(
    real_database: Path, real_base: kb.KnowledgeBase
) -> None:
    counts, rows = real_base.counts(), database(real_database)
    of_tables = {table: sum(len(r) for name, r in rows.items() if name[0] == table)
                 for table in ("outcomes", "comparisons", "numbers")}  # fmt: skip
    assert of_tables["outcomes"] == counts.estimates
    assert of_tables["comparisons"] == counts.comparisons
    assert of_tables["numbers"] == counts.numbers


def test_records_can_be_downloaded_as_they_were_written(
    site: Path, real_base: kb.KnowledgeBase
) -> None:
    for row in real_base.studies():
        written = (EVIDENCE / real_base.study(row.id).record.path).read_bytes()
        assert (site / f"studies/{row.id}/{row.id}.yml").read_bytes() == written


def test_every_page_names_the_feed(site: Path) -> None:
    for page in ("index.html", "data/index.html", "studies/tower/index.html", "about/index.html"):
        (href,) = FEED.findall((site / page).read_text(encoding="utf-8"))
        assert urljoin(page, href) == "feed.xml"
