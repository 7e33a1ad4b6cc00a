"""The estimates of one study, grouped: a table and figures for each measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.models.content import Endpoint
from kb.models.results import Outcome
from kb.publish.figures.common import Family
from kb.publish.figures.forest import ForestRow
from kb.publish.parts.forests import (
    Drawn,
    Title,
    drawn_estimate,
    estimates_figure,
    under_headings,
)
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import estimate
from kb.publish.parts.shapes import EstimateGroup, EstimateRow, Figure
from kb.publish.parts.sources import SourceNames
from kb.publish.parts.statistics import heading, kind_key
from kb.publish.parts.words import thousands

_UNITS = {"%": "%", "mo": "months", "y": "years"}


@dataclass(frozen=True)
class Block:
    """Results of one endpoint, statistic and time, in different groups."""

    heading: str
    facts: list[Outcome]


def blocks(facts: Iterable[Outcome], endpoints: Mapping[str, Endpoint]) -> list[Block]:
    """Group the results of one measure, in the order of the record.

    The endpoint is named in the headings only where the measure has several; a lone share needs no
    heading.
    """
    found: dict[tuple[str | None, ...], list[Outcome]] = {}
    for fact in facts:
        found.setdefault(kind_key(fact), []).append(fact)
    named = len({same[0].endpoint for same in found.values()}) > 1
    titled = [
        Block(heading(same[0], endpoints[same[0].endpoint], named=named), same)
        for same in found.values()
    ]
    return [Block("", titled[0].facts)] if [b.heading for b in titled] == ["Share"] else titled


def group_label(fact: Outcome, library: Library) -> str:
    """Return the label of a group; an external control says so."""
    if (fact.study, fact.group) in library.external:
        return f"{fact.group_label} (external control)"
    return fact.group_label


def n_of(fact: Outcome) -> tuple[str | None, int | None]:
    """Return the denominator as text and as number."""
    if fact.n is not None:
        return thousands(fact.n), fact.n
    if fact.n_derived is not None:
        return f"{thousands(fact.n_derived)}, derived", fact.n_derived
    return None, None


def counted_as(fact: Outcome, library: Library) -> str | None:
    """Return who is counted, in words."""
    return library.name("denominators", fact.counted) if fact.counted else None


def estimate_groups(
    found: Sequence[Block], names: SourceNames, library: Library
) -> list[EstimateGroup]:
    """Return the rows of the table of one measure."""
    return [
        {
            "heading": block.heading,
            "rows": [_row(fact, names, library) for fact in block.facts],
        }
        for block in found
    ]


def _row(fact: Outcome, names: SourceNames, library: Library) -> EstimateRow:
    return {
        "group": group_label(fact, library),
        "later": fact.post_baseline,
        "num": estimate(fact, names),
        "n": n_of(fact)[0],
        "denominator": counted_as(fact, library),
        "source": names.ref(fact),
    }


def estimate_figures(
    name: str, measure: str, family: Family, found: Sequence[Block], library: Library
) -> list[Figure]:
    """Return one figure for each unit in which results of the measure are printed."""
    drawn = [
        (block.heading, [drawn_estimate(f, group_label(f, library)) for f in block.facts])
        for block in found
    ]
    units = dict.fromkeys(row.unit for _, rows in drawn for row in rows if row and row.unit)
    figures = [
        estimates_figure(
            Title(f"{name}-{number}", f"{measure} by group", family),
            axis_label(measure, unit),
            under_headings((text, of_unit(rows, unit)) for text, rows in drawn),
            unit,
        )
        for number, unit in enumerate(units, 1)
    ]
    return [figure for figure in figures if figure]


def of_unit(rows: Sequence[Drawn | None], unit: str) -> list[ForestRow]:
    """Return the rows of one unit; words join them where they stand among such rows."""
    known = [row for row in rows if row]
    if not any(row.unit == unit for row in known):
        return []
    return [row.row for row in known if row.unit in (unit, "")]


def axis_label(measure: str, unit: str) -> str:
    """Return what an axis shows, with its unit."""
    return f"{measure}, {_UNITS.get(unit, unit)}"
