"""Numbers on pages: as printed, with what belongs to them."""

import pytest

from kb.publish.pages.study_data import StudyData
from kb.publish.parts.forests import drawn_effect, drawn_estimate
from kb.publish.parts.numbers import effect, estimate, one_line
from tests.kb.publish.conftest import Find, FindComparison


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("baseline/table-1/median age/blina", "45.30 y (IQR 25.1 to 62.6)"),
        ("baseline/table-1/mean age/chemo", "41.0 y (95% CI 39.0 to 43.0; SD 9.9)"),
        ("baseline/table-1/male/blina", "55.0%, 110 patients"),
        ("safety/table-2/crs/chemo", "0"),
        ("safety/table-2/vod-sos 3+/blina", "3/198"),
        ("safety/table-2/rate infection/blina", "-1.5 /patient-year (95% CI -2.5 to -0.5)"),
        ("safety/table-2/median ferritin/blina", "92204 ng/mL (IQR 38305 to 221638), of 26"),
        ("safety/table-2/median ferritin/chemo", "not applicable"),
        ("outcomes/cr/share/blina", "46.3%, 88/190"),
        ("outcomes/cr/share/chemo", "<1%"),
        ("outcomes/cr/share/small", "~7.5%, of 13"),
        ("outcomes/os/median/blina", "7.7 mo (95% CI 5.6 to 9.6), 165/200 events"),
        ("outcomes/os/median/chemo", "not reached (95% CI 18.2 mo to not estimable)"),
        ("outcomes/os/at 1 y/blina", "83.90% (P10-P90 81.4 to 86.1)"),
        ("outcomes/os/at 1 y/chemo", "83.2% to 86.0%"),
        ("outcomes/os/at 12 mo landmark/resp", "not reported"),
        ("outcomes/os/derived/rmst to 24 mo/blina", "14.25 mo (SE 0.4)"),
    ],
)
def test_estimates(result: Find, address: str, line: str) -> None:
    assert one_line(estimate(result(address))) == line


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("baseline/table-1/male/blina vs chemo", "blank"),
        ("outcomes/cr/compare/blina vs rate unstated", "p<=0.05 one-sided"),
        ("outcomes/os/compare/blina vs history", "HR 0.5 (90% CI 0.4 to 0.6)"),
        ("outcomes/os/compare/blina vs chemo x blasts", "not significant"),
        (
            "outcomes/cr/compare/blina vs chemo",
            "RD +26.3 pp (97.5% two-sided CI 18.0 to not estimable), p<.001 one-sided",
        ),
        (
            "outcomes/cr/derived/compare/blina vs chemo",
            "OR 12.5 (97.5% one-sided CI 4.2 to none)",
        ),
    ],
)
def test_effects(comparison: FindComparison, address: str, line: str) -> None:
    assert one_line(effect(comparison(address))) == line


def test_marks(result: Find, alpha: StudyData, beta: StudyData) -> None:
    derived = estimate(result("outcomes/cr/derived/share/chemo"))
    assert (derived["basis"], derived["how"]) == ("derived", "midpoint of two sources")
    changed = estimate(result("outcomes/os/at 1 y/resp"), alpha.names)
    assert (changed["inferred"], changed["note"]) == ("unit", "in the source: 0.905")
    retracted = estimate(beta.outcomes[0], beta.names)
    assert (retracted["secondary"], retracted["status"]) == (True, "retracted")


def test_what_other_sources_print(result: Find, alpha: StudyData) -> None:
    more = estimate(result("outcomes/cr/share/blina"), alpha.names)["others"]
    differs = estimate(result("outcomes/cr/share/chemo"), alpha.names)["others"]
    same = result("baseline/table-1/median age/chemo")
    assert [(o["printed"], o["differs"]) for o in more] == [("46.3% (39.1 to 53.7)", False)]
    assert [(o["printed"], o["differs"], o["why"]) for o in differs] == [
        ("3%", True, None),  # the same reason is said once, at the last
        ("2.0%", True, "the paper stands"),
    ]
    assert estimate(same, alpha.names)["others"] == []
    assert [ref["label"] for ref in alpha.names.ref(same)["also"]] == ["Müller-Özil 2020"]


@pytest.mark.parametrize(
    ("address", "value", "low", "high", "basis"),
    [
        ("outcomes/cr/share/blina", 46.3, None, None, "reported"),
        ("outcomes/cr/parts/cr-only/blina", 30.0, None, None, "derived"),  # 60 of 200
        ("safety/table-2/vod-sos 3+/chemo", 100 / 96, None, None, "derived"),
        ("outcomes/cr/share/chemo", None, None, 1.0, "reported"),  # <1%: a line from the left
        ("outcomes/os/at 1 y/chemo", None, 83.2, 86.0, "reported"),  # a span
        ("outcomes/os/median/chemo", None, 18.2, None, "reported"),
        ("outcomes/os/digitised/at 6 mo/blina", 61.2, None, None, "digitised"),
    ],
)
def test_where_a_mark_is_drawn(
    result: Find,
    address: str,
    value: float | None,
    low: float | None,
    high: float | None,
    basis: str,
) -> None:
    found = drawn_estimate(result(address), "A group")
    assert found is not None
    row = found.row
    assert (row.value, row.low, row.high, row.basis) == (value, low, high, basis)


def test_what_cannot_be_drawn(result: Find, comparison: FindComparison, beta: StudyData) -> None:
    assert drawn_effect(comparison("outcomes/os/compare/arms x blasts"), "x") is None
    words = drawn_estimate(result("outcomes/os/at 12 mo landmark/resp"), "x")
    assert words is not None
    assert (words.unit, words.row.numbers) == ("", [])
    share = drawn_estimate(beta.outcomes[0], "all")
    assert share is not None
    assert share.row.label == "All (retracted)"
