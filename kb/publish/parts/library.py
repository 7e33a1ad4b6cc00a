"""What all pages look up: terms by id, studies by id, and which groups are external controls."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from kb.base import KnowledgeBase
from kb.models.content import Endpoint
from kb.models.groups import Group
from kb.models.results import Basis, ComparisonRow, Outcome
from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.parts.sources import SourceNames
from kb.publish.parts.words import sentence, spaced
from kb.study import Study

Denominator = tuple[int | None, int | None]  # as printed, or worked out

# What a design is called where there is room for one word: the first that holds.
_DESIGNS = (
    "randomised",
    "genetic-randomisation",
    "single-arm",
    "nonrandomised",
    "pooled-analysis",
    "registry",
    "case-series",
    "cohort",
)


class Library:
    """A knowledge base with what pages look up again and again."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.studies = {row.id: row for row in base.studies()}
        self._terms: dict[str, dict[str, Term]] = {}

    @cached_property
    def bases(self) -> tuple[Basis, ...]:
        """The bases of which there are results, printed ones first."""
        counts = self.base.counts()
        found: list[Basis] = ["reported"]
        if counts.derived:
            found.append("derived")
        if counts.digitised:
            found.append("digitised")
        return tuple(found)

    @cache  # noqa: B019 - a library lives as long as a build
    def study(self, id: str) -> Study:  # noqa: A002 - it is the id
        """Return one study; its parts are read once, for all pages and files."""
        return self.base.study(id)

    def terms(self, vocabulary: str) -> dict[str, Term]:
        """Return the terms of a vocabulary by id, in its order."""
        if vocabulary not in self._terms:
            self._terms[vocabulary] = {term.id: term for term in self.base.terms(vocabulary)}
        return self._terms[vocabulary]

    @cache  # noqa: B019 - a library lives as long as a build
    def _positions(self, vocabulary: str) -> dict[str, int]:
        return {term: place for place, term in enumerate(self.terms(vocabulary))}

    def position(self, vocabulary: str, term: str) -> int:
        """Return where a term stands in its vocabulary."""
        return self._positions(vocabulary)[term]

    def name(self, vocabulary: str, term: str) -> str:
        """Return the name of a term, or the text itself where the record uses its own words."""
        known = self.terms(vocabulary).get(term)
        return known.name if known else spaced(term)

    def names(self, vocabulary: str, terms: Iterable[str]) -> list[str]:
        """Return the names of terms."""
        return [self.name(vocabulary, term) for term in terms]

    def short(self, vocabulary: str, term: str) -> str:
        """Return the abbreviation of a term, or its name where there is none."""
        known = self.terms(vocabulary).get(term)
        return short_name(known) if known else spaced(term)

    def design(self, study: StudyRow) -> str:
        """Return the design of a study in a word."""
        found = next((design for design in _DESIGNS if design in study.designs), None)
        first = found or next(iter(study.designs), "")
        return sentence(self.name("designs", first)) if first else "not reported"

    def design_of(self, fact: Outcome) -> str:
        """Return the design behind a result: an external control is no arm of the study."""
        if (fact.study, fact.group) in self.external:
            return "External control"
        return self.design(self.studies[fact.study])

    def published(self, vocabulary: str) -> set[str]:
        """Return the terms that have a page: those in use, and of those in trees all above them."""
        known = self.terms(vocabulary)
        used = {term.id for term in known.values() if term.studies}
        return used if vocabulary == "measures" else with_broader(known, used)

    @cache  # noqa: B019 - a library lives as long as a build
    def endpoints(self, study: str) -> dict[str, Endpoint]:
        """Return what a study measures, by address."""
        return {endpoint.address: endpoint for endpoint in self.study(study).endpoints}

    @cache  # noqa: B019 - a library lives as long as a build
    def source_names(self, study: str) -> SourceNames:
        """Return what the sources of a study are called."""
        return SourceNames(self.study(study).sources)

    def endpoint(self, fact: Outcome | ComparisonRow) -> Endpoint:
        """Return the endpoint of a result."""
        return self.endpoints(fact.study)[fact.endpoint]

    @cache  # noqa: B019 - a library lives as long as a build
    def denominators(self, study: str) -> dict[tuple[str, str | None, str], set[Denominator]]:
        """Return the denominators of the results of a study by endpoint, category and group."""
        found: defaultdict[tuple[str, str | None, str], set[Denominator]] = defaultdict(set)
        for fact in self.base.outcomes(study=study, section=None):
            if fact.per == "patient":
                found[fact.endpoint, fact.category, fact.group].add((fact.n, fact.n_derived))
        return dict(found)

    @cached_property
    def groups(self) -> dict[tuple[str, str], Group]:
        """Every group by study and id; parents come before their parts."""
        found = ((study, group) for study in self.studies for group in self.study(study).groups)
        return {(study, group.id): group for study, group in found}

    @cached_property
    def external(self) -> frozenset[tuple[str, str]]:
        """Study and id of every group that is, or is a part of, an external control."""
        found: set[tuple[str, str]] = set()
        for (study, id_), group in self.groups.items():
            if group.kind == "external" or (study, group.parent) in found:
                found.add((study, id_))
        return frozenset(found)


def short_name(term: Term) -> str:
    """Return the first synonym of a term where it is an abbreviation, else its name."""
    first = next(iter(term.synonyms), term.name)
    return first if len(first) < min(len(term.name), 12) else term.name


def full_name(term: Term) -> str:
    """Return the name of a term as a title, with its abbreviation."""
    short = short_name(term)
    return sentence(term.name if short in term.name else f"{term.name} ({short})")


def with_narrower(terms: dict[str, Term], term: str) -> list[str]:
    """Return a term and everything under it, each once."""
    found = dict.fromkeys([term])
    waiting = [term]
    while waiting:
        for narrower in terms[waiting.pop()].narrower:
            if narrower not in found:
                found[narrower] = None
                waiting.append(narrower)
    return list(found)


def with_broader(terms: dict[str, Term], used: Iterable[str]) -> set[str]:
    """Return these terms and everything above them."""
    found: set[str] = set()
    waiting = list(used)
    while waiting:
        term = waiting.pop()
        if term in terms and term not in found:
            found.add(term)
            waiting += terms[term].broader
    return found
