"""Nothing lost and nothing invented: every record against the worksheets it was made from."""

import pytest

from tests.evidence.sheets import invented, lost, maps, own_figures, sheets, studies

FIRST = "wudhikarn-2022-blina-ino"  # its article was read figure by figure, without a worksheet
each_sheet = pytest.mark.parametrize("name", sheets())
each_record = pytest.mark.parametrize("record", studies())


def test_every_worksheet_has_a_map_and_every_record_a_worksheet() -> None:
    assert len(sheets()) == 83
    assert sorted(maps()) == sorted(sheets())
    assert {entries["record"] for entries in maps().values()} == set(studies())


@each_sheet
def test_nothing_lost(name: str) -> None:
    entries = maps()[name]
    assert lost(sheets()[name], entries["facts"], studies()[entries["record"]]) == []


@each_record
def test_nothing_invented(record: str) -> None:
    mapped = {name: one["facts"] for name, one in maps().items() if one["record"] == record}
    read = {name: sheets()[name] for name in mapped}
    besides = own_figures() if record == FIRST else set()
    assert invented(studies()[record], read, mapped, besides) == []
