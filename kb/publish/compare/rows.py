"""The results of one study for a comparison with others: rows under keys, with their lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NotRequired, TypedDict

from kb.models.results import ComparisonRow, Outcome, Section
from kb.models.terms import Term
from kb.publish.compare.keys import key, order
from kb.publish.figures.common import Family
from kb.publish.pages.study_data import StudyData
from kb.publish.parts import comparisons
from kb.publish.parts.apart import apart
from kb.publish.parts.armsizes import sizes_text
from kb.publish.parts.estimates import group_label, n_of
from kb.publish.parts.families import kind_of
from kb.publish.parts.numbers import effect, estimate
from kb.publish.parts.shapes import Num
from kb.publish.parts.statistics import called, details, moment, statistic, timed
from kb.publish.parts.words import sentence


class Line(TypedDict, total=False):
    """One result: of a group, or of groups compared. Keys that say nothing are left out.

    `href` is its anchor on the page of the study, `beside` everything after the value.
    """

    group: str
    called: str
    value: str
    beside: str
    n: str
    counted: str
    href: str
    basis: str
    marks: list[str]
    later: bool
    word: bool


class Row(TypedDict):
    """Results that share a key; `what` is statistic, time and details in words.

    `near` are the keys of the same result of measures of which this one is composed, or that are
    composed of it: where a study lacks the one, a reader looks for the other.
    """

    key: str
    order: str
    section: str
    family: Family
    measure: str
    title: str
    what: str
    lines: list[Line]
    near: NotRequired[list[str]]
    timed: NotRequired[bool]


SECTIONS: tuple[Section, ...] = ("baseline", "outcomes", "safety")


def rows(data: StudyData) -> list[Row]:
    """Return the results of a study in groups, and the effects within it."""
    facts: list[Outcome | ComparisonRow] = [
        *(fact for fact in data.outcomes if fact.section in SECTIONS),
        *(fact for fact in data.comparisons if fact.section == "outcomes"),
    ]
    return list(_rows(facts, data))


def _rows(facts: Iterable[Outcome | ComparisonRow], data: StudyData) -> Iterator[Row]:
    found: dict[tuple[str, str], list[Outcome | ComparisonRow]] = {}
    for fact in facts:
        section: str = "effects" if isinstance(fact, ComparisonRow) else fact.section
        found.setdefault((section, key(fact)), []).append(fact)
    for (section, _), same in found.items():
        row = _row(same[0], section, data)
        row["lines"] = _lines(same, data)
        if any(isinstance(fact, Outcome) and timed(fact) for fact in same):
            row["timed"] = True
        yield row


def _lines(facts: Sequence[Outcome | ComparisonRow], data: StudyData) -> list[Line]:
    """Return the lines of one row; those that would read alike say what differs."""
    lines = [_line(fact, data) for fact in facts]
    texts = [
        tuple(str(line.get(name, "")) for name in ("group", "called", "counted", "basis"))
        for line in lines
    ]
    for line, more in zip(lines, apart(facts, texts, data.library), strict=True):
        if more:
            line["called"] = "; ".join(text for text in (line.get("called"), more) if text)
    return lines


def _row(fact: Outcome | ComparisonRow, section: str, data: StudyData) -> Row:
    known = data.library.terms("measures")
    measure = known[fact.measure]
    row: Row = {
        "key": key(fact),
        "order": order(fact, measure, data.library.position("measures", fact.measure)),
        "section": section,
        "family": kind_of(measure).family,
        "measure": fact.measure,
        "title": sentence(measure.name),
        "what": _what(fact, data),
        "lines": [],
    }
    if near := _near(measure, known):
        row["near"] = [key(replace(fact, measure=other)) for other in near]
    return row


def _near(measure: Term, known: dict[str, Term]) -> list[str]:
    """Return the measures of which this one is composed, and those that are composed of it."""
    wholes = [term.id for term in known.values() if measure.id in term.components]
    return [*wholes, *measure.components]


def _what(fact: Outcome | ComparisonRow, data: StudyData) -> str:
    kind = statistic(fact) if isinstance(fact, Outcome) else _effect(fact, data)
    return sentence(", ".join([kind, *details(fact, data.endpoints[fact.endpoint])]))


def _effect(fact: ComparisonRow, data: StudyData) -> str:
    name = data.library.name("effects", fact.effect) if fact.effect else "test"
    return " ".join(part for part in (name, moment(fact)) if part)


def _line(fact: Outcome | ComparisonRow, data: StudyData) -> Line:
    num = estimate(fact) if isinstance(fact, Outcome) else effect(fact)
    line: Line = {"href": f"#{num['id']}", **_value(num)}
    name = called(fact, data.endpoints[fact.endpoint])
    if name:
        line["called"] = sentence(name)
    if fact.basis != "reported":
        line["basis"] = f"{fact.basis}: {fact.how}" if fact.how else fact.basis
    if marks := _marks(num):
        line["marks"] = marks
    if fact.post_baseline:
        line["later"] = True
    return line | (_of_group(fact, data) if isinstance(fact, Outcome) else _of_pair(fact, data))


def _value(num: Num) -> Line:
    """Return the number as printed, or the word that stands for it, and what stands beside it."""
    more = (f"({num['interval']})" if num["interval"] else "", num.get("count"), num.get("p"))
    beside = " ".join(part for part in more if part)
    printed = num.get("printed")
    line: Line = {"value": printed or num["word"] or "not reported"}
    if not printed:
        line["word"] = True
    return {**line, "beside": beside} if beside else line


def _marks(num: Num) -> list[str]:
    """Return the words that set a number apart, as on the page of its study."""
    return [
        *(["secondary source only"] if num["secondary"] else []),
        *([f"{num['inferred']} inferred"] if num["inferred"] else []),
        *([num["status"]] if num["status"] else []),
    ]


def _of_group(fact: Outcome, data: StudyData) -> Line:
    line: Line = {"group": group_label(fact, data.library)}
    n = n_of(fact)[0]
    if n:
        line["n"] = n
    said = ", ".join(_who(fact, data))
    return {**line, "counted": said} if said else line


def _who(fact: Outcome, data: StudyData) -> Iterator[str]:
    """Yield who is counted, by the result or by its analysis set, and the name of that set."""
    found = next((each for each in data.study.sets if each.id == fact.analysis_set), None)
    counted = fact.counted or (found.counted if found else None)
    name = data.library.name("denominators", counted) if counted else ""
    if name:
        yield name
    if found and found.label.lower() != name.lower():
        yield found.label


def _of_pair(fact: ComparisonRow, data: StudyData) -> Line:
    said = comparisons.analysis(fact, data.library)
    line: Line = {"group": comparisons.compared(fact, data.library)}
    if sizes := sizes_text(fact, data.library):
        line["n"] = sizes
    return {**line, "counted": said} if said else line
