"""Everything one study page shows, read once."""

from collections import defaultdict
from functools import cached_property

from kb.models.content import Endpoint
from kb.models.results import ComparisonRow, Outcome
from kb.models.sources import Source
from kb.publish.parts.library import Library
from kb.rows import Rows


class StudyData:
    """One study with its results of every basis, in the order of the record."""

    def __init__(self, library: Library, study: str) -> None:
        self.library = library
        self.study = library.study(study)
        self.row = library.studies[study]
        self.names = library.source_names(study)

    @cached_property
    def outcomes(self) -> Rows[Outcome]:
        """All results in groups, of all sections."""
        ask = self.library.base.outcomes
        found = [ask(study=self.row.id, section=None, basis=basis) for basis in self.library.bases]
        return Rows.of(Outcome, [fact for facts in found for fact in facts])

    @cached_property
    def comparisons(self) -> Rows[ComparisonRow]:
        """All comparisons, of all sections."""
        ask = self.study.comparisons
        found = [ask(section=None, basis=basis) for basis in self.library.bases]
        return Rows.of(ComparisonRow, [fact for facts in found for fact in facts])

    @property
    def endpoints(self) -> dict[str, Endpoint]:
        """Endpoints by address."""
        return self.library.endpoints(self.row.id)

    @cached_property
    def by_measure(self) -> dict[str, list[Outcome]]:
        """Results of the section `outcomes`, by measure."""
        found: defaultdict[str, list[Outcome]] = defaultdict(list)
        for fact in self.outcomes:
            if fact.section == "outcomes":
                found[fact.measure].append(fact)
        return found

    @property
    def main_source(self) -> Source:
        """The report by which the study is cited."""
        return next(source for source in self.study.sources if source.id == self.row.main_source)
