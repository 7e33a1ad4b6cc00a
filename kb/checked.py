"""What one can ask about quality: the checks, what they found, how well numbers are protected."""

from kb.models.quality import Check, Finding, Protection, Tally
from kb.queries import quality
from kb.queries.filters import study_ids
from kb.rows import Rows
from kb.session import Session
from kb.words import Words


class Quality(Session):
    """The questions about checks."""

    def checks(self) -> Rows[Check]:
        """Return the catalogue of checks with their answers over all studies.

        Example:
            >>> import kb
            >>> kb.open().checks()[0].severity
            'error'
        """
        with self.connected() as connection:
            return Rows.of(Check, quality.checks(connection))

    def findings(self, *, study: Words | None = None) -> Rows[Finding]:
        """Return what the checks found, waived or not.

        Args:
            study: ids of studies; all, if none.

        Raises:
            UnknownTermError: there is no such study; says what is nearest.

        Example:
            >>> import kb
            >>> {row.state for row in kb.open().findings()} <= {"violated", "waived"}
            True
        """
        with self.connected() as connection:
            return Rows.of(Finding, quality.findings(connection, study_ids(connection, study)))

    def tallies(self, *, study: Words | None = None) -> Rows[Tally]:
        """Return how often each check gave each answer, study by study.

        Raises:
            UnknownTermError: there is no such study; says what is nearest.

        Example:
            >>> import kb
            >>> sum(row.answers for row in kb.open().tallies()) > 0
            True
        """
        with self.connected() as connection:
            return Rows.of(Tally, quality.tallies(connection, study_ids(connection, study)))

    def protection(self, *, study: Words | None = None) -> Rows[Protection]:
        """Return for each printed number in how many tested relations it took part.

        Raises:
            UnknownTermError: there is no such study; says what is nearest.

        Example:
            >>> import kb
            >>> min(row.relations for row in kb.open().protection())
            0
        """
        with self.connected() as connection:
            found = quality.protection(connection, study_ids(connection, study))
            return Rows.of(Protection, found)
