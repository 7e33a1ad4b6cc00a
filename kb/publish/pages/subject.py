"""The page of a treatment or of a population: its studies, and its results by measure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from kb.models.results import Outcome
from kb.models.studies import StudyRow
from kb.models.terms import Term
from kb.publish.pages.page import Body, Page
from kb.publish.parts import across
from kb.publish.parts.anchors import explore_path, term_path
from kb.publish.parts.cards import card
from kb.publish.parts.families import kind_of, rank
from kb.publish.parts.finding import term_facets, term_words
from kb.publish.parts.library import Library, full_name, with_narrower
from kb.publish.parts.shapes import Badge, Contents, Stat
from kb.publish.parts.statistics import misleads
from kb.publish.parts.terms import kind_title, term_facts
from kb.publish.parts.words import counted, sentence, thousands


@dataclass(frozen=True)
class Subject:
    """A vocabulary whose terms have pages of this type."""

    vocabulary: Literal["treatments", "diseases"]
    filter: Literal["treatment", "population"]
    title: str

    @property
    def path(self) -> str:
        """The path of the list of all."""
        return f"{self.title.lower()}/"


# With more estimates than this a page lists measures instead, so that it stays quick to read, and
# below 100 kB.
MOST = 380

TREATMENTS = Subject("treatments", "treatment", "Treatments")
POPULATIONS = Subject("diseases", "population", "Populations")
SUBJECTS = (TREATMENTS, POPULATIONS)


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every treatment and population in use, and of what holds them."""
    for subject in SUBJECTS:
        known = library.terms(subject.vocabulary)
        published = library.published(subject.vocabulary)
        for term in (term for term in known.values() if term.id in published):
            yield Page(
                path=term_path(subject.vocabulary, term.id),
                kind=subject.filter,
                template="subject",
                title=full_name(term),
                description=term.definition,
                body=partial(body, subject, term, library),
            )


def body(subject: Subject, term: Term, library: Library) -> Body:
    """Return everything on the page of a treatment or population."""
    known = library.terms(subject.vocabulary)
    below = [known[each] for each in with_narrower(known, term.id)]
    studies = _studies(subject, term, library)
    here: dict[str, str] = {subject.filter: term.id}
    facts = across.of_subject(library, **here)
    by_measure = _by_measure(facts, library)
    many = len(facts) > MOST
    measures = [] if many else [_measure(*each, library) for each in by_measure]
    overview = [_overview(*each, here) for each in by_measure] if many else []
    page = {
        "kind": subject.filter.capitalize(),
        "other": "population" if subject is TREATMENTS else "treatment",
        "title": full_name(term),
        "lead": term.definition,
        "summary": counted(len(studies), "study", "studies"),
        "names": term_words(below),
        "kicker": [{"text": subject.title, "href": subject.path}],
        "badges": _badges(term),
        "facts": term_facts(term, library),
        "stats": _stats(studies, facts),
        "contents": _contents(measures or overview),
        "studies": [card(row, library) for row in studies],
        "measures": measures,
        "overview": overview,
        "explore": explore_path(**here),
    }
    facets = term_facets(subject.filter.capitalize(), [term])
    return Body({"subject": page, "facets": facets})


def _studies(subject: Subject, term: Term, library: Library) -> Sequence[StudyRow]:
    if subject is TREATMENTS:
        return library.base.studies(treatment=term.id)
    return library.base.studies(population=term.id)


def _badges(term: Term) -> list[Badge]:
    kind = kind_title(term).rstrip("s").replace("Classe", "Class") if term.kind else ""
    return [{"text": text} for text in (kind, term.agent_class, *term.targets) if text]


def _stats(studies: Sequence[StudyRow], facts: Sequence[Outcome]) -> list[Stat]:
    return [
        {"value": thousands(len(studies)), "label": "study" if len(studies) == 1 else "studies"},
        {
            "value": thousands(across.patients(facts)),
            "label": "patients",
            "note": "largest group of each study",
        },
        {"value": thousands(len(facts)), "label": "estimates"},
    ]


def _by_measure(facts: Iterable[Outcome], library: Library) -> list[tuple[Term, list[Outcome]]]:
    """Return results by measure, in the order of kinds of measures."""
    known = library.terms("measures")
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for fact in facts:
        found[fact.measure].append(fact)
    order = {measure: place for place, measure in enumerate(known)}
    ordered = sorted(found, key=lambda each: (rank(known[each]), order[each]))
    return [(known[measure], found[measure]) for measure in ordered]


def _overview(measure: Term, facts: Sequence[Outcome], here: dict[str, str]) -> dict[str, Any]:
    """Return how much there is of a measure, where there is too much for one page."""
    counted_patients = across.patients(facts)
    return {
        "id": f"measure-{measure.id}",
        "title": sentence(measure.name),
        "family": kind_of(measure).family,
        "href": term_path("measures", measure.id),
        "explore": explore_path(**here, measure=measure.id),
        "studies": thousands(len({fact.study for fact in facts})),
        "patients": thousands(counted_patients) if counted_patients else "not stated",
        "estimates": thousands(len(facts)),
    }


def _measure(measure: Term, facts: Sequence[Outcome], library: Library) -> dict[str, Any]:
    name = f"measure-{measure.id}"
    return {
        "id": name,
        "title": sentence(measure.name),
        "family": kind_of(measure).family,
        "href": term_path("measures", measure.id),
        "later": any(map(misleads, facts)),
        "figures": across.figures(name, measure, facts, library),
        "caption": f"Estimates of {measure.name}",
        "rows": across.cross_rows(facts, library),
    }


def _contents(measures: Sequence[dict[str, Any]]) -> list[Contents]:
    return [
        {"text": "Studies", "href": "#studies"},
        {"text": "Estimates", "href": "#estimates"},
        *(
            Contents(text=measure["title"], href=f"#{measure['id']}", sub=True)
            for measure in measures
        ),
    ]
