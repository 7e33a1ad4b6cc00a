"""The options of the reading commands: one for each filter of the API, and how to print."""

from typing import Annotated, Any, Literal

import typer

from kb.cli.output import Format
from kb.models.results import MOST_PATIENTS


def _several(text: str) -> Any:
    """Return an option that may be given more than once: any of its values may hold."""
    return typer.Option(help=text, metavar="VALUE")


Measure = Annotated[list[str] | None, _several("Measure: id, name or synonym.")]
Treatment = Annotated[list[str] | None, _several("Treatment, or a brand name.")]
Population = Annotated[list[str] | None, _several("Disease, such as t-all.")]
Setting = Annotated[list[str] | None, _several("Disease status or line.")]
Design = Annotated[list[str] | None, _several("Design, such as randomised.")]
Study = Annotated[list[str] | None, _several("Id of a study.")]
Year = Annotated[list[int] | None, _several("Of studies: year of the first report.")]
Group = Annotated[list[str] | None, _several("Id or label of a group.")]
Section = Annotated[list[str] | None, _several("outcomes and safety, unless said; baseline, flow.")]
Statistic = Annotated[list[str] | None, _several("Statistic, such as median.")]
Effect = Annotated[list[str] | None, _several("Of comparisons: effect, such as HR.")]
At = Annotated[list[str] | None, _several('Time point, such as "1 y" or "12 mo".')]
Category = Annotated[list[str] | None, _several("Category of a variable.")]
Grade = Annotated[list[str] | None, _several("Grade of adverse events.")]
MinN = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_PATIENTS, help="At least so many patients; leaves out unknown."),
]
Basis = Annotated[
    Literal["reported", "derived", "digitised"],
    typer.Option(help="Printed, computed, or read off."),
]
Verified = Annotated[
    bool | None,
    typer.Option(help="Only numbers a second reader verified; of studies, checked records."),
]
Randomised = Annotated[bool | None, typer.Option(help="Of comparisons: arms of one randomisation.")]
PostBaseline = Annotated[bool | None, typer.Option(help="Groups defined after the time origin.")]
PrimarySourcesOnly = Annotated[
    bool,
    typer.Option("--primary-sources-only", help="Leave out what only secondary sources print."),
]
Form = Annotated[
    Format | None, typer.Option("--format", "-f", help="How to print; a table, unless said.")
]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Database = Annotated[
    str | None,
    typer.Option("--database", "-d", help="A database file or SQLAlchemy URL.", metavar="DB"),
]
