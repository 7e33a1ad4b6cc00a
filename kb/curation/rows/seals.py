"""The rows of what second readers verified."""

from collections.abc import Iterator, Mapping, Sequence

from kb.curation.rows.common import Columns, Row
from schema.seals import Broken, Seal


def seal_rows(study: str, seals: Mapping[str, Seal], broken: Sequence[Broken]) -> Iterator[Row]:
    """Yield every seal of a study, and for those that hold no longer what changed."""
    by_address = {each.address: each for each in broken}
    for address, seal in sorted(seals.items()):
        change = by_address.get(address)
        yield "seal", {"study": study, "address": address, **_sealed(seal), "state": _state(change)}
        if change is not None:
            yield from _changes(study, change)


def _sealed(seal: Seal) -> Columns:
    return {
        "verified_by": seal.by,
        "verified_date": seal.date,
        "difference": seal.first,
        "digest": seal.digest,
        "means": seal.means,
    }


def _state(broken: Broken | None) -> str:
    if broken is None:
        return "holds"
    return "gone" if broken.now is None else "changed"


def _changes(study: str, broken: Broken) -> Iterator[Row]:
    was, now = broken.was, broken.now or {}
    for position, facet in enumerate(broken.changed, 1):
        said: Columns = {"facet": facet, "was": was.get(facet), "now": now.get(facet)}
        key: Columns = {"study": study, "address": broken.address, "position": position}
        yield "seal_change", {**key, **said}
