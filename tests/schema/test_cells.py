"""The grammar of cells: tables of what is read, what is refused, and what to paste instead."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.cells import CellError, Comparison, Number, Result, parse


def _said(cell: Result | Comparison) -> dict[str, object]:
    """Return what a cell says, without what it leaves open."""
    said: dict[str, object] = {}
    for name in ("word", "count", "denominator", "of", "events", "events_of", "effect"):
        value = getattr(cell, name, None)
        if value:
            said[name] = value.text if isinstance(value, Number) else value
    if cell.quantity:
        number = cell.quantity.number
        upto = f" to {cell.quantity.upto.text}" if cell.quantity.upto else ""
        printed = (number.text if number else "") + upto
        said["value"] = cell.quantity.operator + (printed or cell.quantity.word)
        said["unit"] = cell.quantity.unit
    if cell.spreads:
        said["spreads"] = [_spread(cell, index) for index in range(len(cell.spreads))]
    if isinstance(cell, Comparison) and cell.p:
        said["p"] = f"{cell.p.operator}{cell.p.number.text} {cell.p.sides or ''}".strip()
    return said


def _spread(cell: Result | Comparison, index: int) -> tuple[str, ...]:
    spread = cell.spreads[index]
    if spread.value:
        return spread.kind, spread.value.text
    ends = [
        (end.operator + end.number.text + end.unit) if end.number else end.word
        for end in (spread.low, spread.high)
        if end
    ]
    level = (spread.level.text, spread.sides or "") if spread.level else ()
    return (spread.kind, *ends, *level)


READ: list[tuple[str, dict[str, object]]] = [
    ("3", {"count": "3"}),
    ("8/11", {"count": "8", "denominator": "11"}),
    ("17 68%", {"count": "17", "value": "68", "unit": "%"}),
    ("88/109 80.7%", {"count": "88", "denominator": "109", "value": "80.7", "unit": "%"}),
    ("53.2% of 141", {"value": "53.2", "unit": "%", "of": "141"}),
    ("<1%", {"value": "<1", "unit": "%"}),
    ("~12 mo", {"value": "~12", "unit": "mo"}),
    ("83.2% to 86.0%", {"value": "83.2 to 86.0", "unit": "%"}),
    ("3.1x10^6 cells/kg", {"value": "3.1x10^6", "unit": "cells/kg"}),
    ("0.35 /patient-year", {"value": "0.35", "unit": "/patient-year"}),
    ("16.0% (6.5 to 35.2)", {"value": "16.0", "unit": "%", "spreads": [("CI", "6.5", "35.2")]}),
    (
        "45.3 y (IQR 25.1 to 62.6)",
        {"value": "45.3", "unit": "y", "spreads": [("IQR", "25.1", "62.6")]},
    ),
    (
        "40.8 y (SD 17.1) (range 18 to 80)",
        {"value": "40.8", "unit": "y", "spreads": [("SD", "17.1"), ("range", "18", "80")]},
    ),
    ("31.2% (+/- 2.1)", {"value": "31.2", "unit": "%", "spreads": [("+/-", "2.1")]}),
    (
        "5 mo (P10-P90 1 to 9)",
        {"value": "5", "unit": "mo", "spreads": [("percentiles", "1", "9")]},
    ),
    (
        "83.9% (81.4 to 86.1) 165/950 events",
        {
            "value": "83.9",
            "unit": "%",
            "spreads": [("CI", "81.4", "86.1")],
            "events": "165",
            "events_of": "950",
        },
    ),
    (
        "15.2 x10^9/L (unnamed 0.6 to 322.1)",
        {"value": "15.2", "unit": "x10^9/L", "spreads": [("unnamed", "0.6", "322.1")]},
    ),
    ("36 events", {"events": "36"}),
    (
        "not reached (18.2 mo to not estimable)",
        {"value": "not reached", "unit": "", "spreads": [("CI", "18.2mo", "not estimable")]},
    ),
    ("not reported", {"word": "not reported"}),
    ("blank", {"word": "blank"}),
    ("0", {"count": "0"}),
    (
        "HR 0.75 (97.5% 0.57 to 0.99) p=0.0105 one-sided",
        {
            "effect": "HR",
            "value": "0.75",
            "unit": "",
            "spreads": [("CI", "0.57", "0.99", "97.5", "")],
            "p": "=0.0105 one-sided",
        },
    ),
    (
        "RD -5 pp (95% one-sided none to 4.5)",
        {
            "effect": "RD",
            "value": "-5",
            "unit": "pp",
            "spreads": [("CI", "none", "4.5", "95", "one-sided")],
        },
    ),
    ("HR (0.18 to 0.61)", {"effect": "HR", "spreads": [("CI", "0.18", "0.61")]}),
    ("p<.0001", {"p": "<.0001"}),
    ("no difference p=0.68", {"word": "no difference", "p": "=0.68"}),
    ("lower", {"word": "lower"}),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_cell_is_read(text: str, expected: dict[str, object]) -> None:
    cell = parse(text)
    assert cell.text == text
    assert _said(cell) == expected


REFUSED: list[tuple[str, int, str]] = [
    ("16.0", 0, "16.0%"),
    ("16.0% (6.5-35.2)", 7, "16.0% (6.5 to 35.2)"),
    ("16.0% (6.5\u201335.2)", 7, "16.0% (6.5 to 35.2)"),
    ("17 (68%)", 7, "17 68%"),
    ("17/25 (68%)", 10, "17/25 68%"),
    ("16,0%", 2, "16.0%"),
    ("8 of 11", 2, "8/11"),
    ("68 %", 3, "68%"),
    ("7.7 months (95% CI, 5.6\u20139.6)", 4, "7.7 mo (5.6 to 9.6)"),
    ("HR 0.71 (0.55-0.93), P = .01", 9, "HR 0.71 (0.55 to 0.93) p=.01"),
    ("31.2 \u00b1 2.1%", 5, ""),
    ("NR", 0, ""),
    ("12.3 foo", 5, ""),
    ("", 0, ""),
    ("16.0%  (6 to 7)", 6, "16.0% (6 to 7)"),
    ("-3/198", 0, ""),
    ("HR", 2, ""),
    ("HR p=0.01", 3, ""),
    ("16.0% (6.5 to 35.2", 18, ""),
    ("7.7mo", 3, "7.7 mo"),
    ("7.7  mo", 4, "7.7 mo"),
    ("1,300", 1, "1300"),
    ("34% (28,0 to 39,5)", 5, "34% (28.0 to 39.5)"),
    ("\uff13\uff14% (\uff12\uff18.0 to 39.5)", 0, "34% (28.0 to 39.5)"),
    ("\u0661\u0666%", 0, "16%"),
    ("p=\u0660.\u0660\u0661", 0, "p=0.01"),
    ("16% of \u0665", 4, "16% of 5"),
    ("HR 0.71%", 7, "HR 0.71"),
    ("HR 0.5 mo (95% 0.5 mo to 5%)", 7, "HR 0.5 (95% 0.5 to 5)"),
    ("1234567890123456", 0, ""),
    ("n/a", 0, ""),
]


@pytest.mark.parametrize(("text", "offset", "paste"), REFUSED)
def test_cell_is_refused_where_it_goes_wrong(text: str, offset: int, paste: str) -> None:
    with pytest.raises(CellError) as caught:
        parse(text)
    assert (caught.value.offset, caught.value.paste) == (offset, paste)
    assert caught.value.allowed


_RESULT = "a count (17 or 8/11), a value with its unit (16.0% or 7.7 mo), not reached, not reported"
EXPLAINED = [
    ("7.7 % (5 to 9)", "a space before `%`", "7.7%"),
    ("7.7mo", "no space before `mo`", "7.7 mo"),
    ("7.7  mo", "a space too many", "single spaces between the parts"),
    ("16.0%  (6 to 7)", "a space too many", "single spaces between the parts"),
    ("16,0%", "a comma in a number", "a decimal point, and no commas"),
    ("1,300", "a comma in a number", "a decimal point, and no commas"),
    ("NR", "`NR` cannot stand here", "not reached, or not reported"),
    ("n/a", "`n/a` cannot stand here", "not applicable, or not reported"),
    ("N.A.", "`N.A.` cannot stand here", "not applicable, or not reported"),
    ("-", "`-` cannot stand here", "blank, not reported, or not applicable"),
    ("\u0661\u0666%", "`\u0661\u0666%` cannot stand here", _RESULT),
    ("1234567890123456", "a number of 16 digits", "at most 15 digits in a row"),
    ("HR 0.71 mo", "`mo` after a ratio", "a number without unit"),
    ("16.0", "`16.0` has no unit", "16.0% or 16.0 mo, and so on"),
]


@pytest.mark.parametrize(("text", "message", "allowed"), EXPLAINED)
def test_a_refusal_says_why(text: str, message: str, allowed: str) -> None:
    with pytest.raises(CellError) as caught:
        parse(text)
    assert (caught.value.message, caught.value.allowed) == (message, allowed)


_DIGITS = st.characters(categories=["Nd"], exclude_characters="0123456789")


@given(st.sampled_from([text for text, _ in READ]), st.integers(0, 99), _DIGITS)
def test_digits_of_other_scripts_are_no_digits(text: str, at: int, digit: str) -> None:
    places = [index for index, letter in enumerate(text) if letter in "0123456789"]
    if not places:
        return
    place = places[at % len(places)]
    spoiled = text[:place] + digit + text[place + 1 :]
    error = _refusal(spoiled)
    assert error is not None
    assert digit not in error.paste


@given(st.decimals(0, 100, places=2), st.integers(0, 3))
def test_printed_decimals_survive(value: Decimal, places: int) -> None:
    text = f"{value:.{places}f}"
    cell = parse(f"{text}%")
    assert cell.quantity is not None
    assert cell.quantity.number == Number(text)
    assert cell.quantity.number.decimals == places
    assert cell.quantity.number.decimal == Decimal(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    error = _refusal(text)
    if error is None:
        assert parse(text).text == text
    else:
        assert error.message
        assert 0 <= error.offset <= len(text)
        assert not error.paste or _refusal(error.paste) is None


def _refusal(text: str) -> CellError | None:
    try:
        parse(text)
    except CellError as error:
        return error
    return None
