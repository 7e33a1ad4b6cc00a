"""Working on the data in a clone: validate, build, site, serve.

The curation side of `kb` is imported only when a command runs, so that the reading commands work
where `schema` is not installed.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

import kb
from kb.cli.clone import need_clone
from kb.cli.forms import form_of
from kb.cli.progress import bar

Evidence = Annotated[Path, typer.Option(help="The folder of records.", metavar="DIR")]
Database = Annotated[Path, typer.Option("--to", help="The database to write.", metavar="FILE")]
Target = Annotated[Path, typer.Option("--to", help="The folder of the site.", metavar="DIR")]
EVIDENCE, DATABASE, SITE = Path("evidence"), Path("build/kb.sqlite"), Path("build/site")


class Report(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def validate(
    files: Annotated[list[Path] | None, typer.Argument(help="Records; all, if none.")] = None,
    evidence: Evidence = EVIDENCE,
    form: Annotated[
        Report | None, typer.Option("--format", "-f", help="How to print; text, if not said.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Check records; every problem of every file, each with line and column."""
    wanted = form_of(form, json, Report)
    need_clone(evidence)
    from kb.curation import validate as curation

    with bar("checking") as progress:
        checked = curation.check(evidence, files, progress)
    report = curation.report(checked.named, wanted.value)
    if report:
        typer.echo(report)
    typer.echo(checked.summary, err=True)
    if checked.problems:
        raise typer.Exit(1)


def build(evidence: Evidence = EVIDENCE, database: Database = DATABASE) -> None:
    """Check all records and load them into the database."""
    need_clone(evidence)
    from kb.curation.load import load
    from kb.errors import InvalidRecordsError

    try:
        with bar("loading") as progress:
            loaded = load(evidence, database, progress)
    except InvalidRecordsError as error:
        typer.echo("\n".join(map(str, error.problems)))
        typer.echo(f"{len(error.problems)} problems: nothing was loaded", err=True)
        raise typer.Exit(1) from None
    with kb.open(database) as base:
        counts = base.counts()
    said = f"{counts.studies} studies, {counts.estimates} estimates"
    typer.echo(f"{database}: {said}, {counts.comparisons} comparisons", err=True)
    typer.echo(f"data version {loaded.data_version}", err=True)


def site(evidence: Evidence = EVIDENCE, target: Target = SITE) -> None:
    """Check, load and publish: the whole way from records to pages."""
    build(evidence, DATABASE)
    from kb.publish.site import publish

    with bar("publishing") as progress:
        publish(DATABASE, target, progress)
    typer.echo(f"{target}: `kb serve` shows it", err=True)


def serve(
    folder: Annotated[Path, typer.Argument(help="The folder of the site.")] = SITE,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8000,
) -> None:
    """Show the published site on this machine, until Ctrl-C."""
    if not (folder / "index.html").is_file():
        raise typer.BadParameter(f"{folder} holds no site: run `kb site` first")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        typer.echo(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("stopped", err=True)


COMMANDS: dict[str, Callable[..., None]] = {
    "validate": validate,
    "build": build,
    "site": site,
    "serve": serve,
}
