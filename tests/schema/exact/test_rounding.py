"""What printed numbers can stand for: exact cases, and brute force over all counts."""

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.cells import Number
from schema.exact.rounding import Span, as_printed, counts, printed

SPANS = [
    ("16.0", "", "15.95", "16.05"),
    ("16", "", "15.5", "16.5"),
    (".41", "", "0.405", "0.415"),
    ("3.1x10^6", "", "3050000", "3150000"),
    ("1", "<", None, "1"),
    ("0", ">", "0", None),
]


@pytest.mark.parametrize(("text", "operator", "low", "high"), SPANS)
def test_span(text: str, operator: str, low: str | None, high: str | None) -> None:
    span = printed(Number(text), operator)
    assert span == Span(Fraction(low) if low else None, Fraction(high) if high else None)


COUNTS = [
    ("68", 25, [17]),
    ("86", 25, []),
    ("44.0", 25, [11]),
    ("45.0", 25, []),
    ("31.2", 109, [34]),
    ("80.7", 1090, [880]),
    ("80.7", 10_900, list(range(8791, 8802))),
    ("0.0", 4, [0]),
    ("100.0", 4, [4]),
]


@pytest.mark.parametrize(("text", "n", "expected"), COUNTS)
def test_counts_that_a_percentage_can_stand_for(text: str, n: int, expected: list[int]) -> None:
    assert list(counts(printed(Number(text)), n)) == expected


@given(st.integers(1, 400), st.data(), st.integers(0, 2))
def test_the_true_count_is_among_them(n: int, data: st.DataObject, decimals: int) -> None:
    k = data.draw(st.integers(0, n))
    step = Decimal(1).scaleb(-decimals)
    for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN):
        text = str((Decimal(100 * k) / Decimal(n)).quantize(step, rounding=mode))
        assert k in counts(printed(Number(text)), n)


@given(st.integers(1, 200), st.integers(0, 1000))
def test_they_are_all_the_counts_there_are(n: int, tenths: int) -> None:
    text = f"{tenths // 10}.{tenths % 10}"
    span = printed(Number(text))
    assert span.low is not None
    assert span.high is not None
    brute = [k for k in range(n + 1) if span.low <= Fraction(100 * k, n) <= span.high]
    assert list(counts(span, n)) == brute


@given(st.fractions(0, 100, max_denominator=500), st.integers(0, 3))
def test_printing_rounds_half_up(value: Fraction, decimals: int) -> None:
    text = as_printed(value, decimals)
    step = Fraction(1, 10**decimals)
    assert value - step / 2 < Fraction(text) <= value + step / 2
    assert len(text.partition(".")[2]) == decimals


def test_a_truncating_source_is_outside() -> None:
    text = str((Decimal(200) / Decimal(3)).quantize(Decimal("0.1"), rounding=ROUND_DOWN))
    assert text == "66.6"
    assert list(counts(printed(Number(text)), 3)) == []
