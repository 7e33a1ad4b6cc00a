"""Checking numbers against each other: check, explain, retractions."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kb.cli.clone import need_clone
from kb.cli.curating import EVIDENCE, Evidence
from kb.cli.progress import bar


class Form(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"


def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Records; all, if none.")] = None,
    evidence: Evidence = EVIDENCE,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print.")] = Form.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Check the numbers of records against each other; ends with 1 when some cannot be true."""
    need_clone(evidence)
    from kb.curation import checking

    with bar("checking") as progress:
        outcome = checking.check(evidence, files, progress=progress)
    typer.echo(checking.report(outcome, form.value))
    if outcome.count("error") or (strict and outcome.count("warning")):
        raise typer.Exit(1)


def explain(
    check: Annotated[str, typer.Argument(help="The id of a check, such as P01.")],
) -> None:
    """Explain a check: what it asks, why, an example of each kind, what to do."""
    need_clone()
    from kb.curation import checking

    typer.echo(checking.explain(check))


def retractions(
    evidence: Evidence = EVIDENCE,
    to: Annotated[Path, typer.Option(help="The list to write.", metavar="FILE")] = Path(
        "schema/retractions.yml"
    ),
    api: Annotated[
        str, typer.Option(help="Where to ask.", metavar="URL")
    ] = "https://api.crossref.org/v1/works/",
) -> None:
    """Ask Crossref which sources were retracted, and write the list. Needs a network."""
    need_clone(evidence)
    from kb.curation.retractions import refresh

    done = refresh(evidence, to, api=api)
    for each in done.added:
        typer.echo(f"{each.doi}: retracted {each.date}, notice {each.notice}")
    for doi in done.unknown:
        typer.echo(f"{doi}: not known to Crossref", err=True)
    typer.echo(f"{done.asked} articles asked about, {len(done.added)} newly retracted", err=True)


COMMANDS: dict[str, Callable[..., None]] = {
    "check": check,
    "explain": explain,
    "retractions": retractions,
}
