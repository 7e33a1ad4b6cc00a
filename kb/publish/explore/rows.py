"""Every estimate and comparison as one flat row: what a browser filters, shows, draws and saves.

Texts are those of the pages, made by the same functions; `value`, `low` and `high` only place marks
and answer filters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kb.models.results import ComparisonRow, Outcome
from kb.models.studies import StudyRow
from kb.publish.parts import across, comparisons
from kb.publish.parts.apart import apart
from kb.publish.parts.armsizes import sizes_text
from kb.publish.parts.cards import population, study_name
from kb.publish.parts.estimates import counted_as, group_label, n_of
from kb.publish.parts.forests import Drawn, drawn_effect, drawn_estimate
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import Result, effect, estimate
from kb.publish.parts.shapes import Num
from kb.publish.parts.sources import citation
from kb.publish.parts.statistics import called, details, moment, statistic
from kb.publish.parts.words import sentence

Kind = Literal["outcomes", "comparisons", "safety", "baseline", "flow"]
KINDS: tuple[Kind, ...] = get_args(Kind)  # what a reader asks for first, first

UNTIMED, UNSTATED, MILESTONE = "none", "unstated", "milestone"
_SHARES = ("share", "probability", "cumulative-incidence")


@dataclass(frozen=True, slots=True)
class ExploreRow:
    """One estimate or comparison. Names that queries use mean what they mean there.

    Attributes:
        name, citation: of the study.
        population, design: of the study, in words.
        kind: the section of an estimate, or `comparisons`.
        measure_kind: kind of the measure, such as `survival`.
        statistic: of an estimate; of a comparison its effect measure, or `words`.
        what: statistic, time and details in words.
        about: what the study calls the result; how groups were compared.
        at: the time point in months, or `unstated`, `milestone`, `none`.
        group, group_label: of a comparison all groups, the reference last.
        evidence: of a comparison: randomised, a subgroup of that, or not; or what else it is.
        result: the number as printed, without its interval; None where `word` stands for it.
        interval, counts, p: what is printed beside it.
        n: the denominator that applies; `n_text`: the same as shown, which says if it is derived,
            and has the sizes of the groups of a comparison.
        value, low, high: where the mark and its line are drawn, in the unit `axis`.
        axis: `%`, `mo`, another unit, or the effect measure; None where nothing can be drawn.
        open: the bounds that are not reached or not estimable: `low`, `high`, `low high`.
        mark: `reported`, `derived` (a share worked out from counts) or `digitised`.
    """

    study: str
    name: str
    citation: str
    year: int | None
    status: str
    retracted: bool
    diseases: tuple[str, ...]
    settings: tuple[str, ...]
    designs: tuple[str, ...]
    population: str
    design: str
    kind: Kind
    section: str
    address: str
    measure: str
    measure_name: str
    measure_kind: str
    statistic: str
    what: str
    about: str | None
    time: str | None
    months: float | None
    at: str
    group: str
    group_label: str
    treatments: tuple[str, ...]
    evidence: str | None
    result: str | None
    word: str | None
    interval: str | None
    counts: str | None
    p: str | None
    value_text: str | None
    low_text: str | None
    high_text: str | None
    unit: str | None
    n: int | None
    n_text: str | None
    counted: str | None
    basis: str
    how: str | None
    inferred: str | None
    secondary_only: bool
    post_baseline: bool
    verified: bool
    broken: bool
    place: str
    value: float | None
    low: float | None
    high: float | None
    axis: str | None
    open: str | None
    mark: str


def rows(library: Library) -> Iterator[ExploreRow]:
    """Yield every estimate and comparison of every basis: newest study first, outcomes first."""
    estimates = _by_study(across.outcomes(library, section=None))
    compared = _by_study(across.comparisons(library, section=None))
    for study, row in library.studies.items():
        shared = _of_study(row, library)
        facts = [*estimates.get(study, []), *compared.get(study, [])]
        own = _told_apart(facts, [_of(fact, library) for fact in facts], library)
        for result in sorted(own, key=lambda result: KINDS.index(result["kind"])):
            yield ExploreRow(**shared, **result)


def _by_study(facts: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for fact in facts:
        found.setdefault(fact.study, []).append(fact)
    return found


def _of(fact: Result, library: Library) -> dict[str, Any]:
    if isinstance(fact, ComparisonRow):
        return _of_comparison(fact, library)
    return _of_estimate(fact, library)


def _told_apart(
    facts: list[Result], rows: list[dict[str, Any]], library: Library
) -> list[dict[str, Any]]:
    """Add to what is said about results that would read alike what differs between them."""
    names = ("kind", "measure", "what", "about", "group_label", "basis", "counted")
    texts = [tuple(row[name] for name in names) for row in rows]
    for row, more in zip(rows, apart(facts, texts, library), strict=True):
        row["about"] = "; ".join(text for text in (row["about"], more) if text) or None
    return rows


def _of_study(row: StudyRow, library: Library) -> dict[str, Any]:
    sources = {source.id: source for source in library.study(row.id).sources}
    return {
        "study": row.id,
        "name": study_name(row),
        "citation": citation(sources[row.main_source]),
        "year": row.year,
        "status": row.status,
        "retracted": row.retracted,
        "diseases": row.diseases,
        "settings": row.settings,
        "designs": row.designs,
        "population": population(row, library),
    }


def _of_estimate(fact: Outcome, library: Library) -> dict[str, Any]:
    endpoint = library.endpoint(fact)
    kind = sentence(", ".join([statistic(fact), *details(fact, endpoint)]))
    return {
        **_of_both(fact, estimate(fact), library),
        **_drawn(fact, drawn_estimate(fact, ""), _axis_of_word(fact, library)),
        "design": library.design_of(fact),
        "kind": fact.section,
        "statistic": fact.statistic or "words",
        "what": kind,
        "about": sentence(called(fact, endpoint)) or None,
        "group": fact.group,
        "group_label": group_label(fact, library),
        "treatments": fact.treatments,
        "evidence": None,
        "n": fact.n if fact.n is not None else fact.n_derived,
        "n_text": n_of(fact)[0],
        "counted": counted_as(fact, library),
    }


def _of_comparison(fact: ComparisonRow, library: Library) -> dict[str, Any]:
    name = library.name("effects", fact.effect) if fact.effect else "result in words or p-value"
    more = details(fact, library.endpoint(fact))
    return {
        **_of_both(fact, effect(fact), library),
        **_drawn(fact, drawn_effect(fact, ""), None),
        "design": library.design(library.studies[fact.study]),
        "kind": "comparisons",
        "statistic": fact.effect or "words",
        "what": sentence(", ".join(part for part in (name, moment(fact), *more) if part)),
        "about": comparisons.analysis(fact, library),
        "group": " vs ".join(fact.groups) or fact.within or "all",
        "group_label": comparisons.compared(fact, library),
        "treatments": _given(fact, library),
        "evidence": comparisons.kind_of_evidence(fact),
        "n": None,
        "n_text": sizes_text(fact, library),
        "counted": None,
    }


def _given(fact: ComparisonRow, library: Library) -> tuple[str, ...]:
    """Return what the groups that take part were given."""
    members = [*fact.groups, *([fact.within] if fact.within else [])]
    given = [library.groups[fact.study, group].treatments for group in members]
    return tuple(dict.fromkeys(term for terms in given for term in terms))


def _of_both(fact: Result, num: Num, library: Library) -> dict[str, Any]:
    return {
        "section": fact.section,
        "address": fact.address,
        "measure": fact.measure,
        "measure_name": sentence(fact.measure_name),
        "measure_kind": library.terms("measures")[fact.measure].kind or "characteristic",
        "time": fact.time,
        "months": fact.months,
        "at": _at(fact),
        "result": num["printed"],
        "word": None if num["printed"] else num["word"],
        "interval": num["interval"] or None,
        "counts": num.get("count") or None,
        "p": num.get("p") or None,
        "value_text": fact.value_text,
        "low_text": fact.low_text,
        "high_text": fact.high_text,
        "unit": fact.unit,
        "basis": fact.basis,
        "how": fact.how,
        "inferred": num["inferred"] or None,
        "secondary_only": fact.secondary_only,
        "post_baseline": fact.post_baseline,
        "verified": fact.verified,
        "broken": fact.broken,
        "place": fact.place,
    }


def _at(fact: Result) -> str:
    if fact.months is not None:
        return f"{round(fact.months, 6):g}"
    if fact.time:
        return UNSTATED
    return MILESTONE if fact.milestone else UNTIMED


def _drawn(fact: Result, drawn: Drawn | None, axis_of_word: str | None) -> dict[str, Any]:
    """Return where a mark and its line are drawn, as in the figures of other pages."""
    if drawn is None or not (drawn.row.numbers or fact.word):
        return dict.fromkeys(("value", "low", "high", "axis", "open")) | {"mark": fact.basis}
    row = drawn.row
    ends = {"low": row.open_low, "high": row.open_high}
    return {
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "axis": _axis(fact, drawn) or axis_of_word,
        "open": " ".join(end for end, open_ in ends.items() if open_) or None,
        "mark": row.basis,
    }


def _axis(fact: Result, drawn: Drawn) -> str:
    """Return the unit of the axis; differences of two units are on two axes."""
    if isinstance(fact, ComparisonRow) and fact.canonical_unit:
        return f"{drawn.unit} {fact.canonical_unit}"
    return drawn.unit


def _axis_of_word(fact: Outcome, library: Library) -> str | None:
    """Return beside which numbers a word stands that is printed instead of one."""
    if fact.statistic in _SHARES:
        return "%"
    return "mo" if library.terms("measures")[fact.measure].unit == "time" else None
