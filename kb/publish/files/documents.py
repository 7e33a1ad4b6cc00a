"""The documents of the JSON API: what each kind holds."""

from dataclasses import dataclass

from kb.models.content import Curve, Endpoint, PrintedTable
from kb.models.groups import AnalysisSet, Group, Split
from kb.models.quality import Finding
from kb.models.remarks import Appraisal, Curation, Oddity, Waiver
from kb.models.results import ComparisonRow, Outcome
from kb.models.seals import Seal
from kb.models.sources import Cut, Source
from kb.models.studies import Details, StudyRow
from kb.models.terms import Counts, Term
from kb.publish.files.about import About


@dataclass(frozen=True, slots=True)
class Results:
    """Results that no source prints, apart from those that one does."""

    outcomes: tuple[Outcome, ...]
    comparisons: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class StudyDocument:
    """One study with everything that is known of it, lists in the order of the record.

    Attributes:
        page: its page, relative to the document.
        outcomes, comparisons: what is printed, of all sections: flow, baseline, outcomes, safety.
        derived: what was computed from printed values.
        digitised: what was read off a curve.
    """

    about: About
    page: str
    study: StudyRow
    details: Details
    sources: tuple[Source, ...]
    cuts: tuple[Cut, ...]
    groups: tuple[Group, ...]
    splits: tuple[Split, ...]
    sets: tuple[AnalysisSet, ...]
    endpoints: tuple[Endpoint, ...]
    tables: tuple[PrintedTable, ...]
    outcomes: tuple[Outcome, ...]
    comparisons: tuple[ComparisonRow, ...]
    derived: Results
    digitised: Results
    curves: tuple[Curve, ...]
    oddities: tuple[Oddity, ...]
    waivers: tuple[Waiver, ...]
    findings: tuple[Finding, ...]
    seals: tuple[Seal, ...]
    appraisal: Appraisal | None
    curation: Curation


@dataclass(frozen=True, slots=True)
class StudiesDocument:
    """Every study, the newest first; `studies/<id>.json` holds the rest of each."""

    about: About
    studies: tuple[StudyRow, ...]


@dataclass(frozen=True, slots=True)
class MeasureDocument:
    """Every result of one measure, by study; narrower measures have documents of their own.

    Attributes:
        page: its page, relative to the document.
        outcomes, comparisons: what is printed, of all sections.
        derived: what was computed from printed values.
        digitised: what was read off a curve.
    """

    about: About
    page: str
    term: Term
    outcomes: tuple[Outcome, ...]
    comparisons: tuple[ComparisonRow, ...]
    derived: Results
    digitised: Results


@dataclass(frozen=True, slots=True)
class SubjectDocument:
    """The studies of one treatment or population, narrower ones included, the newest first.

    Attributes:
        page: its page, relative to the document.
    """

    about: About
    page: str
    term: Term
    studies: tuple[StudyRow, ...]


@dataclass(frozen=True, slots=True)
class TermsDocument:
    """Terms of one vocabulary, in its order."""

    about: About
    vocabulary: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What there is: how much of everything, and the addresses of all documents, relative to this.

    Attributes:
        documents: addresses by kind; `{id}` stands for an id listed by the document before it.
        schemas: the JSON Schema of each kind of document, and of a record.
        openapi: the description of this API.
        tables: the descriptor of the tables to download.
    """

    about: About
    counts: Counts
    documents: dict[str, str]
    schemas: dict[str, str]
    openapi: str
    tables: str
