"""Captions of printed tables: what is told apart by the eye is told apart by its name."""

import pytest

from kb.models.content import PrintedTable
from kb.publish.parts.grids import captions


@pytest.mark.parametrize(
    ("tables", "named"),
    [
        ([("baseline", "table-1", None), ("safety", "ae", "Toxicity")], ["Table 1", "Toxicity"]),
        (
            [("baseline", "nel", "Nelarabine question"), ("safety", "nel", "Nelarabine question")],
            ["Nelarabine question, baseline", "Nelarabine question, safety"],
        ),
        (
            [("safety", "arms", "Toxicity"), ("safety", "by-age", "Toxicity")],
            ["Toxicity, safety, arms", "Toxicity, safety, by age"],
        ),
    ],
)
def test_each_table_has_its_own_caption(
    tables: list[tuple[str, str, str | None]], named: list[str]
) -> None:
    made = [PrintedTable(section, block, label, None, ()) for section, block, label in tables]
    assert captions(made) == named
