"""Searching in a real browser: by every name that a reader may know."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import Visit, visiting

pytestmark = pytest.mark.browser

FIRST_STUDY = "studies/wudhikarn-2022-blina-ino/"


INOTUZUMAB = "treatments/inotuzumab-ozogamicin/"
FIRST = "[data-results] > li > a"
QUESTION = "what is the CR rate of blinatumomab in relapsed ALL?"
CROSSED = """async ([address, folder]) => {
  const { load } = await import(new URL("js/finder.js", address));
  const finder = await load(new URL(folder, address));
  const of = (kind) => finder.pages.filter((page) => page.kind === kind);
  const numbers = finder.numbers.rated([]);
  const hits = of("Treatment").flatMap((treatment) =>
    of("Measure").map((measure) => finder.crossing(treatment, measure, numbers)));
  return hits.filter(Boolean).map(({ path }) => path);
}"""


@pytest.fixture(scope="module")
def box(browser: Browser, address: str) -> Iterator[Visit]:
    """Return one tab with the search page, in which one search follows another."""
    context = browser.new_context()
    with visiting(context, address) as opened:
        opened.go("search/")
        yield opened
    context.close()


def search(visit: Visit, words: str) -> Page:
    """Type words; wait until all results are there."""
    field = visit.page.get_by_label("Search the evidence")
    field.fill("")
    visit.page.locator("[data-hints]").wait_for()
    field.fill(words)
    visit.page.get_by_text(re.compile(r"^\d+ results?")).wait_for()
    return visit.page


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("10.1182/bloodadvances.2021005978", FIRST_STUDY),
        ("https://doi.org/10.1182/bloodadvances.2021005978", FIRST_STUDY),
        ("wudhikarn 2022", FIRST_STUDY),
        ("NCT02013167", "studies/tower/"),
        ("40193822", "studies/ukall-2011/"),
        ("TOWER", "studies/tower/"),
        ("ino-vate", "studies/ino-vate/"),
        ("blinatumomab", "treatments/blinatumomab/"),
        ("Blincyto", "treatments/blinatumomab/"),
        ("besponsa", INOTUZUMAB),
        ("inotuzimab", INOTUZUMAB),
        ("blinatumomap", "treatments/blinatumomab/"),
        ("blina CR", "treatments/blinatumomab/#measure-cr"),
        ("overall survival blina", "treatments/blinatumomab/#measure-os"),
        ("tisagenlecleucel CRS", "treatments/tisagenlecleucel/#measure-crs"),
        ("toxicity (CRS) of tisagenlecleucel", "treatments/tisagenlecleucel/#measure-crs"),
        ("TOWER overall survival", "studies/tower/"),
        (QUESTION, "treatments/blinatumomab/#measure-cr"),
        ("tisagenlecleucel age", "measures/age/"),
        ("IT therapy", "treatments/intrathecal-chemotherapy/"),
        ("what is the time to relapse", "measures/time-to-relapse/"),
        ("CD19 negative", "measures/cd19-negative-relapse/"),
        ("overall survival", "measures/os/"),
        ("EFS", "measures/efs/"),
        ("cytokine release syndrome", "measures/crs/"),
        ("B-ALL", "populations/b-all/"),
    ],
)
def test_the_first_result_is_the_page_that_was_meant(box: Visit, words: str, path: str) -> None:
    page = search(box, words)
    assert page.locator(FIRST).first.evaluate("a => a.href") == f"{box.address}{path}"
    assert box.errors == []


@pytest.mark.parametrize(
    ("words", "printed", "path"),
    [
        ("TOWER CR", "44%, n 271", "studies/tower/#outcomes.cr-crh-cri.share.blina"),
        ("NCT02013167 overall survival", "7.7 mo", "studies/tower/#outcomes.os.median.blina"),
        ("wudhikarn 2022 cd19 negative", "8/11", f"{FIRST_STUDY}#outcomes.cr@step-2.share.cd19neg"),
    ],
)
def test_numbers_that_were_meant_stand_under_the_result(
    visit: Visit, words: str, printed: str, path: str
) -> None:
    visit.go("search/")
    page = search(visit, words)
    number = page.locator("[data-results] > li:first-child .numbers a", has_text=printed).first
    assert number.evaluate("a => a.href") == f"{visit.address}{path}"
    number.click()
    row = page.locator(":target")
    assert printed.split(",")[0] in row.inner_text()


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("TOWER CR", "Complete remission (CR with full haematological recovery) · Blinatumomab"),
        ("TOWER blinatumomab overall survival", "Overall survival, median · Blinatumomab"),
    ],
)
def test_numbers_under_their_own_study_do_not_name_it(box: Visit, words: str, about: str) -> None:
    page = search(box, words)
    first = page.locator("[data-results] > li:first-child")
    assert first.locator("a").first.inner_text().startswith("TOWER")
    numbers = first.locator(".numbers a > span").all_inner_texts()
    assert about in numbers
    assert [text for text in numbers if "TOWER" in text] == []


def test_numbers_under_a_treatment_name_their_study(box: Visit) -> None:
    page = search(box, "blina CR")
    numbers = page.locator("[data-results] > li:first-child .numbers a")
    assert numbers.count() > 1
    for number in numbers.all():
        study = (number.get_attribute("href") or "").split("/studies/")[1].split("/")[0]
        named = number.locator("span").inner_text().split(" · ")[-1]
        page_of = box.page.request.get(f"{box.address}studies/{study}/").text()
        assert named in page_of
        assert len(number.locator("span").inner_text().split(" · ")) == 3


def test_every_link_to_a_measure_of_a_treatment_leads_somewhere(box: Visit, site: Path) -> None:
    found = set(box.page.evaluate(CROSSED, [box.address, "search/"]))
    pages = {path.partition("#")[0] for path in found}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', _html(site, path))) for path in pages}
    anchored = {path for path in found if "#" in path}
    dead = [path for path in anchored if path.partition("#")[2] not in ids[path.partition("#")[0]]]
    assert dead == []
    assert len(anchored) > 500
    assert {path for path in pages if path.startswith("measures/")}  # what stands on no treatment


def _html(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text("utf-8")


def test_a_question_is_answered_in_its_setting(box: Visit) -> None:
    page = search(box, QUESTION)
    numbers = page.locator("[data-results] > li:first-child .numbers a")
    assert numbers.first.inner_text().startswith("34%, n 271")
    for number in numbers.all():
        path = (number.get_attribute("href") or "").partition("#")[0]
        assert "relapsed" in page.request.get(path).text().lower()
    marked = {text.lower().strip("?.,") for text in page.locator("mark").all_inner_texts()}
    assert marked
    assert marked.isdisjoint({"what", "is", "the", "rate", "of", "in"})


@pytest.mark.parametrize("words", ["blinatumomab CR", "tisagenlecleucel CRS"])
def test_numbers_of_the_drug_alone_and_of_whole_groups_come_first(box: Visit, words: str) -> None:
    page = search(box, words)
    texts = page.locator("[data-results] > li:first-child .numbers li").all_inner_texts()
    assert len(texts) == 3
    doubted = ("not reported", "after baseline", " then ", "All enrolled", "low-grade", " vs ")
    assert [text for text in texts if any(word in text for word in doubted)] == []


def test_harms_say_who_was_counted(box: Visit) -> None:
    page = search(box, "tisagenlecleucel CRS")
    numbers = page.locator("[data-results] > li:first-child .numbers")
    assert "With follow-up, ALL and lymphoma together" in numbers.inner_text()


def test_numbers_carry_their_marks(box: Visit) -> None:
    page = search(box, "wudhikarn 2022 cd19 negative")
    marked = page.locator(".numbers li", has_text="8/11")
    assert "only in a secondary source; after baseline" in marked.inner_text()


def test_brand_names_stay_out_of_excerpts(visit: Visit) -> None:
    page = visit.go("search/?q=Blincyto")
    kinds = page.locator("[data-results] > li").all_inner_texts()
    studies = [text for text in kinds if "Study ·" in text]
    assert studies
    assert [text for text in studies if "Blincyto" in text] == []


def test_facets_narrow_the_results(visit: Visit) -> None:
    page = visit.go("search/?q=inotuzumab")
    before = int(page.locator("[data-status]").inner_text().split()[0])
    box = page.locator("fieldset", has_text="Kind").get_by_label("Study")
    box.check()
    page.wait_for_function(
        "before => parseInt(document.querySelector('[data-status]').textContent) < before",
        arg=before,
    )
    page.wait_for_selector("[data-results] li")
    texts = page.locator("[data-results] > li").all_inner_texts()
    assert all("Study ·" in text for text in texts)
    assert "Kind=Study" in page.url
    assert visit.errors == []


def test_facets_without_a_word_load_no_part_of_the_index(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.go("search/?Treatment=Blinatumomab&Kind=Study")
    page.locator(FIRST).first.wait_for()
    designs = page.locator("fieldset", has=page.get_by_text("Design", exact=True))
    designs.locator("label", has_text=re.compile("^Randomised")).click()
    page.get_by_text(re.compile(r"^\d+ results")).wait_for()
    titles = page.locator(FIRST).all_inner_texts()
    assert any(title.startswith("TOWER") for title in titles)
    assert not any(title.startswith("D-ALBA") for title in titles)  # single-arm
    assert "Design=Randomised" in page.url
    assert [url for url in asked if url.endswith((".pf_index", ".pf_fragment"))] == []
    assert visit.errors == []


def test_any_page_leads_to_the_search(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    page.keyboard.press("/")
    page.keyboard.type("ino-vate")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-results] li")
    first = page.locator("[data-results] li > a").first
    assert first.evaluate("a => a.pathname").endswith("studies/ino-vate/")


@pytest.mark.parametrize("words", ["jqjqjq", "zzz9q", "xqz of the", "999999999"])
def test_nothing_found_says_so(visit: Visit, words: str) -> None:
    page = visit.go("search/")
    page.get_by_label("Search the evidence").fill(words)
    page.get_by_text("Nothing found").wait_for()
    assert page.locator(FIRST).count() == 0
    assert visit.errors == []
