"""The rows of the vocabularies."""

from collections.abc import Iterator

from kb.curation.rows.common import Columns, Row, listed
from schema import terms
from schema.terms import Term

_RELATIONS = ("broader", "within", "components")


def term_rows() -> Iterator[Row]:
    """Yield every term of every vocabulary, with synonyms, codes, relations and properties."""
    for name in terms.VOCABULARIES:
        for position, term in enumerate(terms.vocabulary(name).values(), 1):
            yield (
                "term",
                {
                    "vocabulary": name,
                    "id": term.id,
                    "position": position,
                    "name": term.name,
                    "definition": term.definition,
                    "note": term.note or None,
                },
            )
            yield from _of_term(term)


def _of_term(term: Term) -> Iterator[Row]:
    key: Columns = {"vocabulary": term.vocabulary, "term": term.id}
    yield from listed("term_synonym", "synonym", term.synonyms, **key)
    for position, curie in enumerate(term.codes, 1):
        system, _, code = curie.partition(":")
        yield "term_code", {**key, "position": position, "system": system, "code": code}
    for name in term.more:
        values = term.texts(name) or (term.text(name),)
        if name in _RELATIONS:
            yield from listed("term_relation", "target", values, **key, kind=name)
        else:
            yield from listed("term_attribute", "value", values, **key, key=name)
