"""The vocabularies: every term a record may use.

`term` has one more column for each vocabulary, empty but for its own terms. Other tables refer to
that column, so that a measure can only be a measure and not any term.
"""

from sqlalchemy import ForeignKeyConstraint

from kb.tables.base import Base, one_of, rules
from kb.tables.columns import computed, string, whole


def _own(vocabulary: str) -> str | None:
    formula = f"CASE vocabulary WHEN '{vocabulary}' THEN id END"
    column: str | None = computed(f"The id, if the term is one of {vocabulary}.", formula)
    return column


def _of_term(*more: str) -> ForeignKeyConstraint:
    names = ("vocabulary", *(more or ("term",)))
    return ForeignKeyConstraint(names, ["term.vocabulary", "term.id"])


class Term(Base, table=True):
    """One term of one vocabulary."""

    vocabulary: str = string("The vocabulary, such as measures.", key=True)
    id: str = string("The id, for ever.", key=True)
    position: int = whole("Its place in the vocabulary.")
    name: str = string("What to call it on a page.")
    definition: str = string("What it means.")
    note: str | None = string("A remark for those who use it.")
    bias_tool: str | None = _own("bias-tools")
    denominator: str | None = _own("denominators")
    design: str | None = _own("designs")
    disease: str | None = _own("diseases")
    effect: str | None = _own("effects")
    matching: str | None = _own("matching")
    measure: str | None = _own("measures")
    method: str | None = _own("methods")
    origin: str | None = _own("origins")
    setting: str | None = _own("settings")
    source_kind: str | None = _own("source-kinds")
    statistic: str | None = _own("statistics")
    test: str | None = _own("tests")
    treatment: str | None = _own("treatments")
    unit: str | None = _own("units")


class TermSynonym(Base, table=True):
    """One other name of a term; brand names of treatments are here."""

    __table_args__ = rules(_of_term())

    vocabulary: str = string("The vocabulary of the term.", key=True)
    term: str = string("The id of the term.", key=True)
    position: int = whole("Its place among the synonyms.", key=True)
    synonym: str = string("The other name.")


class TermCode(Base, table=True):
    """One code of a term in a terminology."""

    __table_args__ = rules(_of_term())

    vocabulary: str = string("The vocabulary of the term.", key=True)
    term: str = string("The id of the term.", key=True)
    position: int = whole("Its place among the codes.", key=True)
    system: str = string("The terminology: NCIT, MONDO, UNII ...")
    code: str = string("The code there.")


class TermRelation(Base, table=True):
    """One relation between two terms of a vocabulary."""

    __table_args__ = rules(
        _of_term(), _of_term("target"), one_of("kind", "broader", "within", "components")
    )

    vocabulary: str = string("The vocabulary of both terms.", key=True)
    term: str = string("The id of the term.", key=True)
    kind: str = string("How the target relates to it: broader, within or components.", key=True)
    position: int = whole("Its place among the relations of this kind.", key=True)
    target: str = string("The id of the other term.")


class TermAttribute(Base, table=True):
    """One property that only terms of some vocabularies have, such as the kind of a measure."""

    __table_args__ = rules(_of_term())

    vocabulary: str = string("The vocabulary of the term.", key=True)
    term: str = string("The id of the term.", key=True)
    key: str = string("The property: kind, unit, direction, class, targets ...", key=True)
    position: int = whole("Its place, where there are several.", key=True)
    value: str = string("The property's value.")
