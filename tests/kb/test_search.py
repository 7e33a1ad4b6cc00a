"""Full text: what finds what, and nothing typed is an operator."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kb
from kb.search import expression

FOUND = [
    ("alpha", ["study alpha"]),
    ("ALPHA-1", ["study alpha"]),
    ("Müller-Özil", ["study alpha"]),
    ("muller ozil", ["study alpha"]),
    ("o'brien", ["study alpha"]),
    ("Nobody 2021", ["study beta"]),
    ("10.1234/invented.2020.1", ["study alpha"]),
    ("https://doi.org/10.1234/invented.2020.1", ["study alpha"]),
    ("doi:10.1234/invented.2021.9", ["study beta"]),
    ("1234/invented.2020.1", ["study alpha"]),  # as some sources print it
    ("12345678", ["study alpha"]),
    ("PMID 12345678", ["study alpha"]),
    ("PMC1234567", ["study alpha"]),
    ("nct00000001", ["study alpha"]),
    ("alpha-2019-abstract", ["study alpha"]),
    ("Sprycel", ["treatment dasatinib", "study beta"]),
    ("besponsa invented", ["study gamma"]),
    ("Invented Blood", ["study beta"]),
    ("philadelphia", ["disease ph-positive-all", "study beta"]),
    ("event-free survival", []),
    ("veno-occlusive", ["measure vod-sos", "study alpha"]),
    ("gam", ["study gamma"]),  # the beginning of a word
    ("gam gam", []),
    ("", []),
    ("   ", []),
    ("--", []),
    ("=", []),
]


@pytest.mark.parametrize(("text", "hits"), FOUND)
def test_finds(base: kb.KnowledgeBase, text: str, hits: list[str]) -> None:
    assert sorted(f"{hit.kind} {hit.id}" for hit in base.search(text)) == sorted(hits)


def test_best_first_and_explained(base: kb.KnowledgeBase) -> None:
    first = base.search("overall survival")[0]
    assert (first.kind, first.id, first.title) == ("measure", "os", "overall survival")
    assert first.found == "[overall] [survival]"
    study = base.search("Nobody")[0]
    assert study.about == "Nobody N, Invented Blood 2021"
    scores = [hit.score for hit in base.search("survival")]
    assert scores == sorted(scores, reverse=True)


def test_limit(base: kb.KnowledgeBase) -> None:
    assert len(base.search("invented", limit=2)) == 2
    for limit in (0, 1001, -1, 10**30, True, 2.5, "5", None):
        with pytest.raises(kb.BadFilterError, match="limit is 1 to 1000"):
            base.search("invented", limit=limit)  # type: ignore[arg-type]


def test_a_search_is_a_text(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilterError, match="search: a text is needed, not None"):
        base.search(None)  # type: ignore[arg-type]
    with pytest.raises(kb.QueryError, match="the database cannot hold a value"):
        base.search("a\ud800")


@pytest.mark.parametrize(
    ("text", "fts"),
    [
        ("os", '"os"*'),
        ("a b", '"a" "b"*'),
        ('say "no"', '"say" "no"*'),
        ("NOT x OR *", '"NOT" "x" "OR"*'),
        ("title:x", '"title:x"*'),
        ("x\x00y", '"x" "y"*'),
        ('"', ""),
    ],
)
def test_expression(text: str, fts: str) -> None:
    assert expression(text) == fts


@given(text=st.text())
def test_any_text_is_a_search(base: kb.KnowledgeBase, text: str) -> None:
    assert len(base.search(text)) <= 20
