"""A record with everything inherited written out."""

import pytest

from schema.facts import ComparisonFact, EstimateFact, PlaceRef, facts, group_facts, split_facts
from schema.study import Study
from schema.validation import check_bytes
from tests.schema.example import PATH, spoiled

ESTIMATED = ("    origin: randomisation\n", "    origin: randomisation\n    method: kaplan-meier\n")


def study(*changes: tuple[str, str]) -> Study:
    """Return the example with changes, which must be a good record."""
    checked = check_bytes(spoiled(*changes).encode(), PATH)
    assert checked.problems == []
    assert checked.study is not None
    return checked.study


def estimate(address: str, *changes: tuple[str, str]) -> EstimateFact:
    """Return the estimate at an address of the changed example."""
    found = {fact.address: fact for fact in facts(study(*changes))}[address]
    assert isinstance(found, EstimateFact)
    return found


def comparison(address: str, *changes: tuple[str, str]) -> ComparisonFact:
    """Return the comparison at an address of the changed example."""
    found = {fact.address: fact for fact in facts(study(*changes))}[address]
    assert isinstance(found, ComparisonFact)
    return found


def test_addresses_in_the_order_of_the_file() -> None:
    assert [fact.address for fact in facts(study())] == [
        "safety/table-2/vod-sos 3+/x",
        "safety/table-2/vod-sos 3+/chemo",
        "outcomes/cr/share/x",
        "outcomes/cr/share/chemo",
        "outcomes/cr/compare/x vs chemo",
        "outcomes/os/median/x",
        "outcomes/os/median/chemo",
        "outcomes/os/compare/x vs chemo",
    ]


def test_defaults_reach_the_cell() -> None:
    fact = estimate("outcomes/os/median/x")
    assert fact.place == PlaceRef("jco24", "Abstract")
    assert (fact.level, fact.sides) == ("95%", "")
    assert fact.meaning.origin == "randomisation"
    assert fact.meaning.counted == ""


def test_a_key_holds_until_it_is_written_again() -> None:
    change = ("chemo: 4.0 mo (2.8 to 5.3)", "chemo: {is: 4.0 mo, from: page > Efficacy}")
    assert estimate("outcomes/os/median/chemo", change).place == PlaceRef("page", "Efficacy")
    assert estimate("outcomes/os/median/x", change).place == PlaceRef("jco24", "Abstract")


def test_the_line_of_a_table_is_added_to_the_place() -> None:
    place = estimate("safety/table-2/vod-sos 3+/x").place
    assert (place.source, place.part) == ("jco24", "Table 2")
    assert (
        place.spot.startswith("sinusoidal obstruction syndrome") or "veno-occlusive" in place.spot
    )


def test_grade_of_a_row_key() -> None:
    assert estimate("safety/table-2/vod-sos 3+/x").meaning.grade == "3+"


DENOMINATORS = [
    ("x: 68 34.0% (28.0 to 39.5)", 200, "group"),
    ("x: 68/190 34.0%", 190, "cell"),
    ("x: 34.0% of 180", 180, "cell"),
    ("x: {is: 68, set: safety}", 198, "set"),
]


@pytest.mark.parametrize(("cell", "n", "named_by"), DENOMINATORS)
def test_where_the_denominator_comes_from(cell: str, n: int, named_by: str) -> None:
    sets = ("outcomes:\n", "sets:\n  safety: {label: Safety, n: {x: 198}}\noutcomes:\n")
    changes = [("x: 68 34.0% (28.0 to 39.5)", cell)] if cell != DENOMINATORS[0][0] else []
    denominator = estimate("outcomes/cr/share/x", sets, *changes).denominator
    assert (denominator.n, denominator.named_by) == (n, named_by)


def test_a_set_that_leaves_out_the_group_gives_no_denominator() -> None:
    sets = ("outcomes:\n", "sets:\n  safety: {label: Safety, n: {x: 198}}\noutcomes:\n")
    change = ("chemo: 16%", "chemo: {is: 16%, set: safety}")
    assert estimate("outcomes/cr/share/chemo", sets, change).denominator.n is None


def test_the_word_after_at_names_a_cut() -> None:
    cuts = ("design:\n", "cuts: {final: {date: 2023-05-01}}\ndesign:\n")
    block = ("  os:\n", "  os@final:\n")
    assert estimate("outcomes/os@final/median/x", cuts, block).meaning.cut == "final"
    assert estimate("outcomes/os@final/median/x", cuts, block).meaning.measure == "os"


def test_cut_follows_the_source() -> None:
    cuts = ("design:\n", "cuts: {early: {date: 2021-05-01}}\ndesign:\n")
    source = ("    about: jco24\n", "    about: jco24\n    cut: early\n")
    cell = ("chemo: 16%", "chemo: {is: 16%, from: page > Efficacy}")
    assert estimate("outcomes/cr/share/chemo", cuts, source, cell).meaning.cut == "early"
    assert estimate("outcomes/cr/share/x", cuts, source, cell).meaning.cut == ""


def test_the_level_of_a_cell_stands_before_the_inherited_one() -> None:
    change = ("HR 0.71 (0.55 to 0.93) p=0.01", "HR 0.71 (97.5% one-sided 0.55 to 0.93) p=0.01")
    fact = comparison("outcomes/os/compare/x vs chemo", change)
    assert (fact.level, fact.sides, fact.p_sides) == ("97.5%", "one-sided", "two-sided")


def test_the_last_of_two_groups_is_the_reference() -> None:
    assert comparison("outcomes/os/compare/x vs chemo").groups == ("x", "chemo")


def test_statistic_by_table_and_method() -> None:
    table = (
        "    median: {x: 7.7 mo (5.6 to 9.6), chemo: 4.0 mo (2.8 to 5.3)}",
        "    at 5 y: {x: 16.0%}",
    )
    method = (
        "    origin: randomisation",
        "    origin: randomisation\n    method: cumulative-incidence",
    )
    fact = estimate("outcomes/os/at 5 y/x", table, ESTIMATED)
    assert fact.meaning.statistic == "probability"
    assert fact.meaning.time is not None
    assert (fact.meaning.time.number, fact.meaning.time.unit) == ("5", "y")
    later = estimate("outcomes/os/at 5 y/x", table, method)
    assert later.meaning.statistic == "cumulative-incidence"


def test_derived_values_never_count_as_reported() -> None:
    change = (
        "    median: {x: 7.7",
        '    derived: {at 1 y: {x: {is: 40%, by: "80 / 200"}}}\n    median: {x: 7.7',
    )
    fact = estimate("outcomes/os/derived/at 1 y/x", change, ESTIMATED)
    assert (fact.basis, fact.by) == ("derived", "80 / 200")


SUBGROUPS = (
    "  chemo: {n: 100, label: Chemotherapy}",
    "  chemo: {n: 100, label: Chemotherapy}\n"
    "  resp: {n: 68, of: x, when: later, by: response, label: Responders}\n"
    "  deep: {n: 50, of: resp, when: baseline, by: MRD, label: Deep responders}",
)


def test_lateness_and_treatment_are_inherited_down_the_tree() -> None:
    groups = group_facts(study(SUBGROUPS))
    assert groups["deep"].post_baseline
    assert not groups["x"].post_baseline
    assert (groups["deep"].steps_of, groups["deep"].steps[0].give) == ("x", "blinatumomab")
    assert groups["x"].parent == "both"


def test_one_split_through_two_arms() -> None:
    strata = (
        "outcomes:\n",
        "  blasts:\n    of: [x, chemo]\n    by: blasts\n    when: baseline\n    strata:\n"
        "      low: {label: blasts <50%, n: {x: 90, chemo: 40}}\n"
        "      high: {label: blasts >=50%, n: {x: 108, chemo: 60}}\n"
        "    rest: {x: 2}\n    why: not known in 2\noutcomes:\n",
    )
    made = study(strata)
    groups = group_facts(made)
    assert (groups["x-low"].n, groups["x-low"].parent) == (90, "x")
    assert groups["x-low"].label == "Drug X, blasts <50%"
    splits = {split.id: split for split in split_facts(made)}
    assert splits["blasts-x"].parts == ("x-low", "x-high")
    assert (splits["blasts-x"].rest, splits["blasts-chemo"].rest) == (2, 0)


def test_a_comparison_with_a_later_group_is_marked() -> None:
    change = ("{x vs chemo: p<0.001}", "{x vs chemo: p<0.001, resp vs chemo: p<0.01}")
    assert comparison("outcomes/cr/compare/resp vs chemo", SUBGROUPS, change).meaning.post_baseline
    assert not comparison("outcomes/cr/compare/x vs chemo", SUBGROUPS, change).meaning.post_baseline


def test_places_that_agree_and_differ_are_both_kept() -> None:
    cell = "chemo: {is: 16%, also: {page > Efficacy: 16/100}, but: {jco24 > Table 2: 17%}, why: x}"
    others = estimate("outcomes/cr/share/chemo", ("chemo: 16%", cell)).others
    assert [(o.place.source, o.value.text, o.agrees, o.why) for o in others] == [
        ("page", "16/100", True, ""),
        ("jco24", "17%", False, "x"),
    ]
