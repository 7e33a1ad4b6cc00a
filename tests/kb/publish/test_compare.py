"""What a study brings to a comparison: every result once, under a key by which it is matched."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from kb.publish.compare.keys import key
from kb.publish.compare.study import followed, side, text
from kb.publish.pages import compare
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.library import Library
from tests.kb.publish.conftest import Find, FindComparison


@pytest.fixture(scope="module")
def shown(alpha: StudyData) -> dict[str, Any]:
    """Return what alpha brings."""
    return side(alpha)


def lines(shown: dict[str, Any], key_: str) -> list[dict[str, Any]]:
    """The lines under a key."""
    found = [row for row in shown["rows"] if row["key"] == key_]
    return [line for row in found for line in row["lines"]]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("outcomes/os/at 1 y/blina", "os|probability|12.0|||||"),
        ("outcomes/os/at 12 mo landmark/resp", "os|probability|12.0|landmark||||"),
        ("outcomes/os/median/blina", "os|median||||||"),
        ("outcomes/os/at unstated/all", "os|probability|unstated|||||"),
        ("outcomes/cr/share/blina", "cr|share||||||"),
        ("outcomes/relapse/at 2.5 y/blina", "relapse|cumulative-incidence|30.0|||||"),
        ("baseline/table-1/cytogenetic-risk/high/blina", "cytogenetic-risk|share|||high|||"),
        ("safety/table-2/vod-sos 3+/blina", "vod-sos|share||||3+||"),
    ],
)
def test_keys_of_results(result: Find, address: str, wanted: str) -> None:
    assert key(result(address)) == wanted


def test_one_time_in_two_units_has_one_key(result: Find) -> None:
    year = result("outcomes/os/at 1 y/blina")
    months = replace(result("outcomes/os/at 12 mo landmark/resp"), milestone=None)
    assert (year.time, months.time) == ("1 y", "12 mo")
    assert key(year) == key(months)


def test_effects_are_matched_by_their_kind(comparison: FindComparison) -> None:
    assert key(comparison("outcomes/os/compare/blina vs chemo")) == "os|effect HR||||||"
    assert key(comparison("outcomes/os/compare/arms x blasts")) == "os|effect test||||||"


def test_every_result_is_there_once(shown: dict[str, Any], alpha: StudyData) -> None:
    found = [line["href"] for row in shown["rows"] for line in row["lines"]]
    sections = ("baseline", "outcomes", "safety")
    results = [fact for fact in alpha.outcomes if fact.section in sections]
    effects = [fact for fact in alpha.comparisons if fact.section == "outcomes"]
    assert len(found) == len(set(found)) == len(results) + len(effects)


def test_numbers_keep_what_belongs_to_them(shown: dict[str, Any]) -> None:
    first = lines(shown, "os|probability|12.0|||||")[0]
    assert first == {
        "href": "#outcomes.os.at-1-y.blina",
        "value": "83.90%",
        "beside": "(P10-P90 81.4 to 86.1)",
        "group": "Blinatumomab arm",
        "n": "200",
    }
    blina, chemo, *_ = lines(shown, "os|median||||||")
    assert (blina["value"], blina["beside"]) == ("7.7 mo", "(95% CI 5.6 to 9.6) 165/200 events")
    assert (chemo["value"], chemo["word"]) == ("not reached", True)
    derived = next(line for line in lines(shown, "cr|share||||||") if "basis" in line)
    assert derived["basis"] == "derived: midpoint of two sources"
    later = next(
        line for line in lines(shown, "os|probability|12.0|||||") if line["group"] == "Responders"
    )
    assert (later["later"], later["marks"]) == (True, ["unit inferred"])


def test_denominators_name_who_is_counted(shown: dict[str, Any]) -> None:
    said = {line["group"]: line["counted"] for line in lines(shown, "cr|share||||||")}
    assert said["Blinatumomab arm"] == "evaluable"
    safety = lines(shown, "crs|share||||any||")[0]
    assert (safety["n"], safety["counted"]) == ("198", "safety set")


def test_effects_name_their_kind_of_evidence(shown: dict[str, Any]) -> None:
    effects = {line["group"]: line["counted"] for line in lines(shown, "os|effect HR||||||")}
    assert effects["Blinatumomab arm vs Chemotherapy arm"].startswith("Randomised comparison")
    assert effects["Blinatumomab arm vs Historical control"].startswith("Against an external")


def test_external_controls_and_withdrawn_records_are_named(beta: StudyData) -> None:
    said = side(beta)
    assert {"Retracted", "Withdrawn", "Secondary source only"} <= set(said["badges"])
    marks = {
        mark for row in said["rows"] for line in row["lines"] for mark in line.get("marks", [])
    }
    assert {"retracted", "secondary source only"} <= marks


def test_traits_and_definitions(shown: dict[str, Any]) -> None:
    traits = {trait["name"]: trait for trait in shown["traits"]}
    assert traits["Setting"]["values"] == ["Relapsed", "Refractory"]
    assert traits["Age"] == {"name": "Age", "values": ["18 y or older"], "compared": True}
    assert traits["Enrolled"]["values"] == ["January 2015 to 31 December 2017"]
    assert traits["Report"]["compared"] is False
    assert ["Definition", "fewer than 5% blasts"] in shown["definitions"]["cr"]
    assert shown["overlaps"] == ["gamma"]


def test_only_survival_is_timed(shown: dict[str, Any]) -> None:
    timed = {row["measure"] for row in shown["rows"] if row.get("timed")}
    assert timed == {"os", "relapse"}


def test_the_file_is_json_without_markup(alpha: StudyData) -> None:
    assert json.loads(text(alpha)) == side(alpha)


def test_the_picker_finds_studies_by_every_name(library: Library) -> None:
    rows = {row["id"]: row for row in json.loads(compare.picker(library))}
    assert list(rows) == list(library.studies)
    assert rows["alpha"]["was"] == ["alpha-2019-abstract"]
    assert "NCT00000001" in rows["alpha"]["words"]
    assert "blinatumomab" in rows["alpha"]["words"]


def test_without_scripts_every_study_is_linked(library: Library) -> None:
    shown = compare.body(library).variables["compare"]
    assert [link["href"] for link in shown["studies"]] == [
        f"studies/{study}/" for study in library.studies
    ]


def test_effects_have_the_sizes_of_the_groups(shown: dict[str, Any]) -> None:
    sizes = {line["group"]: line.get("n") for line in lines(shown, "os|effect HR||||||")}
    assert sizes["Blinatumomab arm vs Chemotherapy arm"] == "200 v 100"


def test_a_result_points_to_composites_and_components(shown: dict[str, Any]) -> None:
    near = {row["key"]: row.get("near") for row in shown["rows"]}
    assert near["cr|share||||||"] == [
        f"{measure}|share||||||" for measure in ("cr-cri", "cr-crp", "cr-crh", "cr-crh-cri")
    ]
    assert near["os|median||||||"] is None


def test_lines_that_read_alike_say_what_differs(shown: dict[str, Any]) -> None:
    called = [line.get("called") for line in lines(shown, "os|median||||||")]
    assert called == [None, None, "Interim analysis"]


def test_follow_up_is_found_wherever_it_is_printed(alpha: StudyData, result: Find) -> None:
    assert followed(alpha) == ["median 24.0 mo"]
    details = replace(alpha.study.details, follow_up=None)
    study = SimpleNamespace(details=details, cuts=[], groups=alpha.study.groups)
    median = replace(result("outcomes/os/median/blina"), measure="follow-up", events=None)
    data: Any = SimpleNamespace(study=study, outcomes=[median])
    assert followed(data) == ["Blinatumomab arm: median 7.7 mo (95% CI 5.6 to 9.6)"]
    study.cuts = [SimpleNamespace(follow_up=(("blina", "median 3 y"), ("chemo", "median 2 y")))]
    assert followed(data) == ["Blinatumomab arm: median 3 y", "Chemotherapy arm: median 2 y"]


def test_what_is_before_treatment_is_not_matched_with_what_follows(result: Find) -> None:
    fact = replace(result("outcomes/cr/share/blina"), milestone="end of cycle 1")
    assert key(fact) != key(replace(fact, before_treatment=True))
