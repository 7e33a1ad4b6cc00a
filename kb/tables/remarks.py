"""What people found odd, excused, judged and did."""

from sqlalchemy import CheckConstraint

from kb.tables.base import OfStudy, never_negative, one_of, rules
from kb.tables.columns import string, whole

STATUSES = ("draft", "extracted", "verified", "withdrawn", "superseded")


class Oddity(OfStudy, table=True):
    """One thing that is odd in a source and kept as printed."""

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    address: str = string("What it is about: a fact, or sources/hub, groups/all ...")
    says: str = string("What is odd, in the curators' words.")


class Waiver(OfStudy, table=True):
    """One finding of a check that is the source's own and stays."""

    check_id: str = string("The check.", key=True)
    address: str = string("What it is about: a fact, or sources/hub, groups/all ...", key=True)
    position: int = whole("Its place in the record.")
    printed: str = string("The cell, or the text elsewhere, that is excused.")
    why: str = string("Why it stays.")
    decided_by: str = string("Who decided.")
    date: str = string("When.")


class Appraisal(OfStudy, table=True):
    """The risk of bias of a study, judged with a named tool."""

    tool: str = string("The tool.", to="term.bias_tool")
    judged_by: str = string("Who judged.")
    date: str = string("When.")


class AppraisalDomain(OfStudy, table=True):
    """The judgment of one domain of the tool."""

    position: int = whole("Its place in the appraisal.", key=True)
    domain: str = string("The domain.")
    judgment: str = string("The judgment in the words of the tool.")
    why: str = string("The reason.")


class Curation(OfStudy, table=True):
    """The state of the record of one study: who read, who checked."""

    __table_args__ = rules(
        one_of("status", *STATUSES),
        CheckConstraint("status <> 'verified' OR checked_by IS NOT NULL", name="checker_given"),
        CheckConstraint("checked_by <> extracted_by", name="two_readers"),
        *never_negative("figures", "corrected", "unseen"),
    )

    status: str = string("draft, extracted, verified, withdrawn or superseded.")
    extracted_by: str = string("The first reader.")
    extracted_date: str = string("When, or: not recorded.")
    checked_by: str | None = string("The second reader, another person.")
    checked_date: str | None = string("When, or: not recorded.")
    figures: int | None = whole("How many figures the second reader checked.")
    corrected: int | None = whole("How many were wrong and are corrected.")
    unseen: int | None = whole("How many could not be seen again.")
    superseded_by: str | None = string("Id of the record that replaces this one.")
    why: str | None = string("Why it was withdrawn.")
    interests: str = string("Conflicts of interest of the curators.")


class CurationChange(OfStudy, table=True):
    """One entry of the history of a record."""

    position: int = whole("Its place in the history.", key=True)
    date: str = string("When.")
    changed_by: str = string("Who.")
    what: str = string("What was changed.")


class CurationMissing(OfStudy, table=True):
    """One thing that is known to be missing from a record."""

    position: int = whole("Its place in the list.", key=True)
    missing: str = string("What is missing.")
