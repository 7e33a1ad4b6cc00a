"""Looking things up: query, show, search."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Literal

import typer

import kb
from kb.cli.output import Format, show

Database = Annotated[
    str | None,
    typer.Option("--database", "-d", help="A database file or SQLAlchemy URL.", metavar="DB"),
]
Form = Annotated[Format, typer.Option("--format", "-f", help="How to print.")]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Basis = Literal["reported", "derived", "digitised"]


class What(StrEnum):
    """What a query asks for."""

    OUTCOMES = "outcomes"
    COMPARISONS = "comparisons"
    BASELINE = "baseline"
    SAFETY = "safety"
    STUDIES = "studies"


def query(
    what: Annotated[What, typer.Argument(help="What to list.")] = What.OUTCOMES,
    measure: Annotated[str | None, typer.Option(help="Measure: id, name or synonym.")] = None,
    treatment: Annotated[str | None, typer.Option(help="Treatment, or a brand name.")] = None,
    population: Annotated[str | None, typer.Option(help="Disease, such as t-all.")] = None,
    setting: Annotated[str | None, typer.Option(help="Disease status or line.")] = None,
    design: Annotated[str | None, typer.Option(help="Design, such as randomised.")] = None,
    study: Annotated[str | None, typer.Option(help="Id of a study.")] = None,
    statistic: Annotated[str | None, typer.Option(help="Statistic, such as median.")] = None,
    at: Annotated[str | None, typer.Option(help='Time point, such as "1 y" or "12 mo".')] = None,
    grade: Annotated[str | None, typer.Option(help="Grade of adverse events.")] = None,
    min_n: Annotated[int | None, typer.Option(help="At least so many patients.")] = None,
    basis: Annotated[Basis, typer.Option(help="Printed, computed, or read off.")] = "reported",
    verified: Annotated[
        bool | None,
        typer.Option(help="Only numbers a second reader verified; of studies, checked records."),
    ] = None,
    form: Form = Format.TABLE,
    json: Json = False,
    database: Database = None,
) -> None:
    """List outcomes, comparisons, baseline rows, adverse events or studies."""
    filters: dict[str, Any] = {
        "measure": measure, "treatment": treatment, "population": population,
        "setting": setting,
        "design": design, "study": study, "statistic": statistic, "at": at, "grade": grade,
        "min_n": min_n, "verified": verified, "basis": None if basis == "reported" else basis,
    }  # fmt: skip
    asked = {name: value for name, value in filters.items() if value is not None}
    with kb.open(database) as base:
        rows = _ask(base, what, asked)
    kind = what.value if what.value in ("comparisons", "studies") else "outcomes"
    show(rows, kind, Format.JSON if json else form)


def _ask(base: "kb.KnowledgeBase", what: What, asked: dict[str, Any]) -> "kb.Rows[Any]":
    method = getattr(base, what.value)
    known = inspect.signature(method).parameters
    unknown = [] if "filters" in known else [name for name in asked if name not in known]
    if unknown:
        option = unknown[0].replace("_", "-")
        raise typer.BadParameter(f"{what.value} cannot be filtered by --{option}")
    rows: kb.Rows[Any] = method(**asked)
    return rows


def show_study(
    study: Annotated[str, typer.Argument(help="Id of the study.")],
    json: Json = False,
    database: Database = None,
) -> None:
    """Show one study: who, what, results with places, remarks."""
    with kb.open(database) as base:
        found = base.study(study)
        if json:
            typer.echo(found.outcomes().to_json())
            return
        row = found.row
        cited = (row.first_author, row.journal, row.year, row.doi)
        typer.echo(row.title)
        typer.echo(", ".join(str(part) for part in cited if part))
        sections: dict[str, tuple[kb.Rows[Any], str]] = {
            "Flow": (found.flow(), "results"),
            "Baseline": (found.baseline(), "results"),
            "Outcomes": (found.outcomes(), "results"),
            "Comparisons": (found.comparisons(), "compared"),
            "Safety": (found.safety(), "results"),
        }
        for title, (rows, kind) in sections.items():
            if rows:
                typer.echo(f"\n{title}")
                show(rows, kind, Format.TABLE)


def search(
    text: Annotated[list[str], typer.Argument(help="Words, a DOI, an NCT number, a name.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    form: Form = Format.TABLE,
    json: Json = False,
    database: Database = None,
) -> None:
    """Search studies, treatments, measures and people."""
    with kb.open(database) as base:
        hits = base.search(" ".join(text), limit=limit)
    show(hits, "hits", Format.JSON if json else form)
    if not hits:
        raise typer.Exit(1)


COMMANDS: dict[str, Callable[..., None]] = {"query": query, "show": show_study, "search": search}
