"""What the columns of the tables hold: type, unit and meaning, said once for all descriptions.

Meanings come from the dictionary in the database, the same as of the views there; here stand only
those of columns that no view has: lists, and what is counted over rows.
"""

from dataclasses import dataclass

from kb.base import KnowledgeBase
from kb.columns import Kind

_ASK = "SELECT table_name, column_name, about FROM dictionary ORDER BY rowid"

# By table and column, or by column for all tables.
_ABOUT = {
    "address": "Address of the fact inside the study.",
    "adjusted_for": "What the analysis is adjusted for.",
    "agent_class": "Of agents: what it is.",
    "authors": "The authors as far as they were seen, in order.",
    "broader": "Terms under which this one is also found.",
    "broken": "Whether what was verified here has changed since and is not verified again.",
    "by": "Who.",
    "canonical": "Of units: the canonical unit.",
    "seals.changes": "What changed since it was verified.",
    "changes": "Single changes that would make the numbers consistent, the most likely first.",
    "check": "Id of the check.",
    "codes": "The term in terminologies, as CURIEs.",
    "components": "Of what it is composed.",
    "countries": "Countries as the sources name them.",
    "cross": "Ids of the groups whose intersection it is.",
    "curve": "Id of the curve.",
    "designs": "Properties of the design.",
    "direction": "Of measures: higher-better, lower-better or neither.",
    "diseases": "Diseases to which the study is confined.",
    "external": "Whether a group is of an external control: never a randomised comparison.",
    "factor": "Of units: the exact factor to the canonical unit.",
    "facts": "How many results and comparisons have their place in it.",
    "follow_up": "Group and its follow-up as printed.",
    "group": "Id of the group.",
    "group_labels": "What to call the groups, in order.",
    "groups": "Ids of the groups compared, in order.",
    "inferred": "What the source does not print and the curators concluded.",
    "kind": "Of measures and treatments: such as survival, agent.",
    "matched_on": "On what it was matched.",
    "measure_name": "The name of the measure.",
    "narrower": "Terms that are found under this one.",
    "not_applicable": "How many places the check could not say anything about.",
    "notices": "Retractions, corrections and expressions of concern.",
    "null_value": "Of effects: the value of no effect.",
    "numbers": "The smallest set of numbers that cannot all be true, as address.part.",
    "options": "The alternatives, each the treatments given together.",
    "others": "What other places print for the same fact; one row each in other_reports.",
    "parent": "Id of the group that is divided.",
    "parts": "Ids of the groups it is divided into.",
    "passed": "How many places passed.",
    "position": "The place in the list.",
    "randomised": "Whether the groups are arms of one randomisation.",
    "subgroup_of": "Ids of the randomised arms that the groups are subgroups of, by baseline cuts.",
    "reference": "Id of the group the effect is relative to: the last of two.",
    "registrations": "Registry numbers.",
    "rest": "How many of the parent are in no part; empty: nobody knows.",
    "scale": "Of effects: log or linear.",
    "settings": "States of disease and lines of therapy.",
    "sizes": "Group and its size in the set.",
    "source": "Id of the source.",
    "source_kind": "How close that source is to the data.",
    "split": "Name of the split in the record.",
    "splits": "Ids of the splits whose interaction is tested, or by which the effect varies.",
    "spreads": "IQR, range, SD and further intervals; one row each in spreads.",
    "steps": "Steps of treatment; one row each in steps.",
    "stratified_by": "What the analysis is stratified by.",
    "studies": "How many studies use it, narrower terms not included.",
    "synonyms": "Other names, brand names included.",
    "targets": "Of agents: what it is aimed at.",
    "title": "What the check is about.",
    "treatments": "Treatments given, as terms.",
    "url": "The address of the part of the source, if it was kept.",
    "verified": "Whether a second reader has verified it, and it means the same since.",
    "verified_by": "The second reader.",
    "verified_date": "When it was verified.",
    "violated": "How many places violate it.",
    "waived": "How many violations are the source's own and stay.",
    "within": "Of measures: who is counted here is counted there.",
    "without": "Ids of the groups that are taken out of it.",
    "groups.split": "Id of the split that draws it.",
    "sources.parts": "What was read: the part and its address.",
    "studies.notices": "Kinds of notices about its sources: retraction, correction, concern.",
    "studies.numbers": "How many numbers are printed in it, sizes included.",
    "studies.numbers_verified": "How many of them a second reader has verified one by one.",
    "sets.broken": "Ids of those whose size was verified and has changed since.",
    "sets.verified": "Ids of the groups whose size in the set a second reader has verified.",
    "terms.unit": "Of measures: what is noted of one patient.",
    "outcomes.verified_date": "When it was verified.",
    "comparisons.verified_date": "When it was verified.",
    "outcomes.measure": "What is measured: a term of measures.",
    "comparisons.measure": "What is measured: a term of measures.",
    "steps.taken": "How many of the group got it, such as 12/29.",
}

_PATIENTS = "patients, or what per says"
_OF_VALUE = "see unit"
_CANONICAL = "see canonical_unit"
# Units of columns that hold numbers; a column of another name has none.
_UNITS = {
    "months": "months",
    "minimum_age": "years",
    "maximum_age": "years",
    "rate": "%",
    "value": _OF_VALUE,
    "upto": _OF_VALUE,
    "low": "see low_unit",
    "high": "see high_unit",
    "value_canonical": _CANONICAL,
    "low_canonical": _CANONICAL,
    "high_canonical": _CANONICAL,
    "canonical": _CANONICAL,
    **dict.fromkeys(("n", "n_derived"), _PATIENTS),
    **dict.fromkeys(("count", "denominator", "of_n"), _PATIENTS),
    **dict.fromkeys(("events", "events_of"), "events"),
    "studies.n": "patients",
    "studies.n_derived": "patients",
    "groups.n": "patients, or what kind says",
    "groups.n_derived": "patients, or what kind says",
    "splits.rest": "patients",
    "numbers_at_risk.n": "patients",
    "curve_points.value": "as the axis of the curve",
    **{f"spreads.{name}": "unit of the estimate" for name in ("low", "high", "value")},
}


@dataclass(frozen=True, slots=True)
class ColumnText:
    """A column as every description names it.

    Attributes:
        kind: text, whole, real, flag or list; None may stand in any but those of the key.
        unit: of numbers: the unit, or where it stands.
    """

    name: str
    kind: Kind
    about: str
    unit: str | None


class Meanings:
    """Looks up what columns mean."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._known: dict[tuple[str, str], str] = {
            (str(row["table_name"]), str(row["column_name"])): str(row["about"])
            for row in base.sql(_ASK)
        }

    def column(self, table: str, view: str, name: str, kind: Kind) -> ColumnText:
        """Return a column of a table; `view` is its counterpart in the database.

        Raises:
            KeyError: nothing says what the column means.
        """
        own = f"{table.removesuffix('_derived').removesuffix('_digitised')}.{name}"
        about = _ABOUT.get(own) or self._known.get((view, name)) or _ABOUT[name]
        unit = _UNITS.get(own, _UNITS.get(name)) if kind in ("whole", "real") else None
        return ColumnText(name, kind, about, unit)
