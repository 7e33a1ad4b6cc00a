"""Who asks for a term finds what is inside it: narrower terms, and regimens that hold an agent."""

import kb
from kb.words import Vocabularies


def test_a_regimen_is_found_by_its_components(base: kb.KnowledgeBase) -> None:
    with base.connected() as connection:
        words = Vocabularies(connection)
    assert "tbi-etoposide" in words.ids("treatments", "TBI", narrower=True)
    assert words.ids("treatments", "TBI") == {"tbi"}


def test_a_measure_is_found_under_the_broader_one(base: kb.KnowledgeBase) -> None:
    with base.connected() as connection:
        words = Vocabularies(connection)
    assert {"hsct", "allo-hsct"} <= words.ids("measures", "HSCT", narrower=True)


def test_a_composite_measure_is_not_found_by_its_components(base: kb.KnowledgeBase) -> None:
    with base.connected() as connection:
        words = Vocabularies(connection)
    assert "cr-cri" not in words.ids("measures", "cr", narrower=True)
