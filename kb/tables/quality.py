"""What the checks said of every record: tallies, findings, protection of each number."""

from sqlalchemy import ForeignKeyConstraint

from kb.tables.base import Base, OfStudy, flags, never_negative, one_of, rules
from kb.tables.columns import flag, string, whole

STATES = ("passed", "violated", "waived", "not applicable")
SEVERITIES = ("error", "warning", "info")


class QualityCheck(Base, table=True):
    """One check of the catalogue."""

    __table_args__ = rules(one_of("severity", *SEVERITIES), *flags("alone"))

    id: str = string("The id, for ever.", key=True)
    position: int = whole("Its place in the catalogue.")
    title: str = string("What it is about.")
    statement: str = string("What must hold.")
    why: str = string("Why it matters.")
    severity: str = string("The gravest it gives: error, warning or info.")
    passes: str = string("An example that passes.")
    fails: str = string("An example that fails.")
    fix: str = string("What to do about a finding.")
    method: str = string("The published method, if there is one.")
    alone: bool = flag("Whether it looks at one number at a time, and protects none.")


class CheckTally(OfStudy, table=True):
    """How often one check gave one answer on one study."""

    __table_args__ = rules(one_of("state", *STATES), *never_negative("answers"))

    check_id: str = string("The check.", key=True, to="quality_check.id")
    state: str = string("passed, violated, waived or not applicable.", key=True)
    answers: int = whole("How many places got this answer.")


class Finding(OfStudy, table=True):
    """One thing a check found, waived or not."""

    __table_args__ = rules(one_of("state", *STATES), one_of("severity", *SEVERITIES))

    position: int = whole("Its place among the findings of the study.", key=True)
    check_id: str = string("The check.", to="quality_check.id")
    state: str = string("violated or waived.")
    severity: str = string("error, warning or info.")
    says: str = string("What is wrong.")


def _of_finding() -> ForeignKeyConstraint:
    there = ["finding.study", "finding.position"]
    return ForeignKeyConstraint(["study", "finding_position"], there)


class FindingNumber(OfStudy, table=True):
    """One of the numbers that cannot all be true."""

    __table_args__ = rules(_of_finding())

    finding_position: int = whole("The finding.", key=True)
    position: int = whole("Its place in the finding.", key=True)
    address: str = string("Address of the fact, or groups/... for a size.")
    part: str = string("Which number of it: value, low, count, n ...")


class FindingChange(OfStudy, table=True):
    """One single change that would make the numbers consistent."""

    __table_args__ = rules(_of_finding())

    finding_position: int = whole("The finding.", key=True)
    position: int = whole("The most likely first.", key=True)
    change: str = string("The change, in words.")


class NumberProtection(OfStudy, table=True):
    """In how many tested relations one printed number took part."""

    __table_args__ = rules(*never_negative("relations"))

    address: str = string("Address of the fact, or groups/... for a size.", key=True)
    part: str = string("Which number of it: value, low, count, n ...", key=True)
    relations: int = whole("How many relations; 0 means that only a second reader protects it.")
