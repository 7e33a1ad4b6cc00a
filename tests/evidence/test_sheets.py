"""Nothing lost and nothing invented: every record against the worksheets it was made from."""

import pytest

from tests.evidence.sheets import addresses, invented, lost, maps, own_figures, rows, sheets, studies

each_sheet = pytest.mark.parametrize("name", sheets())


def test_there_are_worksheets() -> None:
    assert len(sheets()) == 83


def test_every_worksheet_has_a_map_and_a_record() -> None:
    assert sorted(maps()) == sorted(sheets())
    assert {str(entries["record"]) for entries in maps().values()} == set(studies())


@each_sheet
def test_nothing_lost(name: str) -> None:
    entries = maps()[name]
    assert lost(sheets()[name], entries["facts"], studies()[entries["record"]]) == []
