"""Looking things up: query, show, search."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

import typer

import kb
from kb.cli import options
from kb.cli.forms import form_of
from kb.cli.output import Format, show, visible
from kb.exports import json_text


class What(StrEnum):
    """What a query asks for."""

    OUTCOMES = "outcomes"
    COMPARISONS = "comparisons"
    BASELINE = "baseline"
    SAFETY = "safety"
    FLOW = "flow"
    STUDIES = "studies"


def query(
    what: Annotated[What, typer.Argument(help="What to list.")] = What.OUTCOMES,
    measure: options.Measure = None,
    treatment: options.Treatment = None,
    population: options.Population = None,
    setting: options.Setting = None,
    design: options.Design = None,
    study: options.Study = None,
    year: options.Year = None,
    group: options.Group = None,
    section: options.Section = None,
    statistic: options.Statistic = None,
    effect: options.Effect = None,
    at: options.At = None,
    category: options.Category = None,
    grade: options.Grade = None,
    min_n: options.MinN = None,
    basis: options.Basis = "reported",
    verified: options.Verified = None,
    randomised: options.Randomised = None,
    post_baseline: options.PostBaseline = None,
    primary_sources_only: options.PrimarySourcesOnly = False,
    form: options.Form = None,
    json: options.Json = False,
    database: options.Database = None,
) -> None:
    """List outcomes, comparisons, baseline rows, adverse events, flow or studies.

    Options that are given more than once: any of their values may hold.
    """
    wanted = form_of(form, json, Format)
    filters: dict[str, Any] = {
        "measure": measure, "treatment": treatment, "population": population,
        "setting": setting, "design": design, "study": study, "year": year, "group": group,
        "section": section, "statistic": statistic, "effect": effect, "at": at,
        "category": category, "grade": grade, "min_n": min_n, "verified": verified,
        "basis": None if basis == "reported" else basis, "randomised": randomised,
        "post_baseline": post_baseline, "primary_sources_only": primary_sources_only or None,
    }  # fmt: skip
    asked = {name: value for name, value in filters.items() if value not in (None, [])}
    with kb.open(database) as base:
        rows = _ask(base, what, asked)
    _say(rows, what.value if what in (What.COMPARISONS, What.STUDIES) else "outcomes", wanted)


def _say(rows: "kb.Rows[Any]", kind: str, form: Format) -> None:
    """Print rows, and say so when there are none: that is an answer, not a failure."""
    show(rows, kind, form)
    if not rows:
        typer.echo("nothing found", err=True)


def _ask(base: "kb.KnowledgeBase", what: What, asked: dict[str, Any]) -> "kb.Rows[Any]":
    method = getattr(base, what.value)
    known = inspect.signature(method).parameters
    unknown = [name for name in asked if name not in known]
    if unknown:
        option = unknown[0].replace("_", "-")
        raise typer.BadParameter(f"{what.value} cannot be filtered by --{option}")
    rows: kb.Rows[Any] = method(**asked)
    return rows


def show_study(
    study: Annotated[str, typer.Argument(help="Id of the study.")],
    json: Annotated[
        bool, typer.Option("--json", help="All that is known of it, as on the site.")
    ] = False,
    database: options.Database = None,
) -> None:
    """Show one study: who, what, results with places, remarks."""
    with kb.open(database) as base:
        found = base.study(study)
        if json:
            typer.echo(json_text(found.to_dict()), nl=False)
            return
        row = found.row
        retracted = "retracted" if row.retracted else None
        cited = (row.first_author, row.journal, row.year, row.doi, row.status, retracted)
        typer.echo(visible(row.title))
        typer.echo(visible(", ".join(str(part) for part in cited if part)))
        for title, (rows, kind) in _sections(found).items():
            if rows:
                typer.echo(f"\n{title}")
                show(rows, kind, Format.TABLE)
        if found.details.limitations:
            typer.echo("\n".join(["\nLimitations", *map(visible, found.details.limitations)]))


def _sections(found: "kb.Study") -> dict[str, tuple["kb.Rows[Any]", str]]:
    return {
        "Flow": (found.flow(), "results"),
        "Baseline": (found.baseline(), "results"),
        "Outcomes": (found.outcomes(section="outcomes"), "results"),
        "Comparisons": (found.comparisons(section=None), "compared"),
        "Safety": (found.safety(), "results"),
        "Oddities of the sources": (found.oddities, "oddities"),
        "Waived findings of checks": (found.waivers, "waivers"),
    }


def search(
    text: Annotated[list[str], typer.Argument(help="Words, a DOI, an NCT number, a name.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    form: options.Form = None,
    json: options.Json = False,
    database: options.Database = None,
) -> None:
    """Search studies, treatments, measures and people."""
    wanted = form_of(form, json, Format)
    with kb.open(database) as base:
        hits = base.search(" ".join(text), limit=limit)
    _say(hits, "hits", wanted)


COMMANDS: dict[str, Callable[..., None]] = {"query": query, "show": show_study, "search": search}
