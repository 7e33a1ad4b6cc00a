"""Words: lost signs, and labels that fit what a group gets."""

from dataclasses import replace

import pytest

from schema.checks.model import Answer, Severity, State
from schema.checks.values.text import T02, T04
from schema.checks.view import View
from tests.schema.checks.looking import found, look, study
from tests.schema.example import RECORD, spoiled

P, V = State.PASSED, State.VIOLATED


def named(answers: list[Answer], number: str) -> list[State]:
    return [answer.state for answer in answers if number in answer.numbers]


def test_nothing_in_the_example() -> None:
    answers = look(T02, RECORD)
    assert found(answers) == []
    names = {number for answer in answers for number in answer.numbers}
    assert names >= {"groups/x.label", "study.conclusion", "limitations.0", "splits/arms.by"}


WORDS = [
    ("CD19-negative/dim relapse", P),
    ("CD19/dim relapse", V),
    ("CD19 / low", V),
    ("CD22low", P),
    ("CD+ blasts", V),
    ("CD19+ blasts", P),
    ("CD34+ cells", P),
    ("MRD-negative CR", P),
    ("MRD CR", V),
    ("MRD remission", P),
    ("MRD by flow", P),
    ("Ph ALL", V),
    ("Ph-positive ALL", P),
    ("Ph+ ALL", P),
    ("better, p 0.03", V),
    ("better, p=0.03", P),
    ("p53", P),
    ("2 x 106/kg", V),
    ("2x10^6/kg", P),
    ("3 x 100 mg", P),
    ("leukocytes above 30 109/L", V),
    ("leukocytes above 30 x10^9/L", P),
    ("age ?18", V),
    ("who was treated?", P),
    ("18 \ufffd 3", V),
]


@pytest.mark.parametrize(("text", "state"), WORDS)
@pytest.mark.parametrize("key", ["conclusion", "note"])
def test_t02(text: str, state: State, key: str) -> None:
    quoted = '"' + text + '"'
    record = (
        spoiled(("conclusion: X is better.", f"conclusion: {quoted}"))
        if key == "conclusion"
        else spoiled(("label: Drug X,", f"label: Drug X, note: {quoted},"))
    )
    number = "study.conclusion" if key == "conclusion" else "groups/x.note"
    answers = look(T02, record)
    assert named(answers, number) == [state]
    assert all(answer.severity is Severity.WARNING for answer in found(answers))


def test_t02_keeps_what_a_source_prints_and_what_people_say_about_it() -> None:
    oddity = "oddities:\n  sign: {at: sources/jco24, says: the abstract prints CD19/dim}\n"
    text = spoiled(
        ("title: Drug X versus chemotherapy", "title: Drug X for CD19/dim relapse"),
        ("curation:\n", f"{oddity}curation:\n"),
    )
    assert found(look(T02, text)) == []


LABELS = [
    ("CD19-positive", "CD19-negative", P),
    ("CD19", "CD19-negative", V),
    ("CD19+", "CD19-", P),
    ("CD19", "CD19-", V),
    ("MRD-negative", "MRD", V),
    ("Age under 60", "Age 60 and over", P),
    ("Age under 60", "age under 60", V),
]


@pytest.mark.parametrize(("one", "other", "state"), LABELS)
def test_t02_parts_are_told_apart(one: str, other: str, state: State) -> None:
    text = spoiled(("label: Drug X,", f"label: {one},"), ("label: Chemotherapy", f"label: {other}"))
    answers = [answer for answer in look(T02, text) if len(answer.numbers) == 2]
    assert [answer.state for answer in answers] == [state]


def test_t04_knows_the_terms_of_the_example() -> None:
    answers = look(T04, RECORD)
    assert found(answers) == []
    assert named(answers, "groups/x.gets") == [P]
    assert named(answers, "outcomes/os.measure") == [P]


def test_t04_unknown_measure_and_treatment() -> None:
    """A record with an unknown term is refused when it is read, so one is put in afterwards."""
    view = View(study(RECORD))
    endpoint = view.endpoints["outcomes/os"]
    view.endpoints["outcomes/os"] = replace(endpoint, measure="oss")
    step = view.groups["x"].steps[0].model_copy(update={"give": "blinatumomb"})
    view.groups["x"] = replace(view.groups["x"], steps=(step,))
    findings = found(T04.look(view))
    assert [finding.numbers for finding in findings] == [
        ("outcomes/os.measure",),
        ("groups/x.gets",),
    ]
    assert findings[1].changes == ("blinatumomb would have to be blinatumomab",)
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def arms(label: str, gets: str, other: str, other_gets: str) -> str:
    return spoiled(
        ("label: Drug X, gets: [blinatumomab]", f'label: "{label}", gets: [{gets}]'),
        ("label: Chemotherapy", f'label: "{other}", gets: [{other_gets}]'),
    )


SWAPPED = [
    (("Blinatumomab", "blinatumomab", "Ponatinib", "ponatinib"), 0),
    (("Blinatumomab", "ponatinib", "Ponatinib", "blinatumomab"), 2),
    (("Blina", "ponatinib", "Control", "blinatumomab"), 1),
    (("Blinatumomab", "chemotherapy + blinatumomab", "No blinatumomab", "chemotherapy"), 0),
    (("Inotuzumab", "inotuzumab-ozogamicin", "Chemotherapy", "flag"), 0),
    (("Cytarabine, high", "chemotherapy", "Other", "flag-ida"), 1),
    (("Fludarabine exposure high", "tisagenlecleucel", "low", "tisagenlecleucel"), 0),
]


@pytest.mark.parametrize(("cells", "findings"), SWAPPED)
def test_t04_swapped_arms(cells: tuple[str, str, str, str], findings: int) -> None:
    said = found(look(T04, arms(*cells)))
    assert len(said) == findings
    assert all("swapped arms?" in finding.says for finding in said)
    assert all(finding.severity is Severity.WARNING for finding in said)


TARGETS = [
    ("CD19 CAR T cells", "cd19-car-t", []),
    ("CD22 CAR T cells", "cd19-car-t", ["CD19"]),
    ("anti-CD22", "tisagenlecleucel", ["CD19"]),
    ("anti-CD22", "chemotherapy", []),
    ("CD22-targeted", "inotuzumab-ozogamicin", []),
    ("CD19-positive", "inotuzumab-ozogamicin", []),
    ("Prior anti-CD22", "tisagenlecleucel", []),
]


@pytest.mark.parametrize(("label", "gets", "aimed"), TARGETS)
def test_t04_targets(label: str, gets: str, aimed: list[str]) -> None:
    said = found(look(T04, arms(label, gets, "Control", "chemotherapy")))
    expected = [f"`{label}`, but what is given is aimed at {antigen}" for antigen in aimed]
    assert [finding.says for finding in said] == expected
