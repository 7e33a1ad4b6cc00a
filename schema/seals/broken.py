"""Seals held against a record: which hold, and what changed where one is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schema.facts.model import Loc
from schema.problems import Complaint
from schema.seals.files import Seal
from schema.seals.meaning import Means, digest, from_words
from schema.seals.numbers import Sealable, sealables
from schema.study import Study


@dataclass(frozen=True, slots=True)
class Broken:
    """A seal that holds no longer; `now` is None where the address is gone.

    `loc` leads to the number in the record, or, when it is gone, to its seal among the seals.
    """

    address: str
    loc: Loc
    seal: Seal
    now: Means | None

    @property
    def was(self) -> Means:
        """What was verified."""
        return from_words(self.seal.means)

    @property
    def changed(self) -> tuple[str, ...]:
        """The facets whose text changed, appeared or went: value, group, n, measure ..."""
        was, now = self.was, self.now or {}
        return tuple(name for name in {**was, **now} if was.get(name) != now.get(name))

    def complaint(self, study: str) -> Complaint:
        """Say it with the old and the new meaning."""
        seal = self.seal
        head = f"`{self.address}` is no longer what {seal.by} verified ({seal.date})"
        message = f"{head}: {self.changes()}"
        allowed = f"what was verified, or a second reading again (kb verify {study})"
        return Complaint(self.loc, "broken-seal", message, allowed, at_key=self.now is None)

    def changes(self) -> str:
        """Say what changed: each facet with the old and the new text."""
        if self.now is None:
            return f"nothing stands there any more; it was {_quoted(self.was.get('value'))}"
        was, now = self.was, self.now
        return "; ".join(
            f"{name} was {_quoted(was.get(name))}, is {_quoted(now.get(name))}"
            for name in self.changed
        )


def sealed(study: Study, seals: Mapping[str, Seal]) -> frozenset[str]:
    """Return the addresses of all numbers whose seal holds."""
    return frozenset(each.address for each in sealables(study) if _holds(each, seals))


def broken_seals(study: Study, seals: Mapping[str, Seal]) -> list[Broken]:
    """Return the seals that hold no longer, in the order of the record, those gone at the end."""
    if not seals:
        return []
    found = {each.address: each for each in sealables(study)}
    changed = [
        Broken(address, each.loc, seals[address], each.means)
        for address, each in found.items()
        if address in seals and not _holds(each, seals)
    ]
    return [*changed, *_gone(seals, found)]


def is_extractor(study: Study, reader: str) -> bool:
    """Say whether a reader is the first reader, however the name is spaced and capitalised."""
    return _folded(reader) == _folded(study.curation.extracted.by)


def own_seals(study: Study, seals: Mapping[str, Seal]) -> Iterator[Complaint]:
    """Complain about seals that the first reader put on their own extraction."""
    for address, seal in seals.items():
        if is_extractor(study, seal.by):
            message = f"`{seal.by}` sealed their own extraction"
            allowed = "another person as second reader"
            yield Complaint(("seals", address, "by"), "same-reader", message, allowed)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _gone(seals: Mapping[str, Seal], found: Mapping[str, Sealable]) -> Iterator[Broken]:
    for address, seal in seals.items():
        if address not in found:
            yield Broken(address, ("seals", address), seal, None)


def _holds(each: Sealable, seals: Mapping[str, Seal]) -> bool:
    seal = seals.get(each.address)
    return seal is not None and seal.digest == digest(each.means)


def _quoted(text: str | None) -> str:
    return "not said" if text is None else f"`{text}`"
