"""One study: every part of its page, exactly as recorded."""

from dataclasses import fields
from typing import Any

import pytest

import kb
from kb import Study
from kb.models.content import AtRisk, PrintedTable
from kb.models.remarks import Change, Judgment, Oddity, Waiver
from kb.models.sources import Notice, Part
from kb.publish.files.documents import StudyDocument


@pytest.fixture(scope="module")
def alpha(base: kb.KnowledgeBase) -> Study:
    return base.study("alpha")


def test_row(alpha: Study) -> None:
    said = {
        "id": "alpha", "title": "Blinatumomab or chemotherapy, an invented trial",
        "acronym": "ALPHA-1", "year": 2020, "first_author": "Müller-Özil A",
        "journal": "Invented J Haematol", "doi": "10.1234/invented.2020.1", "pmid": "12345678",
        "main_source": "paper", "n": 300, "n_derived": None, "n_group": "all", "phase": "3",
        "age": "18 y or older", "minimum_age": 18, "maximum_age": 70,
        "diseases": ("b-all", "lbl"), "settings": ("relapsed", "refractory"),
        "designs": ("randomised", "open-label"), "countries": ("Austria", "Chile"),
        "treatments": ("blinatumomab", "flag", "cytarabine", "mitoxantrone"),
        "registrations": ("NCT00000001",), "status": "verified", "verified": True,
        "numbers": 105, "numbers_verified": 0,
        "retracted": False, "notices": ("correction",), "secondary_only": False,
        "conclusion": "X is better; \"quoted\", <i>and</i> 'odd'.",
    }  # fmt: skip
    assert {name: getattr(alpha.row, name) for name in said} == said


def test_details(alpha: Study) -> None:
    details = alpha.details
    said = {
        "allocation": "2:1", "sites": "12", "funding": "not reported",
        "follow_up": "median 24.0 mo", "enrolled_from": "2015-01", "enrolled_to": "2017-12-31",
        "design_place": "paper > Abstract", "design_note": "stopped early",
        "selection": "no CNS disease", "population_place": "label > Section 5",
        "population_note": "or so", "limitations": ("open label", "small, and invented"),
        "former_ids": ("alpha-2019-abstract",), "overlaps": (("gamma", "the first 10 patients"),),
    }  # fmt: skip
    assert {name: getattr(details, name) for name in said} == said


def test_sources(alpha: Study) -> None:
    assert [(s.id, s.kind, s.facts) for s in alpha.sources] == [
        ("paper", "primary", 52), ("talk", "abstract", 1), ("label", "regulator", 4),
        ("news", "secondary", 0),
    ]  # fmt: skip
    paper = alpha.sources[0]
    assert paper.authors == ("Müller-Özil A", "O'Brien B")
    assert (paper.et_al, paper.volume, paper.pages, paper.cut) == (True, "1", "3-4", "final")
    assert paper.parts == (Part("Abstract", "https://example.org/abstract"), Part("Table 2", None))
    assert paper.notices == (Notice("correction", "2021-02", "10.1234/invented.2021.2", None),)
    assert (alpha.sources[3].about, alpha.sources[3].note) == ("paper", "says little")


def test_cuts_and_sets(alpha: Study) -> None:
    assert [(c.id, c.date, c.interim, c.follow_up, c.note) for c in alpha.cuts] == [
        ("interim", "2018-01-31", True, (), None),
        ("final", "2019-06", False, (("all", "median 24.0 mo"),), "the last one"),
    ]
    (safety,) = alpha.sets
    assert (safety.label, safety.counted, safety.is_primary) == ("Safety set", "safety", True)
    assert safety.sizes == (("blina", 198), ("chemo", 96))


def test_tree_of_groups(alpha: Study) -> None:
    assert [(g.id, g.parent, g.split, g.post_baseline) for g in alpha.groups] == [
        ("all", None, None, False), ("blina", "all", "arms", False),
        ("chemo", "all", "arms", False), ("resp", "blina", None, True),
        ("small", "blina", None, False), ("history", None, None, False),
        ("cell", None, None, False), ("blina-low", "blina", "blasts-blina", False),
        ("blina-high", "blina", "blasts-blina", False),
        ("chemo-low", "chemo", "blasts-chemo", False),
        ("chemo-high", "chemo", "blasts-chemo", False),
    ]  # fmt: skip


def group(study: Study, name: str) -> Any:
    return next(group for group in study.groups if group.id == name)


def test_treatments_of_groups(alpha: Study) -> None:
    blina, low = group(alpha, "blina"), group(alpha, "blina-low")
    assert [(s.give, s.options, s.taken) for s in blina.steps] == [
        ("blinatumomab", (("blinatumomab",),), None),
        ("flag or cytarabine + mitoxantrone",
         (("flag",), ("cytarabine", "mitoxantrone")), "12/200"),
    ]  # fmt: skip
    first = blina.steps[0]
    assert (first.dose, first.line, first.intent, first.cycles) == (
        "28 ug per day", "second", "induction", "4",
    )  # fmt: skip
    assert (low.steps, low.steps_of, low.treatments) == (blina.steps, "blina", blina.treatments)
    assert group(alpha, "all").steps == ()


def test_odd_groups(alpha: Study) -> None:
    cell, history = group(alpha, "cell"), group(alpha, "history")
    assert (cell.n, cell.kind, cell.cross, cell.without, cell.cells) == (
        None, "cell", ("blina", "resp"), ("small",), 2,
    )  # fmt: skip
    assert (history.kind, history.matched_to, history.matched_by, history.matched_on) == (
        "external", "blina", "matching", ("age", "sex"),
    )  # fmt: skip
    assert (group(alpha, "small").n_derived, group(alpha, "small").why) == (13, "6.5% of 200")


def test_splits(alpha: Study) -> None:
    assert [(s.id, s.split, s.parent, s.parts, s.rest) for s in alpha.splits] == [
        ("arms", "arms", "all", ("blina", "chemo"), 0),
        ("blasts-blina", "blasts", "blina", ("blina-low", "blina-high"), 1),
        ("blasts-chemo", "blasts", "chemo", ("chemo-low", "chemo-high"), 0),
    ]
    blasts = alpha.splits[1]
    assert (blasts.divided_by, blasts.why, blasts.place, blasts.inferred) == (
        "blasts", "one not known", "paper > Table 2", ("set",),
    )  # fmt: skip


def test_endpoints(alpha: Study) -> None:
    endpoint = next(each for each in alpha.endpoints if each.address == "outcomes/cr")
    said = {
        "measure": "cr", "measure_name": "complete remission", "role": "co-primary",
        "definition": "fewer than 5% blasts", "window": "within 12 weeks", "rest": "none",
    }  # fmt: skip
    assert {name: getattr(endpoint, name) for name in said} == said
    assert len(alpha.endpoints) == 13


def test_printed_tables(alpha: Study) -> None:
    assert alpha.tables[0] == PrintedTable(
        "flow", "arms", "Who was treated", "from the diagram", ("all", "blina", "chemo")
    )
    assert [(table.section, table.block) for table in alpha.tables[1:]] == [
        ("baseline", "table-1"), ("safety", "table-2"),
    ]  # fmt: skip


def test_curves(alpha: Study) -> None:
    read_off, printed = alpha.curves
    assert (read_off.basis, read_off.tool, read_off.endpoint) == (
        "digitised", "plot digitiser", "outcomes/os",
    )  # fmt: skip
    assert [(p.group, p.time_text, p.months, p.value_text, p.value) for p in read_off.points] == [
        ("blina", "0", 0.0, "100", 100.0), ("blina", "6.0", 6.0, "61.2", 61.2),
    ]  # fmt: skip
    assert read_off.at_risk == (AtRisk("blina", "0", 0.0, 200), AtRisk("blina", "6.0", 6.0, 120))
    assert (printed.basis, printed.points[0].time_text, printed.points[0].months) == (
        "reported", "1.50", 18.0,
    )  # fmt: skip


def test_remarks(alpha: Study) -> None:
    odd = Oddity("odd-share", "outcomes/cr/share/chemo", "Three places print three numbers.")
    assert list(alpha.oddities) == [odd]
    waiver = Waiver(
        "bounds-swapped", "outcomes/os/at 3 y/blina", "50% (60 to 40)", "printed so", "reader-2",
        "2022-01-06",
    )  # fmt: skip
    assert list(alpha.waivers) == [waiver]
    assert alpha.appraisal is not None
    assert alpha.appraisal.tool == "rob-2"
    assert alpha.appraisal.domains == (Judgment("Randomisation process", "low", "central"),)


def test_curation(alpha: Study, base: kb.KnowledgeBase) -> None:
    curation = alpha.curation
    said = {
        "status": "verified", "extracted_by": "reader-1", "checked_by": "reader-2",
        "checked_date": "2022-01-04", "figures": 70, "corrected": 2, "unseen": 1,
        "interests": "none declared", "missing": ("quality of life",), "why": None,
        "history": (Change("2022-03-01", "reader-1", "label added"),),
    }  # fmt: skip
    assert {name: getattr(curation, name) for name in said} == said
    assert base.study("beta").curation.why == "the paper was retracted"
    assert base.study("beta").appraisal is None


def test_results_of_one_study(alpha: Study) -> None:
    asked = [alpha.outcomes(), alpha.baseline(), alpha.safety(), alpha.flow(), alpha.comparisons()]
    assert [len(rows) for rows in asked] == [26, 10, 8, 3, 9]
    assert [len(alpha.outcomes(section=s)) for s in ("outcomes", None)] == [18, 39]
    assert len(alpha.comparisons(section=None)) == 13
    assert [row.text for row in alpha.outcomes(measure="relapse")] == ["12% (9 to 15)"]
    assert {row.study for rows in asked for row in rows} == {"alpha"}


def test_everything_of_one_study(alpha: Study) -> None:
    said = alpha.to_dict()
    documented = [field.name for field in fields(StudyDocument)]
    assert list(said) == [name for name in documented if name not in ("about", "page")]
    assert (said["study"]["id"], alpha.title) == ("alpha", said["study"]["title"])
    assert said["outcomes"] == alpha.outcomes(section=None).to_dicts()
    assert said["comparisons"] == alpha.comparisons(section=None).to_dicts()
    assert said["derived"]["outcomes"] == alpha.outcomes(basis="derived").to_dicts() != []
    assert said["oddities"] == alpha.oddities.to_dicts() != []
    assert said["curation"]["extracted_by"] == alpha.curation.extracted_by


def test_numbers_of_one_study(alpha: Study) -> None:
    numbers = {(n.address, n.part, n.report): n for n in alpha.numbers()}
    share = "outcomes/cr/share/blina"
    assert {key[1:]: n.text for key, n in numbers.items() if key[0] == share} == {
        ("count", 0): "88", ("denominator", 0): "190", ("value", 0): "46.3",
        ("value", 1): "46.3", ("low", 1): "39.1", ("high", 1): "53.7",
    }  # fmt: skip
    other = numbers["baseline/table-1/median age/blina", "IQR high", 1]
    assert (other.text, other.unit, other.canonical, other.place) == (
        "63", "y", 756.0, "talk > Slides",
    )  # fmt: skip
    assert numbers["groups/blina-low", "n", 0].place == "paper > Table 2"
    assert numbers["sets/safety/chemo", "n", 0].value == 96.0
    ratio = numbers["outcomes/cr/compare/blina vs rate 30%", "rate", 0]
    assert (ratio.text, ratio.unit, ratio.canonical_unit) == ("30", "%", "%")
    p = numbers["outcomes/cr/compare/blina vs chemo", "p", 0]
    assert (p.text, str(p.decimal), p.operator) == (".001", "0.001", "<")


def test_an_old_id_leads_to_the_study(base: kb.KnowledgeBase) -> None:
    assert base.study("ALPHA-2019-abstract").id == "alpha"


@pytest.mark.parametrize("text", ["NCT00000001", "10.1234/invented.2020.1", "Müller-Özil A"])
def test_what_is_no_id_but_leads_to_a_study(base: kb.KnowledgeBase, text: str) -> None:
    for ask in (lambda: base.study(text), lambda: base.outcomes(study=text)):
        with pytest.raises(kb.UnknownTermError, match="among the studies; did you mean `alpha`"):
            ask()


@pytest.mark.parametrize("id_", [None, 3, ["alpha", "beta"]])
def test_an_id_is_one_text(base: kb.KnowledgeBase, id_: Any) -> None:
    with pytest.raises(kb.BadFilterError, match="study: a text is needed, not"):
        base.study(id_)


STUDIES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["gamma", "beta", "alpha"]),
    ({"population": "b-all"}, ["beta", "alpha"]),
    ({"population": "Ph-positive ALL"}, ["beta"]),
    ({"setting": "relapsed"}, ["gamma", "alpha"]),
    ({"design": "randomised"}, ["alpha"]),
    ({"treatment": "Sprycel"}, ["beta"]),
    ({"verified": True}, ["alpha"]),
    ({"verified": False}, ["gamma", "beta"]),
    ({"study": ["gamma", "alpha-2019-abstract"]}, ["gamma", "alpha"]),
    ({"year": 2021}, ["beta"]),
    ({"year": range(2018, 2022)}, ["beta", "alpha"]),
    ({"year": [2022, 1999]}, ["gamma"]),
    ({"population": "b-all", "treatment": "inotuzumab"}, []),
]


@pytest.mark.parametrize(("filters", "ids"), STUDIES, ids=[str(asked) for asked, _ in STUDIES])
def test_studies(base: kb.KnowledgeBase, filters: dict[str, Any], ids: list[str]) -> None:
    assert [row.id for row in base.studies(**filters)] == ids


def test_counts(base: kb.KnowledgeBase) -> None:
    counts = base.counts()
    assert (counts.studies, counts.sources, counts.patients, counts.verified) == (3, 7, 361, 1)
    assert (counts.estimates, counts.comparisons) == (43, 13)
    assert (counts.derived, counts.digitised) == (3, 2)
    assert counts.numbers == len(base.numbers())
