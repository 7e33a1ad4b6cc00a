"""One study: the whole record."""

from typing import Literal

from pydantic import Field

from schema.study.base import Closed
from schema.study.curation import Appraisal, Curation, Oddity, Waiver
from schema.study.design import Design, Population
from schema.study.groups import AnalysisSet, Group, Split
from schema.study.results import Curve, Outcomes, TableBlocks
from schema.study.sources import Cut, Source
from schema.study.types import Id, Level, Place, Test, Text


class Defaults(Closed):
    """What holds for every cell that does not say otherwise; nothing is assumed in silence."""

    from_: Place = Field(description="The place most figures come from: source > part.")
    ci: Level = Field(description="Level of intervals of results: 95%, or unstated.")
    effect_ci: Level = Field(description="Level of intervals of effects: 95%, or unstated.")
    p: Literal["one-sided", "two-sided", "unstated"] = Field(description="Sidedness of p-values.")
    test: Test = Field(description="The usual test, or: unstated.")


class Study(Closed):
    """A record: one study, with all its reports, in one file."""

    id: Id = Field(description="The name of the file without .yml; it never changes.")
    title: Text = Field(description="What the study is about, in your words.")
    acronym: Text | None = Field(None, description="The name of the trial, such as TOWER.")
    was: list[Id] = Field([], description="Former ids, so that old addresses still work.")
    overlaps: dict[Id, Text] = Field(
        {}, description="Other records that share patients, and which patients."
    )
    sources: dict[Id, Source] = Field(min_length=1, description="Everything that was read.")
    cuts: dict[Id, Cut] = Field({}, description="Data cuts, if results of several are recorded.")
    design: Design
    population: Population
    defaults: Defaults
    groups: dict[Id, Group] = Field(min_length=1, description="Who is counted.")
    splits: dict[Id, Split] = Field({}, description="Partitions of groups.")
    sets: dict[Id, AnalysisSet] = Field({}, description="Analysis sets that cut across groups.")
    flow: TableBlocks = Field({}, description="Participant flow, as printed tables.")
    baseline: TableBlocks = Field({}, description="Baseline characteristics, as printed tables.")
    outcomes: Outcomes = Field({}, description="Outcomes, one block for each endpoint.")
    safety: TableBlocks = Field({}, description="Adverse events, as printed tables.")
    curves: dict[Id, Curve] = Field({}, description="Survival curves.")
    appraisal: Appraisal | None = Field(None, description="Risk of bias.")
    conclusion: Text = Field(description="The conclusion, in your words.")
    limitations: list[Text] = Field(description="The limitations, in your words.")
    oddities: dict[Id, Oddity] = Field({}, description="What is odd in the sources.")
    waivers: dict[Text, Waiver] = Field({}, description='"<check> <address>": what is excused.')
    curation: Curation
