"""From a cell to columns: tables of exact cases."""

import pytest

from kb.curation.rows import numbers
from kb.curation.rows.common import Columns
from kb.errors import LoadError
from schema.cells import Number, parse

CASES: list[tuple[str, Columns]] = [
    (
        "16.0% (6.5 to 35.2)",
        {
            "value_text": "16.0", "value_decimal": "16.0", "value": 16.0, "unit": "%",
            "value_canonical": 16.0, "canonical_unit": "%", "low_text": "6.5", "low": 6.5,
            "high_text": "35.2", "high_decimal": "35.2", "level": "95%",
        },
    ),
    ("16%", {"value_text": "16", "value_decimal": "16", "value": 16.0}),
    (
        "2.5 y",
        {"value_text": "2.5", "value": 2.5, "value_canonical": 30.0, "canonical_unit": "mo"},
    ),
    ("365.25 d", {"value": 365.25, "unit": "d", "value_canonical": 12.0}),
    ("<1%", {"operator": "<", "value_text": "1", "word": None}),
    (
        "83.2% to 86.0%",
        {"value_text": "83.2", "upto_text": "86.0", "upto_decimal": "86.0", "upto": 86.0},
    ),
    ("17 68%", {"count_text": "17", "count": 17, "denominator": None, "value_text": "68"}),
    ("8/11", {"count": 8, "denominator": 11, "denominator_text": "11", "value": None}),
    ("53.2% of 141", {"of_text": "141", "of_n": 141, "count": None}),
    (
        "83.9% 165/950 events",
        {"events": 165, "events_of": 950, "count": None, "value_text": "83.9"},
    ),
    (
        "not reached (18.2 mo to not estimable)",
        {
            "word": "not reached", "value_text": None, "low": 18.2, "low_unit": "mo",
            "low_canonical": 18.2, "high": None, "high_word": "not estimable",
            "canonical_unit": "mo", "level": "95%",
        },
    ),
    ("not reported", {"word": "not reported", "value": None, "level": None}),
    ("blank", {"word": "blank", "text": "blank"}),
    ("0%", {"word": None, "value_text": "0", "value": 0.0}),
    ("1.5x10^2 cells/uL", {"value_text": "1.5x10^2", "value": 150.0, "value_canonical": 0.15}),
    ("HR .71 (0.55 to none) p<.001", {
        "effect": "HR", "value_text": ".71", "value_decimal": "0.71", "value_canonical": 0.71,
        "unit": None, "high_word": "none", "p_operator": "<", "p_text": ".001", "p": 0.001,
        "p_decimal": "0.001", "p_sides": "two-sided",
    }),
    ("p=0.02 one-sided", {"p_sides": "one-sided", "effect": None, "value": None}),
    ("not significant", {"verbal": "not significant", "word": None, "p_sides": None}),
    ("RD +1.7 pp (-1.5 to 4.1)", {"value_text": "+1.7", "value": 1.7, "low_text": "-1.5"}),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "columns"), CASES, ids=[cell for cell, _ in CASES])
def test_columns_of_a_cell(cell: str, columns: Columns) -> None:
    value = parse(cell)
    unit = value.quantity.unit if value.quantity else ""
    made = {
        **numbers.value_columns(value),
        **numbers.bound_columns(numbers.interval(value), unit, "95%", ""),
        **numbers.count_columns(value),
        **numbers.effect_columns(value, "two-sided"),
    }
    assert {name: made[name] for name in columns} == columns


SPREADS = [
    ("45.3 y (IQR 25.1 to 62.6)", ["IQR 25.1 to 62.6"]),
    ("45.3 y (24 to 70)", []),
    ("45.3 y (24 to 70) (range 18 to 80)", ["range 18 to 80"]),
    ("45.3 y (range 18 to 80) (24 to 70)", ["range 18 to 80"]),
    ("45.3 y (24 to 70) (90% one-sided 26 to none)", ["90% one-sided 26 to none"]),
    ("45.3 y (SD 12.50)", ["SD 12.50"]),
    ("45.3% (+/- 1.1)", ["+/- 1.1"]),
    ("7.7 mo (P10-P90 1.2 mo to 60 d)", ["P10-P90 1.2 mo to 60 d"]),
    ("7.7 mo (unnamed 5.6 to not reached)", ["unnamed 5.6 to not reached"]),
]


@pytest.mark.parametrize(("cell", "texts"), SPREADS)
def test_what_stands_beside_the_interval(cell: str, texts: list[str]) -> None:
    further = numbers.further(parse(cell))
    assert [numbers.spread_text(spread) for spread in further] == texts


def test_a_spread_has_the_unit_of_its_estimate() -> None:
    (spread,) = numbers.further(parse("1 y (SD 0.5)"))
    columns = numbers.spread_columns(spread, "y", "95%")
    assert (columns["value"], columns["unit"]) == (0.5, "y")
    assert (columns["value_canonical"], columns["canonical_unit"]) == (6.0, "mo")
    assert columns["level"] is None


def test_a_number_beyond_floats_is_refused() -> None:
    with pytest.raises(LoadError, match="`1x10\\^999` is too large to be held"):
        numbers.floats(Number("1x10^999"), "%")


def test_a_tiny_number_costs_no_memory() -> None:
    value, canonical, unit = numbers.floats(Number("1x10^-99999999"), "y")
    assert (value, canonical, unit) == (0.0, 0.0, "mo")
