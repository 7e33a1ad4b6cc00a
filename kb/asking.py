"""Asking for results: outcomes, comparisons, baseline, safety, flow, single numbers."""

from typing import Unpack

from kb.models.results import ComparisonRow, NumberRow, Outcome
from kb.queries import results
from kb.queries.asked import (
    ComparisonFilters,
    NumberFilters,
    OutcomeFilters,
    TableFilters,
    showing,
    taken,
)
from kb.queries.filters import basis_of, flag
from kb.rows import Rows
from kb.session import Session


class Results(Session):
    """The questions about results."""

    @showing(OutcomeFilters)
    def outcomes(self, **filters: Unpack[OutcomeFilters]) -> Rows[Outcome]:
        """Return results in groups, in the order of the records.

        Args:
            measure: what was measured, such as `efs`.
            treatment: given to the group, or to a group of which it is a part.
            population: disease of the study, such as `b-all`.
            setting: state of the disease or line of therapy.
            design: such as `randomised`.
            at: time point: months as a number, a text with a unit (`1 y`, which is also `12 mo`),
                `unstated`, or a list. Times are converted exactly (1 y is 365.25 d) and never
                rounded: `365 d` is not `1 y`.
            statistic: such as `probability`, `median`, `share`.
            group: id or label of the group; of what is spelt alike but for case, all.
            study: id of the study.
            section: `outcomes`, `safety`, `baseline`, `flow`; the first two unless given, None
                for all. The same holds for one study.
            category: of a variable with disjoint categories.
            grade: of adverse events, such as `3+`.
            basis: `reported` (printed), `derived` (computed) or `digitised` (read off a curve).
            verified: True for numbers that a second reader verified, False for the others.
            min_n: smallest denominator, 1 or more; leaves out results whose denominator is not
                known.
            post_baseline: True for groups defined after the time origin, False for the others.
            primary_sources_only: True leaves out what only secondary sources print.

        Raises:
            UnknownTermError: there is no such filter, or it names what does not exist, such as a
                group or a time that no result has; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().outcomes(
            ...     measure="event-free survival", at="1 y", study="wudhikarn-2022-blina-ino"
            ... )
            >>> [(row.group, row.text) for row in found][0]
            ('bi', '16.0% (6.5 to 35.2)')
        """
        asked = taken(self.outcomes, filters)
        basis = basis_of(asked.pop("basis"))
        with self.connected() as connection:
            return results.outcomes(connection, self.words, basis, asked)

    @showing(ComparisonFilters)
    def comparisons(self, **filters: Unpack[ComparisonFilters]) -> Rows[ComparisonRow]:
        """Return comparisons, in the order of the records.

        Args:
            measure: what was measured, such as `os`.
            treatment: given to a group that takes part.
            population: disease of the study.
            setting: state of the disease or line of therapy.
            design: such as `randomised`.
            at: time point, as for `outcomes`.
            effect: such as `HR`.
            group: id or label of a group that takes part.
            study: id of the study.
            section: as for `outcomes`.
            category: of a variable with disjoint categories.
            grade: of adverse events.
            basis: `reported`, `derived` or `digitised`.
            verified: True for numbers that a second reader verified, False for the others.
            randomised: True for arms of one randomisation against each other, False for the others,
                subgroups of such arms among them.
            post_baseline: True for groups defined after the time origin, False for the others.
            primary_sources_only: True leaves out what only secondary sources print.

        Raises:
            UnknownTermError: there is no such filter, or it names what does not exist, such as a
                group or a time that no result has; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().comparisons(measure="os", effect="hazard ratio", randomised=True)
            >>> all(row.reference == row.groups[-1] for row in found)
            True
        """
        asked = taken(self.comparisons, filters)
        basis = basis_of(asked.pop("basis"))
        flag("randomised", asked["randomised"])
        with self.connected() as connection:
            return results.comparisons(connection, self.words, basis, asked)

    @showing(TableFilters)
    def baseline(self, **filters: Unpack[TableFilters]) -> Rows[Outcome]:
        """Return baseline characteristics: `outcomes` of the section `baseline`.

        Args:
            **filters: those of `outcomes`, without `section`.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().baseline(measure="age", study="wudhikarn-2022-blina-ino")
            >>> found[0].text
            '45.3 y (IQR 25.1 to 62.6)'
        """
        return self.outcomes(section="baseline", **taken(self.baseline, filters))

    @showing(TableFilters)
    def safety(self, **filters: Unpack[TableFilters]) -> Rows[Outcome]:
        """Return adverse events: `outcomes` of the section `safety`.

        Args:
            **filters: those of `outcomes`, without `section`.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> {row.section for row in kb.open().safety(measure="crs")}
            {'safety'}
        """
        return self.outcomes(section="safety", **taken(self.safety, filters))

    @showing(TableFilters)
    def flow(self, **filters: Unpack[TableFilters]) -> Rows[Outcome]:
        """Return participant flow: `outcomes` of the section `flow`.

        Args:
            **filters: those of `outcomes`, without `section`.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> {row.section for row in kb.open().flow()}
            {'flow'}
        """
        return self.outcomes(section="flow", **taken(self.flow, filters))

    @showing(NumberFilters)
    def numbers(self, **filters: Unpack[NumberFilters]) -> Rows[NumberRow]:
        """Return every single number, by study and address.

        Args:
            study: id of the study; all when not given.
            basis: `reported` (printed, by other places too), `derived` or `digitised`.
            verified: True for numbers that a second reader verified, False for the others.

        Raises:
            UnknownTermError: there is no such study; says what is nearest.
            BadFilterError: there is no such basis.

        Example:
            >>> import kb
            >>> found = kb.open().numbers(study="wudhikarn-2022-blina-ino")
            >>> [n.text for n in found if n.address == "outcomes/efs/at 1 y/bi"]
            ['35.2', '6.5', '16.0']
        """
        asked = taken(self.numbers, filters)
        basis, verified = basis_of(asked["basis"]), flag("verified", asked["verified"])
        with self.connected() as connection:
            return results.numbers(connection, basis, asked["study"], verified)
