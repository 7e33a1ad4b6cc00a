"""What the explore page saves is exactly the view, with what one needs to cite it."""

import csv
import json
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import polars as pl
import pytest

import kb
from kb.exports import harmless
from kb.models.results import ComparisonRow, Outcome
from tests.site.conftest import Visit
from tests.site.explore.conftest import ROWS, asked, opened, saved

pytestmark = pytest.mark.browser


def table_of(data: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """Return the comments of a file, all before its table, and the rows of the table."""
    lines = data.decode().splitlines(keepends=True)
    notes = [line.rstrip("\n") for line in takewhile(lambda line: line.startswith("#"), lines)]
    table = [line for line in lines if not line.startswith("#")]
    assert len(notes) + len(table) == len(lines)
    head, *body = csv.reader(table)
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


def test_readers_that_skip_comments_read_the_same_rows(visit: Visit) -> None:
    data = saved(opened(visit, QUERY), "csv")
    notes, body = table_of(data)
    assert any("," in note for note in notes)
    assert not any('"' in note for note in notes)
    frame = pl.read_csv(data, comment_prefix="#", infer_schema=False).fill_null("")
    assert frame.to_dicts() == body
    assert len(body) > 5


HOSTILE = 'a, "b\nstudy\n=1+1, =1+1; @SUM(A1)"'


def test_a_comment_stays_one_line_and_runs_nothing(visit: Visit) -> None:
    notes, [row] = table_of(made(visit, HOSTILE, HOSTILE).encode())
    assert row == {"cell": HOSTILE}
    said = "a, 'b study =1+1, '=1+1; '@SUM(A1)'"
    assert [note for note in notes if note.startswith("# query")] == [f"# query: Words: “{said}”"]
    for line in csv.reader(notes):
        assert [harmless(cell) for cell in line] == line


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


MAKE = """async ([text, words]) => {
  const { csvParts } = await import("../js/explore/save.js");
  const column = { values: [null, text], codes: [1] };
  const described = { columns: ["cell"], lists: [] };
  const table = { described, column: () => column };
  const state = { q: words, chosen: new Map(), ranges: {} };
  return [...csvParts(table, state, {}, Uint8Array.of(0))].join("");
}"""


def made(visit: Visit, text: str, words: str = "") -> str:
    """Return a file of one cell, found by these words."""
    return str(opened(visit).evaluate(MAKE, [text, words]))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =A1",
        "+cmd",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "-1.5",
        "+3",
        "1e-3",
        "a=b",
        'q"; x,y',
        "#1",
    ],
)
def test_no_cell_runs_as_a_formula(visit: Visit, text: str) -> None:
    _, body = table_of(made(visit, text).encode())
    assert body == [{"cell": harmless(text)}]
