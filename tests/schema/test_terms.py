"""Looking up terms; what the vocabularies may say is tested in test_glossary.py."""

from fractions import Fraction

import pytest

from schema import terms


def test_units_reach_their_canonical_unit_exactly() -> None:
    for unit in terms.units():
        factor, canonical = terms.factor(unit)
        assert factor > 0, unit
        assert canonical in terms.units(), unit
    assert terms.factor("y") == (Fraction(12), "mo")


SUGGESTIONS = [
    ("treatments", "Besponsa", "inotuzumab-ozogamicin"),
    ("treatments", "blinatumomb", "blinatumomab"),
    ("measures", "overall survival", "os"),
    ("measures", "meassure-nothing-like-it-xyz", ""),
    ("diseases", "Ph+ ALL", "ph-positive-all"),
]


@pytest.mark.parametrize(("name", "word", "expected"), SUGGESTIONS)
def test_nearest_term(name: str, word: str, expected: str) -> None:
    assert terms.suggestion(name, word) == expected
