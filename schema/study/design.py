"""What kind of study it is, and in whom."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from schema.spelling import phase
from schema.study.base import Closed, wrong
from schema.study.types import (
    Count,
    DesignType,
    Disease,
    Period,
    Place,
    Registration,
    Setting,
    Text,
)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _registrations(value: Any) -> Any:
    return [] if value == "not reported" else value


def _phase(text: str) -> str:
    spelt = phase(text)
    if spelt != text:
        raise wrong("bad-phase", f"`{text}` is not how a phase is written", "3, 1/2, 2b", spelt)
    return text


class Design(Closed):
    """How the study was done."""

    type: list[DesignType] = Field(
        min_length=1, description="Terms for the design, such as [randomised, open-label]."
    )
    phase: Annotated[Text, AfterValidator(_phase)] | None = Field(
        None, description="The phase, such as 3 or 1/2."
    )
    allocation: Text | None = Field(None, description='The allocation ratio in quotes: "2:1".')
    registration: Annotated[
        list[Registration],
        BeforeValidator(
            _registrations, json_schema_input_type=list[Registration] | Literal["not reported"]
        ),
    ] = Field([], description="Registry numbers such as NCT01564784; or: not reported.")
    countries: list[Text] = Field([], description="Countries as the source names them.")
    sites: Text | None = Field(None, description="The site, or how many there were.")
    enrolled: Period | None = Field(None, description="Enrolment: 2012-01 to 2019-12.")
    funding: Text | None = Field(None, description="Who paid, or: not reported.")
    follow_up: Text | None = Field(None, description="Follow-up of the whole study, as printed.")
    from_: Place | None = Field(None, description="Where these facts stand, if not at the default.")
    note: Text | None = Field(None, description="Anything else, in your words.")


class Population(Closed):
    """Who could take part."""

    disease: Annotated[
        list[Disease],
        BeforeValidator(_as_list, json_schema_input_type=Disease | list[Disease]),
    ] = Field(min_length=1, description="The disease, or a list of diseases.")
    setting: list[Setting] = Field(
        min_length=1, description="Disease status and line, such as [relapsed, refractory]."
    )
    age: Text = Field(description="The age limits as printed, or: adults, children, not reported.")
    minimum_age: Count | None = Field(None, description="The lower age limit in years, if any.")
    maximum_age: Count | None = Field(None, description="The upper age limit in years, if any.")
    selection: Text | None = Field(None, description="What else was asked of patients.")
    from_: Place | None = Field(None, description="Where these facts stand, if not at the default.")
    note: Text | None = Field(None, description="Anything else, in your words.")
