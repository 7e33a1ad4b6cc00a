"""Asking for results: outcomes, comparisons, baseline, safety, flow, single numbers."""

from typing import Unpack

from kb.models.results import Basis, ComparisonRow, NumberRow, Outcome
from kb.queries import results
from kb.queries.filters import RESULTS, Filters, basis_of
from kb.rows import Rows
from kb.session import Session
from kb.words import Words


class Results(Session):
    """The questions about results."""

    def outcomes(
        self,
        *,
        measure: Words | None = None,
        treatment: Words | None = None,
        population: Words | None = None,
        setting: Words | None = None,
        design: Words | None = None,
        at: str | float | None = None,
        statistic: Words | None = None,
        group: Words | None = None,
        study: Words | None = None,
        section: Words | None = RESULTS,
        category: Words | None = None,
        grade: Words | None = None,
        basis: Basis = "reported",
        verified: bool | None = None,
        min_n: int | None = None,
        post_baseline: bool | None = None,
        primary_sources_only: bool = False,
    ) -> Rows[Outcome]:
        """Return results in groups, in the order of the records.

        Args:
            measure: what was measured, such as `efs`.
            treatment: given to the group, or to a group of which it is a part.
            population: disease of the study, such as `b-all`.
            setting: state of the disease or line of therapy.
            design: such as `randomised`.
            at: time point: months as a number, or a text with a unit (`1 y`); `unstated`.
            statistic: such as `probability`, `median`, `share`.
            group: id or label of the group.
            study: id of the study.
            section: `outcomes`, `safety`, `baseline`, `flow`; the first two unless given, None
                for all.
            category: of a variable with disjoint categories.
            grade: of adverse events, such as `3+`.
            basis: `reported` (printed), `derived` (computed) or `digitised` (read off a curve).
            verified: True for numbers that a second reader verified, False for the others.
            min_n: smallest denominator.
            post_baseline: True for groups defined after the time origin, False for the others.
            primary_sources_only: True leaves out what only secondary sources print.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().outcomes(
            ...     measure="event-free survival", at="1 y", study="wudhikarn-2022-blina-ino"
            ... )
            >>> [(row.group, row.text) for row in found][0]
            ('bi', '16.0% (6.5 to 35.2)')
        """
        filters = {
            "measure": measure,
            "treatment": treatment,
            "population": population,
            "setting": setting,
            "design": design,
            "at": at,
            "statistic": statistic,
            "group": group,
            "study": study,
            "section": section,
            "category": category,
            "grade": grade,
            "verified": verified,
            "min_n": min_n,
            "post_baseline": post_baseline,
            "primary_sources_only": primary_sources_only,
        }
        with self.connected() as connection:
            return results.outcomes(connection, self.words, basis_of(basis), filters)

    def comparisons(
        self,
        *,
        measure: Words | None = None,
        treatment: Words | None = None,
        population: Words | None = None,
        setting: Words | None = None,
        design: Words | None = None,
        at: str | float | None = None,
        effect: Words | None = None,
        group: Words | None = None,
        study: Words | None = None,
        section: Words | None = RESULTS,
        category: Words | None = None,
        grade: Words | None = None,
        basis: Basis = "reported",
        verified: bool | None = None,
        randomised: bool | None = None,
        post_baseline: bool | None = None,
        primary_sources_only: bool = False,
    ) -> Rows[ComparisonRow]:
        """Return comparisons, in the order of the records.

        Args:
            measure: what was measured, such as `os`.
            treatment: given to a group that takes part.
            population: disease of the study.
            setting: state of the disease or line of therapy.
            design: such as `randomised`.
            at: time point: months as a number, or a text with a unit (`1 y`); `unstated`.
            effect: such as `HR`.
            group: id or label of a group that takes part.
            study: id of the study.
            section: as for `outcomes`.
            category: of a variable with disjoint categories.
            grade: of adverse events.
            basis: `reported`, `derived` or `digitised`.
            verified: True for numbers that a second reader verified, False for the others.
            randomised: True for arms of one randomisation against each other, False for the others.
            post_baseline: True for groups defined after the time origin, False for the others.
            primary_sources_only: True leaves out what only secondary sources print.

        Raises:
            UnknownTermError: a filter names what does not exist; says what is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().comparisons(measure="os", effect="hazard ratio", randomised=True)
            >>> all(row.reference == row.groups[-1] for row in found)
            True
        """
        filters = {
            "measure": measure,
            "treatment": treatment,
            "population": population,
            "setting": setting,
            "design": design,
            "at": at,
            "effect": effect,
            "group": group,
            "study": study,
            "section": section,
            "category": category,
            "grade": grade,
            "verified": verified,
            "randomised": randomised,
            "post_baseline": post_baseline,
            "primary_sources_only": primary_sources_only,
        }
        with self.connected() as connection:
            return results.comparisons(connection, self.words, basis_of(basis), filters)

    def baseline(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
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
        return self.outcomes(section="baseline", **filters)

    def safety(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
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
        return self.outcomes(section="safety", **filters)

    def flow(self, **filters: Unpack[Filters]) -> Rows[Outcome]:
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
        return self.outcomes(section="flow", **filters)

    def numbers(
        self,
        *,
        study: Words | None = None,
        basis: Basis = "reported",
        verified: bool | None = None,
    ) -> Rows[NumberRow]:
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
        with self.connected() as connection:
            return results.numbers(connection, basis_of(basis), study, verified)
