"""The results: blocks of one endpoint, blocks that hold a printed table, and their cells.

A context key (`from`, `cut`, `ci` and so on) holds for everything indented below it until it is
written again.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from schema.spelling import grade
from schema.study.base import Closed, Gathering, wrong
from schema.study.keys import (
    GRADES,
    TABLE_FORMS,
    BlockKey,
    ColumnKey,
    RowKey,
    TableKey,
    is_table,
    nearest_table,
)
from schema.study.types import (
    CellText,
    Count,
    Denominator,
    Id,
    Level,
    Measure,
    Method,
    Place,
    Test,
    Text,
    one_of,
)

Grade = Annotated[
    Text,
    AfterValidator(one_of(*GRADES, "unstated", spelt=grade)),
    WithJsonSchema({"enum": [*GRADES, "unstated", 0, 1, 2, 3, 4, 5]}),
]
Unit = Literal["patient", "cycle", "sample", "event", "patient-year"]


class Context(Closed):
    """The keys that are inherited downwards."""

    from_: Place | None = Field(None, description="Where it stands: source > part > spot.")
    cut: Id | None = Field(None, description="The data cut, if not that of the source.")
    set: Id | None = Field(None, description="The analysis set, if not all of the group.")
    counted: Denominator | None = Field(None, description="Who is counted in the denominator.")
    ci: Level | None = Field(None, description="Level of intervals of results: 95%, or unstated.")
    effect_ci: Level | None = Field(None, description="Level of intervals of effects.")
    p: Literal["one-sided", "two-sided", "unstated"] | None = Field(
        None, description="Sidedness of p-values."
    )
    test: Test | None = Field(None, description="The test behind a p-value.")
    origin: Text | None = Field(None, description="The time origin: randomisation, infusion ...")
    method: Method | None = Field(None, description="How a probability at a time was estimated.")
    per: Unit | None = Field(None, description="What is counted, if not patients.")
    grade: Grade | None = Field(None, description="The grade of adverse events.")
    during: Id | None = Field(None, description="The step of treatment: step-1, transplant ...")
    when: Literal["baseline", "later"] | None = Field(
        None, description="baseline, or later: known only after the time origin."
    )
    adjusted_for: list[Text] = Field([], description="What an effect is adjusted for.")
    stratified_by: list[Text] = Field([], description="What an analysis is stratified by.")
    inferred: list[Text] = Field([], description="What is not printed and you concluded.")
    note: Text | None = Field(None, description="Anything else, in your words.")


class Cell(Context):
    """One result or comparison, copied as printed; a bare text is short for {is: ...}."""

    expected: ClassVar[str] = "a cell such as 16.0% (6.5 to 35.2), or {is: ...}"

    is_: CellText = Field(description="The value as printed, in the grammar of cells.")
    label: Text | None = Field(None, description="What to call it, if the measure does not say.")
    also: dict[Place, CellText] = Field({}, description="Other places that agree or add a part.")
    but: dict[Place, CellText] = Field({}, description="Other places that differ.")
    why: Text | None = Field(None, description="With but: why this value stands.")
    printed: Text | None = Field(None, description="The notation of the source, if changed.")
    by: Text | None = Field(None, description="The formula of a derived value, or the tool.")
    margin: Text | None = Field(None, description="The margin of a non-inferiority comparison.")
    verdict: Text | None = Field(None, description="The verdict, such as non-inferior.")

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Read a bare text as the value."""
        return {"is": data} if isinstance(data, str) else data

    def shortened(self, data: dict[str, Any]) -> Any:
        """Write a cell that has nothing but a value as that value."""
        return data["is"] if data.keys() == {"is"} else data

    @model_validator(mode="after")
    def _reasoned(self) -> "Cell":
        if self.but and not self.why:
            raise wrong("no-reason", "but without why", "why: which value stands, and why")
        return self


class Table(Context, Gathering):
    """The cells of one statistic, by group or by comparison."""

    cells: dict[ColumnKey, Cell] = Field({}, description="The cells.")


class Category(Context, Gathering):
    """The cells of one category, by group."""

    label: Text | None = Field(None, description="What to call the category.")
    cells: dict[ColumnKey, Cell] = Field({}, description="The cells.")


class Categories(Context, Gathering):
    """Disjoint categories of one variable."""

    gathers = "categories"

    rest: Text = Field(description="none, unknown, overlapping, or how many are in no category.")
    categories: dict[Id, Category] = Field({}, description="The categories.")


class Factors(Context, Gathering):
    """The association of factors with an outcome inside one group."""

    within: Id = Field(description="The group.")
    cells: dict[Id, Cell] = Field({}, description="One comparison for each factor.")


class Tables(Gathering):
    """Tables, one for each statistic."""

    gathers = "tables"

    tables: dict[TableKey, Table] = Field({}, description="share, at 5 y, median, compare ...")

    @classmethod
    def may_name(cls, key: str) -> bool:
        """Only the name of a table may stand here."""
        return is_table(key)

    @classmethod
    def known(cls) -> tuple[str, ...]:
        """Return the keys to name in a message: the declared ones and the tables."""
        return (*TABLE_FORMS, *super().known())

    @classmethod
    def near(cls, key: str) -> str:
        """Return the table or declared key nearest to an unknown key."""
        return nearest_table(key) or super().near(key)


class Unprinted(Tables):
    """Tables of values that are not printed: derived, or read off a curve."""

    @model_validator(mode="after")
    def _sourced(self) -> "Unprinted":
        for name, table in self.tables.items():
            for column, cell in table.cells.items():
                if not cell.by:
                    message = f"`{name}` of `{column}` does not say how it was found"
                    raise wrong("no-reason", message, "by: the formula or the tool")
        return self


class Mrd(Closed):
    """How measurable residual disease was defined."""

    threshold: Text = Field(description="The threshold as printed, or: not reported.")
    method: Text = Field(description="The method: flow cytometry, PCR ..., or: not reported.")
    when: Text | None = Field(None, description="When it was measured.")


class Block(Context, Tables):
    """One endpoint. Its key is the measure, with `@` and what sets it apart where needed."""

    measure: Measure | None = Field(None, description="The measure, if the key does not say it.")
    label: Text | None = Field(None, description="What to call the endpoint on a page.")
    role: Text | None = Field(None, description="primary, co-primary, secondary, post hoc ...")
    definition: Text | None = Field(None, description="The definition of the source, in our words.")
    window: Text | None = Field(None, description="The response window, such as within 12 weeks.")
    mrd: Mrd | None = Field(None, description="How residual disease was defined.")
    competing: Text | None = Field(None, description="The competing events.")
    censored: Text | None = Field(None, description="At what patients are censored.")
    responders: Text | None = Field(None, description="Who counts as a responder.")
    scale: Text | None = Field(None, description="The scale or grading, such as ASTCT.")
    parts: Categories | None = Field(None, description="Disjoint categories of the endpoint.")
    factors: Factors | None = Field(None, description="Factors associated with the endpoint.")
    derived: Unprinted | None = Field(None, description="Values worked out from printed ones.")
    digitised: Unprinted | None = Field(None, description="Values read off a figure.")

    @model_validator(mode="after")
    def _filled(self) -> "Block":
        if not (self.tables or self.parts or self.factors or self.derived or self.digitised):
            raise wrong(
                "missing-key", "a block without a table", "share, at 5 y, median, parts ..."
            )
        return self


class Line(Context, Gathering):
    """The cells of one line of a printed table: in the order of the columns, or by column."""

    expected: ClassVar[str] = "a list of cells in the order of the columns, or {column: cell}"
    gathers = "named"

    label: Text | None = Field(None, description="What the line is called, if not the measure.")
    cells: list[Cell] = Field([], description="The cells in the order of the columns.")
    compare: dict[ColumnKey, Cell] = Field({}, description="Comparisons outside the columns.")
    also: dict[Place, list[CellText]] = Field({}, description="The line in another place.")
    named: dict[ColumnKey, Cell] = Field({}, description="The cells by column.")

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Read a list as the cells in the order of the columns."""
        return {"cells": data} if isinstance(data, list) else super().prepare(data)

    def shortened(self, data: dict[str, Any]) -> Any:
        """Write a line that has nothing but cells as a list."""
        return data["cells"] if data.keys() == {"cells"} else super().shortened(data)


class Row(Line):
    """One row of a printed table; with `rest`, a variable with disjoint categories."""

    role: Text | None = Field(None, description="primary, secondary ...")
    definition: Text | None = Field(None, description="The definition of the source, in our words.")
    scale: Text | None = Field(None, description="The scale or grading.")
    rest: Text | None = Field(None, description="none, unknown, overlapping, or how many are left.")
    categories: dict[Id, Line] = Field({}, description="Disjoint categories.")

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """With `rest`, read the undeclared keys as categories and not as columns."""
        ready = super().prepare(data)
        if isinstance(ready, dict) and "rest" in ready and "named" in ready:
            named = ready.pop("named")
            return {**ready, "categories": named}
        return ready

    @classmethod
    def known(cls) -> tuple[str, ...]:
        """Return the keys to name in a message: the declared ones."""
        return tuple(key for key in super().known() if key != "categories")

    def shortened(self, data: dict[str, Any]) -> Any:
        """Spread out the categories."""
        categories = data.pop("categories", {})
        short = super().shortened(data)
        return {**short, **categories} if categories else short


class TableBlock(Context):
    """A printed table: columns of groups, rows of measures."""

    label: Text | None = Field(None, description="What to call the table.")
    columns: list[ColumnKey] = Field(min_length=1, description="Groups and comparisons, in order.")
    rows: dict[RowKey, Row] = Field(
        min_length=1, description="[statistic ]measure[ grade]: median age, vod-sos 3+."
    )


class Curve(Closed):
    """A survival curve: points in time with the estimate, and numbers at risk."""

    of: Text = Field(description="The block it belongs to, such as os.")
    from_: Place = Field(description="Where the curve stands.")
    basis: Literal["printed", "digitised"] = Field(description="Printed numbers, or read off.")
    tool: Text | None = Field(None, description="With what it was read off.")
    points: dict[Id, list[list[Text]]] = Field({}, description="By group: [time, estimate] pairs.")
    unit: Literal["y", "mo", "wk", "d"] = Field(description="The unit of the times.")
    at_risk: dict[Id, list[Count]] = Field({}, description="By group: numbers at risk.")
    at_risk_times: list[Text] = Field([], description="The times of the numbers at risk.")


Outcomes = dict[BlockKey, Block]
TableBlocks = dict[Id, TableBlock]
