"""The `kb` command. Reading works wherever `kb` is installed; curating needs a clone."""

import sys
from typing import Annotated

import typer

import kb
from kb.cli import checking, curating, reading, verifying
from kb.errors import KnowledgeBaseError

app = typer.Typer(
    name="kb",
    help="Published outcomes in acute lymphoblastic leukaemia: look them up, check them, publish.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for theme in (reading, curating, checking, verifying):
    for name, command in theme.COMMANDS.items():
        app.command(name)(command)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"kb {kb.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command; exit with 0 (done), 1 (problems were found) or 2 (asked wrongly)."""
    try:
        app()
    except KnowledgeBaseError as error:
        typer.echo(f"kb: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
