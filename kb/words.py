"""From what a person writes to what the database knows: ids, names, synonyms, times."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction

from sqlalchemy import Connection, and_, or_, select

from kb.errors import BadFilterError, UnknownTermError
from kb.tables import table, terms

Words = str | Sequence[str]
At = str | float

_MOST_HINTS = 5
_LONGEST = 10**9
_TIME = re.compile(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?|\.[0-9]{1,9})\s*([^\s\d.,].*?)\s*")


class Vocabulary:
    """The terms of one vocabulary, found by id, by name, or by synonym, in this order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ids: dict[str, str] = {}
        self.names: dict[str, list[str]] = defaultdict(list)
        self.synonyms: dict[str, list[str]] = defaultdict(list)
        self.narrower: dict[str, list[str]] = defaultdict(list)

    def find(self, word: str) -> list[str]:
        """Return the ids that a word means; raises UnknownTermError with the nearest ones."""
        folded = text_of(self.name, word).casefold()
        if folded in self.ids:
            return [self.ids[folded]]
        found = self.names.get(folded) or self.synonyms.get(folded)
        if not found:
            listed = f"base.terms({self.name!r})"
            raise UnknownTermError(self.name, word, self._nearest(folded), listed)
        return found

    def below(self, ids: Iterable[str]) -> set[str]:
        """Return these terms and all that are narrower."""
        found: set[str] = set()
        waiting = list(ids)
        while waiting:
            term = waiting.pop()
            if term not in found:
                found.add(term)
                waiting += self.narrower.get(term, [])
        return found

    def _nearest(self, folded: str) -> list[str]:
        by_id = {word: [term] for word, term in self.ids.items()}
        return nearest(folded, {**self.synonyms, **self.names, **by_id})


def nearest(word: str, known: Mapping[str, Sequence[str]]) -> list[str]:
    """Return up to five values whose words are like `word` or hold it; keys are folded."""
    close = get_close_matches(word, known, n=_MOST_HINTS, cutoff=0.6)
    holding = sorted(text for text in known if word and word in text)
    values = [value for text in (*close, *holding) for value in known[text]]
    return list(dict.fromkeys(values))[:_MOST_HINTS]


def text_of(kind: str, value: object) -> str:
    """Return a value that is a text; raises BadFilterError for anything else."""
    if not isinstance(value, str):
        raise BadFilterError(f"{kind}: a text is needed, not {value!r}")
    return value


def known_values(kind: str, value: str, known: Iterable[str]) -> list[str]:
    """Return all known values that equal `value` but for case; raises UnknownTermError."""
    by_folded: dict[str, list[str]] = defaultdict(list)
    for text in known:
        by_folded[text.casefold()].append(text)
    folded = text_of(kind, value).casefold()
    if folded not in by_folded:
        raise UnknownTermError(kind, value, nearest(folded, by_folded))
    return by_folded[folded]


def known_value(kind: str, value: str, known: Iterable[str]) -> str:
    """Return the last known value that equals `value` but for case; raises UnknownTermError."""
    return known_values(kind, value, known)[-1]


def each(kind: str, value: Words) -> list[str]:
    """Return one word or several as a list; raises BadFilterError for anything else."""
    words = [value] if isinstance(value, str) else value
    listed = isinstance(words, (list, tuple, set, frozenset))
    if not listed or not words or not all(isinstance(word, str) for word in words):
        raise BadFilterError(f"{kind} takes a text or a list of texts, not {value!r}")
    return list(words)


class Vocabularies:
    """All vocabularies of a database, read once."""

    def __init__(self, connection: Connection) -> None:
        self._all: dict[str, Vocabulary] = {}
        self._months: dict[str, Fraction] = {}
        self._read_terms(connection)
        self._read_units(connection)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the vocabularies."""
        return tuple(self._all)

    def find(self, vocabulary: str, word: str) -> str:
        """Return the id of the term that a word means; raises UnknownTermError."""
        return self._all[vocabulary].find(word)[0]

    def ids(self, vocabulary: str, value: Words, *, narrower: bool = False) -> set[str]:
        """Return the ids that words mean; raises UnknownTermError and BadFilterError."""
        terms_ = self._all[vocabulary]
        found = {term for word in each(vocabulary, value) for term in terms_.find(word)}
        return terms_.below(found) if narrower else found

    def months(self, at: object) -> float | None:
        """Return a time in months, None for `unstated`; raises BadFilterError.

        A number is months, a text a number with its unit: `1 y`, `12 months`.
        """
        if isinstance(at, str):
            return None if at.casefold() == "unstated" else self._months_of(at)
        number = at if isinstance(at, (int, float)) and not isinstance(at, bool) else -1
        if not 0 <= number < _LONGEST:
            raise BadFilterError(f"at takes months or a text such as '1 y', not {at!r}")
        return float(number)

    def _months_of(self, at: str) -> float:
        found = _TIME.fullmatch(at)
        units = [u for u in self.ids("units", found[2]) if u in self._months] if found else []
        if found is None or not units:
            message = f"at takes a number and a unit of time such as '1.5 y', not {at!r}"
            raise BadFilterError(message)
        return float(Fraction(found[1]) * self._months[units[0]])

    def _read_terms(self, connection: Connection) -> None:
        term, synonym = table(terms.Term), table(terms.TermSynonym)
        order = (term.c.vocabulary, term.c.position)
        named = select(term.c.vocabulary, term.c.id, term.c.name).order_by(*order)
        for vocabulary, id_, name in connection.execute(named):
            words = self._all.setdefault(vocabulary, Vocabulary(vocabulary))
            words.ids[id_.casefold()] = id_
            words.names[name.casefold()].append(id_)
        said = select(synonym.c.vocabulary, synonym.c.term, synonym.c.synonym)
        for vocabulary, id_, word in connection.execute(said):
            self._all[vocabulary].synonyms[word.casefold()].append(id_)
        relation = table(terms.TermRelation)
        # Who asks for a treatment means the regimens that hold it, too.
        regimen = and_(relation.c.vocabulary == "treatments", relation.c.kind == "components")
        below = select(relation.c.vocabulary, relation.c.target, relation.c.term)
        for vocabulary, above, id_ in connection.execute(
            below.where(or_(relation.c.kind == "broader", regimen))
        ):
            self._all[vocabulary].narrower[above].append(id_)

    def _read_units(self, connection: Connection) -> None:
        attribute = table(terms.TermAttribute)
        of_units = attribute.c.vocabulary == "units"
        said = select(attribute.c.term, attribute.c.key, attribute.c.value).where(of_units)
        properties: dict[str, dict[str, str]] = defaultdict(dict)
        for unit, key, value in connection.execute(said):
            properties[unit][key] = value
        for unit, known in properties.items():
            if known.get("dimension") == "time":
                over, _, under = known["factor"].partition("/")
                self._months[unit] = Fraction(over) / Fraction(under or "1")
