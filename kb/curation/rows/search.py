"""What the full text index holds about a study or a term."""

from collections.abc import Iterable, Iterator

from kb.curation.rows.groups import options
from kb.curation.rows.sources import main_source
from kb.search import Entry
from schema import terms
from schema.facts import endpoints, group_facts
from schema.study import Study
from schema.terms import Term

Used = dict[str, set[str]]
_KINDS = {"diseases": "disease", "measures": "measure", "treatments": "treatment"}
_COLUMNS = {"diseases": "populations", "measures": "measures", "treatments": "treatments"}


def used_terms(study: Study) -> Used:
    """Return the terms that a study uses, by vocabulary."""
    given = {
        term
        for group in group_facts(study).values()
        for step in group.steps
        for option in options(step.give)
        for term in option
    }
    return {
        "diseases": set(study.population.disease),
        "settings": set(study.population.setting),
        "measures": {endpoint.measure for endpoint in endpoints(study)},
        "treatments": given,
    }


def study_entry(study: Study, used: Used) -> Entry:
    """Return the entry of a study: names and synonyms of all its terms included."""
    sources = list(study.sources.values())
    numbers = [number for s in sources for number in (s.doi, s.pmid, s.pmcid) if number]
    years = sorted({str(source.year) for source in sources if source.year})
    return Entry(
        kind="study",
        id=study.id,
        about=citation(study),
        title=study.title,
        acronym=study.acronym or "",
        people=_joined(author for source in sources for author in source.authors),
        treatments=_said("treatments", used["treatments"]),
        measures=_said("measures", used["measures"]),
        populations=_joined(
            [_said("diseases", used["diseases"]), _said("settings", used["settings"])]
        ),
        journals=_joined(s.journal or s.publisher or "" for s in sources),
        identifiers=_joined([*study.design.registration, *numbers, *years, study.id, *study.was]),
    )


def citation(study: Study) -> str:
    """Return by what a study is known: `Wudhikarn K et al., Blood Adv 2022`."""
    source = study.sources[main_source(study)]
    many = source.et_al or len(source.authors) > 1
    people = f"{source.authors[0]}{' et al.' if many else ''}" if source.authors else ""
    where = " ".join(
        word for word in (source.journal or source.publisher, str(source.year or "")) if word
    )
    return ", ".join(part for part in (people, where) if part)


def term_entries(used: Used) -> Iterator[Entry]:
    """Yield an entry for each disease, measure and treatment in use, and for what is broader."""
    for vocabulary, kind in _KINDS.items():
        wanted = _with_broader(vocabulary, used.get(vocabulary, set()))
        for term in terms.vocabulary(vocabulary).values():
            if term.id in wanted:
                synonyms = {_COLUMNS[vocabulary]: _joined(term.synonyms)}
                yield Entry(kind, term.id, term.definition, term.name, **synonyms)


def _with_broader(vocabulary: str, used: set[str]) -> set[str]:
    known = terms.vocabulary(vocabulary)
    found: set[str] = set()
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _broader(known[name])
    return found


def _broader(term: Term) -> tuple[str, ...]:
    one = term.text("broader")
    return (one,) if one else term.texts("broader")


def _said(vocabulary: str, used: set[str]) -> str:
    """Return names and synonyms of terms, those of broader terms included."""
    known = terms.vocabulary(vocabulary)
    wanted = _with_broader(vocabulary, used)
    return _joined(
        word for term in known.values() if term.id in wanted for word in (term.name, *term.synonyms)
    )


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(text for text in texts if text))
