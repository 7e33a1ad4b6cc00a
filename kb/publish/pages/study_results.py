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
from kb.publish.parts.curves import curve_figures
from kb.publish.parts.definitions import definitions
from kb.publish.parts.estimates import blocks, estimate_figures, estimate_groups
from kb.publish.parts.families import kind_of, rank
from kb.publish.parts.grids import Sheet, captions, of_section
from kb.publish.parts.moments import moments_figure
from kb.publish.parts.participants import Participants, participants
from kb.publish.parts.sequences import sequence_figure
from kb.publish.parts.shapes import EstimateGroup, Fact, Figure, Grid
from kb.publish.parts.statistics import misleads
from kb.publish.parts.subgroups import Subgroups
from kb.publish.parts.words import sentence


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
    subgroups: list[Figure]
    rows: list[comparisons.Row]


class Flow(Participants):
    """Participants with the tables of flow that are printed."""

    grids: list[Grid]


def flow(data: StudyData) -> Flow:
    """Return the groups of a study, and its printed tables of flow."""
    name = partial(data.library.name, "treatments")
    found = participants(data.row.id, data.study.groups, data.study.splits, name)
    sequence = sequence_figure(data.study.groups, name)
    figures = [*found["figs"], *([sequence] if sequence else [])]
    return {"figs": figures, "groups": found["groups"], "grids": grids(data, "flow")}


def grids(data: StudyData, section: str) -> list[Grid]:
    """Return the printed tables of a section."""
    facts: list[Outcome | ComparisonRow] = [*data.outcomes, *data.comparisons]
    sheet = Sheet(data.study.groups, data.endpoints, data.names)
    named = zip(data.study.tables, captions(data.study.tables), strict=True)
    made = [
        (table, caption, of_section(facts, table))
        for table, caption in named
        if table.section == section
    ]
    return [sheet.grid(table, caption, own) for table, caption, own in made if own]


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
    later = [fact for fact in facts if misleads(fact)]
    return {
        "id": f"measure-{measure.id}",
        "title": title,
        "family": kind.family,
        "href": term_path("measures", measure.id),
        "definitions": definitions(own, facts, data.library),
        "later": bool(later),
        "by": _defined_by(data, later),
        "figures": [
            *estimate_figures(measure.id, title, kind.family, found, data.library),
            *_over_time(data, measure, facts),
        ],
        "caption": title,
        "groups": estimate_groups(found, data.names, data.library),
    }


def _over_time(data: StudyData, measure: Term, facts: Sequence[Outcome]) -> list[Figure]:
    """Return the curves of a measure, if they were read, and what is reported at times."""
    study, names = data.study, data.names
    curves = curve_figures(measure, study.curves, data.endpoints, study.groups, names)
    moments = moments_figure(measure, facts, data.library)
    return [*curves, *([moments] if moments else [])]


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

    def label(fact: ComparisonRow, more: str) -> str:
        said = ", ".join(text for text in (fact.label or fact.measure_name, more) if text)
        return f"{sentence(said)}: {comparisons.compared(fact, data.library)}"

    return {
        "caption": "Comparisons",
        "later": any(fact.post_baseline for fact in facts),
        "figures": comparisons.figures("comparisons", facts, label, data.library, "characteristic"),
        "subgroups": Subgroups(facts, data.study.groups, data.study.splits, data.library).figures(),
        "rows": [comparisons.row(fact, data.names, data.library) for fact in facts],
    }
