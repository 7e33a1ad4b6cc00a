"""Rows about the knowledge base itself: terms, search hits, counts, and what the file is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A term in a terminology.

    Attributes:
        text: the CURIE: `NCIT:C4870`.
        system: the terminology: `NCIT`.
        code: its code: `C4870`.
    """

    text: str
    system: str
    code: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one vocabulary.

    Attributes:
        vocabulary: such as `measures`.
        id: such as `efs`.
        name, definition, note: for people.
        synonyms: other names, brand names included.
        codes: the term in terminologies, copied from them.
        kind: of measures and treatments: such as `survival`, `agent`.
        unit: of measures: what is noted of one patient.
        direction: of measures: `higher-better`, `lower-better` or `neither`.
        agent_class: of agents: what it is.
        targets: of agents: what it is aimed at.
        broader: terms under which this one is also found.
        narrower: terms that are found under this one.
        within: of measures: who is counted here is counted there.
        components: of what it is composed.
        canonical, factor: of units: the canonical unit, and the exact factor to it.
        scale, null_value: of effects: `log` or `linear`, and the value of no effect.
        studies: how many studies use it, narrower terms not included.
    """

    vocabulary: str
    id: str
    name: str
    definition: str
    note: str | None
    synonyms: tuple[str, ...]
    codes: tuple[Code, ...]
    kind: str | None
    unit: str | None
    direction: str | None
    agent_class: str | None
    targets: tuple[str, ...]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    within: tuple[str, ...]
    components: tuple[str, ...]
    canonical: str | None
    factor: str | None
    scale: str | None
    null_value: str | None
    studies: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found.

    Attributes:
        kind: `study`, `measure`, `treatment` or `disease`.
        id: of the study or of the term.
        title: of the study, or name of the term.
        about: authors, journal and year of a study; definition of a term.
        found: the text around the words that were found, each between `[` and `]`.
        score: how well it fits; higher is better, comparable inside one result only.
    """

    kind: Literal["study", "measure", "treatment", "disease"]
    id: str
    title: str
    about: str
    found: str
    score: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is.

    Attributes:
        studies, sources: records, and what was read for them.
        patients: sum over studies of the printed size of each, as in StudyRow.
        estimates: reported results in groups, of all sections.
        comparisons: reported comparisons.
        derived, digitised: results and comparisons that no source prints.
        numbers: printed numbers.
        numbers_verified: those that a second reader has verified one by one.
        verified: studies whose record as a whole a second reader has checked.
    """

    studies: int
    sources: int
    patients: int
    estimates: int
    comparisons: int
    derived: int
    digitised: int
    numbers: int
    numbers_verified: int
    verified: int


@dataclass(frozen=True, slots=True)
class Meta:
    """What the database is.

    Attributes:
        schema_version: of the tables; another number means other tables.
        data_version: hash over all records, seals and vocabularies, whatever machine or day.
        data_date: the latest date written in the curation or the seals of any record.
        licence, licence_url: of the data.
        title: of the knowledge base.
    """

    schema_version: int
    data_version: str
    data_date: str | None
    licence: str
    licence_url: str
    title: str
