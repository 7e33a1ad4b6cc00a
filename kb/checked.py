"""What one can ask about quality: the checks, what they found, what second readers verified."""

from typing import get_args

from kb.models.quality import Check, Finding, Protection, Tally
from kb.models.seals import Agreement, Seal, SealState
from kb.queries import quality, seals
from kb.queries.filters import study_ids
from kb.rows import Rows
from kb.session import Session
from kb.words import Words, each, known_value


class Quality(Session):
    """The questions about checks and second readers."""

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

    def seals(self, *, study: Words | None = None, state: Words | None = None) -> Rows[Seal]:
        """Return what second readers verified, and what changed since, by study and address.

        Args:
            study: ids of studies; all, if none.
            state: `holds`, `changed`, `gone`; all, if none. The last two are broken seals.

        Raises:
            UnknownTermError: there is no such study or state; says what is nearest.

        Example:
            >>> import kb
            >>> {seal.state for seal in kb.open().seals(state="holds")} <= {"holds"}
            True
        """
        states = get_args(SealState)
        asked = states if state is None else each("state", state)
        wanted = [known_value("states", word, states) for word in asked]
        with self.connected() as connection:
            of = study_ids(connection, study)
            return Rows.of(Seal, seals.seal_list(connection, of, wanted))

    def agreement(self, *, study: Words | None = None) -> Rows[Agreement]:
        """Return how far first and second readers agree, for each study that was read twice.

        Args:
            study: ids of studies; all, if none.

        Raises:
            UnknownTermError: there is no such study; says what is nearest.

        Example:
            >>> import kb
            >>> all(row.agreed <= row.figures for row in kb.open().agreement())
            True
        """
        with self.connected() as connection:
            found = seals.agreement(connection, study_ids(connection, study))
            return Rows.of(Agreement, found)
