"""Studies side by side in a real browser: what meets what, what is said, what the address keeps."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

import kb
from kb.models.results import Outcome, Section
from tests.site.conftest import Visit

pytestmark = pytest.mark.browser

PAIR = ("tower", "ino-vate")
SINGLE_ARMS = ("eliana", "zuma-3", "felix")
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


def go(visit: Visit, *studies: str) -> Page:
    """Open the page with these studies and wait until it says that it is done."""
    page = visit.go(f"compare/?s={','.join(studies)}")
    if len(studies) > 1:
        expect(page.locator("[data-status]")).to_contain_text("side by side")
    return page


def section(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True))


def address(href: str) -> tuple[str, str]:
    """Study and fragment of a link to a number."""
    parts = urlsplit(href)
    return parts.path.rstrip("/").rpartition("/")[2], unquote(parts.fragment)


def facts(
    base: kb.KnowledgeBase, studies: tuple[str, ...], section: Section = "outcomes"
) -> Iterator[Outcome]:
    for study in studies:
        for basis in ("reported", "derived", "digitised"):
            yield from base.outcomes(study=study, section=section, basis=basis)


def kinds(
    base: kb.KnowledgeBase, studies: tuple[str, ...], section: Section = "outcomes"
) -> dict[tuple[object, ...], list[Outcome]]:
    """Results by measure, statistic and time, worked out from the query API alone."""
    found: dict[tuple[object, ...], list[Outcome]] = defaultdict(list)
    for fact in facts(base, studies, section):
        when = round(fact.months, 1) if fact.months is not None else fact.time
        told = (fact.milestone, fact.category, fact.grade, fact.during, fact.per)
        found[fact.measure, fact.statistic, when, *told].append(fact)
    return found


def place(fact: Outcome) -> tuple[str, str]:
    return fact.study, fact.address.replace(" ", "-").replace("/", ".")


@pytest.mark.parametrize("studies", [PAIR, SINGLE_ARMS], ids=["two", "three"])
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("baseline", "Baseline"),
        ("outcomes", "Outcomes at the same time"),
        ("safety", "Safety"),
    ],
)
def test_results_meet_as_the_query_says(
    visit: Visit,
    real_base: kb.KnowledgeBase,
    studies: tuple[str, ...],
    name: Section,
    title: str,
) -> None:
    page = go(visit, *studies)
    rows = (
        section(page, title)
        .locator("tbody")
        .evaluate_all(
            "all => all.map(body => [...body.querySelectorAll('.lines a')].map(a => a.href))"
        )
    )
    shown = {frozenset(address(href) for href in row) for row in rows if row}
    wanted = {
        frozenset(map(place, same))
        for same in kinds(real_base, studies, name).values()
        if len({fact.study for fact in same}) > 1
    }
    assert shown == wanted
    nothing = "Nothing is reported by more than one of them" in section(page, title).inner_text()
    assert nothing == (not wanted)
    assert visit.errors == []


def test_numbers_stand_in_the_column_of_their_study_as_printed(
    visit: Visit, real_base: kb.KnowledgeBase
) -> None:
    page = go(visit, *SINGLE_ARMS)
    known = {place(fact): fact for fact in facts(real_base, SINGLE_ARMS)}
    cells = (
        section(page, "Outcomes at the same time")
        .locator("td .lines > li")
        .evaluate_all(
            "all => all.map(li => "
            "[li.querySelector('a').href, li.textContent, li.closest('td').cellIndex])"
        )
    )
    for href, text, column in cells:
        fact = known[address(href)]
        assert SINGLE_ARMS[column] == fact.study
        printed = (fact.value_text, fact.low_text, fact.high_text, fact.word, fact.group_label)
        assert [part for part in printed if part and part not in text] == []
        assert ("after baseline" in text) == fact.post_baseline
        assert ("secondary source only" in text) == fact.secondary_only
        if fact.n is not None:
            assert f"n = {fact.n:,}" in text
    assert len(cells) > 20


def test_what_only_one_study_reports_is_listed(visit: Visit, real_base: kb.KnowledgeBase) -> None:
    page = go(visit, *PAIR)
    lists = section(page, "Reported by one study only").locator("details")
    for index, study in enumerate(PAIR):
        links = lists.nth(index).locator("a").evaluate_all("all => all.map(a => a.href)")
        listed = {address(href) for href in links}
        alone = [
            same
            for same in kinds(real_base, PAIR).values()
            if {fact.study for fact in same} == {study}
        ]
        assert all(listed & set(map(place, same)) for same in alone)
        assert {found for found, _ in listed} == {study}


def test_differences_are_said(visit: Visit) -> None:
    page = go(visit, "tower", "zuma-3")
    said = section(page, "What differs").inner_text()
    assert "They differ in disease, setting, age, design and phase." in said
    assert "Not stated by all: selection." in said
    assert "TOWER is randomised, ZUMA-3 is not." in said
    assert "Defined or counted from another time:" in said
    design = section(page, "Design and population")
    marked = design.locator("tbody", has=page.get_by_text("differs", exact=True))
    assert [text.split()[0] for text in marked.all_inner_texts()] == [
        "Disease", "Setting", "Age", "Design", "Phase",
    ]  # fmt: skip
    outcomes = section(page, "Outcomes at the same time")
    assert outcomes.get_by_text("denominators differ").count() > 0
    assert outcomes.get_by_text("As defined").count() > 0


def test_the_caution_stands_whatever_is_chosen(visit: Visit) -> None:
    for studies in ((), ("tower",), PAIR, SINGLE_ARMS):
        page = go(visit, *studies)
        assert page.get_by_text("Patients were not allocated between these studies").is_visible()
    assert "None of them is randomised" in section(page, "What differs").inner_text()


def test_groups_defined_later_carry_the_warning(visit: Visit) -> None:
    outcomes = section(go(visit, *SINGLE_ARMS), "Outcomes at the same time")
    assert "immortal-time bias" in outcomes.locator(".callout").inner_text()
    outcomes = section(go(visit, "forum", "graall-2005"), "Outcomes at the same time")
    assert outcomes.locator(".callout").count() == 0


def test_keyboard_alone_compares_two_studies(visit: Visit) -> None:
    page = visit.go("compare/")
    box = page.get_by_role("combobox", name="Add a study")
    box.focus()
    page.keyboard.type("NCT02013167")
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert "TOWER" in page.locator(f"#{active}").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose a study to compare with TOWER")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "compare-add"
    page.keyboard.type("inotuzumab kantarjian 2016")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("TOWER and INO-VATE, side by side")
    assert page.url.endswith("compare/?s=tower,ino-vate")
    assert page.title().startswith("TOWER and INO-VATE compared")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert visit.errors == []


def test_the_address_holds_the_choice(visit: Visit) -> None:
    page = go(visit, "tower")
    page.locator("[data-near] a").first.click()
    expect(page.locator("[data-status]")).to_contain_text("side by side")
    chosen = page.url
    page.get_by_role("button", name="Remove TOWER").click()
    expect(page.locator(".chip")).to_have_count(1)
    assert "tower" not in page.url
    page.go_back()
    expect(page.locator(".chip")).to_have_count(2)
    assert page.url == chosen
    before = page.locator("[data-out]").inner_text()
    page.reload()
    expect(page.locator("[data-status]")).to_contain_text("side by side")
    assert page.locator("[data-out]").inner_text() == before
    page.go_back()
    expect(page.get_by_role("heading", name="Choose a study to compare with")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("s=tower&s=ino-vate", ["TOWER", "INO-VATE"]),
        ("s=tower,eliana&s=ino-vate&s=tower", ["TOWER", "ELIANA", "INO-VATE"]),
    ],
)
def test_an_address_may_name_studies_one_by_one(visit: Visit, query: str, chips: list[str]) -> None:
    page = visit.go(f"compare/?{query}")
    expect(page.locator("[data-status]")).to_contain_text("side by side")
    assert [text.rstrip("×\n ") for text in page.locator(".chip").all_inner_texts()] == chips
    assert visit.errors == []


def test_names_are_found_without_their_accents(visit: Visit) -> None:
    page = visit.go("compare/")
    for typed in ("GOKBUGET", "Gökbuget"):
        page.get_by_role("combobox", name="Add a study").fill(typed)
        assert page.locator("[data-options]").inner_text() != "No study matches"


def test_an_unknown_id_is_answered_kindly(visit: Visit) -> None:
    page = visit.go("compare/?s=towr,ino-vate")
    note = page.locator("[data-messages] .callout")
    assert "There is no study “towr”" in note.inner_text()
    nearest = note.get_by_role("link").first
    assert nearest.inner_text() == "TOWER (tower)"
    nearest.click()
    expect(page.locator("[data-status]")).to_contain_text("INO-VATE and TOWER, side by side")
    assert page.locator("[data-messages]").inner_text() == ""
    assert visit.errors == []


def test_a_hostile_id_is_only_text(visit: Visit) -> None:
    page = visit.go("compare/?s=%3Cimg src=x onerror=alert(1)%3E,__proto__,tower")
    assert "<img src=x onerror=alert(1)>" in page.locator("[data-messages]").inner_text()
    assert page.locator("main img").count() == 0
    assert visit.errors == []


def test_four_at_most(visit: Visit) -> None:
    page = go(visit, "tower", "ino-vate", "eliana", "zuma-3", "felix")
    assert page.locator(".chip").count() == 4
    assert "Left out: felix." in page.locator("[data-messages]").inner_text()
    assert page.locator("#compare-add").is_disabled()
    assert section(page, "Design and population").locator("thead th").count() == 4


def test_a_failure_can_be_tried_again(visit: Visit) -> None:
    visit.page.route("**/studies/tower/compare.json", lambda route: route.abort())
    page = visit.go("compare/?s=tower,ino-vate")
    assert "could not be loaded" in page.locator("[data-out]").inner_text()
    page.unroute("**/studies/tower/compare.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-status]")).to_contain_text("side by side")


def test_texts_of_records_stay_texts(visit: Visit) -> None:
    def hostile(value: object) -> object:
        if isinstance(value, dict):
            kept = ("key", "order", "section", "measure", "href", "id")
            return {k: v if k in kept else hostile(v) for k, v in value.items()}
        if isinstance(value, list):
            return [hostile(each) for each in value]
        return HOSTILE if isinstance(value, str) else value

    def serve(route: Route) -> None:
        route.fulfill(json=hostile(route.fetch().json()))

    visit.page.route("**/studies/*/compare.json", serve)
    page = visit.go("compare/?s=tower,ino-vate")
    expect(page.locator("[data-status]")).to_contain_text("side by side")
    assert page.locator("[data-out]").inner_text().count(HOSTILE) > 50
    assert page.locator("main img, main script").count() == 0
    assert visit.errors == []


def test_without_scripts_the_studies_are_linked(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/?s=tower,ino-vate")
    main = page.locator("main")
    assert "Comparing needs JavaScript" in main.inner_text()
    assert main.locator("a[href$='studies/tower/']").is_visible()
    assert not page.locator("[data-picker]").is_visible()
    context.close()


def test_it_prints(visit: Visit) -> None:
    page = go(visit, *PAIR)
    page.emulate_media(media="print")
    assert not page.locator("[data-picker]").is_visible()
    assert page.get_by_text("Patients were not allocated between these studies").is_visible()
    assert section(page, "Outcomes at the same time").locator("table").is_visible()
    boxes = page.locator(".table-scroll").evaluate_all(
        "all => all.map(box => getComputedStyle(box).overflowX)"
    )
    assert set(boxes) == {"visible"}
    folded = section(page, "Reported by one study only").locator("details a").first
    assert folded.is_visible()


def test_a_study_page_leads_here(visit: Visit) -> None:
    page = visit.go("studies/tower/")
    page.get_by_role("link", name="Compare with another study").click()
    expect(page.get_by_role("heading", name="Choose a study to compare with TOWER")).to_be_visible()


def test_wide_tables_scroll_in_their_own_box(visit: Visit) -> None:
    page = go(visit, "tower", "ino-vate", "eliana", "zuma-3")
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator(".table-scroll").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")


def test_a_study_without_a_result_points_to_the_nearest_it_has(visit: Visit) -> None:
    page = go(visit, "tower", "ino-vate", "eliana")
    lacking = page.locator("td", has_text="not reported here; see Complete remission")
    expect(lacking).to_have_count(1)
    link = lacking.get_by_role("link", name="Complete remission", exact=True)
    assert address(str(link.get_attribute("href"))) == ("tower", "outcomes.cr.share.blina")


def test_effects_show_the_sizes_of_the_arms(visit: Visit) -> None:
    effects = section(go(visit, *PAIR), "Effects within each study")
    expect(effects.locator(".source", has_text="n = 271 v 134").first).to_be_visible()
