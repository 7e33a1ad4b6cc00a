"""What a record says at each of its addresses, as numerals."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from schema.facts import Endpoint, EstimateFact, Fact, GroupFact, endpoints, facts, group_facts
from schema.study import Study
from tests.evidence.numerals import numerals, numerals_of, spelled


@dataclass(frozen=True, slots=True)
class Said:
    """The numerals at one address, by what they are.

    `figures` are those of the cell and of the other places that print it, each as often as it
    stands; `sizes` are denominators, sizes of the groups and levels of intervals; `words` are those
    of time points, grades, names, definitions, notes and of the source.
    """

    figures: Counter[str]
    sizes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def said(study: Study) -> dict[str, Said]:
    """Return what stands at every address: the cells, and the other parts that have a name."""
    groups = group_facts(study)
    measured = {endpoint.address: endpoint for endpoint in endpoints(study)}
    there = dict(_parts(study, groups))
    for fact in facts(study):
        endpoint = measured[fact.meaning.endpoint]
        counted = [groups[name] for name in _groups(fact) if name in groups]
        around = [_own(fact), _defined(endpoint), _who(counted), _where(study, fact, endpoint)]
        figures = numerals_of([fact.value.text, *(other.value.text for other in fact.others)])
        words = frozenset({*numerals_of(around), *spelled(around)})
        there[fact.address] = Said(figures, _sizes(fact, counted), words)
    return there


def _sizes(fact: Fact, counted: list[GroupFact]) -> frozenset[str]:
    """Return the size that counts: the denominator of a cell before that of its group."""
    sizes = [group.size for group in counted]
    if isinstance(fact, EstimateFact) and fact.denominator.n is not None:
        sizes = [fact.denominator.n]
    return frozenset({*(str(size) for size in sizes if size is not None), *numerals(fact.level)})


def _groups(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, EstimateFact):
        return (fact.group,)
    return fact.groups or (fact.within,)


def _own(fact: Fact) -> list[str]:
    meaning = fact.meaning
    against = [] if isinstance(fact, EstimateFact) else [fact.rate, fact.margin, fact.verdict]
    own = [fact.address, fact.printed, meaning.time.text if meaning.time else "", *against]
    return [*own, meaning.label, meaning.milestone, meaning.grade, meaning.note]


def _defined(endpoint: Endpoint) -> list[str]:
    mrd = [endpoint.mrd_threshold, endpoint.mrd_when]
    return [
        *mrd,
        endpoint.label,
        endpoint.definition,
        endpoint.window,
        endpoint.rest,
        endpoint.note,
    ]


def _who(groups: list[GroupFact]) -> list[str]:
    return [text for group in groups for text in (group.label, group.by, group.note)]


def _where(study: Study, fact: Fact, endpoint: Endpoint) -> list[Any]:
    """Return what holds for a whole table, source or data cut."""
    table = getattr(study, endpoint.section)[endpoint.block].label
    source = study.sources[fact.place.source]
    cut = study.cuts.get(fact.meaning.cut)
    follow_up = [cut.date, cut.note or "", cut.follow_up] if cut else []
    return [table or "", source.publisher or "", source.year or "", source.note or "", follow_up]


def _parts(study: Study, groups: Mapping[str, GroupFact]) -> Iterator[tuple[str, Said]]:
    for name, group in groups.items():
        sizes = [size for size in (group.n, group.n_derived) if size is not None]
        steps = [_texts(step) for step in group.steps]
        yield f"groups/{name}", Said(numerals_of([*sizes, *_who([group]), *steps]))
    named: Mapping[str, Mapping[str, BaseModel]] = {
        "sets": study.sets,
        "cuts": study.cuts,
        "oddities": study.oddities,
    }
    for part, entries in named.items():
        for name, entry in entries.items():
            yield f"{part}/{name}", Said(numerals_of(_texts(entry)))
    yield "design", Said(numerals_of(_texts(study.design)))
    yield "population", Said(numerals_of(_texts(study.population)))


def _texts(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(exclude_none=True, exclude={"at", "from_"})
