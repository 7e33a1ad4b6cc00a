"""Where the numbers come from: reports, pages, registry entries, and the data cuts behind them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer

from schema.study.base import Closed, wrong
from schema.study.types import (
    Date,
    Doi,
    Flag,
    Id,
    Pmcid,
    Pmid,
    SourceKind,
    Text,
    Url,
    Year,
)


def _authors(value: Any) -> Any:
    if isinstance(value, str) and value != "not seen":
        raise wrong("wrong-type", "the authors are a text", "a list of names, or not seen")
    return [] if value == "not seen" else value


Authors = Annotated[
    list[Text],
    BeforeValidator(_authors, json_schema_input_type=list[Text] | Literal["not seen"]),
    PlainSerializer(lambda names: names or "not seen"),
]


class Notice(Closed):
    """A retraction, correction or expression of concern that was published about a source."""

    kind: Literal["retraction", "correction", "concern"] = Field(description="What was published.")
    date: Date = Field(description="When the notice appeared.")
    doi: Doi | None = Field(None, description="The DOI of the notice.")
    url: Url | None = Field(None, description="Its address, when it has no DOI.")


class Source(Closed):
    """One report, page or registry entry that was read."""

    kind: SourceKind = Field(
        description="primary: by those who did the study; secondary: about somebody else's report."
    )
    title: Text | None = Field(None, description="The title as printed.")
    authors: Authors = Field([], description="Surname and initials, in order; or: not seen.")
    et_al: Flag = Field(False, description="true when only the first authors were seen.")
    journal: Text | None = Field(
        None, description="The journal by its NLM title abbreviation: Blood Adv, J Clin Oncol."
    )
    year: Year | None = Field(None, description="The year of publication.")
    volume: Text | None = Field(None, description="The volume.")
    issue: Text | None = Field(None, description="The issue.")
    pages: Text | None = Field(None, description="First and last page, or the article number.")
    doi: Doi | None = Field(None, description="The DOI, beginning with 10. and without https.")
    pmid: Pmid | None = Field(None, description="The PubMed number.")
    pmcid: Pmcid | None = Field(None, description="The PubMed Central number, with PMC.")
    publisher: Text | None = Field(None, description="Who publishes a page that is no journal.")
    date: Date | None = Field(None, description="The date of a page or registry entry.")
    about: Id | None = Field(None, description="The source on which a secondary source reports.")
    read: dict[Text, Url] = Field(
        description="The parts that were read, each with its address, such as Abstract or Table 2; "
        "{} when the source itself was not seen. A place must begin with one of these parts."
    )
    cut: Id | None = Field(None, description="The data cut on which the whole source rests.")
    notices: list[Notice] = Field([], description="Retractions, corrections, concerns.")
    note: Text | None = Field(None, description="Anything odd about the source, in your words.")


class Cut(Closed):
    """A data cut: the day up to which events were counted."""

    date: Date = Field(description="The cut-off date, or: not reported.")
    follow_up: dict[Id, Text] = Field(
        {}, description="The follow-up as printed, by group, such as all: median 16.8 mo."
    )
    interim: Flag = Field(False, description="true for a planned interim analysis.")
    note: Text | None = Field(None, description="Anything else, in your words.")
