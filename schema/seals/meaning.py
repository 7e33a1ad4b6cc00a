"""What gives a number its meaning, as names and texts, and the digest over them.

Only what is said is kept: a facet without a text is absent. So a facet that a later version of the
format adds leaves the seals of all numbers whole that do not use it.
"""

import re
from collections.abc import Mapping
from hashlib import sha256

from schema import terms
from schema.facts import ComparisonFact, Endpoint, EstimateFact, Fact, GroupFact, PlaceRef
from schema.study import Study

Means = dict[str, str]

_NAMED_BY = {"cell": "in the cell", "set": "size in the set", "group": "size of the group"}
# The grammar of cells leaves these spaces to the writer; they are layout, not meaning.
_SPACES = (
    (r"\bp ?(<=|>=|=|<|>) ?", r"p\1"),
    (r"\( ", "("),
    (r" \)", ")"),
    (r"\)(?=\w)", ") "),
)


def digest(means: Mapping[str, str]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 over a meaning, in any order."""
    lines = sorted(f"{name}: {text}" for name, text in means.items())
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def in_words(means: Mapping[str, str]) -> str:
    """Return a meaning as text, one facet to a line; `from_words` takes it apart."""
    return "".join(f"{name}: {text}\n" for name, text in means.items())


def from_words(text: str) -> Means:
    """Return the meaning that was written as text."""
    lines = (line.partition(": ") for line in text.splitlines())
    return {name: said for name, _, said in lines}


def said(**facets: str) -> Means:
    """Return the facets that have a text, each in one line: `group_label` is `group label`."""
    flat = {name.replace("_", " "): " ".join(text.split()) for name, text in facets.items()}
    return {name: text for name, text in flat.items() if text}


def tidy(cell: str) -> str:
    """Return the text of a cell with the spaces that carry no meaning as they usually are."""
    for pattern, spelled in _SPACES:
        cell = re.sub(pattern, spelled, cell)
    return " ".join(cell.split())


def fact_means(
    study: Study, fact: Fact, endpoint: Endpoint, groups: Mapping[str, GroupFact]
) -> Means:
    """Return the meaning of a fact: value, who, what, when, by which statistic, and where."""
    return {
        **said(value=tidy(fact.value.text)),
        **(_in_group(study, fact, groups) if isinstance(fact, EstimateFact) else _of(fact, groups)),
        **_measured(study, fact, endpoint),
        **(_tested(fact) if isinstance(fact, ComparisonFact) else {}),
        **place_means(fact.place, fact.meaning.measure),
    }


def place_means(place: PlaceRef, measure: str = "") -> Means:
    """Return source and place; the name of a measure, added to a table's place, is no part."""
    spot = place.spot
    if measure:
        name = terms.vocabulary("measures")[measure].name
        spot = "" if spot == name else spot.removesuffix(f" > {name}")
    return said(source=place.source, place=" > ".join(part for part in (place.part, spot) if part))


def _in_group(study: Study, fact: EstimateFact, groups: Mapping[str, GroupFact]) -> Means:
    label = groups[fact.group].label
    return said(group=fact.group, group_label=label, n=_size(study, fact))


def _of(fact: ComparisonFact, groups: Mapping[str, GroupFact]) -> Means:
    """Return what is compared; the order of the groups belongs to it."""
    names = [f"{name} ({groups[name].label})" for name in fact.groups]
    return said(
        groups=" vs ".join(names),
        rate=fact.rate,
        splits=" x ".join(fact.splits),
        within=fact.within,
        factor=fact.factor,
    )


def _tested(fact: ComparisonFact) -> Means:
    p = said(p_sides=fact.p_sides, test=fact.test) if fact.value.p else {}
    adjusted, stratified = ", ".join(fact.adjusted_for), ", ".join(fact.stratified_by)
    more = said(adjusted_for=adjusted, stratified_by=stratified)
    return {**p, **more, **said(margin=fact.margin, verdict=fact.verdict)}


def _size(study: Study, fact: EstimateFact) -> str:
    known = fact.denominator
    if known.n is None:
        return ""
    named = f"{known.n} ({_NAMED_BY[known.named_by]}"
    derived = known.named_by == "group" and _is_derived(study, fact.group)
    return f"{named}, worked out)" if derived else f"{named})"


def _is_derived(study: Study, group: str) -> bool:
    if group in study.groups:
        return study.groups[group].n is None
    return any(
        group == f"{of}-{name}" and stratum.n.get(of) is None
        for split in study.splits.values()
        for of in split.of
        for name, stratum in split.strata.items()
    )


def _measured(study: Study, fact: Fact, endpoint: Endpoint) -> Means:
    """Return what is measured, by which statistic, when and in whom."""
    m = fact.meaning
    has_interval = any(spread.kind == "CI" for spread in fact.value.spreads)
    return said(
        measure=m.measure,
        label=m.label,
        statistic=m.statistic,
        category=m.category,
        time=m.time.text if m.time else "",
        milestone=m.milestone,
        membership="known only later" if m.post_baseline else "",
        measured="before treatment" if m.before_treatment else "",
        origin=m.origin,
        cut=_cut(study, m.cut),
        set=_set(study, m.set),
        counted=m.counted,
        per="" if m.per == "patient" else m.per,
        grade=m.grade,
        during=m.during,
        method=m.method,
        interval=f"{fact.level} {fact.sides}" if has_interval else "",
        **_defined(endpoint),
    )


def _defined(endpoint: Endpoint) -> dict[str, str]:
    names = ("definition", "window", "competing", "censored", "responders", "scale")
    mrd = (endpoint.mrd_threshold, endpoint.mrd_method, endpoint.mrd_when)
    return {
        **{name: str(getattr(endpoint, name)) for name in names},
        "mrd": ", ".join(part for part in mrd if part),
    }


def _cut(study: Study, name: str) -> str:
    return f"{name} ({study.cuts[name].date})" if name in study.cuts else name


def _set(study: Study, name: str) -> str:
    return f"{name} ({study.sets[name].label})" if name in study.sets else name
