"""One study: everything its page shows, each part read when it is asked for."""

from collections.abc import Callable, Sequence
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from kb import exports
from kb.models.content import Curve, Endpoint, PrintedTable
from kb.models.groups import AnalysisSet, Group, Split
from kb.models.quality import Finding
from kb.models.remarks import Appraisal, Curation, Oddity, Waiver
from kb.models.results import Basis, ComparisonRow, NumberRow, Outcome
from kb.models.seals import Seal
from kb.models.sources import Cut, Source
from kb.models.studies import Details, Record, StudyRow
from kb.queries.asked import (
    ComparisonFiltersOfStudy,
    NumberFiltersOfStudy,
    OutcomeFiltersOfStudy,
    TableFiltersOfStudy,
    showing,
    taken,
)
from kb.queries.parts import content, groups, remarks, sources
from kb.queries.parts.reader import Reader
from kb.references import bibtex, references, ris
from kb.rows import Rows

if TYPE_CHECKING:
    from kb.base import KnowledgeBase

T = TypeVar("T")
_ABOUT = ("details", "sources", "cuts", "groups", "splits", "sets", "endpoints", "tables")
_REMARKS = ("curves", "oddities", "waivers", "findings", "seals", "appraisal", "curation")
_UNPRINTED: tuple[Basis, ...] = ("derived", "digitised")


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

    @property
    def title(self) -> str:
        """What it is about, in the curators' words."""
        return self.row.title

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
    def findings(self) -> Rows[Finding]:
        """What the checks found in it, waived or not."""
        return self._base.findings(study=self.id)

    @cached_property
    def seals(self) -> Rows[Seal]:
        """What a second reader verified, and what changed since."""
        return self._base.seals(study=self.id)

    @showing(OutcomeFiltersOfStudy)
    def outcomes(self, **filters: Unpack[OutcomeFiltersOfStudy]) -> Rows[Outcome]:
        """Return what `KnowledgeBase.outcomes` returns of this study.

        Args:
            **filters: those of `KnowledgeBase.outcomes`, without `study`. As there, the sections
                are `outcomes` and `safety` unless `section` says others, None all.

        Raises:
            UnknownTermError: there is no such filter, or it names what does not exist; says what
                is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> study = kb.open().study("wudhikarn-2022-blina-ino")
            >>> study.outcomes(measure="efs", group="bi")[0].value_text
            '16.0'
        """
        return self._base.outcomes(study=self.id, **taken(self.outcomes, filters))

    @showing(TableFiltersOfStudy)
    def baseline(self, **filters: Unpack[TableFiltersOfStudy]) -> Rows[Outcome]:
        """Return baseline characteristics; filters as for `outcomes`, without `section`."""
        return self._base.baseline(study=self.id, **taken(self.baseline, filters))

    @showing(TableFiltersOfStudy)
    def safety(self, **filters: Unpack[TableFiltersOfStudy]) -> Rows[Outcome]:
        """Return adverse events; filters as for `outcomes`, without `section`."""
        return self._base.safety(study=self.id, **taken(self.safety, filters))

    @showing(TableFiltersOfStudy)
    def flow(self, **filters: Unpack[TableFiltersOfStudy]) -> Rows[Outcome]:
        """Return participant flow; filters as for `outcomes`, without `section`."""
        return self._base.flow(study=self.id, **taken(self.flow, filters))

    @showing(ComparisonFiltersOfStudy)
    def comparisons(self, **filters: Unpack[ComparisonFiltersOfStudy]) -> Rows[ComparisonRow]:
        """Return what `KnowledgeBase.comparisons` returns of this study.

        Args:
            **filters: those of `KnowledgeBase.comparisons`, without `study`. As there, the sections
                are `outcomes` and `safety` unless `section` says others, None all.

        Raises:
            UnknownTermError: there is no such filter, or it names what does not exist; says what
                is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> study = kb.open().study("tower")
            >>> study.comparisons(measure="os", effect="HR")[0].text
            'HR 0.71 (0.55 to 0.93) p=0.01'
        """
        return self._base.comparisons(study=self.id, **taken(self.comparisons, filters))

    @showing(NumberFiltersOfStudy)
    def numbers(self, **filters: Unpack[NumberFiltersOfStudy]) -> Rows[NumberRow]:
        """Return every single number; filters as for `KnowledgeBase.numbers`, without `study`."""
        return self._base.numbers(study=self.id, **taken(self.numbers, filters))

    def to_dict(self) -> dict[str, Any]:
        """Return everything that is known of the study, as values that JSON can hold.

        The parts are those of `api/v1/studies/<id>.json` on the site: results and comparisons of
        all sections as printed, then those `derived` and those `digitised`.

        Example:
            >>> import kb
            >>> said = kb.open().study("tower").to_dict()
            >>> len(said["oddities"]) == len(kb.open().study("tower").oddities)
            True
        """
        return {
            "study": exports.plain(self.row),
            **self._parts(_ABOUT),
            **self._results("reported"),
            **{basis: self._results(basis) for basis in _UNPRINTED},
            **self._parts(_REMARKS),
        }

    def _parts(self, names: Sequence[str]) -> dict[str, Any]:
        found = {name: getattr(self, name) for name in names}
        return {
            name: part.to_dicts() if isinstance(part, Rows) else exports.plain(part)
            for name, part in found.items()
        }

    def _results(self, basis: Basis) -> dict[str, Any]:
        return {
            "outcomes": self.outcomes(section=None, basis=basis).to_dicts(),
            "comparisons": self.comparisons(section=None, basis=basis).to_dicts(),
        }
