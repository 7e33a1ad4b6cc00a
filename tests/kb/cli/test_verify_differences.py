"""Two readings of one number: the kinds of difference, and how far readers agree."""

import pytest

from kb.curation.verify.compare import difference
from kb.curation.verify.order import shown
from kb.curation.verify.report import agreement
from schema.seals import Sealable, sealables
from tests.kb.cli.second_reader import MEDIAN, study_of
from tests.schema.example import RECORD, spoiled

# What the second reader reads of `first`, inside the example, and the kind of difference.
KINDS = [
    ("7.7 mo (5.6 to 9.6)", "7.7 mo (5.6 to 9.6)", None),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo (95% 5.6 to 9.6)", None),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo ( 5.6 to 9.6 )", None),
    (".70 mo", "0.70 mo", None),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo (97.5% 5.6 to 9.6)", "different value"),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo (5.6 to 9.5)", "different value"),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo (range 5.6 to 9.6)", "missing part"),
    ("7.7 mo (5.6 to 9.6)", "7.7 mo", "missing part"),
    ("7.7 mo", "7.7 mo (5.6 to 9.6)", "missing part"),
    ("7.7 mo (5.6 to 9.6)", "5.6 mo", "different value"),
    ("7.7 mo", "77 mo", "different value"),
    ("7.7 mo", "7.7 y", "different unit"),
    ("7.0 mo", "7 mo", "different decimals"),
    ("7.74 mo", "7.7 mo", "different decimals"),
    ("7.76 mo", "7.7 mo", "different value"),
    ("<1%", "1%", "different value"),
    ("not reached", "7.7 mo", "different value"),
    ("not reached", "not estimable", "different value"),
    ("not reported", "7.7 mo", "different value"),
    ("17 68%", "68% of 25", "missing part"),
    ("17 68%", "17/25 68%", "missing part"),
    ("17 68%", "68 17%", "different value"),
    ("17/25", "17/26", "different value"),
    ("165/950 events", "165/950", "different value"),
    ("7.7 mo", "7.7 moons", "unreadable"),
    ("7.7 mo", "HR 0.71", "unreadable"),
]


def one(text: str) -> Sealable:
    """Return the median of the example with another cell."""
    study = study_of(spoiled(("x: 7.7 mo (5.6 to 9.6)", f"x: {text}")))
    return next(each for each in sealables(study) if each.address == MEDIAN)


@pytest.mark.parametrize(("first", "second", "kind"), KINDS)
def test_kinds_of_difference(first: str, second: str, kind: str | None) -> None:
    assert difference(one(first), second) == kind


KINDS_OF_EFFECTS = [
    ("HR 0.71 (0.55 to 0.93) p=0.01", None),
    ("HR 0.71 (0.55 to 0.93) p = 0.01 two-sided", None),
    ("HR 0.71 (0.55 to 0.93) p=0.01 one-sided", "different value"),
    ("HR 0.71 (0.55 to 0.93) p<0.01", "different value"),
    ("OR 0.71 (0.55 to 0.93) p=0.01", "different value"),
    ("HR 0.71 (0.55 to 0.93)", "missing part"),
    ("HR 0.71 (0.55 to 0.93) p=0.010", "different decimals"),
    ("p=0.01", "missing part"),
    ("71%", "unreadable"),
]


@pytest.mark.parametrize(("second", "kind"), KINDS_OF_EFFECTS)
def test_kinds_of_difference_of_effects(second: str, kind: str | None) -> None:
    numbers = sealables(study_of(RECORD))
    asked = next(each for each in numbers if each.address == "outcomes/os/compare/x vs chemo")
    assert difference(asked, second) == kind


def elsewhere(text: str) -> Sealable:
    """Return what another place prints for the median of the example."""
    cell = f"x: {{is: 7.7 mo (5.6 to 9.6), also: {{page > Efficacy: {text}}}}}"
    study = study_of(spoiled(("x: 7.7 mo (5.6 to 9.6)", cell)))
    return next(each for each in sealables(study) if each.elsewhere)


def test_another_place_may_print_more_than_the_record_keeps() -> None:
    asked = elsewhere("7.7 mo")
    assert asked.address == f"{MEDIAN}/also/page > Efficacy"
    assert shown(asked)["parts"] == "value"
    assert difference(asked, "7.7 mo (5.6 to 9.6)") is None
    assert difference(asked, "(5.6 to 9.6)") == "different value"
    assert difference(elsewhere("p=0.01"), "p=0.02") == "different value"


def test_a_level_inside_the_cell_is_part_of_what_is_read() -> None:
    assert shown(one("7.7 mo (5.6 to 9.6)"))["interval"] == "95%"
    assert "interval" not in shown(one("7.7 mo (97.5% 5.6 to 9.6)"))
    assert difference(one("7.7 mo (97.5% 5.6 to 9.6)"), "7.7 mo (5.6 to 9.6)") == "missing part"


def test_agreement_over_several_records() -> None:
    one_ = agreement({"a": None, "b": "different value"}, waiting=1)
    both = one_ + agreement({"a": "different value", "c": "missing part", "d": None})
    assert (both.figures, both.agreed, both.waiting) == (5, 2, 1)
    assert both.differences == {"different value": 2, "missing part": 1}
    assert both.share == 0.4
    assert agreement({}).share == 0.0
