"""What the explore page saves is exactly the view, with what one needs to cite it."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pytest

import kb
from kb.exports import harmless
from kb.models.results import ComparisonRow, Outcome
from tests.site.conftest import Visit
from tests.site.explore.conftest import ROWS, asked, opened, saved

pytestmark = pytest.mark.browser


def table_of(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Return the notes before the table, and its rows."""
    lines = list(csv.reader(io.StringIO(data.decode())))
    notes = [line[0] for line in lines if line[0].startswith("# ")]
    head, *body = lines[len(notes) :]
    return notes, [dict(zip(head, line, strict=True)) for line in body]


QUERY = "?measure=os&time=60&treatment=chemotherapy"


def expected(base: kb.KnowledgeBase) -> list[Outcome | ComparisonRow]:
    return asked(base, measure="os", at=60, treatment="chemotherapy")


PRINTED = ("study", "address", "section", "measure", "value_text", "low_text", "high_text", "unit",
           "basis", "time", "place", "status")  # fmt: skip


def texts(facts: Sequence[Any], names: Sequence[str] = PRINTED) -> list[list[str]]:
    return sorted([str(getattr(fact, name) or "") for name in names] for fact in facts)


def test_csv_holds_exactly_the_view(visit: Visit, real_base: kb.KnowledgeBase) -> None:
    notes, body = table_of(saved(opened(visit, QUERY), "csv"))
    facts = expected(real_base)
    assert len(body) == len(facts) > 5
    assert sorted([row[name] for name in PRINTED] for row in body) == texts(facts)
    marked = {(row["study"], row["address"]): row for row in body}
    for fact in facts:
        row = marked[fact.study, fact.address]
        assert row["secondary_only"] == str(fact.secondary_only).lower()
        assert row["post_baseline"] == str(fact.post_baseline).lower()
        assert row["verified"] == str(fact.verified).lower()
        assert row["n"] == str(
            (fact.n or fact.n_derived or "") if isinstance(fact, Outcome) else ""
        )
    said = "\n".join(notes)
    assert notes[0].startswith(f"# {len(notes)} lines")
    assert real_base.meta.data_version in said
    assert real_base.meta.licence_url in said
    assert "Measure: Overall survival; Time point: 5 years; Treatment: Chemotherapy" in said
    assert QUERY in said
    for study in {fact.study for fact in facts}:
        assert f"# cite {study}: " in said


def test_json_holds_exactly_the_view(visit: Visit, real_base: kb.KnowledgeBase) -> None:
    found = json.loads(saved(opened(visit, QUERY), "json"))
    facts = expected(real_base)
    own = [[str(row[name] or "") for name in PRINTED] for row in found["rows"]]
    assert sorted(own) == texts(facts)
    about = found["about"]
    assert about["results"] == len(facts)
    assert about["data_version"] == real_base.meta.data_version
    assert "Time point: 5 years" in about["query"]
    assert {each["study"] for each in about["studies"]} == {fact.study for fact in facts}
    rows = {(row["study"], row["address"]): row for row in found["rows"]}
    for fact in facts:
        if isinstance(fact, Outcome):
            assert rows[fact.study, fact.address]["treatments"] == list(fact.treatments)


def test_saved_rows_stand_in_the_order_of_the_view(visit: Visit) -> None:
    page = opened(visit, f"{QUERY}&sort=-result")
    _, body = table_of(saved(page, "csv"))
    first = page.locator(f"{ROWS} .num-value").first.inner_text()
    assert body[0]["result"] == first


@pytest.mark.parametrize(
    "text",
    ["=1+1", " =A1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "-1.5", "+3", "1e-3", "a=b", 'q"; x,y'],
)
def test_no_cell_runs_as_a_formula(visit: Visit, text: str) -> None:
    page = opened(visit)
    line = page.evaluate(
        """async (text) => {
          const { csvParts } = await import("../js/explore/save.js");
          const column = { values: [null, text], codes: [1] };
          const described = { columns: ["cell"], lists: [] };
          const table = { described, column: () => column };
          const state = { q: "", chosen: new Map(), ranges: {} };
          return [...csvParts(table, state, {}, Uint8Array.of(0))].at(-1);
        }""",
        text,
    )
    assert next(csv.reader(io.StringIO(line))) == [harmless(text)]
