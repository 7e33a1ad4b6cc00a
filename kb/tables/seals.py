"""What second readers verified, number by number, and whether it still means the same."""

from sqlalchemy import CheckConstraint

from kb.tables.base import OfStudy, inside, one_of, rules
from kb.tables.columns import string, whole

STATES = ("holds", "changed", "gone")
DIFFERENCES = (
    "different value",
    "different decimals",
    "different unit",
    "missing part",
    "unreadable",
)


class Seal(OfStudy, table=True):
    """One number, or the few numbers of one cell, that a second reader verified in the source."""

    __table_args__ = rules(one_of("state", *STATES), one_of("difference", *DIFFERENCES))

    address: str = string(
        "Address of the fact, groups/... or sets/... for a size; .../also/... and .../but/... for "
        "what another place prints.",
        key=True,
    )
    state: str = string(
        "holds: verified as it stands; changed: it means something else since; gone: nothing "
        "stands there any more."
    )
    verified_by: str = string("The second reader.")
    verified_date: str = string("When.")
    difference: str | None = string(
        "How the first blind reading differed from the record, if it did: different value ..."
    )
    digest: str = string("The first 16 digits of the SHA-256 over the meaning.")
    means: str = string("The meaning that was verified, one facet to a line.")


class SealChange(OfStudy, table=True):
    """One facet of a meaning that changed after a second reader had verified it."""

    __table_args__ = rules(
        inside("seal", "address", target_columns=("address",)),
        CheckConstraint("was IS NOT NULL OR now IS NOT NULL", name="said"),
    )

    address: str = string("Address of the seal.", key=True)
    position: int = whole("Its place in the meaning.", key=True)
    facet: str = string("What changed: value, group, n, measure ...")
    was: str | None = string("The text that was verified; empty: not said then.")
    now: str | None = string("The text as it stands; empty: not said any more.")
