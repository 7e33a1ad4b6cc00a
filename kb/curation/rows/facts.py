"""The rows of results: endpoints, printed tables, and every fact with its numbers."""

from collections.abc import Iterator

from kb.curation.rows import numbers
from kb.curation.rows.common import Columns, Row, listed
from kb.curation.rows.places import Places
from schema.cells import Comparison, Number, Result
from schema.facts import (
    ComparisonFact,
    EstimateFact,
    Fact,
    GroupFact,
    Other,
    Time,
    endpoints,
    facts,
    group_facts,
)
from schema.study import Study

# Where the numbers of each basis go: "" and "_derived" and so on after the name of the table.
_TABLES = {"reported": "", "derived": "_derived", "digitised": "_digitised"}


def fact_rows(study: Study, places: Places) -> Iterator[Row]:
    """Yield what is measured, the printed tables, and every fact in the order of the record."""
    for position, endpoint in enumerate(endpoints(study), 1):
        stated = {name: getattr(endpoint, name) or None for name in endpoint.__slots__}
        yield "endpoint", {"study": study.id, "position": position, **stated}
    yield from _printed_tables(study)
    groups = group_facts(study)
    for position, fact in enumerate(facts(study), 1):
        yield "fact", _fact(study, places, fact, position)
        if isinstance(fact, EstimateFact):
            yield from _estimate(study, fact, groups)
        else:
            yield from _comparison(study, fact)
        yield from _of_fact(study, places, fact)


def _printed_tables(study: Study) -> Iterator[Row]:
    sections = (("flow", study.flow), ("baseline", study.baseline), ("safety", study.safety))
    tables = [(section, *item) for section, blocks in sections for item in blocks.items()]
    for position, (section, name, table) in enumerate(tables, 1):
        key: Columns = {"study": study.id, "section": section, "block": name}
        said: Columns = {"position": position, "label": table.label, "note": table.note}
        yield "printed_table", {**key, **said}
        yield from listed("printed_column", "name", table.columns, **key)


def _fact(study: Study, places: Places, fact: Fact, position: int) -> Columns:
    meaning = fact.meaning
    return {
        "study": study.id,
        "address": fact.address,
        "position": position,
        "section": fact.section,
        "basis": fact.basis,
        "endpoint": meaning.endpoint,
        "measure": meaning.measure,
        "label": meaning.label or None,
        "statistic": None if meaning.statistic in ("", "comparison") else meaning.statistic,
        "category": meaning.category or None,
        **_time(meaning.time),
        "milestone": meaning.milestone or None,
        "origin": meaning.origin or None,
        "cut": meaning.cut or None,
        "analysis_set": meaning.set or None,
        "counted": meaning.counted or None,
        "per": meaning.per,
        "grade": meaning.grade or None,
        "during": meaning.during or None,
        "method": meaning.method or None,
        "post_baseline": meaning.post_baseline,
        "before_treatment": meaning.before_treatment,
        "secondary_only": _secondary_only(places, fact),
        "place": places.id(fact.place),
        "note": meaning.note or None,
    }


def _time(time: Time | None) -> Columns:
    number, unit = (time.number, time.unit) if time else ("", "")
    return {
        "time": time.text if time else None,
        "time_number": number or None,
        "time_unit": unit or None,
        "months": numbers.floats(Number(number), unit)[1] if number else None,
    }


def _secondary_only(places: Places, fact: Fact) -> bool:
    agreeing = [other.place for other in fact.others if other.agrees]
    return all(places.kind(place) == "secondary" for place in (fact.place, *agreeing))


def _estimate(study: Study, fact: EstimateFact, groups: dict[str, GroupFact]) -> Iterator[Row]:
    yield (
        f"estimate{_TABLES[fact.basis]}",
        {
            "study": study.id,
            "address": fact.address,
            "group_id": fact.group,
            **_denominator(fact, groups),
            **_value(fact),
            **numbers.count_columns(fact.value),
        },
    )


def _denominator(fact: EstimateFact, groups: dict[str, GroupFact]) -> Columns:
    """A size that was worked out does not stand in the column of printed ones."""
    n, named_by = fact.denominator.n, fact.denominator.named_by
    derived = named_by == "group" and groups[fact.group].n is None
    return {
        "n": None if derived else n,
        "n_derived": n if derived else None,
        "n_from": named_by or None,
    }


def _value(fact: Fact) -> Columns:
    value = fact.value
    unit = value.quantity.unit if value.quantity else ""
    return {
        **numbers.value_columns(value, fact.printed, fact.by),
        **numbers.bound_columns(numbers.interval(value), unit, fact.level, fact.sides),
    }


def _comparison(study: Study, fact: ComparisonFact) -> Iterator[Row]:
    key: Columns = {"study": study.id, "address": fact.address}
    yield (
        f"comparison{_TABLES[fact.basis]}",
        {
            **key,
            **_value(fact),
            **numbers.effect_columns(fact.value, fact.p_sides),
            "test": (fact.test or None) if fact.value.p else None,
            **_rate(fact.rate),
            "within": fact.within or None,
            "factor": fact.factor or None,
            "margin": fact.margin or None,
            "verdict": fact.verdict or None,
        },
    )
    for position, group in enumerate(fact.groups, 1):
        reference = len(fact.groups) == position == 2
        row: Columns = {"position": position, "group_id": group, "reference": reference}
        yield "comparison_group", {**key, **row}
    yield from listed("comparison_split", "split", fact.splits, **key)
    named = "comparison_factor"
    yield from listed(named, "factor", fact.adjusted_for, **key, kind="adjusted")
    yield from listed(named, "factor", fact.stratified_by, **key, kind="stratified")


def _rate(text: str) -> Columns:
    number = Number(text.removesuffix("%")) if text.endswith("%") else None
    columns = numbers.number("rate", number)
    del columns["rate_canonical"]
    return {**columns, "rate_word": text if text and number is None else None}


def _of_fact(study: Study, places: Places, fact: Fact) -> Iterator[Row]:
    key: Columns = {"study": study.id, "address": fact.address}
    yield from listed("fact_inferred", "inferred", fact.meaning.inferred, **key)
    table = f"spread{_TABLES[fact.basis]}"
    yield from _spreads(table, fact.value, fact.level, key)
    for report, other in enumerate(fact.others, 1):
        yield "other_report", {**key, "report": report, **_other(places, fact, other)}
        yield from _spreads("spread_other", other.value, fact.level, {**key, "report": report})


def _spreads(table: str, value: Result | Comparison, level: str, key: Columns) -> Iterator[Row]:
    unit = value.quantity.unit if value.quantity else ""
    for position, spread in enumerate(numbers.further(value), 1):
        columns = numbers.spread_columns(spread, unit, level)
        yield table, {**key, "position": position, **columns}


def _other(places: Places, fact: Fact, other: Other) -> Columns:
    value = other.value
    unit = _unit(value) or _unit(fact.value)
    spread = numbers.interval(value)
    level = f"{spread.level.text}%" if spread and spread.level else fact.level
    sides = (spread.sides if spread else None) or fact.sides
    p_sides = fact.p_sides if isinstance(fact, ComparisonFact) else ""
    return {
        "place": places.id(other.place),
        "agrees": other.agrees,
        "why": other.why or None,
        **numbers.value_columns(value),
        **numbers.bound_columns(spread, unit, level, sides),
        **numbers.count_columns(value),
        **numbers.effect_columns(value, p_sides),
    }


def _unit(value: Result | Comparison) -> str:
    return value.quantity.unit if value.quantity else ""
