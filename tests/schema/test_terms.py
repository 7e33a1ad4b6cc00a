"""The vocabularies as data: one rule to a test."""

from fractions import Fraction

import pytest

from schema import terms

ALL = [term for name in terms.VOCABULARIES for term in terms.vocabulary(name).values()]
SYSTEMS = {
    "ATC", "CAS", "CHEBI", "DOID", "DRUGBANK", "EFO", "ICDO", "MEDDRA", "MESH", "MONDO", "NCIT",
    "ORPHANET", "SNOMEDCT", "UMLS", "UNII",
}  # fmt: skip


@pytest.mark.parametrize("name", terms.VOCABULARIES)
def test_no_word_means_two_terms(name: str) -> None:
    meant: dict[str, str] = {}
    for term in terms.vocabulary(name).values():
        for word in {w.casefold() for w in (term.id, term.name, *term.synonyms)}:
            assert meant.setdefault(word, term.id) == term.id, word


def test_every_definition_is_a_sentence() -> None:
    short = [term.id for term in ALL if len(term.definition) < 12 or term.definition[-1] != "."]
    assert short == []


def test_codes_are_curies_of_known_systems() -> None:
    odd = [code for term in ALL for code in term.codes if code.split(":")[0] not in SYSTEMS]
    assert odd == []
    assert all(code.partition(":")[2].strip() for term in ALL for code in term.codes)


RELATIONS = [
    ("diseases", "broader"),
    ("treatments", "broader"),
    ("measures", "within"),
    ("measures", "broader"),
]


@pytest.mark.parametrize(("name", "relation"), RELATIONS)
def test_relations_resolve_and_do_not_turn_in_circles(name: str, relation: str) -> None:
    known = terms.vocabulary(name)
    for term in known.values():
        seen = [term.id]
        while parent := known[seen[-1]].text(relation):
            assert parent in known, (term.id, parent)
            assert parent not in seen, seen
            seen.append(parent)


@pytest.mark.parametrize(
    ("name", "key"), [("treatments", "components"), ("measures", "components")]
)
def test_components_are_terms(name: str, key: str) -> None:
    known = terms.vocabulary(name)
    missing = [part for term in known.values() for part in term.texts(key) if part not in known]
    assert missing == []


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
