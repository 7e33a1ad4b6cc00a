"""Rows that would read alike, sizes of the groups compared, and in whose favour an effect is."""

from dataclasses import replace

import pytest

from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.apart import apart
from kb.publish.parts.armsizes import sizes_text
from kb.publish.parts.comparisons import figures, kind_of_evidence
from kb.publish.parts.favours import by_direction, favours
from kb.publish.parts.forests import drawn_effect
from kb.publish.parts.library import Library
from tests.kb.publish.conftest import Find, FindComparison
from tests.kb.publish.svg import words

ARMS = "outcomes/os/compare/blina vs chemo"
PAPER = "Müller-Özil 2020, Invented J Haematol"
CRS = "safety/table-2/crs/blina"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (({}, {"milestone": "end of cycle 1"}), ["", "end of cycle 1"]),
        (({"category": "one"}, {"category": "two"}), ["one", "two"]),
        (({}, {"analysis_set": None}), ["Safety set", ""]),
        (({}, {"source": "talk", "place": "talk > Slides"}), [PAPER, "Müller-Özil 2020"]),
        (({}, {"place": "paper > Abstract"}), ["Table 2, cytokine release syndrome", "Abstract"]),
        (({}, {"source": "talk", "analysis_set": None}), ["Safety set", ""]),  # no more than needed
        (({}, {}), ["", ""]),
    ],
)  # fmt: skip
def test_what_differs_is_said(
    library: Library, result: Find, changes: tuple[dict[str, str | None], ...], told: list[str]
) -> None:
    facts: list[Outcome] = [replace(result(CRS), **change) for change in changes]  # type: ignore[arg-type]
    assert apart(facts, ["alike"] * len(facts), library) == told


def test_nothing_is_said_of_what_reads_differently(library: Library, result: Find) -> None:
    facts = [result(CRS), replace(result(CRS), milestone="end of cycle 1")]
    assert apart(facts, ["one", "other"], library) == ["", ""]
    assert apart([facts[0], replace(facts[1], study="beta")], ["a", "a"], library) == ["", ""]


SIZES = [
    (ARMS, {}, "200 v 100"),
    ("outcomes/cr/compare/blina vs chemo", {}, "190 v 100"),  # evaluable; no size of its own
    ("safety/table-2/vod-sos 3+/blina vs chemo", {}, "198 v 96"),
    ("outcomes/os/compare/blina vs history", {"analysis_set": "safety"}, None),
    (ARMS, {"counted": "unstated"}, None),
    (ARMS, {"groups": ("blina", "chemo-high"), "endpoint": "baseline/table-1/male"},
     "200 v 40, derived"),
    ("outcomes/os/compare/arms x blasts", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "changes", "sizes"), SIZES)
def test_sizes_of_the_groups_compared(
    library: Library,
    comparison: FindComparison,
    address: str,
    changes: dict[str, object],
    sizes: str | None,
) -> None:
    assert sizes_text(replace(comparison(address), **changes), library) == sizes  # type: ignore[arg-type]


def test_no_size_is_told_where_results_have_several(
    library: Library, comparison: FindComparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = comparison(ARMS)
    known = {(fact.endpoint, None, "blina"): {(200, None), (190, None)}}
    monkeypatch.setattr(library, "denominators", {fact.study: known}.__getitem__)
    assert sizes_text(fact, library) is None


BLINA, CHEMO = "Favours Blinatumomab arm", "Favours Chemotherapy arm"
SIDES = [
    ("os", "HR", (BLINA, CHEMO)),  # a hazard of death: the lower the better
    ("cr", "OR", (CHEMO, BLINA)),
    ("cr", "RD", (CHEMO, BLINA)),
    ("relapse", "SHR", (BLINA, CHEMO)),
    ("vod-sos", "RR", (BLINA, CHEMO)),
    ("os", "OR", None),  # of death, or of survival?
    ("os", "ratio", None),
    ("age", "MD", None),  # neither is better
]


@pytest.mark.parametrize(("measure", "effect", "sides"), SIDES)
def test_in_whose_favour(
    library: Library,
    comparison: FindComparison,
    measure: str,
    effect: str,
    sides: tuple[str, str] | None,
) -> None:
    fact = replace(comparison(ARMS), measure=measure, effect=effect)
    assert favours([fact], library) == sides


def turned(fact: ComparisonRow) -> ComparisonRow:
    """The same arms, printed the other way round."""
    labels = fact.group_labels[::-1]
    return replace(fact, groups=fact.groups[::-1], group_labels=labels, address=f"{fact.address}-2")


def test_arms_the_other_way_round_are_drawn_apart(
    library: Library, comparison: FindComparison
) -> None:
    fact = comparison(ARMS)
    facts = [fact, turned(fact), replace(fact, measure="efs")]
    assert by_direction(facts) == [[facts[0], facts[2]], [facts[1]]]
    drawn = figures("f", facts, lambda f, more: f"{f.measure} {more}", library, "survival")
    assert [figure["title"] for figure in drawn] == [
        "Hazard ratio by comparison",
        "Hazard ratio by comparison: Chemotherapy arm vs Blinatumomab arm",
    ]
    sides = [[text for text in words(figure["wide"]) if "Favours" in text] for figure in drawn]
    assert [[text.split()[1] for text in side] for side in sides] == [
        ["Blinatumomab", "Chemotherapy"],
        ["Chemotherapy", "Blinatumomab"],
    ]


def test_no_side_without_randomisation(library: Library, comparison: FindComparison) -> None:
    fact = comparison(ARMS)
    other = replace(fact, randomised=False)
    assert favours([fact, other], library) is None
    within = replace(other, groups=("blina-low", "chemo-low"), subgroup_of=("blina", "chemo"))
    assert favours([fact, within], library) == (BLINA, CHEMO)
    elsewhere = replace(fact, groups=("chemo", "small"))
    first, second = favours([fact, elsewhere], library) or ("", "")
    assert (first, second) == (
        "Favours the group named first", "Favours the group named second",
    )  # fmt: skip


def test_kinds_of_evidence(comparison: FindComparison) -> None:
    fact = comparison(ARMS)
    within = replace(fact, randomised=False, subgroup_of=("blina", "chemo"))
    assert [kind_of_evidence(each) for each in (
        fact, within, replace(within, subgroup_of=()), replace(fact, before_treatment=True),
        replace(within, external=True),
    )] == [
        "Randomised comparison", "Subgroup of a randomised comparison",
        "Not a randomised comparison", "Compared before treatment", "Against an external control",
    ]  # fmt: skip


def test_what_is_compared_before_treatment_is_no_effect(comparison: FindComparison) -> None:
    fact = comparison(ARMS)
    assert drawn_effect(fact, "") is not None
    assert drawn_effect(replace(fact, before_treatment=True), "") is None
