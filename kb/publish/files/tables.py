"""The tables to download: what one row is, its key, and what it refers to.

This is the one description behind headers, data dictionary, data package and JSON.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, cast

from kb.columns import Column, columns_of
from kb.models import content, groups, quality, remarks, results, seals, sources, studies, terms
from kb.models.results import Basis
from kb.publish.files import rows

Part = Literal["main", "detail", "quality", "unprinted"]
Reference = tuple[tuple[str, ...], str]  # columns that name a row of another table

_OF_STUDY: Reference = (("study",), "studies")
_OF_GROUP: Reference = (("study", "group"), "groups")
_OF_SOURCE: Reference = (("study", "source"), "sources")
_OF_ENDPOINT: Reference = (("study", "endpoint"), "endpoints")
_OF_FACT = (_OF_STUDY, _OF_SOURCE, _OF_ENDPOINT)


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        grain: what one row is.
        view: the table or view of the database that holds the same.
        row: the kind of row of the Python API.
        rows: returns the values that lead each row, and the row.
        lead: columns that stand before those of the row.
        key: columns that name a row; none where a row has no name of its own.
        refers: columns that name a row of another table.
        like: the table described before that has the same columns.
    """

    name: str
    part: Part
    grain: str
    view: str
    row: type[Any]
    rows: rows.Rows
    lead: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    refers: tuple[Reference, ...] = ()
    like: str | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        leading = (Column(name, "whole" if name == "position" else "text") for name in self.lead)
        return (*leading, *columns_of(cast("Hashable", self.row)))


def every_table() -> Iterator[Table]:
    """Yield the tables in the order in which one meets them."""
    yield from _main()
    yield from _detail()
    yield from _quality()
    for basis in ("derived", "digitised"):
        yield from _unprinted(basis)


def _main() -> Iterator[Table]:
    yield Table(
        "studies", "main", "One study: a trial or cohort with all its reports.",
        "studies", studies.StudyRow,
        rows.led_by_nothing(lambda reading: reading.library.studies.values()), key=("id",),
    )  # fmt: skip
    yield Table(
        "groups", "main", "One group of patients of one study: a cohort, an arm, a subgroup.",
        "study_group", groups.Group, rows.by_study(lambda study: study.groups),
        ("study",), ("study", "id"), (_OF_STUDY,),
    )  # fmt: skip
    yield _outcomes("reported")
    yield _comparisons("reported")
    yield Table(
        "sources", "main", "One report, page or registry entry of one study.",
        "source", sources.Source, rows.by_study(lambda study: study.sources),
        ("study",), ("study", "id"), (_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "terms", "main", "One term of one vocabulary: a measure, a treatment, a disease.",
        "term", terms.Term, rows.terms, key=("vocabulary", "id"),
    )  # fmt: skip


def _outcomes(basis: Basis) -> Table:
    return Table(
        f"outcomes{after(basis)}", _part(basis),
        f"One {_SAID[basis]} result in one group: one measure, statistic, category, time point, "
        "data cut and analysis set.",
        f"outcomes{after(basis)}", results.Outcome,
        rows.led_by_nothing(lambda reading: reading.outcomes[basis]),
        key=("study", "address"), refers=(*_OF_FACT, _OF_GROUP), like=_like("outcomes", basis),
    )  # fmt: skip


def _comparisons(basis: Basis) -> Table:
    return Table(
        f"comparisons{after(basis)}", _part(basis),
        f"One {_SAID[basis]} comparison: groups with each other or with a fixed rate, "
        "or an interaction.",
        f"comparisons{after(basis)}", results.ComparisonRow,
        rows.led_by_nothing(lambda reading: reading.comparisons[basis]),
        key=("study", "address"), refers=_OF_FACT, like=_like("comparisons", basis),
    )  # fmt: skip


def _numbers(basis: Basis) -> Table:
    return Table(
        f"numbers{after(basis)}", _part(basis, "detail"),
        f"One {_SAID[basis]} number, wherever it stands: a value, a bound, a count, a size.",
        f"number{after(basis)}", results.NumberRow,
        rows.led_by_nothing(lambda reading: reading.numbers[basis]),
        refers=(_OF_STUDY,), like=_like("numbers", basis),
    )  # fmt: skip


def _spreads(basis: Basis) -> Table:
    return Table(
        f"spreads{after(basis)}", _part(basis, "detail"),
        f"One IQR, range, SD or further interval beside one {_SAID[basis]} result or comparison.",
        f"spread{after(basis)}", results.Spread,
        rows.of_facts(basis, lambda fact: fact.spreads),
        ("study", "address", "position"), ("study", "address", "position"), (_OF_STUDY,),
        _like("spreads", basis),
    )  # fmt: skip


def _points(basis: Basis) -> Table:
    return Table(
        f"curve_points{after(basis)}", _part(basis, "detail"),
        f"One {_SAID[basis]} point of one survival curve.",
        f"curve_point{after(basis)}", content.Point, rows.points(basis),
        ("study", "curve", "position"), ("study", "curve", "position"), (_OF_STUDY, _OF_GROUP),
        _like("curve_points", basis),
    )  # fmt: skip


def _detail() -> Iterator[Table]:
    yield _numbers("reported")
    yield _spreads("reported")
    yield Table(
        "other_reports", "detail",
        "What one other place prints for one fact: it agrees, or it differs and does not stand.",
        "other_report", results.OtherReport, rows.other_reports,
        ("study", "address", "position"), ("study", "address", "position"),
        (_OF_STUDY, _OF_SOURCE),
    )  # fmt: skip
    yield Table(
        "endpoints", "detail", "One definition: what one study measures, as its source defines it.",
        "endpoint", content.Endpoint, rows.by_study(lambda study: study.endpoints),
        ("study",), ("study", "address"), (_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "steps", "detail", "One step of the treatment of one group, stated or inherited.",
        "step", groups.Step, rows.steps,
        ("study", "group", "position"), ("study", "group", "position"), (_OF_STUDY, _OF_GROUP),
    )  # fmt: skip
    yield Table(
        "splits", "detail", "One partition of one group into disjoint parts.",
        "split", groups.Split, rows.by_study(lambda study: study.splits),
        ("study",), ("study", "id"), (_OF_STUDY, (("study", "parent"), "groups")),
    )  # fmt: skip
    yield Table(
        "sets", "detail", "One analysis set that cuts across groups, such as the safety set.",
        "analysis_set", groups.AnalysisSet, rows.by_study(lambda study: study.sets),
        ("study",), ("study", "id"), (_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "cuts", "detail", "One data cut: the day up to which events were counted.",
        "cut", sources.Cut, rows.by_study(lambda study: study.cuts),
        ("study",), ("study", "id"), (_OF_STUDY,),
    )  # fmt: skip
    yield _points("reported")
    yield Table(
        "numbers_at_risk", "detail", "One number at risk below one survival curve.",
        "curve_at_risk", content.AtRisk, rows.at_risk,
        ("study", "curve", "position"), ("study", "curve", "position"), (_OF_STUDY, _OF_GROUP),
    )  # fmt: skip


def _quality() -> Iterator[Table]:
    yield Table(
        "checks", "quality", "One check of the catalogue, with its answers over all studies.",
        "quality_check", quality.Check, rows.led_by_nothing(lambda reading: reading.base.checks()),
        key=("id",),
    )  # fmt: skip
    yield Table(
        "findings", "quality", "One thing one check found in one study, waived or not.",
        "finding", quality.Finding, rows.findings,
        ("position",), ("study", "position"), (_OF_STUDY, (("check",), "checks")),
    )  # fmt: skip
    yield Table(
        "waivers", "quality", "One finding that is the source's own and stays, with the reason.",
        "waiver", remarks.Waiver, rows.by_study(lambda study: study.waivers),
        ("study",), ("study", "check", "address"), (_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "seals", "quality", "One cell or one size that a second reader verified in the source.",
        "seal", seals.Seal, rows.led_by_nothing(lambda reading: reading.seals),
        key=("study", "address"), refers=(_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "oddities", "quality", "One thing that is odd in a source and kept as printed.",
        "oddity", remarks.Oddity, rows.by_study(lambda study: study.oddities),
        ("study",), ("study", "id"), (_OF_STUDY,),
    )  # fmt: skip
    yield Table(
        "changes", "quality", "One entry of the history of one record.",
        "curation_change", remarks.Change,
        rows.numbered(rows.by_study(lambda study: study.curation.history)),
        ("study", "position"), ("study", "position"), (_OF_STUDY,),
    )  # fmt: skip


def _unprinted(basis: Basis) -> Iterator[Table]:
    for table in (_outcomes, _comparisons, _numbers, _spreads):
        yield table(basis)
    if basis == "digitised":
        yield _points(basis)


_SAID: dict[Basis, str] = {"reported": "printed", "derived": "computed", "digitised": "read-off"}


def after(basis: Basis) -> str:
    """Return what stands at the end of the name of a table of results of this basis."""
    return "" if basis == "reported" else f"_{basis}"


def _part(basis: Basis, printed: Part = "main") -> Part:
    return printed if basis == "reported" else "unprinted"


def _like(name: str, basis: Basis) -> str | None:
    return None if basis == "reported" else name
