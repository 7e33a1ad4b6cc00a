"""What a second reader made of one study: how far readers agree, and what changed since."""

from collections.abc import Iterator
from typing import TypedDict

from kb.models.seals import Agreement
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.seals import ChangeRow, changes
from kb.publish.parts.shapes import Fact, Stat, texts
from kb.publish.parts.words import thousands

# The fields of an agreement that count differences, and what a difference is called.
KINDS = {
    "different_value": "different value",
    "different_decimals": "different decimals",
    "different_unit": "different unit",
    "missing_part": "missing part",
    "unreadable": "unreadable",
}


class SecondReading(TypedDict):
    """What the section of the page shows; `facts` say how far readers agree."""

    facts: list[Fact]
    changed: list[ChangeRow]


def shown(data: StudyData) -> SecondReading:
    """Return the variables of the section."""
    row = data.row
    agreed = data.library.base.agreement(study=row.id)
    verified = f"{thousands(row.numbers_verified)} of {thousands(row.numbers)}"
    return {
        "facts": [*texts("Verified numbers", verified), *_agreement(list(agreed))],
        "changed": changes(seal for seal in data.study.seals if seal.state != "holds"),
    }


def _agreement(found: list[Agreement]) -> Iterator[Fact]:
    for each in found:
        yield from texts("Read blind", f"{thousands(each.figures)} cells and sizes")
        yield from texts("Agreed at once", thousands(each.agreed))
        said = (
            f"{words}: {thousands(getattr(each, name))}"
            for name, words in KINDS.items()
            if getattr(each, name)
        )
        yield from texts("Differed, settled", *said)


def stat(data: StudyData) -> Stat:
    """Return the share of verified numbers for the head of the page."""
    row = data.row
    broken = sum(seal.state != "holds" for seal in data.study.seals)
    note = f"{thousands(broken)} changed since" if broken else "one by one, by a second reader"
    value = f"{thousands(row.numbers_verified)} of {thousands(row.numbers)}"
    return {"value": value, "label": "numbers verified", "note": note}
