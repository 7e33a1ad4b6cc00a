"""The shapes that templates expect, as templates/components.html.jinja describes them."""

from typing import Literal, NotRequired, TypedDict

from kb.publish.figures.common import Family, Svg

Kind = Literal["good", "warning", "danger", "info"]


class Link(TypedDict):
    """A text that leads somewhere; without `href` it is plain text."""

    text: str
    href: str | None


class Download(TypedDict):
    """A button; `download`: save instead of open."""

    text: str
    href: str
    download: bool


class Badge(TypedDict):
    """A short label."""

    text: str
    family: NotRequired[Family]
    kind: NotRequired[Kind | None]
    href: NotRequired[str]


class Stat(TypedDict):
    """A figure at the head of a page."""

    value: str
    label: str
    note: NotRequired[str]


class Fact(TypedDict):
    """An entry of a list of definitions; `lines`: each value on a line of its own."""

    term: str
    values: list[Link]
    lines: NotRequired[bool]


class Callout(TypedDict):
    """A note that stands out."""

    kind: Kind
    title: str
    text: NotRequired[str]
    more: NotRequired[Link]


class Contents(TypedDict):
    """An entry of the contents of a page; `sub`: one step in."""

    text: str
    href: str
    sub: NotRequired[bool]


class FigureTable(TypedDict):
    """The data of a figure that no other table of the page has."""

    caption: str
    head: list[str]
    rows: list[list[str]]


class Figure(TypedDict):
    """A drawing in two shapes; the wide one is also a file beside the page, called `name`.svg.

    `folded`: it is large and waits behind these words.
    """

    name: str
    title: str
    wide: Svg
    narrow: Svg
    family: Family
    table: NotRequired[FigureTable]
    folded: NotRequired[str]


class OtherPrint(TypedDict):
    """What another source prints for the same fact; `differs`: it does not agree."""

    printed: str
    source: str
    differs: bool
    why: str | None
    verified: str | None
    broken: str | None


class SourceRef(TypedDict):
    """Where a number stands; `also` are other places that print the same."""

    label: str
    place: str | None
    href: str
    also: NotRequired[list["SourceRef"]]


class Num(TypedDict, total=False):
    """A number as printed with everything that belongs to it."""

    id: str
    printed: str | None
    word: str | None
    interval: str
    interval_label: str
    count: str
    p: str
    basis: str
    how: str | None
    secondary: bool
    inferred: str
    status: str | None
    verified: str | None
    broken: str | None
    sort: str
    others: list[OtherPrint]
    note: str | None


class GridColumn(TypedDict):
    """A column of a printed table; `n` as text."""

    label: str
    n: str | None


class GridRow(TypedDict, total=False):
    """A row of a printed table; a heading has no cells."""

    label: str
    heading: bool
    level: bool
    cells: list[Num]
    source: SourceRef | None


class Grid(TypedDict):
    """Table 1, flow or safety: rows by groups."""

    id: str
    caption: str
    columns: list[GridColumn]
    rows: list[GridRow]
    note: NotRequired[str | None]


class EstimateRow(TypedDict):
    """An estimate of one group; `later`: the group is defined after baseline."""

    group: str
    later: bool
    num: Num
    n: str | None
    denominator: str | None
    source: SourceRef


class EstimateGroup(TypedDict):
    """Estimates of one statistic at one time."""

    heading: str
    rows: list[EstimateRow]


class CrossRow(TypedDict):
    """An estimate among those of other studies."""

    study: Link
    treatment: str
    population: str
    group: str
    what: str | None
    measure: str
    statistic: str
    at_sort: str
    num: Num
    n: str | None
    n_sort: str
    denominator: str | None
    design: str
    later: bool


class Card(TypedDict):
    """A study in a list."""

    title: str
    href: str
    cite: str
    n: str
    badges: list[Badge]


class Facet(TypedDict):
    """A value by which search results can be narrowed."""

    name: str
    value: str


class Head(TypedDict):
    """What every page of the search index says about itself; `names` are words it is found by."""

    summary: str
    names: str


def plain(text: str) -> Link:
    """Return a text that leads nowhere."""
    return {"text": text, "href": None}


def texts(term: str, *values: str | None) -> list[Fact]:
    """Return a fact of plain texts, or none when nothing is stated."""
    said = [plain(value) for value in values if value]
    return [{"term": term, "values": said}] if said else []


def text_lines(term: str, *values: str | None) -> list[Fact]:
    """Return a fact of plain texts, each on a line of its own, or none when nothing is stated."""
    return [Fact(**fact, lines=True) for fact in texts(term, *values)]
