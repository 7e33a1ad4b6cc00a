"""What a record says once everything inherited is written out: the contract with the database.

Nothing here knows how a record is laid out. A fact is complete in itself: its value, who is
counted, what is measured, when, by which statistic, from which place of which source.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from schema.cells import Comparison, Result
from schema.study.groups import Step

Basis = Literal["reported", "derived", "digitised"]
Section = Literal["flow", "baseline", "outcomes", "safety"]
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place, taken apart: source id, the part that was read, and the spot inside it."""

    source: str
    part: str
    spot: str = ""

    @classmethod
    @lru_cache(maxsize=1024)
    def parse(cls, text: str) -> "PlaceRef":
        """Take `source > part > spot` apart."""
        source, _, rest = text.partition(" > ")
        part, _, spot = rest.partition(" > ")
        return cls(source, part, spot)


@dataclass(frozen=True, slots=True)
class Time:
    """A time point as printed, such as `5` and `y`; `unstated` has neither."""

    text: str
    number: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is measured, as the source defines it: a block of outcomes or a row of a table."""

    address: str
    section: Section
    block: str
    measure: str
    label: str
    role: str
    definition: str
    window: str
    mrd_threshold: str
    mrd_method: str
    mrd_when: str
    competing: str
    censored: str
    responders: str
    scale: str
    rest: str
    note: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Everything that gives a value its meaning, resolved. Empty texts say: not stated."""

    endpoint: str
    measure: str
    label: str
    statistic: str
    category: str
    time: Time | None
    milestone: str
    origin: str
    cut: str
    set: str
    counted: str
    per: str
    grade: str
    during: str
    method: str
    post_baseline: bool
    before_treatment: bool
    note: str
    inferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """The same fact in another place: it agrees, or it differs and does not stand."""

    place: PlaceRef
    value: Result | Comparison
    agrees: bool
    why: str


@dataclass(frozen=True, slots=True)
class Denominator:
    """How many are counted, and where the number comes from."""

    n: int | None
    named_by: Literal["cell", "set", "group", ""]


@dataclass(frozen=True, slots=True)
class EstimateFact:
    """A result in one group."""

    address: str
    loc: Loc
    section: Section
    basis: Basis
    by: str
    group: str
    meaning: Meaning
    value: Result
    denominator: Denominator
    level: str
    sides: str
    place: PlaceRef
    others: tuple[Other, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class ComparisonFact:
    """A comparison of groups; the last of two groups is the reference."""

    address: str
    loc: Loc
    section: Section
    basis: Basis
    by: str
    groups: tuple[str, ...]
    rate: str
    splits: tuple[str, ...]
    within: str
    factor: str
    meaning: Meaning
    value: Comparison
    level: str
    sides: str
    p_sides: str
    test: str
    adjusted_for: tuple[str, ...]
    stratified_by: tuple[str, ...]
    margin: str
    verdict: str
    place: PlaceRef
    others: tuple[Other, ...]
    printed: str


Fact = EstimateFact | ComparisonFact


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A group with its place in the tree.

    `treatments` are the steps of the group itself or of its nearest ancestor that has any.
    `post_baseline` is inherited from parents: such a group invites immortal-time bias.
    """

    id: str
    label: str
    n: int | None
    n_derived: int | None
    why: str
    kind: str
    parent: str
    split: str
    by: str
    post_baseline: bool
    counted: str
    set: str
    cross: tuple[str, ...]
    without: tuple[str, ...]
    cells: int | None
    steps: tuple[Step, ...]
    steps_of: str
    matched_to: str
    matched_by: str
    matched_on: tuple[str, ...]
    place: PlaceRef
    note: str

    @property
    def size(self) -> int | None:
        """The printed size, or else the derived one."""
        return self.n if self.n is not None else self.n_derived


@dataclass(frozen=True, slots=True)
class SplitFact:
    """A partition of one group into disjoint parts; `rest` are in none (None: nobody knows)."""

    id: str
    of: str
    parts: tuple[str, ...]
    by: str
    post_baseline: bool
    rest: int | None
    why: str
    set: str
    inferred: tuple[str, ...]
    place: PlaceRef
