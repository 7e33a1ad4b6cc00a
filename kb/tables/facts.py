"""What is measured, in whom, when and where it is printed: everything about a fact but its numbers.

A fact is one cell of a record. Its numbers are in `estimate` or `comparison` when they are printed,
in `estimate_derived` and so on when they are not, so that the two never share a column.
"""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index

from kb.tables.base import OfStudy, flags, inside, one_of, rules
from kb.tables.columns import flag, real, string, whole

SECTIONS = ("flow", "baseline", "outcomes", "safety")
BASES = ("reported", "derived", "digitised")


class Endpoint(OfStudy, table=True):
    """What is measured, as the source defines it: a block of outcomes or a row of a table."""

    __table_args__ = rules(one_of("section", *SECTIONS))

    address: str = string("Its name inside the study: outcomes/efs.", key=True)
    position: int = whole("Its place in the record.")
    section: str = string("flow, baseline, outcomes or safety.")
    block: str = string("The block, or the printed table of which it is a row.")
    measure: str = string("What is measured.", to="term.measure")
    label: str | None = string("What the study or the record calls it.")
    role: str | None = string("primary, secondary, post hoc ...")
    definition: str | None = string("The definition of the source, in the curators' words.")
    window: str | None = string("The response window.")
    mrd_threshold: str | None = string("The threshold of residual disease as printed.")
    mrd_method: str | None = string("The method by which residual disease was measured.")
    mrd_when: str | None = string("When residual disease was measured.")
    competing: str | None = string("The competing events.")
    censored: str | None = string("At what patients are censored.")
    responders: str | None = string("Who counts as a responder.")
    scale: str | None = string("The scale or grading.")
    rest: str | None = string("Of disjoint categories: none, unknown, overlapping, or how many.")
    note: str | None = string("A remark.")


class PrintedTable(OfStudy, table=True):
    """One printed table of participant flow, baseline or safety."""

    __table_args__ = rules(one_of("section", *SECTIONS))

    section: str = string("flow, baseline or safety.", key=True)
    block: str = string("The id inside the section.", key=True)
    position: int = whole("Its place in the record.")
    label: str | None = string("What to call it.")
    note: str | None = string("A remark.")


class PrintedColumn(OfStudy, table=True):
    """One column of a printed table."""

    __table_args__ = rules(
        inside("printed_table", "section", "block", target_columns=("section", "block"))
    )

    section: str = string("flow, baseline or safety.", key=True)
    block: str = string("The table.", key=True)
    position: int = whole("Its place among the columns.", key=True)
    name: str = string("Id of a group, or a comparison such as arm vs control.")


class Fact(OfStudy, table=True):
    """One cell of a record: what is measured, when and how, and where it is printed."""

    __table_args__ = rules(
        inside("endpoint", "endpoint", target_columns=("address",)),
        inside("cut", "cut"),
        inside("analysis_set", "analysis_set"),
        inside("place", "place"),
        one_of("section", *SECTIONS),
        one_of("basis", *BASES),
        one_of("per", "patient", "cycle", "sample", "event", "patient-year"),
        CheckConstraint("months >= 0", name="months_negative"),
        CheckConstraint("(months IS NULL) = (time_number IS NULL)", name="months_of_time"),
        Index("ix_fact_measure", "measure", "statistic", "months"),
        *flags("post_baseline", "before_treatment", "secondary_only"),
    )

    address: str = string("Its name inside the study, for ever: outcomes/efs/at 1 y/bi.", key=True)
    position: int = whole("Its place in the record.")
    section: str = string("flow, baseline, outcomes or safety.")
    basis: str = string("reported (printed), derived (computed) or digitised (read off a curve).")
    endpoint: str = string("Address of the endpoint.")
    measure: str = string("What is measured.", to="term.measure")
    label: str | None = string("What the study or the record calls it.")
    statistic: str | None = string("How patients or values were summarised.", to="term.statistic")
    category: str | None = string("Of a variable with disjoint categories: which.")
    time: str | None = string("The time point as printed, such as 1 y; or: unstated.")
    time_number: str | None = string("The number of the time point as printed.")
    time_unit: str | None = string("The unit of the time point.", to="term.unit")
    months: float | None = real("The time point in months.")
    milestone: str | None = string("A time point in words.")
    origin: str | None = string("From when time is counted.")
    cut: str | None = string("Id of the data cut.")
    analysis_set: str | None = string("Id of the analysis set.")
    counted: str | None = string("Who is counted.", to="term.denominator")
    per: str = string("What is counted: patient, cycle, sample, event, patient-year.")
    grade: str | None = string("The grade of adverse events: any, 3+, 5 ...")
    during: str | None = string("The step of treatment, such as step-2.")
    method: str | None = string("How a probability was estimated.", to="term.method")
    post_baseline: bool = flag("Whether a group is defined by something after the time origin.")
    before_treatment: bool = flag("Whether it was measured before the treatment that is studied.")
    secondary_only: bool = flag("Whether no source closer to the data than secondary prints it.")
    place: str = string("Where it is printed: source > part > spot.")
    note: str | None = string("A remark.")


class FactInferred(OfStudy, table=True):
    """One thing about a fact that the source does not print and the curators concluded."""

    __table_args__ = rules(inside("fact", "address", target_columns=("address",)))

    address: str = string("Address of the fact.", key=True)
    position: int = whole("Its place in the list.", key=True)
    inferred: str = string("What was concluded: unit, label, effect ...")


def of_fact(basis_table: str = "fact") -> ForeignKeyConstraint:
    """Return the rule that a row belongs to a fact, or to its numbers in another table."""
    return inside(basis_table, "address", target_columns=("address",))
