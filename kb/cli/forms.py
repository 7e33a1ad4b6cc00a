"""In which form a command prints: what `--format` and `--json` ask for together."""

from enum import StrEnum
from typing import TypeVar

import typer

Form = TypeVar("Form", bound=StrEnum)


def form_of(form: Form | None, json: bool, forms: type[Form]) -> Form:
    """Return the form that is asked for, the first of all if none is; JSON is called `json`."""
    if not json:
        return form or next(iter(forms))
    as_json = forms("json")
    if form not in (None, as_json):
        raise typer.BadParameter(f"--json and --format {form} cannot both be had")
    return as_json
