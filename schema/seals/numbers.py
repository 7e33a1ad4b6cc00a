"""Every number of a record that is printed in a source and can be verified, under its address.

`outcomes/os/median/x` is a cell, `outcomes/os/median/x/also/page > Efficacy` what another place
prints for it, `groups/x` the size of a group, `sets/safety/x` that of a group in an analysis set.
What is worked out or read off a curve stands in no source and has no seal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from schema.cells import Comparison, Result
from schema.facts import (
    Denominator,
    Endpoint,
    EstimateFact,
    Fact,
    GroupFact,
    Other,
    PlaceRef,
    endpoints,
    facts,
    group_facts,
)
from schema.facts.model import Loc
from schema.seals.meaning import Means, fact_means, place_means, said
from schema.study import Study
from schema.study.results import Line, TableBlocks


@dataclass(frozen=True, slots=True)
class Sealable:
    """One number, or the few numbers of one cell, with everything that gives them meaning.

    `value` is the text as printed; `loc` leads to it in the record; `fact` is None for sizes;
    `elsewhere` says that another place prints it, which may print more than the record keeps.
    """

    address: str
    loc: Loc
    value: str
    place: PlaceRef
    means: Means
    fact: Fact | None = None
    elsewhere: bool = False


def sealables(study: Study) -> Iterator[Sealable]:
    """Yield what can be sealed: sizes of groups and sets, then the cells, in order of the file."""
    groups = group_facts(study)
    for name, group in groups.items():
        loc = _size_loc(study, name)
        if loc is not None:
            yield _group_size(name, group, loc)
    yield from _set_sizes(study)
    known = {endpoint.address: endpoint for endpoint in endpoints(study)}
    for fact in facts(study):
        if fact.basis == "reported":
            endpoint = known[fact.meaning.endpoint]
            means = fact_means(study, fact, endpoint, groups)
            yield Sealable(fact.address, fact.loc, fact.value.text, fact.place, means, fact)
            for other in fact.others:
                yield _elsewhere(study, fact, other, endpoint, groups)


def _elsewhere(
    study: Study, fact: Fact, other: Other, endpoint: Endpoint, groups: dict[str, GroupFact]
) -> Sealable:
    """Return the same fact as another place prints it."""
    key, standing = ("also", "") if other.agrees else ("but", "differs, does not stand")
    steps = (other.place.source, other.place.part, other.place.spot)
    place = " > ".join(step for step in steps if step)
    there = _said_there(fact, other)
    means = {**fact_means(study, there, endpoint, groups), **said(standing=standing)}
    loc = _other_loc(study, fact.loc, key, place)
    address = f"{fact.address}/{key}/{place}"
    return Sealable(address, loc, other.value.text, other.place, means, there, elsewhere=True)


def _said_there(fact: Fact, other: Other) -> Fact:
    """Return the fact with what the other place prints, and nothing of what this place does."""
    value = other.value
    interval = next((spread for spread in value.spreads if spread.kind == "CI"), None)
    there = replace(fact, place=other.place)
    if interval and interval.level:
        there = replace(there, level=f"{interval.level.text}%", sides=interval.sides or "")
    if isinstance(there, EstimateFact):
        result = value if isinstance(value, Result) else Result(value.text)
        n = _denominator_there(there.denominator, result)
        return replace(there, value=result, denominator=n)
    effect = value if isinstance(value, Comparison) else Comparison(value.text, word=value.word)
    sides = effect.p.sides if effect.p else None
    return replace(there, value=effect, p_sides=sides or there.p_sides)


def _denominator_there(here: Denominator, value: Result) -> Denominator:
    own = value.denominator or value.of or value.events_of
    if own is not None:
        return Denominator(int(own.text), "cell")
    return Denominator(None, "") if here.named_by == "cell" else here


def _other_loc(study: Study, loc: Loc, key: str, place: str) -> Loc:
    """Return where another place stands: with the cell, or once for a whole line of a table."""
    index = loc[-1]
    if isinstance(index, int):
        line = _line(study, *(str(step) for step in loc[:-2]))
        if place in line.also and place not in line.cells[index].also:
            return (*loc[:-2], key, place, index)
    return (*loc, key, place)


def _line(study: Study, section: str, block: str, _rows: str, key: str, *category: str) -> Line:
    blocks: TableBlocks = getattr(study, section)
    row = blocks[block].rows[key]
    return row.categories[category[0]] if category else row


def _group_size(name: str, group: GroupFact, loc: Loc) -> Sealable:
    value = "not reported" if group.n is None else str(group.n)
    own_steps = group.steps if group.steps_of == name else ()
    means = {
        **said(value=value, group=name, group_label=group.label, kind=group.kind),
        **said(counted=group.counted, treatment=" then ".join(step.give for step in own_steps)),
        **said(cross=" x ".join(group.cross), without=", ".join(group.without)),
        **said(matched_to=group.matched_to, matched_by=group.matched_by),
        **place_means(group.place),
    }
    return Sealable(f"groups/{name}", loc, value, group.place, means)


def _size_loc(study: Study, name: str) -> Loc | None:
    """Return where a size is written: with the group, or with the stratum that draws it."""
    if name in study.groups:
        written = "n" in study.groups[name].model_fields_set
        return ("groups", name, "n") if written else None
    for split_name, split in study.splits.items():
        for stratum_name, stratum in split.strata.items():
            for of in stratum.n:
                if f"{of}-{stratum_name}" == name:
                    return ("splits", split_name, "strata", stratum_name, "n", of)
    return None


def _set_sizes(study: Study) -> Iterator[Sealable]:
    for name, set_ in study.sets.items():
        place = PlaceRef.parse(set_.from_ or study.defaults.from_)
        for group, n in set_.n.items():
            means = {
                **said(value=str(n), set=name, set_label=set_.label, group=group),
                **said(counted=set_.counted or ""),
                **place_means(place),
            }
            yield Sealable(f"sets/{name}/{group}", ("sets", name, "n", group), str(n), place, means)
