"""A seal breaks when the meaning of its number changes, and for nothing else."""

import pytest

from schema.seals import broken_seals, sealed
from tests.schema.sealed_example import (
    COMPARED,
    CR,
    IN_OS,
    OF_X,
    OS,
    RICH,
    SEALS,
    TABLE,
    changed,
    facets,
    seal_all,
    study_of,
)


def test_every_number_can_be_sealed() -> None:
    assert list(SEALS) == [
        "groups/both",
        "groups/x",
        "groups/chemo",
        "sets/safety/x",
        "sets/safety/chemo",
        f"{TABLE}/x",
        f"{TABLE}/chemo",
        f"{CR}/share/x",
        f"{CR}/share/chemo",
        f"{CR}/share/chemo/also/page > Efficacy",
        f"{CR}/compare/x vs chemo",
        f"{OS}/at 5 y/x",
        f"{OS}/median/x",
        f"{OS}/median/chemo",
        f"{OS}/compare/x vs chemo",
    ]
    assert sealed(study_of(RICH), SEALS) == SEALS.keys()


def test_a_meaning_in_words() -> None:
    assert SEALS[f"{CR}/share/x"].means == (
        "value: 68 34.0% (28.0 to 39.5)\n"
        "group: x\n"
        "group label: Drug X\n"
        "n: 200 (size of the group)\n"
        "measure: cr\n"
        "statistic: share\n"
        "interval: 95%\n"
        "source: jco24\n"
        "place: Abstract\n"
    )


# What changes in the record, which seals break by it, and what each of them says has changed.
CHANGES: dict[str, tuple[list[tuple[str, str]], set[str], tuple[str, ...]]] = {
    "value": ([("7.7 mo", "7.8 mo")], {f"{OS}/median/x"}, ("value",)),
    "decimals": ([("30% (", "30.0% (")], {f"{OS}/at 5 y/x"}, ("value",)),
    "unit": ([("4.0 mo", "4.0 y")], {f"{OS}/median/chemo"}, ("value",)),
    "bound": ([("5.6 to 9.6", "5.6 to 9.7")], {f"{OS}/median/x"}, ("value",)),
    "effect": ([("HR 0.71", "OR 0.71")], {f"{OS}/compare/x vs chemo"}, ("value",)),
    "p": ([("p=0.01", "p=0.02")], {f"{OS}/compare/x vs chemo"}, ("value",)),
    "denominator in the cell": ([("3/198", "3/199")], {f"{TABLE}/x"}, ("value", "n")),
    "another place": (
        [("16/100", "17/100")],
        {f"{CR}/share/chemo/also/page > Efficacy"},
        ("value",),
    ),
    "arms swapped": (
        [
            ("x: 7.7 mo", "y: 7.7 mo"),
            ("chemo: 4.0 mo", "x: 4.0 mo"),
            ("y: 7.7 mo", "chemo: 7.7 mo"),
        ],
        {f"{OS}/median/x", f"{OS}/median/chemo"},
        ("value",),
    ),
    "neighbours in a row": (
        [("[3/198, 1/96]", "[1/96, 3/198]")],
        {f"{TABLE}/x", f"{TABLE}/chemo"},
        ("value", "n"),
    ),
    "size of a set": ([("x: 198", "x: 197")], {"sets/safety/x"}, ("value",)),
    "counted in a set": (
        [("chemo: 4.0 mo (2.8 to 5.3)", "chemo: {is: 4.0 mo (2.8 to 5.3), set: safety}")],
        {f"{OS}/median/chemo"},
        ("n", "set"),
    ),
    "who is counted": (
        [("chemo: 4.0 mo (2.8 to 5.3)", "chemo: {is: 4.0 mo (2.8 to 5.3), counted: unstated}")],
        {f"{OS}/median/chemo"},
        ("n", "counted"),
    ),
    "treatment": ([("gets: [blinatumomab]", "gets: [allo-hsct]")], {"groups/x"}, ("treatment",)),
    "measure": ([("  os:\n", "  os:\n    measure: pfs\n")], IN_OS, ("measure",)),
    "definition": (
        [("  os:\n", "  os:\n    definition: from any cause\n")],
        IN_OS,
        ("definition",),
    ),
    "label": ([("  os:\n", "  os:\n    label: Alive\n")], IN_OS, ("label",)),
    "censoring": ([("  os:\n", "  os:\n    censored: hsct\n")], IN_OS, ("censored",)),
    "time origin": ([("origin: randomisation", "origin: enrolment")], IN_OS, ("origin",)),
    "data cut": ([("  os:\n", "  os:\n    cut: final\n")], IN_OS, ("cut",)),
    "method": (
        [("at 5 y: {", "at 5 y: {method: cumulative-incidence, ")],
        {f"{OS}/at 5 y/x"},
        ("statistic", "method"),
    ),
    "step of treatment": (
        [("    columns: [x, chemo]", "    columns: [x, chemo]\n    during: step-1")],
        {f"{TABLE}/x", f"{TABLE}/chemo"},
        ("during",),
    ),
    "unit of counting": (
        [("    columns: [x, chemo]", "    columns: [x, chemo]\n    per: cycle")],
        {f"{TABLE}/x", f"{TABLE}/chemo"},
        ("per",),
    ),
    "membership": (
        [("at 5 y: {", "at 5 y: {when: later, ")],
        {f"{OS}/at 5 y/x"},
        ("membership",),
    ),
    "level of results": (
        [("Abstract, ci: 95%", "Abstract, ci: 90%")],
        {f"{CR}/share/x", f"{OS}/at 5 y/x", f"{OS}/median/x", f"{OS}/median/chemo"},
        ("interval",),
    ),
    "level of effects": (
        [("effect-ci: 95%", "effect-ci: 90%")],
        {f"{OS}/compare/x vs chemo"},
        ("interval",),
    ),
    "sides of p": ([("p: two-sided", "p: one-sided")], COMPARED, ("p sides",)),
    "test": ([("test: unstated", "test: log-rank")], COMPARED, ("test",)),
    "adjustment": (
        [("compare: {x vs chemo: p<0.001}", "compare: {adjusted-for: [age], x vs chemo: p<0.001}")],
        {f"{CR}/compare/x vs chemo"},
        ("adjusted for",),
    ),
    "source": (
        [("at 5 y: {", "at 5 y: {from: page > Efficacy, ")],
        {f"{OS}/at 5 y/x"},
        ("source", "place"),
    ),
    "place": (
        [("from: jco24 > Table 2", "from: jco24 > Table 2 > panel B")],
        {f"{TABLE}/x", f"{TABLE}/chemo"},
        ("place",),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_meaning_breaks_exactly_its_seals(name: str) -> None:
    replacements, addresses, names = CHANGES[name]
    study = changed(*replacements)
    assert facets(broken_seals(study, SEALS)) == dict.fromkeys(addresses, names)
    assert sealed(study, SEALS) == SEALS.keys() - addresses


def test_the_size_of_a_group_belongs_to_all_its_numbers() -> None:
    broken = facets(broken_seals(changed(("n: 200", "n: 210")), SEALS))
    assert broken.pop("groups/x") == ("value",)
    assert broken == dict.fromkeys(OF_X - {"groups/x", f"{TABLE}/x"}, ("n",))


def test_the_label_of_a_group_belongs_to_all_its_numbers() -> None:
    broken = facets(broken_seals(changed(("label: Drug X", "label: Drug Y")), SEALS))
    assert broken == {
        **dict.fromkeys(OF_X, ("group label",)),
        **dict.fromkeys(COMPARED, ("groups",)),
    }


def test_the_size_of_a_group_is_worked_out() -> None:
    study = changed(("n: 100", "n-derived: 100, why: 300 - 200"))
    broken = facets(broken_seals(study, SEALS))
    assert "value" in broken.pop("groups/chemo")  # printed nowhere, it cannot be sealed
    assert broken[f"{OS}/median/chemo"] == ("n",)


def test_a_place_that_agrees_and_then_differs() -> None:
    study = changed(("also: {page > Efficacy: 16/100}", "but: {page > Efficacy: 17%}, why: later"))
    (gone,) = broken_seals(study, SEALS)
    assert (gone.address, gone.now) == (f"{CR}/share/chemo/also/page > Efficacy", None)
    assert f"{CR}/share/chemo/but/page > Efficacy" in seal_all(study)


def test_another_place_has_a_meaning_of_its_own() -> None:
    cell = (
        "{is: 68 34.0% (28.0 to 39.5), also: {page > Efficacy: 34% (90% 28 to 40) 68/190 events}}"
    )
    study = changed(("x: 68 34.0% (28.0 to 39.5)", f"x: {cell}"))
    there = seal_all(study)[f"{CR}/share/x/also/page > Efficacy"].means
    assert "n: 190 (in the cell)\n" in there
    assert "interval: 90%\nsource: page\nplace: Efficacy\n" in there
    assert "interval: 95%\n" in seal_all(study)[f"{CR}/share/x"].means


VANISHED = {
    "direction of a comparison": (
        ("x vs chemo: HR", "chemo vs x: HR"),
        {f"{OS}/compare/x vs chemo"},
    ),
    "statistic": (("    median: {", "    mean: {"), {f"{OS}/median/x", f"{OS}/median/chemo"}),
    "time": (("at 5 y", "at 4 y"), {f"{OS}/at 5 y/x"}),
    "grade": (("vod-sos 3+", "vod-sos 4+"), {f"{TABLE}/x", f"{TABLE}/chemo"}),
    "cell": ((", chemo: 4.0 mo (2.8 to 5.3)", ""), {f"{OS}/median/chemo"}),
    "worked out": (
        ("    at 5 y: {x: 30% (24 to 36)}", '    derived: {at 5 y: {x: {is: 30%, by: "1 / 3"}}}'),
        {f"{OS}/at 5 y/x"},
    ),
}


@pytest.mark.parametrize("name", VANISHED)
def test_an_address_that_is_gone(name: str) -> None:
    replacement, addresses = VANISHED[name]
    broken = broken_seals(changed(replacement), SEALS)
    assert {each.address for each in broken} == addresses
    assert {each.now is None for each in broken} == {True}
