"""The page of a study, from what the invented records say."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from kb.publish.pages import study
from kb.publish.pages.study_data import StudyData
from kb.publish.pages.study_files import alternates, downloads, files
from kb.publish.pages.study_head import alerts, facts
from kb.publish.pages.study_tail import cite, curation, oddities, source_rows, waivers
from kb.publish.parts import comparisons
from kb.publish.parts.participants import participants
from kb.publish.parts.shapes import Fact, Grid


@pytest.fixture(scope="session")
def page(alpha: StudyData) -> dict[str, Any]:
    """Return everything on the page of alpha."""
    shown: dict[str, Any] = study.body(alpha).variables["study"]
    return shown


def said(found: list[Fact]) -> dict[str, list[str]]:
    return {fact["term"]: [value["text"] for value in fact["values"]] for fact in found}


def table(grid: Grid) -> list[tuple[str, list[str]]]:
    """The rows of a printed table as label and texts."""
    return [
        (row["label"], [cell.get("printed") or cell["word"] or "" for cell in row.get("cells", [])])
        for row in grid["rows"]
    ]


def ids(shown: Any) -> Iterator[str]:
    """Every id of a number on a page, in whatever depth."""
    if isinstance(shown, dict):
        if "basis" in shown and "id" in shown:
            yield shown["id"]
        for value in shown.values():
            yield from ids(value)
    elif isinstance(shown, list):
        for value in shown:
            yield from ids(value)


def test_every_result_has_one_anchor(page: dict[str, Any], alpha: StudyData) -> None:
    found = Counter(ids(page))
    results = [*alpha.outcomes, *alpha.comparisons]
    assert set(found.values()) == {1}
    assert len(found) == len(results)


def test_alerts(alpha: StudyData, beta: StudyData) -> None:
    assert [(alert["kind"], alert["title"]) for alert in alerts(alpha)] == [("info", "Notices")]
    assert [(alert["kind"], alert["title"], alert["text"]) for alert in alerts(beta)] == [
        (
            "danger",
            "Retracted",
            "A report of this study has been retracted. Its numbers stay for the record.",
        ),
        ("danger", "Withdrawn", "Do not use this record: the paper was retracted."),
        (
            "warning",
            "Every number comes from a secondary source",
            "No report closer to the data was read. Numbers stand as another text repeats them.",
        ),
    ]


def test_facts(alpha: StudyData) -> None:
    found = said(facts(alpha))
    assert found["Enrolled"] == ["January 2015 to 31 December 2017"]
    assert found["Age"] == ["18 y or older", "18 to 70 years"]
    assert found["Registration"] == ["NCT00000001"]
    assert found["Report"] == ["doi:10.1234/invented.2020.1", "PMID 12345678", "PMC1234567"]
    assert found["Overlap with other studies"] == ["Other 2022: the first 10 patients"]
    assert found["Analysis sets"] == ["Safety set (Blinatumomab arm 198; Chemotherapy arm 96)"]


def test_groups(page: dict[str, Any]) -> None:
    rows = {row["label"]: row for row in page["flow"]["groups"]}
    small, history = rows["Small subgroup"], rows["Historical control"]
    assert (small["n"], small["why"]) == ("13", "derived: 6.5% of 200")
    assert history["by"] == "external control; matched to Blinatumomab arm"
    assert (rows["Responders"]["later"], rows["Responders"]["part_of"]) == (
        True,
        "Blinatumomab arm",
    )
    assert rows["Cell"]["n"] == "not reported"
    assert rows["Blinatumomab arm"]["given"] == (
        "blinatumomab (28 ug per day, second, induction, 4); "
        "then FLAG or cytarabine + mitoxantrone (taken by 12/200)"
    )
    assert rows["Responders"]["given"] == "as Blinatumomab arm"


def test_the_flow_figure_leaves_external_controls_out(alpha: StudyData) -> None:
    found = participants("alpha", alpha.study.groups, alpha.study.splits, str)
    drawn = [str(figure["wide"]) for figure in found["figs"]]
    assert len(drawn) == 1
    assert "Blinatumomab arm" in drawn[0]
    assert "Historical control" not in drawn[0]
    assert "in no part: 1, one not known" in drawn[0]


def test_baseline_is_the_printed_table(page: dict[str, Any]) -> None:
    (grid,) = page["baseline"]
    assert [(c["label"], c["n"]) for c in grid["columns"]] == [
        ("Blinatumomab arm", "n = 200"),
        ("Chemotherapy arm", "n = 100"),
        ("Blinatumomab arm vs Chemotherapy arm", None),
    ]
    assert table(grid) == [
        ("Age, median", ["45.30 y", "37 y", "p=.41 one-sided"]),
        ("Age, mean", ["44.0 y", "41.0 y", "not given"]),
        ("Male", ["55.0%", "52%", "blank"]),
        ("Cytogenetic risk", []),
        ("High", ["41.4%", "40.0%", "blank"]),
        ("Standard", ["48.3%", "48.0%", "blank"]),
    ]


def test_safety_names_the_denominator_that_differs(page: dict[str, Any]) -> None:
    (grid,) = page["safety"]
    assert [c["n"] for c in grid["columns"]] == ["n = 198", "n = 96", None]
    rows = {row["label"]: row for row in grid["rows"]}
    assert list(rows) == [
        "Cytokine release syndrome, any grade",
        "VOD or SOS, grade 3+",
        "Infection, rate, any grade",
        "Ferritin, median, any grade",
    ]
    assert rows["VOD or SOS, grade 3+"]["cells"][2]["printed"] == "p=.70 one-sided"


def test_outcomes_are_grouped_by_statistic_and_time(page: dict[str, Any]) -> None:
    sections = {section["title"]: section for section in page["outcomes"]}
    assert list(sections) == ["Complete remission", "Overall survival", "Relapse"]
    os = sections["Overall survival"]
    assert [group["heading"] for group in os["groups"]] == [
        "Median",
        "At 1 year",
        "At 12 months (landmark)",
        "At a time not stated",
        "At 3 years",
        "Interim analysis, median",
        "Restricted mean to 24 months",
        "At 6 months",
    ]
    cr = sections["Complete remission"]
    assert [group["heading"] for group in cr["groups"]] == ["Share", "CR only", "CRh"]
    assert (os["later"], os["by"]) == (True, "CR")
    assert sections["Complete remission"]["later"] is False
    assert said(os["definitions"])["Method"] == [
        "Overall survival: Kaplan-Meier",
        "Interim: unknown",
    ]


def test_each_unit_has_its_own_figure(page: dict[str, Any]) -> None:
    sections = {section["title"]: section for section in page["outcomes"]}
    shown = sections["Overall survival"]["figures"]
    figures = [figure for figure in shown if figure["name"] in ("os-1", "os-2")]
    assert [figure["name"] for figure in shown[2:]] == ["curve-os", "curve-os-printed", "os-times"]
    axes = [
        [unit for unit in ("months", "%") if f">Overall survival, {unit}<" in str(figure["wide"])]
        for figure in figures
    ]
    assert axes == [["months"], ["%"]]
    assert sections["Relapse"]["figures"] == []  # one line shows nothing that the table does not


def test_comparisons_keep_kinds_of_evidence_apart(page: dict[str, Any]) -> None:
    rows = {row["label"]: row for row in page["comparisons"]["rows"]}
    arms = rows["Blinatumomab arm vs Chemotherapy arm"]
    history = rows["Blinatumomab arm vs Historical control"]
    assert arms["analysis"].startswith(comparisons.RANDOMISED)
    assert history["analysis"].startswith(comparisons.EXTERNAL)
    kinds = {label: row["analysis"].split(";")[0] for label, row in rows.items()}
    assert kinds["Interaction of arms and blasts"] == "Interaction test"
    assert kinds["Blinatumomab arm vs a fixed rate of 30%"] == "Against a fixed rate"
    assert kinds["Blinatumomab arm vs a fixed rate that is not stated"] == "Against a fixed rate"
    assert kinds["Age, within Blinatumomab arm"] == "Association within a group"
    assert kinds["Blinatumomab arm vs Chemotherapy arm, by blasts"] == comparisons.RANDOMISED
    hazard = next(f for f in page["comparisons"]["figures"] if "Hazard ratio" in f["title"])
    drawn = str(hazard["wide"])
    order = [drawn.index(kind) for kind in (comparisons.RANDOMISED, comparisons.EXTERNAL)]
    assert order == sorted(order)
    assert "log scale" in drawn


def test_remarks_point_to_what_they_are_about(alpha: StudyData) -> None:
    assert [(row["says"], row["at"]["href"]) for row in oddities(alpha)] == [
        ("Three places print three numbers.", "#outcomes.cr.share.chemo")
    ]
    (waiver,) = waivers(alpha)
    assert (waiver["at"]["href"], waiver["printed"]) == (
        "#outcomes.os.at-3-y.blina",
        "50% (60 to 40)",
    )


def test_sources_say_what_was_read(alpha: StudyData, beta: StudyData) -> None:
    rows = {row["id"]: row for row in source_rows(alpha)}
    assert rows["sources.news"]["kind"] == "Secondary source"
    assert rows["sources.news"]["badge"] == "warning"
    assert rows["sources.paper"]["citation"] == (
        "Müller-Özil A, O'Brien B, et al. =SUM(1) <b>or</b> 'chemotherapy'; DROP TABLE study. "
        "Invented J Haematol 2020;1(2):3-4."
    )
    assert rows["sources.paper"]["notices"][0]["text"] == "correction, February 2021"
    total = sum(int(row["results"].split()[0].replace(",", "")) for row in rows.values())
    assert total == len(alpha.outcomes) + len(alpha.comparisons)
    unread = {row["id"]: row["read"] for row in source_rows(beta)}
    assert unread["sources.paper"] == "nothing: the source was not seen"


def test_curation(alpha: StudyData) -> None:
    found = said(curation(alpha))
    assert found["Checked"] == [
        "reader-2, 4 January 2022",
        "70 figures, 2 corrected, 1 could not be seen again",
    ]
    assert found["Risk of bias"][1] == "Randomisation process: low (central)"
    assert found["Missing"] == ["quality of life"]


def test_cite_names_the_version(alpha: StudyData) -> None:
    meta = alpha.library.base.meta
    assert f"record alpha, data version {meta.data_version[:12]}" in cite(alpha)


def test_files_hold_every_result(alpha: StudyData, beta: StudyData) -> None:
    found = files(alpha)
    bases = ("", "-derived", "-digitised")
    tables = [name for name in found if name.endswith(".csv")]
    assert {f"alpha{basis}.csv" for basis in bases} < set(tables)
    assert {"alpha.yml", "alpha.bib", "alpha.ris", "alpha-comparisons.csv"} < set(found)
    rows = [found[name].count("\n") - 1 for name in tables]
    assert sum(rows) == len(alpha.outcomes) + len(alpha.comparisons)
    assert ",83.90," in found["alpha.csv"]
    assert ",derived," not in found["alpha.csv"]
    assert set(files(beta)) == {"beta.yml", "beta.csv", "beta.bib", "beta.ris"}


def test_every_file_is_offered(alpha: StudyData, beta: StudyData) -> None:
    for data in (alpha, beta):
        study = data.row.id
        offered = [link["href"] for link in downloads(data)]
        beside = {f"studies/{study}/{name}" for name in files(data)}
        assert set(offered) == beside | {f"api/v1/studies/{study}.json"}
        assert len(offered) == len(set(offered))
        assert {other["href"] for other in alternates(study)} <= set(offered)
