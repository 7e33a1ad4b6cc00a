"""Slips inside one number, case by case."""

from collections.abc import Callable

import pytest

from tests.mutation import digits

CASES = [
    (digits.transposed, "25", ["52"]),
    (digits.transposed, "16.0", ["10.6", "61.0"]),
    (digits.transposed, "7", []),
    (digits.transposed, "55", []),
    (digits.transposed, "-17", ["-71"]),
    (digits.one_off, "09", ["08", "19"]),
    (digits.one_off, "1.5", ["0.5", "1.4", "1.6", "2.5"]),
    (digits.random_digit, "7", ["0", "1", "2", "3", "4", "5", "6", "8", "9"]),
    (digits.random_digit, "-5", ["-0", "-1", "-2", "-3", "-4", "-6", "-7", "-8", "-9"]),
    (digits.decimal_slip, "16.0", ["1.60", "160"]),
    (digits.decimal_slip, "25", ["2.5", "250"]),
    (digits.decimal_slip, "0.71", ["0.071", "7.1"]),
    (digits.decimal_slip, ".89", ["0.089", "8.9"]),
    (digits.decimal_slip, "0.001", ["0.0001", "0.01"]),
    (digits.decimal_slip, "-5", ["-0.5", "-50"]),
    (digits.dropped, "271", ["21", "27", "71"]),
    (digits.dropped, "16.0", ["1.0", "6.0"]),
    (digits.dropped, "0.71", ["0.1", "0.7"]),
    (digits.dropped, "7.7", [".7", "7"]),
    (digits.dropped, "7", []),
    (digits.one_off, "1.2x10^9", ["0.2x10^9", "1.1x10^9", "1.3x10^9", "2.2x10^9"]),
]


@pytest.mark.parametrize(("slip", "text", "slips"), CASES)
def test_slip(slip: Callable[[str], list[str]], text: str, slips: list[str]) -> None:
    assert slip(text) == slips
