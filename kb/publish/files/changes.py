"""What changed in the data, and when: read from the curation of the records, never from a clock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.models.seals import Seal
from kb.publish.files.reading import Reading
from kb.publish.parts.words import counted


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did to one record; `date` is a year, month or day."""

    date: str
    study: str
    what: str
    by: str


def events(reading: Reading) -> list[Event]:
    """Return everything that has a date, the newest first; what has none is left out."""
    found = [
        event
        for study in reading.library.studies
        for event in (*_of_curation(reading, study), *_of_seals(reading, study))
        if event.date[:4].isdigit()
    ]
    by_study = sorted(found, key=lambda event: event.study)
    return sorted(by_study, key=lambda event: event.date, reverse=True)


def _of_curation(reading: Reading, study: str) -> Iterator[Event]:
    found = reading.library.study(study)
    said = found.curation
    yield Event(said.extracted_date, study, "Record extracted", said.extracted_by)
    if said.checked_by:
        what = "Record checked by a second reader"
        yield Event(said.checked_date or "", study, what, said.checked_by)
    for change in said.history:
        yield Event(change.date, study, change.what, change.by)
    for waiver in found.waivers:
        what = f"A finding of {waiver.check} is the source's own and stays: {waiver.why}"
        yield Event(waiver.date, study, what, waiver.by)


def _of_seals(reading: Reading, study: str) -> Iterator[Event]:
    """Yield how much each reader verified on each day."""
    seals: tuple[Seal, ...] = reading.seals_of.get(study, ())
    on_a_day = Counter((seal.verified_date, seal.verified_by) for seal in seals)
    for (date, by), number in on_a_day.items():
        yield Event(date, study, f"{counted(number, 'figure')} verified one by one", by)
