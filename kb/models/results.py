"""Rows about results: what a study reports about a group, or about groups compared.

Of every number there are, as far as they apply: the text as printed (`16.0`), the exact decimal,
a float in the unit as printed, and a float in the canonical unit, in which values of different
studies can be compared (times: months; proportions: per cent). `None` says: not stated.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Basis = Literal["reported", "derived", "digitised"]
MOST_PATIENTS = 999_999_999  # nobody means to ask for more
Section = Literal["flow", "baseline", "outcomes", "safety"]


@dataclass(frozen=True, slots=True)
class Spread:
    """What stands in parentheses beside the confidence interval of an estimate.

    Attributes:
        text: as it is written: `IQR 25.1 to 62.6`, `SD 3.4`.
        kind: `IQR`, `range`, `percentiles`, `SD`, `SE`, `+/-`, `unnamed`; `CI` for a second
            interval.
        level: of a second interval, such as `97.5%`; of percentiles, such as `P10-P90`.
        low, high: the bounds, in the unit of the estimate.
        low_word, high_word: instead of a bound: `not reached`, `not estimable`, `none`.
        value: of `SD`, `SE` and `+/-`: the number.
    """

    text: str
    kind: str
    level: str | None
    low_text: str | None
    low: float | None
    low_word: str | None
    high_text: str | None
    high: float | None
    high_word: str | None
    value_text: str | None
    value: float | None


@dataclass(frozen=True, slots=True)
class OtherReport:
    """What another place prints for the same fact.

    Attributes:
        text: the cell as written.
        place: `source > part > spot`.
        source: id of the source.
        source_kind: such as `primary`.
        url: address of the part that was read, if it was kept.
        agrees: whether it agrees with, or adds a part to, what stands.
        why: if it differs: why the other value stands.
        verified, verified_by, verified_date, broken: of the cell as it stands there, as in Outcome.
    """

    text: str
    place: str
    source: str
    source_kind: str
    url: str | None
    agrees: bool
    why: str | None
    verified: bool
    verified_by: str | None
    verified_date: str | None
    broken: bool


@dataclass(frozen=True, slots=True)
class _Fact:
    """What estimates and comparisons have in common; see Outcome."""

    study: str
    year: int | None
    address: str
    section: Section
    basis: Basis
    how: str | None
    endpoint: str
    measure: str
    measure_name: str
    label: str | None
    role: str | None
    statistic: str | None
    category: str | None
    milestone: str | None
    time: str | None
    months: float | None
    origin: str | None
    cut: str | None
    analysis_set: str | None
    counted: str | None
    per: str
    grade: str | None
    during: str | None
    method: str | None
    post_baseline: bool
    before_treatment: bool
    note: str | None
    inferred: tuple[str, ...]
    place: str
    source: str
    source_kind: str
    url: str | None
    others: tuple[OtherReport, ...]
    secondary_only: bool
    status: str
    verified: bool
    verified_by: str | None
    verified_date: str | None
    broken: bool
    retracted: bool
    text: str
    printed: str | None
    word: str | None
    operator: str | None
    value_text: str | None
    value_decimal: Decimal | None
    value: float | None
    unit: str | None
    value_canonical: float | None
    canonical_unit: str | None
    upto_text: str | None
    upto: float | None
    low_text: str | None
    low_decimal: Decimal | None
    low: float | None
    low_canonical: float | None
    low_unit: str | None
    low_operator: str | None
    low_word: str | None
    high_text: str | None
    high_decimal: Decimal | None
    high: float | None
    high_canonical: float | None
    high_unit: str | None
    high_operator: str | None
    high_word: str | None
    level: str | None
    sides: str | None
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Outcome(_Fact):
    """One result in one group: one cell of a record, with everything that gives it its meaning.

    Attributes:
        study: id of the study.
        year: year of its first report.
        address: name of the fact inside the study, for ever: `outcomes/efs/at 1 y/bi`.
        section: `flow`, `baseline`, `outcomes` or `safety`.
        basis: `reported` (printed), `derived` (computed from printed values) or `digitised`
            (read off a curve); one result holds only one of them.
        how: the formula of a derived value, the tool of a digitised one.
        endpoint: address of the endpoint or table row, with its definition.
        measure, measure_name: term of the vocabulary `measures`, and its name.
        label: what the study or the record calls it.
        role: `primary`, `secondary`, `post hoc` and so on.
        statistic: term of the vocabulary `statistics`: `share`, `probability`, `median` ...
        category: of a variable with disjoint categories: which one.
        milestone: a time point in words, such as `end of cycle 9`.
        time, months: time point as printed (`1 y`; `unstated`), and in months.
        origin: from when time is counted, such as `randomisation`.
        cut: id of the data cut.
        analysis_set: id of the analysis set.
        counted: who is in the denominator: term of the vocabulary `denominators`.
        per: what is counted: `patient`, or `cycle`, `sample`, `event`, `patient-year`.
        grade: of adverse events: `any`, `3+`, `5` ...
        during: the step of treatment, such as `step-2`.
        method: how a probability at a time was estimated; term of the vocabulary `methods`.
        post_baseline: the group is defined by something after the time origin: comparing its
            survival invites immortal-time bias.
        before_treatment: measured before the treatment that is studied or compared, so that it is
            no effect of it.
        note: a remark of the curators.
        inferred: what the source does not print and the curators concluded.
        place: where it is printed: `source > part > spot`.
        source, source_kind, url: the source, its kind, and the address of the part, if kept.
        others: what other places print for the same fact.
        secondary_only: no source that prints it is closer to the data than `secondary`.
        status: curation status of the record: `draft`, `extracted`, `verified`, `withdrawn`,
            `superseded`.
        verified: a second reader has verified the numbers of this very cell in the source, and
            nothing that gives them their meaning has changed since; `status` is the record's.
        verified_by, verified_date: who did, and when; None where not verified.
        broken: a second reader verified what stood here before; it has changed since and is not
            verified any more. `KnowledgeBase.seals` says what changed.
        retracted: a source of the study has been retracted.
        text: the cell as copied: `16.0% (6.5 to 35.2)`.
        printed: the notation of the source, where it was changed.
        word: instead of a value: `not reached`, `not estimable`, `not reported`,
            `not applicable`, `blank`.
        operator: before the value: `<`, `>`, `~`.
        value_text, value_decimal, value, unit: the value as printed, exact, as float, its unit.
        value_canonical, canonical_unit: the value in the canonical unit, and that unit.
        upto_text, upto: the upper end where a span is printed instead of one value.
        low_..., high_...: the confidence interval; `_unit` is its own, since a value that is a
            word has none; `_word` instead of a bound that is `not reached`, `not estimable` or
            `none`.
        level, sides: of the interval: `95%` or `unstated`; `one-sided`, `two-sided`.
        spreads: IQR, range, SD, SE and the like, and further intervals.
        group, group_label: id and label of the group.
        treatments: terms of the vocabulary `treatments` that the group was given.
        count: number of patients (or of what `per` says) with the outcome.
        denominator: printed beside the count.
        of_n: how many the value rests on, where printed without a count.
        events, events_of: events by the end of follow-up, and of how many.
        n: the denominator that applies, printed in the cell, the analysis set or the group.
        n_derived: the same, where the size of the group is not printed but worked out.
        n_from: `cell`, `set` or `group`.
    """

    group: str
    group_label: str
    treatments: tuple[str, ...]
    count: int | None
    denominator: int | None
    of_n: int | None
    events: int | None
    events_of: int | None
    n: int | None
    n_derived: int | None
    n_from: str | None


@dataclass(frozen=True, slots=True)
class ComparisonRow(_Fact):
    """One comparison: groups against each other, against a fixed rate, or an interaction.

    Fields not listed here are those of Outcome; value and interval are those of the effect.

    Attributes:
        groups: ids of the groups compared, in order.
        group_labels: their labels.
        reference: id of the reference: the last of two groups.
        splits: ids of the splits whose interaction is tested, or by which the effect varies.
        rate_text, rate, rate_word: the fixed rate of a one-sample test, in per cent; `unstated`
            where the source tests against a rate and does not name it.
        within: id of the group inside which a factor is associated with the outcome.
        factor: that factor.
        randomised: a randomised comparison: the groups are arms of one randomisation.
        subgroup_of: of a subgroup of a randomised comparison: ids of the arms that the groups are
            subgroups of, in order. The subgroups are cut out of the arms by the same
            characteristics, all known at baseline. Empty, and `randomised` false: not a randomised
            comparison.
        external: a group is, or is a part of, an external or historical control: never a
            randomised comparison.
        effect: term of the vocabulary `effects`: `HR`, `OR`, `RD` ...
        verbal: the result in words: `not significant`, `lower` ...
        p_operator, p_text, p_decimal, p: the p-value: `=`, `<`, `<=` or `>`, and its number.
        p_sides: `one-sided`, `two-sided` or `unstated`.
        test: term of the vocabulary `tests`, or `unstated`.
        adjusted_for, stratified_by: what the analysis takes into account.
        margin, verdict: of a non-inferiority comparison.
    """

    groups: tuple[str, ...]
    group_labels: tuple[str, ...]
    reference: str | None
    splits: tuple[str, ...]
    rate_text: str | None
    rate: float | None
    rate_word: str | None
    within: str | None
    factor: str | None
    randomised: bool
    subgroup_of: tuple[str, ...]
    external: bool
    effect: str | None
    verbal: str | None
    p_operator: str | None
    p_text: str | None
    p_decimal: Decimal | None
    p: float | None
    p_sides: str | None
    test: str | None
    adjusted_for: tuple[str, ...]
    stratified_by: tuple[str, ...]
    margin: str | None
    verdict: str | None


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One printed number.

    Attributes:
        study, address: the fact it belongs to; `groups/<id>` and `sets/<id>/<group>` for sizes.
        part: `value`, `upto`, `low`, `high`, `count`, `denominator`, `of`, `events`,
            `events_of`, `p`, `rate`, `n`; with the kind before it for what stands in
            parentheses: `IQR low`.
        report: 0 for what stands, 1 and more for what other places print.
        place: where it is printed.
        text, decimal, value: as printed, exact, as float.
        operator: before it: `<`, `>`, `~`; of a p-value also `=` and `<=`.
        unit: as printed.
        canonical, canonical_unit: in the canonical unit.
        verified, verified_by, verified_date, broken: as in Outcome.
    """

    study: str
    address: str
    part: str
    report: int
    place: str | None
    text: str
    decimal: Decimal
    value: float
    operator: str | None
    unit: str | None
    canonical: float | None
    canonical_unit: str | None
    verified: bool
    verified_by: str | None
    verified_date: str | None
    broken: bool
