"""What questions take: every filter by name, flags and values of the right shape, or an error."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

import kb
from kb.curation.load import load
from tests.schema.example import PATH, RECORD, spoiled

# In the second record the label of one group is the id of another, but for case, and the size of
# one is not known.
SECOND = spoiled(
    ("id: doe-2024-drug", "id: roe-2023-other"),
    ("label: Drug X", "label: CHEMO"),
    ("chemo: {n: 100, ", "chemo: {n: not reported, "),
    ("38000001", "38000002"),
    ("24.00001", "23.00001"),
    ("year: 2024", "year: 2023"),
    ("NCT01234567", "NCT01234568"),
)
QUESTIONS = ["outcomes", "comparisons", "baseline", "safety", "flow", "numbers", "studies"]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    """Return a knowledge base in which one word means groups by id and by label."""
    root = tmp_path_factory.mktemp("two")
    for path, text in ((PATH, RECORD), ("2023/roe-2023-other.yml", SECOND)):
        file = root / "evidence" / path
        file.parent.mkdir(parents=True)
        file.write_text(text)
    load(root / "evidence", root / "kb.sqlite")
    with kb.open(root / "kb.sqlite") as opened:
        yield opened


@pytest.mark.parametrize("word", ["chemo", "CHEMO", "Chemo"])
def test_a_word_for_several_groups_means_all(two: kb.KnowledgeBase, word: str) -> None:
    meant = {("doe-2024-drug", "chemo"), ("roe-2023-other", "chemo"), ("roe-2023-other", "x")}
    found = two.outcomes(group=word, section=None)
    assert {(row.study, row.group) for row in found} == meant
    every = two.outcomes(section=None)
    assert len(found) == sum((row.study, row.group) in meant for row in every)
    assert len(two.comparisons(group=word)) == len(two.comparisons())


FLAGS = [
    ("outcomes", "verified"),
    ("outcomes", "post_baseline"),
    ("outcomes", "primary_sources_only"),
    ("comparisons", "verified"),
    ("comparisons", "randomised"),
    ("comparisons", "post_baseline"),
    ("comparisons", "primary_sources_only"),
    ("baseline", "verified"),
    ("numbers", "verified"),
    ("studies", "verified"),
]


@pytest.mark.parametrize(("question", "flag"), FLAGS)
def test_a_flag_is_true_false_or_none(base: kb.KnowledgeBase, question: str, flag: str) -> None:
    ask = getattr(base, question)
    for wrong in ("no", "yes", "x", "", 0, 1, [True]):
        with pytest.raises(kb.BadFilterError, match=f"{flag} is True, False or None, not "):
            ask(**{flag: wrong})
    assert ask(**{flag: None}) == ask()


UNKNOWN: list[tuple[str, dict[str, Any], str]] = [
    ("outcomes", {"meassure": "os"}, "`meassure` is not among the filters of outcomes; did you m"),
    ("comparisons", {"efect": "HR"}, "did you mean `effect`"),
    ("comparisons", {"min_n": 3}, "`min_n` is not among the filters of comparisons"),
    ("baseline", {"meassure": "age"}, "filters of baseline; did you mean `measure`"),
    ("safety", {"section": "flow"}, "`section` is not among the filters of safety"),
    ("flow", {"effect": "HR"}, "`effect` is not among the filters of flow"),
    ("numbers", {"studdy": "alpha"}, "did you mean `study`"),
    ("studies", {"populatoin": "b-all"}, "did you mean `population`"),
]


@pytest.mark.parametrize(("question", "filters", "message"), UNKNOWN)
def test_an_unknown_filter_names_the_nearest(
    base: kb.KnowledgeBase, question: str, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(kb.UnknownTermError, match=message):
        getattr(base, question)(**filters)


def test_a_study_is_not_asked_about_another(base: kb.KnowledgeBase) -> None:
    alpha = base.study("alpha")
    with pytest.raises(kb.UnknownTermError, match="`study` is not among the filters of outcomes"):
        alpha.outcomes(study="beta")  # type: ignore[call-arg]
    with pytest.raises(kb.UnknownTermError, match="`section` is not among the filters of safety"):
        alpha.safety(section=None)  # type: ignore[call-arg]


ALIKE: list[tuple[str, dict[str, Any]]] = [
    ("outcomes", {}),
    ("outcomes", {"section": None}),
    ("outcomes", {"section": "baseline", "measure": "age"}),
    ("outcomes", {"basis": "derived"}),
    ("comparisons", {}),
    ("comparisons", {"section": None}),
    ("comparisons", {"measure": "os", "randomised": True}),
    ("comparisons", {"effect": ["RD"], "verified": False}),
    ("baseline", {}),
    ("safety", {"grade": "3+"}),
    ("flow", {"min_n": 300}),
    ("numbers", {}),
    ("numbers", {"basis": "digitised", "verified": False}),
]


@pytest.mark.parametrize(("question", "filters"), ALIKE, ids=str)
def test_a_study_and_the_base_answer_alike(
    base: kb.KnowledgeBase, question: str, filters: dict[str, Any]
) -> None:
    of_study = getattr(base.study("alpha"), question)(**filters)
    assert of_study == getattr(base, question)(study="alpha", **filters)
    assert len(of_study) > 0


def filters_of(question: Any) -> set[str]:
    return set(inspect.signature(question).parameters)


@pytest.mark.parametrize("question", QUESTIONS[:-1])
def test_a_study_takes_the_filters_of_the_base(base: kb.KnowledgeBase, question: str) -> None:
    taken = filters_of(getattr(base, question))
    assert filters_of(getattr(base.study("alpha"), question)) == taken - {"study"}
    assert "study" in taken


@pytest.mark.parametrize("question", ["outcomes", "comparisons", "numbers", "studies"])
def test_every_filter_is_shown_and_explained(base: kb.KnowledgeBase, question: str) -> None:
    method = getattr(base, question)
    arguments = (inspect.getdoc(method) or "").partition("Args:\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"^ {4}(\w+): ", arguments, re.MULTILINE)) == filters_of(method)


JUNK: list[Any] = [
    "", " ", "x\x00", "\ud800", "9" * 5000, "1,5 y", b"x", True, -1, 0, 2.5, 10**30, float("nan"),
    [], [None], ["os", 3], {}, object(),
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_is_asked_the_error_is_ours(base: kb.KnowledgeBase, question: str) -> None:
    method, refused = getattr(base, question), 0
    for name in filters_of(method):
        for value in JUNK:
            try:
                method(**{name: value})
            except kb.KnowledgeBaseError:
                refused += 1
    assert refused > len(filters_of(method)) * len(JUNK) / 2


AT: list[tuple[Any, str]] = [
    ("365 d", "`365 d` is not among the times; did you mean `1 y` or `12 mo` or "),
    ("52 wk", "`52 wk` is not among the times; did you mean `1 y` or `12 mo` or "),
    (0, "`0` is not among the times; did you mean `6 mo` or "),
    (["1 y", "77 y"], "`77 y` is not among the times; did you mean `3 y` or "),
]


@pytest.mark.parametrize(("at", "message"), AT, ids=str)
def test_a_time_that_no_result_has(base: kb.KnowledgeBase, at: Any, message: str) -> None:
    with pytest.raises(kb.UnknownTermError, match=message):
        base.outcomes(at=at)


def test_a_decimal_comma_is_no_unit(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilterError, match=r"a number and a unit of time such as '1\.5 y'"):
        base.outcomes(at="1,5 y")


def test_several_times(base: kb.KnowledgeBase) -> None:
    both = base.outcomes(at=["1 y", "24 mo"])
    assert len(both) == len(base.outcomes(at=12)) + len(base.outcomes(at="2 y")) > 0
    assert {row.months for row in both} == {12.0, 24.0}


@pytest.mark.parametrize("value", [0, -5, 10**9, 10**30, True, "5", 2.0])
def test_a_smallest_denominator_is_a_size(base: kb.KnowledgeBase, value: Any) -> None:
    with pytest.raises(kb.BadFilterError, match="min_n is a whole number from 1 to 999999999, not"):
        base.outcomes(min_n=value)


def test_a_smallest_denominator_leaves_out_what_has_none(two: kb.KnowledgeBase) -> None:
    every = two.outcomes(section=None)
    known = [row for row in every if row.n is not None or row.n_derived is not None]
    assert list(two.outcomes(section=None, min_n=1)) == known
    assert 0 < len(known) < len(every)
