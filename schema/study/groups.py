"""Who is counted: a tree of groups, drawn by declared splits, and analysis sets across it."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, model_validator

from schema.study.base import Closed, wrong
from schema.study.types import CellText, Count, Denominator, Flag, Id, Matching, Place, Text, term

When = Literal["baseline", "later"]

_treatment = term("treatments")


def _size(value: Any) -> Any:
    return None if value == "not reported" else value


def _treatments(text: str) -> str:
    for name in re.split(r" \+ | or ", text):
        _treatment(name)
    return text


def _by_parent(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _unknown(value: Any) -> Any:
    return None if value == "unknown" else value


def _written(rest: dict[str, int | None]) -> Any:
    said = {of: "unknown" if left is None else left for of, left in rest.items()}
    return said.get("", said)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Size = Annotated[
    Count | None,
    BeforeValidator(_size, json_schema_input_type=Count | Literal["not reported"]),
    PlainSerializer(lambda size: "not reported" if size is None else size),
]
Parents = Annotated[list[Id], BeforeValidator(_as_list, json_schema_input_type=Id | list[Id])]
Left = Annotated[
    Count | None,
    BeforeValidator(_unknown, json_schema_input_type=Count | Literal["unknown"]),
]
Rest = Annotated[
    dict[str, Left],
    BeforeValidator(_by_parent, json_schema_input_type=Left | dict[Id, Left]),
    PlainSerializer(_written),
]


class Step(Closed):
    """One step of the treatment of a group."""

    expected = "a treatment, or {give: ..., dose: ...}"

    give: Annotated[Text, AfterValidator(_treatments)] = Field(
        description="A treatment, a combination (a + b) or alternatives (a or b)."
    )
    dose: Text | None = Field(None, description="Dose and schedule as printed, in short.")
    line: Text | None = Field(None, description="The line of therapy, if it differs.")
    intent: Text | None = Field(None, description="Why it was given, such as bridge to transplant.")
    cycles: Text | None = Field(None, description="The number of cycles as printed.")
    in_: CellText | None = Field(None, description="How many of the group got it, such as 12/29.")

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Read a bare text as the treatment given."""
        return {"give": data} if isinstance(data, str) else data

    def shortened(self, data: dict[str, Any]) -> Any:
        """Write a step that has nothing but a treatment as that treatment."""
        return data["give"] if data.keys() == {"give"} else data


class Match(Closed):
    """How an external or weighted group was made comparable."""

    to: Id = Field(description="The group it is held against.")
    method: Matching = Field(description="The method.")
    on: list[Text] = Field([], description="What was balanced, as the source lists it.")


class Group(Closed):
    """A group of patients (or of cycles, samples): a cohort, an arm, a subgroup."""

    n: Size = Field(None, description="The printed size, or: not reported.")
    n_derived: Count | None = Field(None, description="A size that you worked out; say how in why.")
    why: Text | None = Field(None, description="How n-derived was worked out.")
    label: Text = Field(description="What to call the group on a page.")
    kind: Literal["cohort", "set", "cell", "external", "pool", "units"] | None = Field(
        None,
        description="Needed where neither a split nor `of` places the group; "
        "units: cycles or samples, not patients.",
    )
    of: Id | None = Field(None, description="The parent of a subgroup that no split draws.")
    when: When | None = Field(
        None, description="With of: is membership known at baseline, or only later?"
    )
    by: Text | None = Field(
        None, description="With of: what decides membership; a measure where it is one, such as CR."
    )
    counted: Denominator | None = Field(
        None, description="Who is counted: randomised, infused, evaluable ..."
    )
    set: Id | None = Field(None, description="The analysis set in which the group lives.")
    cross: list[Id] = Field([], description="The groups of which this one is the intersection.")
    except_: list[Id] = Field([], description="Groups taken out of it.")
    cells: Count | None = Field(None, description="How many cells of a factorial design it pools.")
    gets: list[Step] = Field([], description="The treatment, step by step in order.")
    match: Match | None = Field(None, description="For matched and weighted groups.")
    from_: Place | None = Field(None, description="Where the size stands, if not at the default.")
    note: Text | None = Field(None, description="Anything else, in your words.")

    @model_validator(mode="after")
    def _sizes(self) -> "Group":
        if self.n_derived is not None and not self.why:
            raise wrong("no-reason", "n-derived without why", "why: how it was worked out")
        if "n" not in self.model_fields_set and self.n_derived is None:
            raise wrong("missing-key", "the size is missing", "n, or n-derived with why")
        return self


class Stratum(Closed):
    """One part of a split that is drawn through several groups at once."""

    label: Text = Field(description="What to call the part, such as blasts <50%.")
    n: dict[Id, Size] = Field({}, description="Its printed size in each of the groups.")
    n_derived: dict[Id, Count] = Field({}, description="Sizes that you worked out.")
    from_: Place | None = Field(None, description="Where the sizes stand, if not as the split.")
    why: Text | None = Field(None, description="How n-derived was worked out.")


class Split(Closed):
    """A partition: disjoint parts that make up the whole, apart from a declared rest.

    With a list under `of` and strata under `parts`, one split is drawn through several groups; the
    parts are then the groups `<group>-<stratum>`.
    """

    of: Parents = Field(min_length=1, description="The parent, or a list of parents split alike.")
    parts: list[Id] = Field([], description="The disjoint parts.")
    strata: dict[Id, Stratum] = Field(
        {}, description="Instead of parts: the strata through all parents, by name."
    )
    by: Text = Field(description="randomisation, or what decides membership.")
    when: When | None = Field(None, description="Is membership known at baseline, or only later?")
    rest: Rest = Field(
        {}, description="How many of the parent are in no part, or: unknown; with several, each."
    )
    why: Text | None = Field(None, description="Who the rest are.")
    set: Id | None = Field(None, description="The analysis set that is split.")
    from_: Place | None = Field(None, description="Where the parts stand, if not at the default.")
    inferred: list[Text] = Field([], description="What the source does not say and you concluded.")

    @model_validator(mode="after")
    def _complete(self) -> "Split":
        if bool(self.parts) == bool(self.strata):
            raise wrong("missing-key", "a split needs either parts or strata", "one of them")
        if self.when is None and self.by != "randomisation":
            message = "when is membership known?"
            raise wrong("missing-key", message, "when: baseline, or when: later")
        if any(self.rest.values()) and not self.why:
            raise wrong("no-reason", "a rest without why", "why: who they are")
        return self


class AnalysisSet(Closed):
    """A set of patients that cuts across the groups, such as the safety set."""

    label: Text = Field(description="What to call the set on a page.")
    n: dict[Id, Count] = Field(description="Its size in each group.")
    counted: Denominator | None = Field(None, description="Who is counted.")
    from_: Place | None = Field(None, description="Where the sizes stand, if not at the default.")
    primary: Flag = Field(False, description="true for the set of the primary analysis.")
