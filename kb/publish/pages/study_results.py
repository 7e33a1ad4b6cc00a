"""The results of a study page: participants, tables, outcomes, comparisons."""

from collections.abc import Sequence
from functools import partial
from typing import TypedDict

from kb.models.results import ComparisonRow, Outcome
from kb.models.terms import Term
from kb.publish.figures.common import Family
from kb.publish.pages.study_data import StudyData
from kb.publish.parts import comparisons
from kb.publish.parts.anchors import term_path
from kb.publish.parts.definitions import definitions
from kb.publish.parts.estimates import blocks, estimate_figures, estimate_groups
from kb.publish.parts.families import kind_of, rank
from kb.publish.parts.grids import Sheet, of_section
from kb.publish.parts.library import Library
from kb.publish.parts.participants import Participants, participants
from kb.publish.parts.shapes import EstimateGroup, Fact, Figure, Grid
from kb.publish.parts.words import sentence

# Statistics of the time to an event: where a group defined later misleads.
_TIMED = ("probability", "cumulative-incidence", "median", "rmst")


class OutcomeSection(TypedDict):
    """All results of one measure."""

    id: str
    title: str
    family: Family
    href: str
    definitions: list[Fact]
    later: bool
    by: str | None
    figures: list[Figure]
    caption: str
    groups: list[EstimateGroup]


class ComparisonSection(TypedDict):
    """All comparisons of the section `outcomes`."""

    caption: str
    later: bool
    figures: list[Figure]
    rows: list[comparisons.Row]


class Flow(Participants):
    """Participants with the tables of flow that are printed."""

    grids: list[Grid]


def flow(data: StudyData) -> Flow:
    """Return the groups of a study, and its printed tables of flow."""
    name = partial(data.library.name, "treatments")
    found = participants(data.study.groups, data.study.splits, name)
    return {**found, "grids": grids(data, "flow")}


def grids(data: StudyData, section: str) -> list[Grid]:
    """Return the printed tables of a section."""
    facts: list[Outcome | ComparisonRow] = [*data.outcomes, *data.comparisons]
    sheet = Sheet(data.study.groups, data.endpoints, data.names)
    made = [
        (table, of_section(facts, table)) for table in data.study.tables if table.section == section
    ]
    return [sheet.grid(table, own) for table, own in made if own]


def outcome_sections(data: StudyData) -> list[OutcomeSection]:
    """Return the results of each measure, grouped by kind of measure."""
    measures = data.library.terms("measures")
    ordered = sorted(data.by_measure, key=lambda measure: rank(measures[measure]))
    return [_section(data, measures[measure], data.by_measure[measure]) for measure in ordered]


def _section(data: StudyData, measure: Term, facts: Sequence[Outcome]) -> OutcomeSection:
    kind = kind_of(measure)
    title = sentence(measure.name)
    found = blocks(facts, data.endpoints)
    used = dict.fromkeys(fact.endpoint for fact in facts)
    own = [data.endpoints[address] for address in used]
    later = [fact for fact in facts if fact.post_baseline and fact.statistic in _TIMED]
    return {
        "id": f"measure-{measure.id}",
        "title": title,
        "family": kind.family,
        "href": term_path("measures", measure.id),
        "definitions": definitions(own, facts, data.library),
        "later": bool(later),
        "by": _defined_by(data, later),
        "figures": estimate_figures(measure.id, title, kind.family, found, data.library),
        "caption": title,
        "groups": estimate_groups(found, data.names, data.library),
    }


def _defined_by(data: StudyData, later: Sequence[Outcome]) -> str | None:
    """Return by what groups were defined after baseline."""
    groups = {group.id: group for group in data.study.groups}
    by = dict.fromkeys(groups[fact.group].divided_by for fact in later)
    return ", ".join(text for text in by if text) or None


def comparison_section(data: StudyData) -> ComparisonSection | None:
    """Return the comparisons of a study, or None where there is none."""
    facts = [fact for fact in data.comparisons if fact.section == "outcomes"]
    if not facts:
        return None
    labels = [_label(fact, data.library) for fact in facts]
    return {
        "caption": "Comparisons",
        "later": any(fact.post_baseline for fact in facts),
        "figures": comparisons.figures(
            "comparisons", facts, labels, data.library, "characteristic"
        ),
        "rows": [comparisons.row(fact, data.names, data.library) for fact in facts],
    }


def _label(fact: ComparisonRow, library: Library) -> str:
    return f"{sentence(fact.label or fact.measure_name)}: {comparisons.compared(fact, library)}"
