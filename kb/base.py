"""The knowledge base: every question one can ask of it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Unpack

from kb import search
from kb.asking import Results
from kb.checked import Quality
from kb.errors import BadFilterError
from kb.models.studies import StudyRow
from kb.models.terms import Counts, Hit, Meta, Term
from kb.queries import sql, studies, terms
from kb.queries.asked import StudyFilters, showing, taken
from kb.queries.filters import study_ids
from kb.rows import Rows
from kb.study import Study
from kb.words import known_value, text_of

_MOST_HITS = 1000


class KnowledgeBase(Results, Quality):
    """An open knowledge base; `kb.open()` makes one.

    Filters take an id, a name or a synonym, whatever its case, or a list of them: any of the list
    may hold, all filters must. Diseases, settings, designs, treatments and measures include what is
    narrower. Every value is bound, never pasted into SQL.

    Use it as a context manager, or call `close()`. It can be shared between threads.
    """

    @cached_property
    def meta(self) -> Meta:
        """What the database is: versions, date and licence of the data."""
        with self.connected() as connection:
            return terms.meta_row(connection)

    def counts(self) -> Counts:
        """Return how much there is: studies, patients, results, numbers.

        Example:
            >>> import kb
            >>> kb.open().counts().studies > 0
            True
        """
        with self.connected() as connection:
            return terms.counts(connection)

    @showing(StudyFilters)
    def studies(self, **filters: Unpack[StudyFilters]) -> Rows[StudyRow]:
        """Return the studies that fulfil all filters, the newest first.

        Args:
            population: disease, such as `b-all`.
            setting: state of the disease or line of therapy, such as `relapsed`.
            design: such as `randomised`.
            treatment: given to at least one group.
            study: id or former id.
            year: of the first report; a list or a range for several.
            verified: True for records checked by a second reader, False for the others. Of results
                and numbers the same word asks for each number: see `outcomes`.

        Raises:
            UnknownTermError: there is no such filter, or it names what does not exist; says what
                is nearest.
            BadFilterError: a filter value has the wrong shape.

        Example:
            >>> import kb
            >>> found = kb.open().studies(treatment="Blincyto", design="single-centre")
            >>> "wudhikarn-2022-blina-ino" in [row.id for row in found]
            True
        """
        asked = taken(self.studies, filters)
        with self.connected() as connection:
            return studies.study_rows(connection, self.words, asked)

    def study(self, id: str) -> Study:  # noqa: A002 - it is the id
        """Return one study with all its parts.

        Args:
            id: the id, or one under which it was known before.

        Raises:
            UnknownTermError: there is no such study; says what is nearest, or what `search` finds
                by a registry number, a DOI or a name.
            BadFilterError: the id is not a text.

        Example:
            >>> import kb
            >>> kb.open().study("wudhikarn-2022-blina-ino").groups[0].n
            29
        """
        with self.connected() as connection:
            (known,) = study_ids(connection, text_of("study", id))
        return Study(self, known)

    def search(self, text: str, limit: int = 20) -> Rows[Hit]:
        """Return studies, measures, treatments and diseases that fit a text, the best first.

        All words must be found; the last one may be the beginning of a word. Found are titles,
        acronyms, authors, journals, years, DOIs, PMIDs, PMCIDs, registry numbers, and the names,
        synonyms and brand names of what a study gives, measures and treats.

        Args:
            text: what a person types; nothing in it is an operator.
            limit: at most so many hits, 1 to 1000.

        Raises:
            BadFilterError: the text is none, or the limit is out of range.

        Example:
            >>> import kb
            >>> kb.open().search("Wudhikarn 2022 Besponsa")[0].id
            'wudhikarn-2022-blina-ino'
        """
        if type(limit) is not int or not 1 <= limit <= _MOST_HITS:
            raise BadFilterError(f"limit is 1 to {_MOST_HITS}, not {limit!r}")
        with self.connected() as connection:
            return Rows.of(Hit, search.find(connection, text_of("search", text), limit))

    def sql(
        self, query: str, params: Mapping[str, Any] | Sequence[Any] = ()
    ) -> Rows[Mapping[str, Any]]:
        """Run a reading query and return its rows as read-only mappings by column name.

        The views `outcomes`, `comparisons` and `number`, each also with `_derived` and
        `_digitised`, and `studies` hold one row for each row that the methods return, with these
        differences; the table `dictionary` explains every column.

        * The `group` of outcomes is called `group_id`. (SQLite takes a name in double quotes that
          is no column for a text: `"group" = 'x'` holds of no row, without an error.)
        * Lists are left out; they stand in tables of their own. Of results and comparisons:
          `others`, `spreads`, `inferred`, `treatments`; of studies: `diseases`, `settings`,
          `designs`, `treatments`, `countries`, `registrations`, `notices`.
        * What follows from several groups or numbers is left out; the methods have it. Of
          comparisons: `groups`, `group_labels`, `reference`, `splits`, `randomised`,
          `subgroup_of`, `external`, `adjusted_for`, `stratified_by`; of studies: `numbers`,
          `numbers_verified`.

        Args:
            query: one SELECT statement, with `?` or `:name` where values go.
            params: the values: a sequence for `?`, a mapping for `:name`.

        Raises:
            QueryError: the query does more than read, fails, or names two columns alike.
            BadFilterError: the query is not a text.

        Example:
            >>> import kb
            >>> base = kb.open()
            >>> base.sql("SELECT name FROM term WHERE measure = ?", ["os"])[0]["name"]
            'overall survival'
        """
        with self.connected() as connection:
            return sql.run(connection, text_of("query", query), params)

    def vocabularies(self) -> tuple[str, ...]:
        """Return the names of the vocabularies.

        Example:
            >>> import kb
            >>> "measures" in kb.open().vocabularies()
            True
        """
        return self.words.names

    def terms(self, vocabulary: str) -> Rows[Term]:
        """Return the terms of one vocabulary, in its order.

        Args:
            vocabulary: such as `measures`, `treatments`, `diseases`.

        Raises:
            UnknownTermError: there is no such vocabulary; says what is nearest.
            BadFilterError: it is not a text.

        Example:
            >>> import kb
            >>> kb.open().terms("effects")[0].scale
            'log'
        """
        name = known_value("vocabularies", vocabulary, self.words.names)
        return Rows.of(Term, self._terms(name).values())

    def term(self, vocabulary: str, id: str) -> Term:  # noqa: A002 - it is the id
        """Return one term, found by id, name or synonym.

        Raises:
            UnknownTermError: there is no such vocabulary or term; says what is nearest.
            BadFilterError: one of them is not a text.

        Example:
            >>> import kb
            >>> kb.open().term("treatments", "Blincyto").id
            'blinatumomab'
        """
        name = known_value("vocabularies", vocabulary, self.words.names)
        return self._terms(name)[self.words.find(name, id)]

    def _terms(self, vocabulary: str) -> dict[str, Term]:
        if vocabulary not in self._known_terms:
            with self.connected() as connection:
                found = terms.term_rows(connection, vocabulary)
            self._known_terms[vocabulary] = {term.id: term for term in found}
        return self._known_terms[vocabulary]

    @cached_property
    def _known_terms(self) -> dict[str, dict[str, Term]]:
        return {}
