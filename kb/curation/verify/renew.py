"""Seals that are broken although their number stands: renewed when a person says so.

A label that is worded better, a group whose size is corrected: the change is named once for all
numbers it touches. A number that itself changed is never renewed: it has to be read again, blind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kb.curation.verify.desk import Desk
from kb.curation.verify.session import save_seals
from schema.seals import Broken, Seal, broken_seals, digest, in_words, seals_file

Confirm = Callable[[str, list[str]], bool]
GONE = "nothing stands there any more: forget these seals"


@dataclass
class Change:
    """One change of meaning, and the broken seals of all numbers it touches."""

    says: str
    broken: list[Broken] = field(default_factory=list)


def changes(broken: Iterable[Broken]) -> list[Change]:
    """Return what changed around numbers that are the same, each change once; gone ones last."""
    found: dict[str, Change] = {}
    for each in sorted(broken, key=lambda each: each.now is None):
        if each.now is None or "value" not in each.changed:
            says = GONE if each.now is None else each.changes()
            found.setdefault(says, Change(says)).broken.append(each)
    return list(found.values())


def renew(desk: Desk, confirm: Confirm, date: str) -> list[Broken]:
    """Renew the seals of every change that is confirmed; return the seals that are still broken.

    `confirm` is told a change and the addresses it touches, and answers whether the source says so.
    """
    for change in changes(broken_seals(desk.study, desk.seals)):
        if confirm(change.says, [each.address for each in change.broken]):
            for each in change.broken:
                _renew(desk, each, date)
    save_seals(seals_file(desk.evidence, desk.study.id), desk.study.id, desk.seals)
    return broken_seals(desk.study, desk.seals)


def _renew(desk: Desk, broken: Broken, date: str) -> None:
    means = broken.now
    if means is None:
        del desk.seals[broken.address]
        return
    desk.seals[broken.address] = Seal(
        digest=digest(means),
        by=desk.session.reader,
        date=date,
        first=broken.seal.first,
        means=in_words(means),
    )
