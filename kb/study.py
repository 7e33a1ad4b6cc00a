"""One study: everything its page shows, each part read when it is asked for."""

from collections.abc import Callable
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, TypeVar, Unpack

from kb import exports
from kb.models.content import Curve, Endpoint, PrintedTable
from kb.models.groups import AnalysisSet, Group, Split
from kb.models.remarks import Appraisal, Curation, Oddity, Waiver
from kb.models.results import Basis, ComparisonRow, NumberRow, Outcome
from kb.models.seals import Seal
from kb.models.sources import Cut, Source
from kb.models.studies import Details, Record, StudyRow
from kb.queries.filters import Filters
from kb.queries.parts import content, groups, remarks, sources
from kb.queries.parts.reader import Reader
from kb.references import bibtex, references, ris
from kb.rows import Rows

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

T = TypeVar("T")


class Study:
    """One study of an open knowledge base; `KnowledgeBase.study` makes one.

    Lists keep the order of the record.

    Example:
        >>> import kb
        >>> study = kb.open().study("wudhikarn-2022-blina-ino")
        >>> [source.kind for source in study.sources]
        ['secondary', 'primary']
    """

    def __init__(self, base: "KnowledgeBase", id: str) -> None:  # noqa: A002 - it is the id
        self._base = base
        self.id = id

    def __repr__(self) -> str:
        return f"<study {self.id}>"

    def _read(self, ask: Callable[[Reader], T]) -> T:
        with self._base.connected() as connection:
            return ask(Reader(connection, self.id))

    @cached_property
    def row(self) -> StudyRow:
        """What the study is, in one row."""
        return self._base.studies(study=self.id)[0]

    @cached_property
    def details(self) -> Details:
        """The rest about design and population, limitations, former ids, overlaps."""
        return self._read(content.details)

    @cached_property
    def record(self) -> Record:
        """The text of the record in YAML, its path among the records, and its SHA-256."""
        return self._read(content.record)

    @cached_property
    def sources(self) -> Rows[Source]:
        """Reports, pages and registry entries, with the parts that were read."""
        return Rows.of(Source, self._read(sources.source_list))

    @cached_property
    def cuts(self) -> Rows[Cut]:
        """Data cuts."""
        return Rows.of(Cut, self._read(sources.cut_list))

    @cached_property
    def groups(self) -> Rows[Group]:
        """Groups of patients, with place in the tree and treatment."""
        return Rows.of(Group, self._read(groups.group_list))

    @cached_property
    def splits(self) -> Rows[Split]:
        """Partitions of groups."""
        return Rows.of(Split, self._read(groups.split_list))

    @cached_property
    def sets(self) -> Rows[AnalysisSet]:
        """Analysis sets across groups."""
        return Rows.of(AnalysisSet, self._read(groups.set_list))

    @cached_property
    def endpoints(self) -> Rows[Endpoint]:
        """What is measured, as the sources define it."""
        return Rows.of(Endpoint, self._read(content.endpoint_list))

    @cached_property
    def tables(self) -> Rows[PrintedTable]:
        """Printed tables of flow, baseline and safety, with their columns."""
        return Rows.of(PrintedTable, self._read(content.table_list))

    @cached_property
    def curves(self) -> Rows[Curve]:
        """Survival curves."""
        return Rows.of(Curve, self._read(content.curve_list))

    @cached_property
    def oddities(self) -> Rows[Oddity]:
        """What is odd in the sources and kept as printed."""
        return Rows.of(Oddity, self._read(remarks.oddity_list))

    @cached_property
    def waivers(self) -> Rows[Waiver]:
        """Findings of checks that are the sources' own and stay."""
        return Rows.of(Waiver, self._read(remarks.waiver_list))

    @cached_property
    def appraisal(self) -> Appraisal | None:
        """Risk of bias, if it was judged."""
        return self._read(remarks.appraisal)

    @cached_property
    def curation(self) -> Curation:
        """Who read and who checked the record."""
        return self._read(remarks.curation)

    def to_bibtex(self, path: str | PathLike[str] | None = None) -> str:
        """Return sources and record as BibTeX; also write it to `path` when one is given.

        Raises:
            OSError: the file cannot be written.

        Example:
            >>> import kb
            >>> kb.open().study("tower").to_bibtex().splitlines()[0]
            '@article{tower-nejm17,'
        """
        found = references(self.row, self.sources, self._base.meta)
        return exports.written(bibtex(found), path)

    def to_ris(self, path: str | PathLike[str] | None = None) -> str:
        """Return sources and record as RIS; also write it to `path` when one is given.

        Raises:
            OSError: the file cannot be written.

        Example:
            >>> import kb
            >>> kb.open().study("tower").to_ris().splitlines()[1]
            'ID  - tower-nejm17'
        """
        found = references(self.row, self.sources, self._base.meta)
        return exports.written(ris(found), path)

    @cached_property
    def seals(self) -> Rows[Seal]:
        """What a second reader verified, and what changed since."""
        return self._base.seals(study=self.id)

    def outcomes(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
        """Return results in groups of the section `outcomes`.

        Args:
            **filters: those of `KnowledgeBase.outcomes`, without `study` and `section`.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> study = kb.open().study("wudhikarn-2022-blina-ino")
            >>> study.outcomes(measure="efs", group="bi")[0].value_text
            '16.0'
        """
        filters["study"] = self.id
        return self._base.outcomes(section="outcomes", **filters)

    def baseline(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
        """Return baseline characteristics; filters and errors as for `outcomes`."""
        filters["study"] = self.id
        return self._base.baseline(**filters)

    def safety(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
        """Return adverse events; filters and errors as for `outcomes`."""
        filters["study"] = self.id
        return self._base.safety(**filters)

    def flow(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
        """Return participant flow; filters and errors as for `outcomes`."""
        filters["study"] = self.id
        return self._base.flow(**filters)

    def comparisons(self, *, basis: Basis = "reported") -> Rows[ComparisonRow]:
        """Return the comparisons of all sections; raises BadFilterError for an unknown basis."""
        return self._base.comparisons(study=self.id, section=None, basis=basis)

    def numbers(self, *, basis: Basis = "reported") -> Rows[NumberRow]:
        """Return every single number; raises BadFilterError for an unknown basis."""
        return self._base.numbers(study=self.id, basis=basis)
