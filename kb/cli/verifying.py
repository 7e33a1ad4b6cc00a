"""Reading a record a second time, blind: verify, seal.

The curation side of `kb` is imported only when a command runs, as in `kb.cli.curating`.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.cli.clone import need_clone

if TYPE_CHECKING:
    from kb.curation.verify.desk import Desk
    from kb.curation.verify.session import Says
    from schema.seals import Sealable  # noqa: TID251 - a type, gone when the command runs

Evidence = Annotated[Path, typer.Option(help="The folder of records.", metavar="DIR")]
State = Annotated[Path, typer.Option(help="Where readings are kept.", metavar="DIR")]
Study = Annotated[str, typer.Argument(help="Id of the study.")]
Reader = Annotated[str, typer.Option(help="Who reads; not the first reader.", metavar="NAME")]
Day = Annotated[str, typer.Option("--date", help="When it is read; today, if not said.")]
EVIDENCE, STATE = Path("evidence"), Path("build/verify")
_SAYS: "dict[str, Says]" = {"f": "first", "s": "second", "n": "neither"}


def verify(
    study: Study,
    reader: Reader = "",
    table: Annotated[str, typer.Option(help='Only one place: "hub > Table 1".')] = "",
    unprotected: Annotated[
        bool, typer.Option("--unprotected", help="First what the fewest relations protect.")
    ] = False,
    blank: Annotated[
        bool, typer.Option("--blank", help="Write the record with every number emptied to ?.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option(help="With --blank: the file to write.", metavar="FILE")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(help="Hold a filled copy against the record.", exists=True, dir_okay=False),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Only say how far the readers agree.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
    day: Day = "",
    evidence: Evidence = EVIDENCE,
    state: State = STATE,
) -> None:
    """Read the numbers of a record a second time, without seeing them; seal what agrees."""
    need_clone(evidence)
    if blank:
        _write_blank(evidence, study, to)
        return
    desk, date = _desk(evidence, study, reader, state), _date(day)
    strays: list[str] = []
    if compare is not None:
        strays = desk.compare(compare, date).strays
    elif not report:
        _ask(desk, table, date, unprotected=unprotected)
    _close(desk, strays, json=json, sealing=not report)


def seal(
    study: Study,
    reader: Reader = "",
    day: Day = "",
    evidence: Evidence = EVIDENCE,
    state: State = STATE,
) -> None:
    """Renew seals that a change around their numbers broke; a changed number is read again."""
    need_clone(evidence)
    from kb.curation.verify.renew import renew

    left = renew(_desk(evidence, study, reader, state), _confirm, _date(day))
    for each in left:
        typer.echo(f"{each.address}: {each.changes()}")
    typer.echo(f"broken seals left: {len(left)}", err=True)
    if left:
        raise typer.Exit(1)


def _confirm(says: str, addresses: list[str]) -> bool:
    typer.echo(says)
    for address in addresses:
        typer.echo(f"  {address}")
    return typer.confirm("Does the source say so?")


def _desk(evidence: Path, study: str, reader: str, state: Path) -> "Desk":
    from kb.curation.verify.desk import open_desk

    return open_desk(evidence, study, reader, state)


def _date(day: str) -> str:
    from kb.curation.verify.session import is_day

    if day and not is_day(day):
        raise typer.BadParameter(f"`{day}` is not a day: 2024-05-31", param_hint="--date")
    return day or datetime.now(tz=UTC).astimezone().date().isoformat()


def _write_blank(evidence: Path, study: str, to: Path | None) -> None:
    from kb.curation.verify.blank import blank
    from kb.curation.verify.desk import find_record

    text = blank(find_record(evidence, study)[1])
    if to is None:
        typer.echo(text, nl=False)
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")


def _ask(desk: "Desk", table: str, date: str, *, unprotected: bool) -> None:
    asked = desk.asked(table, unprotected=unprotected)
    typer.echo(f"{len(asked)} left to read. Enter leaves one for later, q stops.")
    with suppress(typer.Abort):
        desk.walk(asked, _Prompts(), date)


class _Prompts:
    """Asks on the terminal, or line by line from a pipe; raises typer.Abort to stop."""

    def read(self, asked: "Sealable", done: int, total: int) -> str | None:
        """Show a number without its value and take what the reader reads."""
        from kb.curation.verify.compare import unreadable
        from kb.curation.verify.order import place_of, shown

        typer.echo(f"\n[{done} of {total}] {place_of(asked)}")
        for name, text in shown(asked).items():
            typer.echo(f"  {name:<13} {text}")
        while True:
            text = " ".join(typer.prompt("reads", default="", show_default=False).split())
            if text == "q":
                raise typer.Abort
            if text in ("", "?"):
                return None
            wrong = unreadable(asked, text)
            if not wrong:
                return text
            typer.echo(f"  `{text}`: {wrong}")

    def settle(self, asked: "Sealable", read: str, found: str) -> "Says":
        """Show both readings and take which of them the source says."""
        typer.echo(f"  {found}: the record says `{asked.value}`, you read `{read}`")
        question = "Which does the source say: (f)irst, the record; (s)econd, you; (n)either"
        while (answer := typer.prompt(question)) not in _SAYS:
            typer.echo(f"  `{answer}`: one of {', '.join(_SAYS)}")
        return _SAYS[answer]


def _close(desk: "Desk", strays: list[str], *, json: bool, sealing: bool) -> None:
    from kb.curation.verify.report import as_json, as_text

    found = desk.close() if sealing else desk.agreement()
    for problem in desk.differences():
        typer.echo(str(problem), err=json)
    for stray in strays:
        typer.echo(f"{stray}: not a number of the record, or changed; it was not read", err=True)
    typer.echo(as_json(found) if json else as_text(found))
    typer.echo(f"without a seal: {len(desk.asked())}", err=True)
    if found.waiting or strays:
        raise typer.Exit(1)


COMMANDS: dict[str, Callable[..., None]] = {"verify": verify, "seal": seal}
