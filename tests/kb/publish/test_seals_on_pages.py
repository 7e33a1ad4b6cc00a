"""What pages say of numbers that were verified, and of those that changed since."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

import kb
from kb.curation.load import load
from kb.publish.pages import home, quality, study
from kb.publish.pages.page import Page
from kb.publish.parts.cards import card
from kb.publish.parts.finding import study_facets
from kb.publish.parts.library import Library
from kb.publish.render import render
from tests.kb.sealing import change, copied, seal_all
from tests.schema.example import PATH
from tests.schema.sealed_example import RICH

ID = "doe-2024-drug"
TICK = '<span class="tick" title="Verified by second reader, 5 April 2023">'


@pytest.fixture(scope="module")
def changed(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return sealed records of which the rich example was changed afterwards."""
    folder = tmp_path_factory.mktemp("sealed")
    root = copied(records, folder / "evidence")
    file = root / PATH
    file.parent.mkdir()
    file.write_text(RICH)
    seal_all(root)
    change(
        file,
        ("7.7 mo", "7.9 mo"),
        ("n: 300", "n: 301"),
        ("16/100", "17/100"),
        ("x: 198", "x: 197"),
        ("at 5 y", "at 4 y"),
    )
    load(root, folder / "kb.sqlite")
    with kb.open(folder / "kb.sqlite") as base:
        yield Library(base)


def html(pages: Iterator[Page], path: str) -> str:
    """Return the body of one page."""
    (page,) = (page for page in pages if page.path == path)
    return render(page)[0]


def element(text: str, id_: str) -> str:
    """Return the row or number that has an id."""
    found = re.search(rf'<(tr|span)[^>]* id="{re.escape(id_)}".*?(</tr>|$)', text, re.MULTILINE)
    assert found, id_
    return found[0]


def change_of(text: str, id_: str) -> str:
    """Return the row of the change in which a number is named."""
    (row,) = (row for row in re.findall(r"<tr.*?</tr>", text) if f'id="{id_}"' in row)
    return str(row)


@pytest.fixture(scope="module")
def page(changed: Library) -> str:
    return html(study.pages(changed), f"studies/{ID}/")


def test_a_verified_number_has_a_tick_that_says_so(page: str) -> None:
    row = element(page, "outcomes.os.median.chemo")
    assert f'{TICK}<span class="sr"> Verified by second reader, 5 April 2023</span></span>' in row
    assert "verification broken" not in row
    assert TICK in element(page, "groups.x")
    assert TICK in element(page, "outcomes.os.compare.x-vs-chemo")
    assert TICK in element(page, "safety.table-2.vod-sos-3+.chemo")


def test_a_number_that_changed_leads_to_what_it_was(page: str) -> None:
    row = element(page, "outcomes.os.median.x")
    (href,) = re.findall(r'href="([^"]*)">verification broken', row)
    assert href == f"../../studies/{ID}/#changed.outcomes.os.median.x"
    assert TICK not in row
    there = change_of(page, "changed.outcomes.os.median.x")
    assert (
        '<th scope="row">Value</th><td>7.7 mo (5.6 to 9.6)</td><td>7.9 mo (5.6 to 9.6)</td>'
        in there
    )
    assert "reader-3, 5 April 2023" in there
    assert 'href="#outcomes.os.median.x"' in there


def test_sizes_that_changed(page: str) -> None:
    assert "verification broken" in element(page, "groups.both")
    assert "<td>300</td><td>301</td>" in change_of(page, "changed.groups.both")
    assert "Treated (Drug X 197, verification broken; Chemotherapy 96, verified)" in page


def test_what_another_place_prints_has_a_mark_of_its_own(page: str) -> None:
    row = element(page, "outcomes.cr.share.chemo")
    own, _, other = row.partition("num-other")
    assert TICK in own
    assert "verification broken" not in own
    assert "17/100" in other
    assert TICK not in other
    assert "verification broken" in other


def test_what_is_gone_and_what_is_new(page: str) -> None:
    row = element(page, "outcomes.os.at-4-y.x")
    assert TICK not in row
    assert "verification broken" not in row
    there = change_of(page, "changed.outcomes.os.at-5-y.x")
    assert "<td>30% (24 to 36)</td><td>nothing stands there any more</td>" in there


def test_every_link_to_a_change_leads_somewhere(page: str) -> None:
    hrefs = re.findall(r'href="([^"]*)">verification broken', page)
    ids = {unescape(found) for found in re.findall(r' id="(changed[^"]*)"', page)}
    led = {unquote(unescape(href).partition("#")[2]) for href in hrefs}
    assert len(led) == 3
    assert led < ids
    assert len(ids) == 5


def test_the_share_of_verified_numbers(changed: Library, page: str) -> None:
    row = changed.studies[ID]
    share = f"{row.numbers_verified} of {row.numbers}"
    assert 0 < row.numbers_verified < row.numbers
    assert f'<dt>numbers verified</dt><dd>{share}</dd><dd class="stat-note">5 changed since' in page
    badges = [badge["text"] for badge in card(row, changed)["badges"]]
    assert f"{share} numbers verified" in badges
    (whole,) = (b for b in card(changed.studies["gamma"], changed)["badges"] if "of 3" in b["text"])
    assert whole == {"text": "3 of 3 numbers verified", "kind": "good"}
    counts = changed.base.counts()
    front = html(home.pages(changed), "")
    said = f"{counts.numbers_verified} of {counts.numbers}"
    assert f"<dt>numbers verified</dt><dd>{said}</dd>" in front


def test_search_finds_by_what_is_verified(changed: Library) -> None:
    states = {
        id_: [
            f["value"] for f in study_facets(changed.study(id_), changed) if f["name"] == "Status"
        ]
        for id_ in (ID, "gamma")
    }
    assert states == {
        ID: ["Record not checked", "Some numbers verified"],
        "gamma": ["Record not checked", "Numbers verified"],
    }


def test_the_quality_page_counts_broken_seals(changed: Library) -> None:
    text = html(quality.pages(changed), "quality/")
    assert "<dt>verifications broken</dt><dd>5</dd>" in text
    seals = len(changed.base.seals())
    assert f"<dt>cells and sizes read blind</dt><dd>{seals}</dd>" in text
    assert f"<dt>agreed at first sight</dt><dd>{seals} of {seals}</dd>" in text
    assert "<td>7.7 mo (5.6 to 9.6)</td><td>7.9 mo (5.6 to 9.6)</td>" in text
    assert f'href="../studies/{ID}/#outcomes.os.median.x"' in text


def test_pages_of_what_nobody_read_twice(library: Library) -> None:
    text = html(study.pages(library), "studies/alpha/")
    assert "tick" not in text.replace('<span class="tick"></span> verified', "")
    assert "<dt>numbers verified</dt><dd>0 of 105</dd>" in text
    overview = html(quality.pages(library), "quality/")
    assert "<dt>agreed at first sight</dt><dd>none read</dd>" in overview
    assert "<h3>Verification broken</h3>" not in overview
