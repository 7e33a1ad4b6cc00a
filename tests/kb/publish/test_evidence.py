"""The map of the evidence: cells count, marks grow with patients, every cell leads somewhere."""

import math

import pytest

import kb
from kb.publish.figures.map import Bubble, BubbleColumn, BubbleMap, BubbleRow, draw_map
from kb.publish.parts.evidence import COLUMNS, LARGEST, ROWS, EvidenceMap, evidence_map
from kb.publish.parts.library import Library
from tests.kb.publish.svg import parts, read, words


@pytest.fixture(scope="module")
def found(library: Library) -> EvidenceMap:
    return evidence_map(library)


def test_every_cell_counts_what_the_query_finds(found: EvidenceMap, base: kb.KnowledgeBase) -> None:
    seen = 0
    for row in found["rows"]:
        for column, cell in zip(found["columns"], row["cells"], strict=True):
            treatment, measure = row["href"].split("/")[1], column["href"].split("/")[1]
            facts = [
                fact
                for fact in base.outcomes(measure=measure, section="outcomes")
                if treatment in fact.treatments and fact.measure == measure
            ]
            assert (cell is not None) == bool(facts)
            if cell:
                assert cell["studies"] == str(len({fact.study for fact in facts}))
                assert cell["href"] == f"treatments/{treatment}/#measure-{measure}"
                seen += 1
    assert seen >= 3


def test_the_area_of_a_mark_grows_with_patients(found: EvidenceMap) -> None:
    sizes = [
        (int(cell["patients"].replace(",", "")), float(cell["radius"]))
        for row in found["rows"]
        for cell in row["cells"]
        if cell and cell["radius"]
    ]
    largest = max(sizes)[0]
    assert max(sizes)[1] == LARGEST
    for patients, radius in sizes:
        assert radius == pytest.approx(LARGEST * math.sqrt(patients / largest), abs=0.01)


def test_what_has_no_room_is_counted(found: EvidenceMap) -> None:
    assert len(found["rows"]) <= ROWS
    assert len(found["columns"]) <= COLUMNS
    assert set(found["beyond"]) == {"treatments", "measures"}


def test_the_drawing_says_what_the_table_says() -> None:
    cells = (Bubble("2", "300", 18.0), Bubble("1", "not stated", None), None)
    columns = tuple(BubbleColumn(label, "survival") for label in ("Overall survival", "EFS", "DOR"))
    svg = draw_map(BubbleMap("map", "Evidence", columns, (BubbleRow("Drug", cells),))).wide
    full, unknown = parts(svg, "circle")
    assert (full.attrib["r"], full.get("class")) == ("18", "f-fam")
    assert unknown.get("stroke-dasharray") == "2 3"
    assert {"2", "300", "1", "stated", "Drug", "Overall survival"} <= set(words(svg))
    assert read(svg)[1].text == (
        "Drug: Overall survival 2 studies with 300 patients, EFS 1 studies with not stated patients"
    )
