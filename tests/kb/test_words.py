"""What a person may write for a term: exact cases of the lookup."""

import pytest

import kb


@pytest.mark.parametrize(
    ("vocabulary", "word", "id_"),
    [
        ("treatments", "blinatumomab", "blinatumomab"),
        ("treatments", "BLINCYTO", "blinatumomab"),
        ("Treatments", "amg 103", "blinatumomab"),
        ("measures", "CR", "cr"),
        ("measures", "Event-free survival", "efs"),
        ("effects", "hr", "HR"),
        ("units", "months", "mo"),
        ("units", "%", "%"),
        ("diseases", "precursor b-all", "b-all"),
    ],
)
def test_term(base: kb.KnowledgeBase, vocabulary: str, word: str, id_: str) -> None:
    assert base.term(vocabulary, word).id == id_


def test_all_of_a_term(base: kb.KnowledgeBase) -> None:
    term = base.term("treatments", "dasatinib")
    assert (term.name, term.kind, term.agent_class) == (
        "dasatinib", "agent", "tyrosine kinase inhibitor",
    )  # fmt: skip
    assert (term.synonyms, term.targets, term.broader) == (
        ("Sprycel",), ("BCR::ABL1",), ("tki",),
    )  # fmt: skip
    code = next(code for code in term.codes if code.system == "ATC")
    assert (code.text, code.code) == ("ATC:L01EA02", "L01EA02")
    assert term.studies == 1
    assert "dasatinib" in base.term("treatments", "tki").narrower
    unit = base.term("units", "wk")
    assert (unit.canonical, unit.factor) == ("mo", "84/365.25")
    measure = base.term("measures", "os")
    assert (measure.kind, measure.unit, measure.direction) == ("survival", "time", "higher-better")
    assert base.term("effects", "RD").scale == "linear"


def test_terms_keep_their_order(base: kb.KnowledgeBase) -> None:
    assert [term.id for term in base.terms("statistics")][:3] == [
        "share", "probability", "cumulative-incidence",
    ]  # fmt: skip
    assert set(base.vocabularies()) >= {"measures", "treatments", "diseases", "units"}


@pytest.mark.parametrize(
    ("vocabulary", "word", "message"),
    [
        ("mesures", "os", "`mesures` is not among the vocabularies; did you mean `measures`"),
        ("measures", "relaps", "did you mean `relapse`"),
        (
            "measures",
            "zzzzzzzzzzzz",
            "`zzzzzzzzzzzz` is not among the measures; "
            r"base\.terms\('measures'\) lists them$",
        ),
    ],
)
def test_unknown(base: kb.KnowledgeBase, vocabulary: str, word: str, message: str) -> None:
    with pytest.raises(kb.UnknownTermError, match=message):
        base.term(vocabulary, word)


def test_no_text_is_no_term(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilterError, match="vocabularies: a text is needed, not None"):
        base.terms(None)  # type: ignore[arg-type]
    with pytest.raises(kb.BadFilterError, match="measures: a text is needed, not 3"):
        base.term("measures", 3)  # type: ignore[arg-type]


def test_unknown_vocabulary_of_terms(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.UnknownTermError, match="did you mean `units`"):
        base.terms("unit")
