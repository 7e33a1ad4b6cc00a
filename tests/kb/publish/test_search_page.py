"""The two files of the search page: pages by name, and every number with its marks."""

import json
import re
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from kb.publish.pages import search
from kb.publish.parts import across
from kb.publish.parts.anchors import fragment
from kb.publish.parts.library import Library
from kb.publish.parts.lookup import Entry, entries
from kb.publish.parts.numbers import estimate
from kb.publish.parts.previews import Doubt, Preview, doubt_of, previews


@pytest.fixture(scope="module")
def pages(library: Library) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries(library)}


@pytest.fixture(scope="module")
def numbers(library: Library) -> dict[str, Preview]:
    return {f"{each.study}#{each.fragment}": each for each in previews(library)}


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in search.body(library).files.items()}


def test_a_study_is_found_by_all_that_names_it(pages: dict[str, Entry]) -> None:
    alpha = pages["studies/alpha/"]
    assert alpha.kind == "Study"
    assert alpha.names[:2] == ["ALPHA-1", "alpha"]
    assert {"10.1234/invented.2020.1", "NCT00000001", "Müller-Özil 2020"} <= set(alpha.names)
    assert {"name": "Treatment", "value": "Blinatumomab"} in alpha.facets


def test_a_term_is_found_by_its_synonyms(pages: dict[str, Entry]) -> None:
    drug = pages["treatments/blinatumomab/"]
    assert (drug.kind, drug.names[:2]) == ("Treatment", ["blinatumomab", "Blincyto"])
    assert drug.facets == [{"name": "Treatment", "value": "Blinatumomab"}]
    assert pages["measures/os/"].summary == "Survival"
    assert "populations/b-all/" in pages


def test_every_result_has_one_preview(library: Library, numbers: dict[str, Preview]) -> None:
    facts = [
        *across.outcomes(library, section=None),
        *across.comparisons(library, section=None),
    ]
    assert set(numbers) == {f"{fact.study}#{fragment(fact.address)[1:]}" for fact in facts}


def test_a_preview_says_what_of_whom_and_how_sure(numbers: dict[str, Preview]) -> None:
    median = numbers["alpha#outcomes.os.median.blina"]
    assert (median.measure, median.group) == ("os", "Blinatumomab arm")
    assert median.what.startswith("Overall survival")
    assert median.what.endswith("median")
    assert median.printed.startswith("7.7 mo")
    assert median.printed.endswith("n 200")
    assert "blinatumomab" in median.treatments


def test_previews_carry_every_mark(library: Library, numbers: dict[str, Preview]) -> None:
    facts = [
        *across.outcomes(library, section=None),
        *across.comparisons(library, section=None),
    ]
    for fact in facts:
        marks = numbers[f"{fact.study}#{fragment(fact.address)[1:]}"].marks
        assert ("only in a secondary source" in marks) == fact.secondary_only
        assert ("after baseline" in marks) == fact.post_baseline
        assert (fact.basis in marks) == (fact.basis != "reported")
        assert ("retracted" in marks or "withdrawn" in marks or "draft" in marks) == (
            fact.retracted or fact.status in ("withdrawn", "draft")
        )


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("alpha#outcomes.os.median.blina", Doubt.NONE),
        ("alpha#outcomes.os.median.chemo", Doubt.NONE),  # not reached: a result
        ("alpha#outcomes.os.compare.blina-vs-chemo", Doubt.LATER),
        ("alpha#outcomes.os.at-1-y.resp", Doubt.LATER),  # those in remission
        ("alpha#outcomes.os.at-12-mo-landmark.resp", Doubt.UNSAID),
        ("alpha#safety.table-2.median-ferritin.chemo", Doubt.UNSAID),
        ("alpha#baseline.table-1.male.blina-vs-chemo", Doubt.UNSAID),
    ],
)
def test_doubts_put_numbers_behind_others(
    numbers: dict[str, Preview], number: str, doubt: Doubt
) -> None:
    assert numbers[number].doubt == doubt


def test_a_group_drawn_by_the_measure_is_no_answer(library: Library) -> None:
    responders = next(
        fact for fact in across.outcomes(library, study="alpha") if fact.group == "resp"
    )
    number = estimate(responders)
    own = replace(responders, measure="cr", measure_name="complete remission")
    assert doubt_of(responders, number, library) == Doubt.LATER
    assert doubt_of(own, number, library) == Doubt.CIRCULAR


def test_a_table_of_harms_names_itself_beside_its_groups(library: Library) -> None:
    harm = across.outcomes(library, study="alpha", section="safety")[0]
    tables = [replace(table, label="Both diseases") for table in library.study("alpha").tables]
    with patch.object(library.study("alpha"), "tables", tables):
        found = {preview.fragment: preview.group for preview in previews(library)}
    assert found[fragment(harm.address)[1:]] == f"{harm.group_label}, Both diseases"
    assert found["outcomes.os.median.blina"] == "Blinatumomab arm"


def test_a_page_says_what_it_is_about(pages: dict[str, Entry]) -> None:
    about = " ".join(pages["studies/alpha/"].about)
    assert {"ALL", "relapsed", "refractory", "lymphoma"} <= set(re.findall(r"\w+", about))
    assert "newly" not in about
    assert pages["measures/crs/"].about == ["Safety, toxicity, side effects, adverse events"]
    assert pages["measures/os/"].about == ["Survival"]
    assert pages["treatments/inotuzumab-ozogamicin/"].measures == ["os"]
    assert "age" not in pages["treatments/blinatumomab/"].measures  # described, not shown there


def test_results_come_before_descriptions(library: Library) -> None:
    found = [preview.fragment.split(".")[0] for preview in previews(library)]
    order = list(dict.fromkeys(found))
    assert order[0] == "outcomes"
    assert order == [each for each in ("outcomes", "safety", "flow", "baseline") if each in order]
    assert found == sorted(found, key=order.index)


def test_both_files_point_at_each_other(files: dict[str, Any]) -> None:
    pages, numbers = files["pages.json"], files["numbers.json"]
    paths = [page[0] for page in pages["pages"]]
    for page in pages["pages"]:
        assert all(pages["facets"][place][0] != "Kind" for place in page[-1])
        assert all(0 <= place < len(pages["subjects"]) for place in page[6])
    shown = {page[0]: [paths[place] for place in page[7]] for page in pages["pages"]}
    assert shown["treatments/inotuzumab-ozogamicin/"] == ["measures/os/"]
    rows = {row[4]: row for row in numbers["rows"] if row[4] == "outcomes.os.median.blina"}
    about, group, printed, _, _ = rows["outcomes.os.median.blina"]
    study, measure, _ = numbers["about"][about]
    assert (paths[study], paths[measure]) == ("studies/alpha/", "measures/os/")
    label, treatments = numbers["groups"][group]
    assert label == "Blinatumomab arm"
    doubts = {row[4]: row[5:] for row in numbers["rows"]}
    assert doubts["outcomes.os.median.blina"] == []
    assert doubts["outcomes.os.compare.blina-vs-chemo"] == [Doubt.LATER]
    assert "treatments/blinatumomab/" in [paths[place] for place in treatments]
    assert printed.startswith("7.7 mo")
