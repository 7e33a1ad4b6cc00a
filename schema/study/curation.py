"""What people did to the record, and what they found wrong in the sources."""

from typing import Literal

from pydantic import Field, model_validator

from schema.study.base import Closed, wrong
from schema.study.types import BiasTool, Count, Date, Id, Text


class Oddity(Closed):
    """Something odd in a source, kept as printed."""

    at: Text = Field(description="The address: outcomes/efs/at 1 y/bi, or sources/hub.")
    says: Text = Field(description="What is odd, in your words.")


class Waiver(Closed):
    """A finding of a check that is the source's own and stays."""

    printed: Text = Field(description="The cell, or other text, that is excused, as written.")
    why: Text = Field(description="Why it stays.")
    by: Text = Field(description="Who decided.")
    date: Date = Field(description="When.")


class Judgment(Closed):
    """The judgment of one domain of a risk-of-bias tool."""

    judgment: Text = Field(description="The judgment in the words of the tool.")
    why: Text = Field(description="The reason, in your words.")


class Appraisal(Closed):
    """Risk of bias or certainty by a named tool."""

    tool: BiasTool = Field(description="The tool.")
    by: Text = Field(description="Who judged.")
    date: Date = Field(description="When.")
    domains: dict[Text, Judgment] = Field(min_length=1, description="The domains of the tool.")


class Extraction(Closed):
    """Who read the sources first."""

    by: Text = Field(description="A name, or a role such as reader-1.")
    date: Date = Field(description="When, or: not recorded.")


class Checking(Extraction):
    """Who held the record against the sources afterwards, and what came of it."""

    figures: Count | None = Field(None, description="How many figures were checked.")
    corrected: Count | None = Field(None, description="How many were wrong and are corrected.")
    unseen: Count | None = Field(None, description="How many could not be seen again.")


class Change(Closed):
    """One entry of the history of the record."""

    date: Date = Field(description="When.")
    by: Text = Field(description="Who.")
    what: Text = Field(description="What was changed.")


class Curation(Closed):
    """The state of the record."""

    status: Literal["draft", "extracted", "verified", "withdrawn", "superseded"] = Field(
        description="draft, extracted (one reader), verified (a second reader checked), "
        "withdrawn or superseded."
    )
    extracted: Extraction = Field(description="The first reader.")
    checked: Checking | None = Field(None, description="The second reader, another person.")
    superseded_by: Id | None = Field(None, description="The record that replaces this one.")
    why: Text | None = Field(None, description="Why it was withdrawn.")
    interests: Text = Field(description="Conflicts of interest of the curators.")
    history: list[Change] = Field([], description="Later changes.")
    missing: list[Text] = Field([], description="What is known to be missing.")

    @model_validator(mode="after")
    def _honest(self) -> "Curation":
        if self.checked and self.checked.by == self.extracted.by:
            message = f"`{self.extracted.by}` checked their own extraction"
            raise wrong("same-reader", message, "another person as second reader")
        needs = {"verified": "checked", "withdrawn": "why", "superseded": "superseded_by"}
        needed = needs.get(self.status)
        if needed and not getattr(self, needed):
            key = needed.replace("_", "-")
            raise wrong("missing-key", f"status {self.status} without {key}", f"{key}: ...")
        return self
