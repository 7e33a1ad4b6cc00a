"""Rows about who is counted in a study."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a treatment.

    Attributes:
        give: as written: `a + b` together, `a or b` alternatives.
        options: the alternatives, each the terms given together.
        dose, line, intent, cycles: as printed.
        taken: how many of the group got it, such as `12/29`.
    """

    give: str
    options: tuple[tuple[str, ...], ...]
    dose: str | None
    line: str | None
    intent: str | None
    cycles: str | None
    taken: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of patients.

    Attributes:
        n: printed size.
        n_derived, why: size worked out, and how.
        kind: `cohort`, `set`, `cell`, `external`, `pool` or `units` (cycles or
            samples, not patients), where it stands outside splits.
        parent: id of the group of which it is a part or subgroup.
        split: id of the split that draws it; see Split.
        divided_by: what decides membership.
        post_baseline: membership is known only after the time origin.
        counted: who is counted; term of the vocabulary `denominators`.
        analysis_set: the set in which it lives.
        cross, without: intersection of these groups, minus those.
        cells: how many cells of a factorial design it pools.
        steps: its treatment; `steps_of` is the group that states it (itself or an ancestor).
        treatments: all terms of the steps.
        matched_to, matched_by, matched_on: of matched and weighted groups.
        verified: a second reader has verified the printed size, or that none is printed.
        verified_by, verified_date: who did, and when; None where not verified.
        broken: a second reader verified what stood here before, and it has changed since.
    """

    id: str
    label: str
    n: int | None
    n_derived: int | None
    why: str | None
    kind: str | None
    parent: str | None
    split: str | None
    divided_by: str | None
    post_baseline: bool
    counted: str | None
    analysis_set: str | None
    cross: tuple[str, ...]
    without: tuple[str, ...]
    cells: int | None
    steps: tuple[Step, ...]
    steps_of: str | None
    treatments: tuple[str, ...]
    matched_to: str | None
    matched_by: str | None
    matched_on: tuple[str, ...]
    place: str
    note: str | None
    verified: bool
    verified_by: str | None
    verified_date: str | None
    broken: bool


@dataclass(frozen=True, slots=True)
class Split:
    """A partition of one group into disjoint parts.

    Attributes:
        id: of the partition of this parent.
        split: name of the split in the record; one split may go through several parents.
        rest: how many of the parent are in no part, None when nobody knows; `why` says who.
        place: where the parts are printed.
    """

    id: str
    split: str
    parent: str
    parts: tuple[str, ...]
    divided_by: str
    post_baseline: bool
    rest: int | None
    why: str | None
    analysis_set: str | None
    place: str
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnalysisSet:
    """A set that cuts across groups; `sizes` pairs the id of a group with its size in the set.

    Attributes:
        place: where the sizes are printed.
        verified: ids of the groups whose size in the set a second reader has verified.
        broken: ids of those whose size was verified and has changed since.
    """

    id: str
    label: str
    counted: str | None
    is_primary: bool
    place: str
    sizes: tuple[tuple[str, int], ...]
    verified: tuple[str, ...]
    broken: tuple[str, ...]
