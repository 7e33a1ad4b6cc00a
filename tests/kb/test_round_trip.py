"""Record -> database -> API: what is written comes back letter by letter."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

import kb
from kb.curation.load import load
from kb.models.results import ComparisonRow, Outcome
from schema.cells import Comparison, Number, Result, Spread
from schema.facts import ComparisonFact, EstimateFact, Fact, facts
from schema.study import Study
from schema.validation import check_all, check_bytes, record_files
from schema.writing import dump
from tests.schema.strategies import records

EVIDENCE = Path(__file__).parents[2] / "evidence"
PATH = "2024/doe-2024-drug.yml"


def printed(number: Number | None) -> str | None:
    return number.text if number else None


def numbers_of(value: Result | Comparison) -> dict[str, str]:
    """Return the texts of all numbers of a cell, by the part they are."""
    quantity = value.quantity
    found = {
        "value": quantity.number if quantity else None,
        "upto": quantity.upto if quantity else None,
    }
    if isinstance(value, Result):
        found |= {"count": value.count, "denominator": value.denominator, "of": value.of}
        found |= {"events": value.events, "events_of": value.events_of}
    elif value.p:
        found |= {"p": value.p.number}
    first = next((spread for spread in value.spreads if spread.kind == "CI"), None)
    for spread in value.spreads:
        found |= spread_numbers(spread, "" if spread is first else f"{spread.kind} ")
    return {part: number.text for part, number in found.items() if number}


def spread_numbers(spread: Spread, kind: str) -> dict[str, Number | None]:
    if spread.value:
        return {f"{kind}value": spread.value}
    return {
        f"{kind}low": spread.low.number if spread.low else None,
        f"{kind}high": spread.high.number if spread.high else None,
    }


def expected_numbers(fact: Fact) -> set[tuple[str, str, int, str]]:
    values = [fact.value, *(other.value for other in fact.others)]
    found = {
        (fact.address, part, report, text)
        for report, value in enumerate(values)
        for part, text in numbers_of(value).items()
    }
    if isinstance(fact, ComparisonFact) and fact.rate.endswith("%"):
        found.add((fact.address, "rate", 0, fact.rate.removesuffix("%")))
    return found


def shared(fact: Fact, row: Outcome | ComparisonRow) -> list[tuple[object, object]]:
    """Return pairs of what the record says and what the database answers."""
    meaning, time = fact.meaning, fact.meaning.time
    place = " > ".join(p for p in (fact.place.source, fact.place.part, fact.place.spot) if p)
    return [
        (fact.value.text, row.text),
        (fact.printed or None, row.printed),
        (fact.by or None, row.how),
        (fact.section, row.section),
        (fact.basis, row.basis),
        (meaning.endpoint, row.endpoint),
        (meaning.measure, row.measure),
        (meaning.category or None, row.category),
        (time.text if time else None, row.time),
        (meaning.milestone or None, row.milestone),
        (meaning.origin or None, row.origin),
        (meaning.cut or None, row.cut),
        (meaning.set or None, row.analysis_set),
        (meaning.grade or None, row.grade),
        (meaning.post_baseline, row.post_baseline),
        (meaning.before_treatment, row.before_treatment),
        (meaning.inferred, row.inferred),
        (meaning.note or None, row.note),
        (place, row.place),
        ([other.value.text for other in fact.others], [other.text for other in row.others]),
    ]


def own(fact: Fact, row: Any) -> list[tuple[object, object]]:
    if isinstance(fact, EstimateFact):
        n = row.n if row.n is not None else row.n_derived
        return [(fact.group, row.group), (fact.denominator.n, n)]
    reference = fact.groups[1] if len(fact.groups) == 2 else None
    return [
        (fact.groups, row.groups),
        (reference, row.reference),
        (fact.splits, row.splits),
        (fact.within or None, row.within),
        (fact.factor or None, row.factor),
        (fact.adjusted_for, row.adjusted_for),
        (fact.value.effect or None, row.effect),
        (printed(fact.value.p.number if fact.value.p else None), row.p_text),
    ]


def answers(base: kb.KnowledgeBase, study: str) -> Iterator[Outcome | ComparisonRow]:
    for basis in ("reported", "derived", "digitised"):
        yield from base.outcomes(study=study, section=None, basis=basis)
        yield from base.comparisons(study=study, section=None, basis=basis)


def assert_same(study: Study, base: kb.KnowledgeBase) -> None:
    stated = {fact.address: fact for fact in facts(study)}
    rows = {row.address: row for row in answers(base, study.id)}
    assert rows.keys() == stated.keys()
    for address, fact in stated.items():
        for said, answered in [*shared(fact, rows[address]), *own(fact, rows[address])]:
            assert answered == said, address
    assert_same_numbers(study, base)


def assert_same_numbers(study: Study, base: kb.KnowledgeBase) -> None:
    said = {number for fact in facts(study) for number in expected_numbers(fact)}
    answered = {
        (n.address, n.part, n.report, n.text)
        for basis in ("reported", "derived", "digitised")
        for n in base.numbers(study=study.id, basis=basis)
        if n.part != "n"
    }
    assert answered == said


@settings(
    max_examples=20,  # each is a whole database
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(records())
def test_arbitrary_records(tree: dict[str, Any]) -> None:
    text = dump(Study.model_validate(tree))
    study = check_bytes(text.encode(), PATH).study
    assume(study is not None)
    assert study is not None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "evidence", PATH)
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        load(Path(folder, "evidence"), Path(folder, "kb.sqlite"))
        with kb.open(Path(folder, "kb.sqlite")) as base:
            assert_same(study, base)


def test_the_invented_records(records: Path, base: kb.KnowledgeBase) -> None:
    for checked in check_all(records):
        assert checked.study is not None
        assert_same(checked.study, base)


@pytest.mark.slow
def test_every_record(tmp_path: Path) -> None:
    load(EVIDENCE, tmp_path / "kb.sqlite")
    with kb.open(tmp_path / "kb.sqlite") as base:
        for checked in check_all(EVIDENCE):
            assert checked.study is not None
            assert_same(checked.study, base)
        assert base.counts().studies == len(record_files(EVIDENCE))
