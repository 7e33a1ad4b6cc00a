"""From results to forest figures: which rows can be drawn together, and on which axis.

A row is drawn where a number is printed. A count beside a printed denominator is drawn as a derived
mark, hollow, while its text stays the count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.models.results import ComparisonRow, Outcome
from kb.publish.figures.common import Family
from kb.publish.figures.forest import (
    Axis,
    Forest,
    ForestHeading,
    ForestRow,
    draw_forest,
    linear_axis,
    percent_axis,
    ratio_axis,
)
from kb.publish.parts.numbers import Result, effect, estimate, one_line, standing
from kb.publish.parts.shapes import Figure, Num
from kb.publish.parts.words import sentence

Rows = tuple[ForestRow | ForestHeading, ...]
Favours = tuple[str, str] | None  # the words left and right of no effect


@dataclass(frozen=True)
class Title:
    """What a figure is called: an id that is unique on its page, a title, and its family."""

    name: str
    text: str
    family: Family


@dataclass(frozen=True)
class Drawn:
    """A result that can be drawn: its row, and the unit of the axis it belongs to."""

    row: ForestRow
    unit: str


def drawn_estimate(fact: Outcome, label: str) -> Drawn | None:
    """Return a result as a row of a figure, or None where its kind has no place on an axis."""
    unit = "%" if _share(fact) is not None else fact.canonical_unit or ""
    if not unit and not fact.word:
        return None
    derived = fact.value_canonical is None and _share(fact) is not None
    value = _share(fact) if derived else fact.value_canonical
    row = _row(fact, label, estimate(fact), value, "derived" if derived else fact.basis)
    return Drawn(row, unit)


def drawn_effect(fact: ComparisonRow, label: str) -> Drawn | None:
    """Return a comparison as a row of a figure, or None where no effect is printed.

    What is compared before treatment is no effect of it.
    """
    printed = fact.value_canonical is not None or fact.low_canonical is not None
    if fact.effect is None or fact.before_treatment or not printed:
        return None
    return Drawn(_row(fact, label, effect(fact), fact.value_canonical, fact.basis), fact.effect)


def estimates_figure(title: Title, axis_label: str, rows: Rows, unit: str) -> Figure | None:
    """Return the figure of rows of one unit, or None where too little of it can be drawn."""
    if not worth_drawing(rows):
        return None
    return _figure(title, rows, _axis(rows, axis_label, unit), _value_heading(rows, "Estimate"))


def ratios_figure(
    title: Title, axis_label: str, rows: Rows, favours: Favours = None
) -> Figure | None:
    """Return the figure of ratios on a log axis around 1."""
    if not any(row.numbers for row in rows if isinstance(row, ForestRow)):
        return None
    axis = ratio_axis(rows, f"{axis_label}, log scale", favours)
    return _figure(title, rows, axis, _value_heading(rows, "Effect"))


def differences_figure(
    title: Title, axis_label: str, rows: Rows, unit: str, favours: Favours = None
) -> Figure | None:
    """Return the figure of differences on a linear axis around 0."""
    numbers = [value for row in rows if isinstance(row, ForestRow) for value in row.numbers]
    if not numbers:
        return None
    plain = linear_axis(rows, axis_label, unit)
    reach = max(plain.high, -plain.low)
    axis = Axis(-reach, reach, axis_label, unit, reference=0.0, favours=favours)
    return _figure(title, rows, axis, _value_heading(rows, "Effect"))


def worth_drawing(rows: Rows) -> bool:
    """Whether a figure shows more than a table: two marks at least."""
    return sum(bool(row.numbers) for row in rows if isinstance(row, ForestRow)) > 1


def under_headings(groups: Iterable[tuple[str, Sequence[ForestRow]]]) -> Rows:
    """Return rows in one list, each group under its heading."""
    rows: list[ForestRow | ForestHeading] = []
    for heading, members in groups:
        if members and heading:
            rows.append(ForestHeading(heading))
        rows += members
    return tuple(rows)


def _figure(title: Title, rows: Rows, axis: Axis, heading: str) -> Figure:
    forest = Forest(
        title.name, sentence(title.text), rows, axis, title.family, value_heading=heading
    )
    drawing = draw_forest(forest)
    return {
        "name": title.name,
        "title": sentence(title.text),
        "wide": drawing.wide,
        "narrow": drawing.narrow,
        "family": title.family,
    }


def _value_heading(rows: Rows, what: str) -> str:
    """Return the head of the column of texts, true of every row under it."""
    said = [row.printed for row in rows if isinstance(row, ForestRow) and "CI" in row.printed]
    return f"{what} (interval)" if said else what


def _axis(rows: Rows, label: str, unit: str) -> Axis:
    numbers = [value for row in rows if isinstance(row, ForestRow) for value in row.numbers]
    if unit == "%" and all(0 <= value <= 100 for value in numbers):
        return percent_axis(label)
    return linear_axis(rows, label, unit if unit == "%" else f" {unit}" if unit else "")


def _share(fact: Outcome) -> float | None:
    """Return the percentage of a count whose denominator is printed, where no value is."""
    n = fact.denominator if fact.denominator is not None else fact.n
    if fact.word or fact.value is not None or fact.count is None or not n or fact.count > n:
        return None
    return 100 * fact.count / n if fact.statistic == "share" else None


def _row(fact: Result, label: str, num: Num, value: float | None, basis: str) -> ForestRow:
    warning = standing(fact)
    row = ForestRow(
        label=sentence(label) + (f" ({warning})" if warning else ""),
        printed=one_line(num),
        value=value,
        low=fact.low_canonical,
        high=fact.high_canonical,
        n=(fact.n or fact.n_derived) if isinstance(fact, Outcome) else None,
        open_low=fact.low_word is not None,
        open_high=fact.high_word is not None,
        basis=basis,  # type: ignore[arg-type]
        secondary=fact.secondary_only,
        post_baseline=fact.post_baseline,
    )
    return _bounded(fact, row)


def _bounded(fact: Result, row: ForestRow) -> ForestRow:
    """Draw what is printed as a limit or a span as a line, since it has no single value."""
    if fact.operator == "<":
        return replace(row, value=None, high=row.value, open_low=True)
    if fact.operator == ">":
        return replace(row, value=None, low=row.value, open_high=True)
    if fact.upto is not None and fact.value and row.value is not None:
        return replace(row, value=None, low=row.value, high=fact.upto * row.value / fact.value)
    return row
