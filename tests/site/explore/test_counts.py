"""What the explore page counts and filters is what queries return."""

import pytest

import kb
from kb.publish.explore.facets import facets
from kb.publish.explore.rows import ExploreRow
from kb.publish.parts.library import Library
from tests.site.conftest import Visit
from tests.site.explore.conftest import STATUS, asked, counts, opened, shown, tick

pytestmark = pytest.mark.browser


FILTERS = {
    "measure": "measure",
    "treatment": "treatment",
    "population": "population",
    "setting": "setting",
    "design": "design",
    "study": "study",
}


@pytest.mark.parametrize("name", FILTERS)
def test_counts_of_a_facet_are_those_of_the_query(
    visit: Visit, real_base: kb.KnowledgeBase, every: list[ExploreRow], library: Library, name: str
) -> None:
    page = opened(visit, "?measure=os" if name != "measure" else "?treatment=blinatumomab")
    made = next(each for each in facets(every, library) if each.id == name)
    labels = made.labels or {row.study: row.name for row in every}
    fixed = {"measure": "os"} if name != "measure" else {"treatment": "blinatumomab"}
    found = counts(page, name)
    assert len(found) > 3
    for value, label in labels.items():
        expected = len(asked(real_base, **fixed, **{name: value}))
        if label in found:
            assert found[label] == expected, label
        elif len(found) < 60:
            assert expected == 0, label
    assert visit.errors == []


def test_counts_of_times_and_marks_are_those_of_the_query(
    visit: Visit, real_base: kb.KnowledgeBase
) -> None:
    page = opened(visit, "?measure=os")
    times = counts(page, "time")
    for label, months in (("1 year", 12), ("5 years", 60), ("Time not stated", "unstated")):
        assert times[label] == len(asked(real_base, measure="os", at=months)), label
    for name, label, filters in (
        ("secondary", "First-hand", {"primary_sources_only": True}),
        ("later", "After baseline", {"post_baseline": True}),
        ("verified", "Not verified", {"verified": False}),
    ):
        expected = len(asked(real_base, measure="os", **filters))
        assert counts(page, name).get(label, 0) == expected, label
    kinds = counts(page, "kind")
    assert kinds["Outcomes"] == len(real_base.outcomes(measure="os", section="outcomes"))
    assert kinds["Comparisons"] == len(real_base.comparisons(measure="os", section=None))


def test_a_facet_widens_itself_and_narrows_the_others(
    visit: Visit, real_base: kb.KnowledgeBase
) -> None:
    page = opened(visit)
    before = counts(page, "measure")
    tick(page, "measure", "Overall survival")
    assert counts(page, "measure") == before
    assert shown(page) == len(asked(real_base, measure="os"))
    tick(page, "measure", "Event-free survival")
    assert shown(page) == len(asked(real_base, measure=["os", "efs"]))
    assert counts(page, "kind")["Outcomes"] < before["Overall survival"] + 200
    assert visit.errors == []


def test_ranges_of_year_n_and_value(visit: Visit, every: list[ExploreRow]) -> None:
    page = opened(visit, "?unit=%25&year=2019..2022&n=50..&value=30..60.5")
    expected = [
        row
        for row in every
        if row.axis == "%"
        and row.year is not None
        and 2019 <= row.year <= 2022
        and (row.n or 0) >= 50
        and row.value is not None
        and 30 <= row.value <= 60.5
    ]
    assert shown(page) == len(expected) > 10
    page.get_by_text("Year, n, value").click()
    page.locator("[data-range=n] input").first.fill("100")
    page.locator("[data-range=n] input").first.press("Enter")
    assert shown(page) == len([row for row in expected if (row.n or 0) >= 100])
    assert "n=100.." in page.url


@pytest.mark.parametrize("key", ["Enter", "Tab", None])
def test_a_range_upside_down_is_applied_as_written_and_said(visit: Visit, key: str | None) -> None:
    page = opened(visit, "?measure=os")
    steps = page.evaluate("history.length")
    page.get_by_text("Year, n, value").click()
    low, high = page.locator("[data-range=year] input").all()
    low.fill("2025")
    high.fill("2010")
    if key:
        high.press(key)
    page.wait_for_url("**year=2025..2010")  # without a key: after a while
    assert page.evaluate("history.length") == steps + 1
    assert shown(page) == 0
    why = "The upper bound, 2010, is below the lower one, 2025"
    assert why in page.locator("[data-nothing]").inner_text()
    for box in (low, high):
        assert box.get_attribute("aria-invalid") == "true"
        assert why in page.locator(f"#{box.get_attribute('aria-describedby')}").inner_text()
    high.fill("2026")
    page.wait_for_url("**year=2025..2026")
    assert low.get_attribute("aria-invalid") is None
    assert page.get_by_text(why).count() == 0
    page.get_by_role("button", name="Clear all").first.click()
    assert [low.input_value(), high.input_value()] == ["", ""]
    assert visit.errors == []


def test_a_link_to_a_range_upside_down_says_so(visit: Visit) -> None:
    page = opened(visit, "?n=50..20.5")
    assert "n: The upper bound, 20.5, is below" in page.locator("[data-nothing]").inner_text()


def test_a_value_waits_for_its_unit(visit: Visit) -> None:
    page = opened(visit)
    page.get_by_text("Year, n, value").click()
    low = page.locator("[data-range=value] input").first
    assert low.is_disabled()
    tick(page, "unit", "Months")
    assert low.is_enabled()


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("blincyto", {"treatment": "blinatumomab"}),
        ("BESPONSA overall", {"treatment": "inotuzumab-ozogamicin", "measure": "os"}),
    ],
)
def test_words_find_brand_names_and_narrow(
    visit: Visit, real_base: kb.KnowledgeBase, words: str, filters: dict[str, str]
) -> None:
    page = opened(visit)
    everything = shown(page)
    page.get_by_label("Find in these results").fill(words)
    page.locator(STATUS).filter(has_text=" of ").wait_for()
    assert len(asked(real_base, **filters)) <= shown(page) < everything
