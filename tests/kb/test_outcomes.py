"""Asking for outcomes: each filter against an exact answer."""

from decimal import Decimal
from typing import Any

import pytest

import kb

OS = "alpha outcomes/os"
ALL_OS_AT_1_Y = [
    f"{OS}/at 1 y/blina",
    f"{OS}/at 1 y/chemo",
    f"{OS}/at 1 y/resp",
    f"{OS}/at 1 y/blina-low",
    f"{OS}/at 12 mo landmark/resp",
    "gamma outcomes/os/at 12 mo/all",
]
CRS = ["alpha safety/table-2/crs/blina", "alpha safety/table-2/crs/chemo"]
VOD = ["alpha safety/table-2/vod-sos 3+/blina", "alpha safety/table-2/vod-sos 3+/chemo"]
BETA = ["beta outcomes/cr/share/all", "beta outcomes/os/at 2 y/all"]
GAMMA = ["gamma outcomes/os/at 12 mo/all", "gamma outcomes/os/median/all"]

ASKED: list[tuple[dict[str, Any], list[str]]] = [
    ({"measure": "os", "at": "1 y"}, ALL_OS_AT_1_Y),
    ({"measure": "Overall Survival", "at": "12 months"}, ALL_OS_AT_1_Y),
    ({"measure": ["OS"], "at": 12}, ALL_OS_AT_1_Y),
    ({"measure": "os", "at": 12.0, "study": "GAMMA"}, GAMMA[:1]),
    ({"at": "2.5 years"}, ["alpha outcomes/relapse/at 2.5 y/blina"]),
    ({"at": "unstated"}, [f"{OS}/at unstated/all"]),
    ({"statistic": "cumulative-incidence"}, ["alpha outcomes/relapse/at 2.5 y/blina"]),
    ({"statistic": "median", "measure": "os", "study": ["gamma", "beta"]}, GAMMA[1:]),
    ({"treatment": "Besponsa"}, GAMMA),
    ({"treatment": "dasatinib"}, BETA),
    ({"treatment": "tyrosine kinase inhibitor"}, BETA),  # narrower terms are included
    ({"treatment": ["Besponsa", "Sprycel"]}, [*BETA, *GAMMA]),
    ({"treatment": "mitoxantrone", "at": "3 y"}, [f"{OS}/at 3 y/blina"]),  # of the arm's 2nd step
    ({"treatment": "blinatumomab", "group": "resp"}, ALL_OS_AT_1_Y[2:3] + ALL_OS_AT_1_Y[4:5]),
    ({"population": "T-ALL"}, GAMMA),
    ({"population": "Ph+ ALL"}, BETA),
    ({"population": "b-all", "measure": "cr", "category": "crh"}, [
        "alpha outcomes/cr/parts/crh/blina", "alpha outcomes/cr/parts/crh/chemo"]),
    ({"population": "all", "measure": "os", "at": "24 mo"}, BETA[1:]),
    ({"setting": "newly-diagnosed"}, BETA),
    ({"setting": "relapsed", "study": "gamma"}, GAMMA),
    ({"design": "single-arm"}, GAMMA),
    ({"design": ["retrospective", "single-arm"]}, [*BETA, *GAMMA]),
    ({"group": "responders"}, ALL_OS_AT_1_Y[2:3] + ALL_OS_AT_1_Y[4:5]),  # by its label
    ({"study": "alpha-2019-abstract", "grade": "3+"}, VOD),  # by a former id
    ({"measure": "crs"}, CRS),
    ({"section": "flow"}, [f"alpha flow/arms/treated/{g}" for g in ("all", "blina", "chemo")]),
    ({"section": ["flow", "baseline"], "study": "beta"}, []),
    ({"section": None, "group": "all", "min_n": 300}, [
        "alpha flow/arms/treated/all", f"{OS}/at unstated/all"]),
    ({"min_n": 200, "statistic": "median", "section": "outcomes"}, [
        f"{OS}/median/blina", "alpha outcomes/os@interim/median/blina"]),
    ({"post_baseline": True}, ALL_OS_AT_1_Y[2:3] + ALL_OS_AT_1_Y[4:5]),
    ({"post_baseline": False, "measure": "os", "at": "1 y", "study": "gamma"}, GAMMA[:1]),
    ({"primary_sources_only": True, "study": "beta"}, []),
    ({"primary_sources_only": True, "study": "gamma"}, GAMMA),
    ({"verified": False, "grade": ["3+"]}, VOD),
    ({"verified": True}, []),
    ({"basis": "derived"}, ["alpha outcomes/cr/derived/share/chemo",
                            "alpha outcomes/os/derived/rmst to 24 mo/blina"]),
    ({"basis": "digitised"}, ["alpha outcomes/os/digitised/at 6 mo/blina"]),
    ({"basis": "digitised", "measure": "cr"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "addresses"), ASKED, ids=[str(asked) for asked, _ in ASKED])
def test_filters(base: kb.KnowledgeBase, filters: dict[str, Any], addresses: list[str]) -> None:
    found = base.outcomes(**filters)
    assert [f"{row.study} {row.address}" for row in found] == addresses


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"measure": "overal survival"}, "is not among the measures; did you mean `os`"),
    ({"treatment": "blincito"}, "not among the treatments; did you mean `blinatumomab`"),
    ({"population": "b-al"}, "not among the diseases; did you mean `b-all`"),
    ({"setting": "relapse or so"}, "not among the settings"),
    ({"design": "randomissed"}, "not among the designs; did you mean `randomised`"),
    ({"statistic": "medain"}, "not among the statistics; did you mean `median`"),
    ({"group": "blinn"}, "not among the groups; did you mean `blina`"),
    ({"study": "alfa"}, "not among the studies; did you mean `alpha`"),
    ({"section": "outcome"}, "not among the sections; did you mean `outcomes`"),
    ({"category": "crhh"}, "not among the categories; did you mean `crh`"),
    ({"grade": "3"}, "not among the grades; did you mean `3[+]`"),
    ({"at": "1 yeer"}, "not among the units; did you mean `y`"),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "message"), WRONG, ids=[str(asked) for asked, _ in WRONG])
def test_unknown_values_name_the_nearest(
    base: kb.KnowledgeBase, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(kb.UnknownTermError, match=message):
        base.outcomes(**filters)


def test_an_unknown_value_is_data(base: kb.KnowledgeBase) -> None:
    with pytest.raises(LookupError) as caught:
        base.outcomes(measure="EFSS")
    error = caught.value
    assert isinstance(error, kb.UnknownTermError)
    assert (error.kind, error.value, error.nearest[0]) == ("measures", "EFSS", "efs")


SHAPELESS: list[dict[str, Any]] = [
    {"at": "1"},
    {"at": "y"},
    {"at": "1 mg"},
    {"at": -1},
    {"at": True},
    {"at": float("nan")},
    {"basis": "guessed"},
    {"basis": None},
    {"min_n": "40"},
    {"min_n": True},
    {"measure": []},
    {"measure": 3},
    {"measure": ["os", None]},
    {"study": b"alpha"},
]


@pytest.mark.parametrize("filters", SHAPELESS, ids=str)
def test_values_of_the_wrong_shape(base: kb.KnowledgeBase, filters: dict[str, Any]) -> None:
    with pytest.raises(kb.BadFilterError):
        base.outcomes(**filters)


INJECTIONS = ["' OR '1'='1", "os'; DROP TABLE study; --", 'os" OR 1=1', "%", "_s", "os\x00", "*"]


@pytest.mark.parametrize("text", INJECTIONS)
@pytest.mark.parametrize("name", ["measure", "treatment", "group", "study", "grade", "category"])
def test_nothing_typed_is_sql(base: kb.KnowledgeBase, name: str, text: str) -> None:
    with pytest.raises(kb.UnknownTermError):
        base.outcomes(**{name: text})  # type: ignore[arg-type]
    assert base.counts().studies == 3


def one(base: kb.KnowledgeBase, address: str) -> Any:
    (row,) = (row for row in base.outcomes(study="alpha", section=None) if row.address == address)
    return row


def test_a_whole_row(base: kb.KnowledgeBase) -> None:
    row = one(base, "outcomes/os/median/blina")
    said = {
        "study": "alpha", "year": 2020, "section": "outcomes", "basis": "reported", "how": None,
        "endpoint": "outcomes/os", "measure": "os", "measure_name": "overall survival",
        "statistic": "median", "time": None, "origin": "randomisation", "cut": "final",
        "method": "kaplan-meier", "per": "patient", "place": "paper > Abstract", "source": "paper",
        "source_kind": "primary", "url": "https://example.org/abstract", "status": "verified",
        "verified": False, "verified_by": None, "broken": False,
        "retracted": False, "secondary_only": False, "post_baseline": False,
        "text": "7.7 mo (5.6 to 9.6) 165/200 events", "value_text": "7.7",
        "value_decimal": Decimal("7.7"), "value": 7.7, "unit": "mo", "value_canonical": 7.7,
        "low_text": "5.6", "low_decimal": Decimal("5.6"), "high": 9.6, "level": "95%",
        "sides": None, "events": 165, "events_of": 200, "n": 200, "n_from": "cell",
        "group": "blina", "group_label": "Blinatumomab arm", "spreads": (), "others": (),
    }  # fmt: skip
    assert {name: getattr(row, name) for name in said} == said


def test_words_are_not_numbers(base: kb.KnowledgeBase) -> None:
    row = one(base, "outcomes/os/median/chemo")
    assert (row.word, row.value, row.value_text) == ("not reached", None, None)
    assert (row.low_text, row.low_canonical, row.high, row.high_word) == (
        "18.2", 18.2, None, "not estimable",
    )  # fmt: skip
    assert one(base, "safety/table-2/median ferritin/chemo").word == "not applicable"
    assert one(base, "outcomes/os/at 12 mo landmark/resp").word == "not reported"
    assert one(base, "safety/table-2/crs/chemo").count == 0


def test_intervals_stand_apart_from_spreads(base: kb.KnowledgeBase) -> None:
    row = one(base, "baseline/table-1/mean age/chemo")
    assert (row.low, row.high, row.level) == (39.0, 43.0, "95%")
    assert [(s.text, s.kind, s.value_text, s.value) for s in row.spreads] == [
        ("SD 9.9", "SD", "9.9", 9.9)
    ]
    row = one(base, "baseline/table-1/median age/blina")
    assert (row.low, row.high, row.level) == (None, None, None)
    (spread,) = row.spreads
    assert (spread.text, spread.low_text, spread.high) == ("IQR 25.1 to 62.6", "25.1", 62.6)


def test_other_places_that_agree_and_differ(base: kb.KnowledgeBase) -> None:
    row = one(base, "outcomes/cr/share/chemo")
    assert (row.text, row.operator, row.value_text) == ("<1%", "<", "1")
    assert [(o.text, o.place, o.source_kind, o.agrees, o.why) for o in row.others] == [
        ("3%", "news > Page", "secondary", False, "the paper stands"),
        ("2.0%", "label > Section 5", "regulator", False, "the paper stands"),
    ]
    (agreeing,) = one(base, "outcomes/cr/share/blina").others
    assert (agreeing.agrees, agreeing.why, agreeing.url) == (True, None, None)


def test_a_size_that_was_worked_out_is_no_printed_one(base: kb.KnowledgeBase) -> None:
    groups = {group.id: (group.n, group.n_derived) for group in base.study("alpha").groups}
    assert groups["small"] == (None, 13)
    assert groups["blina-high"] == (79, None)
    assert groups["chemo-high"] == (None, 40)
    derived = [
        row.address for row in base.numbers(study="alpha", basis="derived") if row.part == "n"
    ]
    assert derived == ["groups/chemo-high", "groups/small"]


def test_derived_values_say_how(base: kb.KnowledgeBase) -> None:
    row = base.outcomes(basis="derived", measure="os")[0]
    assert (row.how, row.time, row.months, row.value_text) == (
        "area under the curve", "24 mo", 24.0, "14.25",
    )  # fmt: skip
    assert row.spreads[0].text == "SE 0.4"


def test_the_part_of_a_source_that_was_read_whole(base: kb.KnowledgeBase) -> None:
    row = one(base, "flow/arms/treated/all")
    assert (row.place, row.url) == ("label > Figure 1", "https://example.org/label")


def test_a_retracted_secondary_report_is_marked(base: kb.KnowledgeBase) -> None:
    row = base.outcomes(study="beta")[0]
    assert (row.secondary_only, row.status, row.retracted) == (True, "withdrawn", True)


def test_printed_notation_and_inference(base: kb.KnowledgeBase) -> None:
    row = one(base, "outcomes/os/at 1 y/resp")
    assert (row.text, row.printed, row.inferred) == ("90.5%", "0.905", ("unit",))


SECTIONS = [("baseline", 10), ("safety", 8), ("flow", 3)]


@pytest.mark.parametrize(("section", "count"), SECTIONS)
def test_sections_have_methods(base: kb.KnowledgeBase, section: str, count: int) -> None:
    found = getattr(base, section)(study="alpha")
    assert len(found) == count
    assert {row.section for row in found} == {section}
