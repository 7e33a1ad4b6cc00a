"""Who is counted: the tree of groups, the splits that draw it, analysis sets, treatments."""

from sqlalchemy import CheckConstraint, Index

from kb.tables.base import OfStudy, flags, inside, never_negative, one_of, rules
from kb.tables.columns import flag, string, whole


class StudyGroup(OfStudy, table=True):
    """One group of patients: a cohort, an arm, a subgroup."""

    __table_args__ = rules(
        inside("study_group", "parent"),
        inside("study_group", "steps_of"),
        inside("study_group", "matched_to"),
        inside("analysis_set", "analysis_set"),
        inside("place", "place"),
        one_of("kind", "cohort", "set", "cell", "external", "pool", "units"),
        CheckConstraint("parent <> id", name="own_parent"),
        *flags("post_baseline"),
        *never_negative("n", "n_derived", "cells"),
    )

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    label: str = string("What to call it on a page.")
    n: int | None = whole("Its size as printed.")
    n_derived: int | None = whole("Its size where it is not printed but worked out.")
    why: str | None = string("How the derived size was worked out.")
    kind: str | None = string("What it is, where neither a split nor a parent places it.")
    parent: str | None = string("Id of the group of which it is a part or subgroup.")
    divided_by: str | None = string("What decides membership.")
    post_baseline: bool = flag("Whether membership is known only after the time origin.")
    counted: str | None = string("Who is counted.", to="term.denominator")
    analysis_set: str | None = string("Id of the analysis set in which it lives.")
    cells: int | None = whole("How many cells of a factorial design it pools.")
    steps_of: str | None = string("Id of the group that states its treatment: itself, an ancestor.")
    matched_to: str | None = string("Id of the group it was made comparable to.")
    matched_by: str | None = string("How it was made comparable.", to="term.matching")
    place: str = string("Where its size is printed.")
    note: str | None = string("A remark.")


class GroupCross(OfStudy, table=True):
    """One group that goes into an intersection of groups, or is taken out of it."""

    __table_args__ = rules(
        inside("study_group", "group_id"),
        inside("study_group", "other"),
        one_of("kind", "cross", "except"),
    )

    group_id: str = string("Id of the intersection.", key=True)
    kind: str = string("cross: goes into it; except: is taken out of it.", key=True)
    position: int = whole("Its place in the list.", key=True)
    other: str = string("Id of the other group.")


class GroupMatchedOn(OfStudy, table=True):
    """One thing on which a matched group was balanced."""

    __table_args__ = rules(inside("study_group", "group_id"))

    group_id: str = string("Id of the matched group.", key=True)
    position: int = whole("Its place in the list.", key=True)
    matched_on: str = string("What was balanced.")


class Step(OfStudy, table=True):
    """One step of the treatment that a group states itself."""

    __table_args__ = rules(inside("study_group", "group_id"))

    group_id: str = string("Id of the group.", key=True)
    position: int = whole("The number of the step, from 1.", key=True)
    give: str = string("The treatment as written: a + b together, a or b alternatives.")
    dose: str | None = string("Dose and schedule as printed.")
    line: str | None = string("The line of therapy.")
    intent: str | None = string("Why it was given.")
    cycles: str | None = string("The number of cycles as printed.")
    taken: str | None = string("How many of the group got it, such as 12/29.")


class StepTreatment(OfStudy, table=True):
    """One treatment of a step: combined with those of the same option, alternative to others."""

    __table_args__ = rules(
        inside("step", "group_id", "step", target_columns=("group_id", "position"))
    )

    group_id: str = string("Id of the group.", key=True)
    step: int = whole("The number of the step.", key=True)
    option: int = whole("The number of the alternative, from 1.", key=True)
    position: int = whole("Its place in the combination.", key=True)
    treatment: str = string("The treatment.", to="term.treatment")


class GroupTreatment(OfStudy, table=True):
    """One treatment that a group was given, in whatever step, stated for it or an ancestor."""

    __table_args__ = rules(
        inside("study_group", "group_id"),
        Index("ix_group_treatment_treatment", "treatment"),
        *flags("inherited"),
    )

    group_id: str = string("Id of the group.", key=True)
    treatment: str = string("The treatment.", key=True, to="term.treatment")
    position: int = whole("Its place among the treatments of the group.")
    inherited: bool = flag("Whether an ancestor states it.")


class Split(OfStudy, table=True):
    """One partition, drawn through one group or through several alike."""

    __table_args__ = rules(
        inside("analysis_set", "analysis_set"), inside("place", "place"), *flags("post_baseline")
    )

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    divided_by: str = string("randomisation, or what decides membership.")
    post_baseline: bool = flag("Whether membership is known only after the time origin.")
    analysis_set: str | None = string("Id of the analysis set that is split.")
    why: str | None = string("Who those in no part are.")
    place: str = string("Where the parts are printed.")


class SplitInferred(OfStudy, table=True):
    """One thing about a split that the source does not say and the curators concluded."""

    __table_args__ = rules(inside("split", "split"))

    split: str = string("Id of the split.", key=True)
    position: int = whole("Its place in the list.", key=True)
    inferred: str = string("What was concluded.")


class SplitParent(OfStudy, table=True):
    """One group that a split divides."""

    __table_args__ = rules(
        inside("split", "split"), inside("study_group", "parent"), *never_negative("rest")
    )

    id: str = string("The id: of the split, with the group where there are several.", key=True)
    position: int = whole("Its place in the record.")
    split: str = string("Id of the split.")
    parent: str = string("Id of the group that is divided.")
    rest: int | None = whole("How many of the group are in no part; empty: nobody knows.")


class SplitPart(OfStudy, table=True):
    """One part into which a split divides a group; parts are disjoint."""

    __table_args__ = rules(inside("split_parent", "split_parent"), inside("study_group", "part"))

    split_parent: str = string("Id of the divided group's split parent.", key=True)
    position: int = whole("Its place among the parts.", key=True)
    part: str = string("Id of the group that is the part.")


class AnalysisSet(OfStudy, table=True):
    """One analysis set that cuts across groups, such as the safety set."""

    __table_args__ = rules(inside("place", "place"), *flags("is_primary"))

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    label: str = string("What to call it on a page.")
    counted: str | None = string("Who is counted.", to="term.denominator")
    is_primary: bool = flag("Whether it is the set of the primary analysis.")
    place: str = string("Where its sizes are printed.")


class AnalysisSetSize(OfStudy, table=True):
    """The size of one group inside an analysis set."""

    __table_args__ = rules(
        inside("analysis_set", "analysis_set"),
        inside("study_group", "group_id"),
        *never_negative("n"),
    )

    analysis_set: str = string("Id of the set.", key=True)
    group_id: str = string("Id of the group.", key=True)
    position: int = whole("Its place in the record.")
    n: int = whole("How many of the group are in the set, as printed.")
