"""Pages that show many studies: measures, treatments, populations, lists, the home page."""

from dataclasses import replace
from typing import Any

import pytest

from kb.publish.pages import home, lists, measure, search, subject
from kb.publish.pages.every import every_page
from kb.publish.parts import across
from kb.publish.parts.evidence import evidence_map
from kb.publish.parts.finding import study_facets, study_words
from kb.publish.parts.library import Library, short_name, with_broader, with_narrower
from tests.kb.publish.conftest import Find


@pytest.fixture(scope="session")
def os(library: Library) -> dict[str, Any]:
    """Return everything on the page of overall survival."""
    page: dict[str, Any] = measure.body(library.terms("measures")["os"], library).variables[
        "measure"
    ]
    return page


def treatment(library: Library, term: str) -> dict[str, Any]:
    known = library.terms("treatments")[term]
    page: dict[str, Any] = subject.body(subject.TREATMENTS, known, library).variables["subject"]
    return page


def test_a_measure_lists_results_of_every_study_and_basis(os: dict[str, Any]) -> None:
    rows = os["rows"]
    assert {row["study"]["text"] for row in rows} == {"ALPHA-1", "Nobody 2021", "Other 2022"}
    assert {row["num"]["basis"] for row in rows} == {"reported", "derived", "digitised"}
    first = rows[0]
    assert first["study"]["href"] == "studies/alpha/#outcomes.os.median.blina"
    assert (first["population"], first["design"]) == (
        "B-ALL, LBL, relapsed, refractory",
        "Randomised",
    )
    assert (first["n"], first["n_sort"], first["num"]["sort"]) == ("200", "200", "7.7")


def test_a_time_in_two_units_is_one_figure(os: dict[str, Any]) -> None:
    titles = [figure.title for figure in os["figures"]]
    assert titles.count("At 1 year") == 1
    assert "At 12 months" not in titles
    drawn = str(next(figure for figure in os["figures"] if figure.title == "At 1 year").fig["wide"])
    assert "ALPHA-1, B-ALL" in drawn
    assert "Other 2022, T-ALL" in drawn
    assert "Responders, at 1 year §" in drawn
    assert "Responders, at 12 months (landmark)" in drawn


def test_patients_are_the_largest_group_of_each_study(library: Library, os: dict[str, Any]) -> None:
    facts = across.outcomes(library, measure="os", section=None)
    assert across.patients(facts) == 300 + 40 + 21
    assert [stat["value"] for stat in os["stats"]][:2] == ["3", "361"]


def test_definitions_are_those_of_the_studies(library: Library) -> None:
    cr = measure.body(library.terms("measures")["cr"], library).variables["measure"]
    assert [(row["study"]["text"], row["text"]) for row in cr["definitions"]] == [
        ("ALPHA-1", "Fewer than 5% blasts; response window: within 12 weeks")
    ]
    assert cr["pooled"]["reason"].startswith("2 studies report this measure")


def test_comparisons_of_a_measure_name_the_study(os: dict[str, Any]) -> None:
    rows = os["comparisons"]["rows"]
    assert {row["study"]["text"] for row in rows} == {"ALPHA-1"}
    assert rows[1]["analysis"].startswith("Against an external control")


def test_characteristics_stand_in_tables_only(library: Library) -> None:
    age = measure.body(library.terms("measures")["age"], library).variables["measure"]
    assert (age["figures"], age["weight"]) == ([], 1)
    assert len(age["rows"]) == 4


def test_a_broader_treatment_shows_the_studies_of_narrower_ones(library: Library) -> None:
    page = treatment(library, "tki")
    assert [card["title"] for card in page["studies"]] == ["Dasatinib in a small invented cohort"]
    assert {row["study"]["text"] for m in page["measures"] for row in m["rows"]} == {"Nobody 2021"}
    assert page["stats"][1]["value"] == "40"
    assert "Sprycel" in page["names"]


def test_an_external_control_is_no_arm_of_its_study(library: Library, result: Find) -> None:
    control = replace(result("outcomes/os/median/blina"), group="history")
    assert across.cross_row(control, library)["design"] == "External control"
    assert across.cross_row(control, library)["group"].endswith("(external control)")


def test_studies_are_found_by_every_name(library: Library) -> None:
    words = study_words(library.base.study("alpha"), library)
    for word in (
        "ALPHA-1", "NCT00000001", "10.1234/invented.2020.1", "12345678", "PMC1234567",
        "Müller-Özil A", "O'Brien B", "Invented Agency", "Blincyto", "B-ALL", "OS",
    ):  # fmt: skip
        assert word in words


def test_facets_include_what_is_broader(library: Library) -> None:
    facets = study_facets(library.base.study("beta"), library)
    found = {(facet["name"], facet["value"]) for facet in facets}
    assert ("Treatment", "Tyrosine kinase inhibitor") in found
    assert ("Population", "Acute lymphoblastic leukaemia") in found
    assert ("Status", "Retracted") in found
    assert ("Year", "2021") in found


def test_the_map_counts_studies_and_patients(library: Library) -> None:
    found = evidence_map(library)
    measures = [column["label"] for column in found["columns"]]
    rows = {row["label"]: dict(zip(measures, row["cells"], strict=True)) for row in found["rows"]}
    blina = rows["Blinatumomab"]["OS"]
    assert blina is not None
    assert (blina["studies"], blina["patients"]) == ("1", "200")
    assert blina["href"] == "treatments/blinatumomab/#measure-os"
    assert rows["Inotuzumab ozogamicin"]["CR"] is None


def test_home_counts(library: Library) -> None:
    shown = home.body(library).variables["home"]
    stats = {stat["label"]: stat["value"] for stat in shown["stats"]}
    assert (stats["studies"], stats["numbers verified"]) == ("3", "0 of 112")
    assert shown["newest"][0]["title"] == "Inotuzumab in an invented cohort"


def test_lists(library: Library) -> None:
    assert [row["n"] for row in lists.studies(library)["rows"]] == ["21", "40", "300"]
    diseases = {group["title"]: group["terms"] for group in lists.populations(library)["groups"]}
    notes = {entry["text"]: entry["note"] for entry in diseases["Acute lymphoblastic leukaemia"]}
    assert notes == {
        "Acute lymphoblastic leukaemia": "3 studies",
        "B-cell acute lymphoblastic leukaemia": "2 studies",
        "Ph-positive ALL": "1 study",
        "T-cell acute lymphoblastic leukaemia": "1 study",
    }
    kinds = [group["title"] for group in lists.measures(library)["groups"]]
    assert kinds == [
        "Response",
        "Survival",
        "Relapse",
        "Safety",
        "Characteristics",
        "Participant flow",
    ]


def test_examples_are_words_of_the_data(library: Library) -> None:
    found = [link["text"] for link in search.examples(library)]
    assert "ALPHA-1" in found
    assert "Other 2022" in found
    assert "10.1234/invented.2021.9" in found


def test_every_page_has_its_own_address(library: Library) -> None:
    paths = [page.path for page in every_page(library)]
    assert len(paths) == len(set(paths))
    assert {"", "search/", "studies/alpha/", "measures/os/", "treatments/tki/"} <= set(paths)
    assert "treatments/imatinib/" not in paths  # nobody got it


def test_trees_of_terms(library: Library) -> None:
    known = library.terms("diseases")
    assert with_broader(known, ["ph-positive-all"]) == {"ph-positive-all", "b-all", "all"}
    assert {"all", "b-all", "ph-like-all"} <= set(with_narrower(known, "all"))
    assert short_name(known["b-all"]) == "B-ALL"
    assert short_name(library.terms("measures")["os"]) == "OS"


def test_too_many_estimates_become_a_list_of_measures(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert treatment(library, "tki")["overview"] == []
    monkeypatch.setattr(subject, "MOST", 1)
    page = treatment(library, "tki")
    assert page["measures"] == []
    assert [(row["id"], row["studies"], row["estimates"]) for row in page["overview"]] == [
        ("measure-cr", "1", "1"),
        ("measure-os", "1", "1"),
    ]
    assert [entry["href"] for entry in page["contents"]][2:] == ["#measure-cr", "#measure-os"]


def test_a_treatment_shows_what_it_does_for_and_to_patients(library: Library) -> None:
    facts = across.outcomes(library, treatment="blinatumomab", section=["outcomes", "safety"])
    shown = treatment(library, "blinatumomab")["measures"]
    assert {each["id"] for each in shown} == {f"measure-{fact.measure}" for fact in facts}
    assert {fact.measure for fact in facts if fact.section == "safety"} - {
        fact.measure for fact in facts if fact.section == "outcomes"
    }
