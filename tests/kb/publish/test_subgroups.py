"""Effects within subgroups under the overall effect, with the interaction test as printed."""

from dataclasses import replace

from kb.models.groups import Split
from kb.models.results import ComparisonRow
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.shapes import Figure
from kb.publish.parts.subgroups import Subgroups
from tests.kb.publish.conftest import FindComparison
from tests.kb.publish.svg import middle, parts, words

ARMS = "outcomes/os/compare/blina vs chemo"


def figures(alpha: StudyData, facts: list[ComparisonRow]) -> list[Figure]:
    splits: list[Split] = list(alpha.study.splits)
    return Subgroups(facts, alpha.study.groups, splits, alpha.library).figures()


def within(whole: ComparisonRow, stratum: str, value: float, **more: object) -> ComparisonRow:
    """The effect of the arms in one stratum of both, as a record would give it."""
    return replace(
        whole,
        address=f"outcomes/os/compare/blina-{stratum} vs chemo-{stratum}",
        groups=(f"blina-{stratum}", f"chemo-{stratum}"),
        group_labels=(f"Blinatumomab, {stratum}", f"Chemotherapy, {stratum}"),
        value_text=str(value),
        value=value,
        value_canonical=value,
        randomised=False,
        **{"subgroup_of": whole.groups, **more},  # type: ignore[arg-type]
    )


def test_an_interaction_without_effects_says_so(alpha: StudyData) -> None:
    facts = [fact for fact in alpha.comparisons if fact.section == "outcomes"]
    figure = next(f for f in figures(alpha, facts) if f["title"].startswith("Overall survival"))
    said = words(figure["wide"])
    assert said[3] == "Blinatumomab arm vs Chemotherapy arm (randomised comparison)"
    assert "By blasts (interaction: p=0.6 one-sided; not significant)" in said
    assert said[said.index("Effects in the subgroups") + 1] == "not reported"
    assert len(parts(figure["wide"], "rect", "f-fam")) == 1


def test_effects_stand_under_what_divides_the_groups(
    alpha: StudyData, comparison: FindComparison
) -> None:
    whole = comparison(ARMS)
    test = next(fact for fact in alpha.comparisons if fact.splits == ("arms", "blasts"))
    (figure,) = figures(alpha, [whole, within(whole, "low", 0.5), within(whole, "high", 1.5), test])
    said = words(figure["wide"])
    heading = "By blasts: subgroup of a randomised comparison (interaction: p=0.6 one-sided)"
    order = ["All", heading, "Blinatumomab, low vs", "Blinatumomab, high vs"]
    places = [next(i for i, text in enumerate(said) if text.startswith(part)) for part in order]
    assert places == sorted(places)
    marks = [middle(box) for box in parts(figure["wide"], "rect", "f-fam")]
    assert len(marks) == 3
    assert marks[1] < marks[0] < marks[2]  # 0.5, .71, 1.5
    assert "Hazard ratio, log scale" in said


def test_groups_defined_later_are_not_called_randomised(
    alpha: StudyData, comparison: FindComparison
) -> None:
    whole = comparison(ARMS)
    (figure,) = figures(
        alpha, [whole, within(whole, "low", 0.5, post_baseline=True, subgroup_of=())]
    )
    said = " ".join(words(figure["wide"]))
    assert "By blasts, groups defined after baseline" in said
    assert "subgroup of a randomised" not in said
    assert "beware of immortal time" in said


def test_the_kind_does_not_depend_on_the_direction_of_printing(
    alpha: StudyData, comparison: FindComparison
) -> None:
    whole = comparison(ARMS)
    low = within(whole, "low", 0.5)
    turned = replace(
        low,
        groups=low.groups[::-1],
        group_labels=low.group_labels[::-1],
        subgroup_of=low.subgroup_of[::-1],
    )
    straight, reverse = figures(alpha, [turned, whole, low])
    for figure in (straight, reverse):
        assert "By blasts: subgroup of a randomised comparison" in words(figure["wide"])
    assert straight["title"] == "Overall survival: effect by subgroup"
    assert reverse["title"].endswith(": Chemotherapy arm vs Blinatumomab arm")
    assert "Favours Chemotherapy arm" in " ".join(words(reverse["wide"]))


def test_without_subgroup_or_interaction_there_is_nothing(
    alpha: StudyData, comparison: FindComparison
) -> None:
    assert figures(alpha, [comparison(ARMS)]) == []
