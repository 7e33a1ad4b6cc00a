"""Places: each is one row, however many facts stand there."""

from collections.abc import Iterator

from kb.curation.rows.common import Row
from schema.facts import PlaceRef
from schema.links.sources import FULL_TEXT
from schema.study import Study


class Places:
    """The places of one study that some row refers to, in the order of their first use."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._seen: dict[str, PlaceRef] = {}

    def id(self, place: PlaceRef) -> str:
        """Return the id of a place and remember that it is used."""
        name = " > ".join(part for part in (place.source, place.part, place.spot) if part)
        self._seen.setdefault(name, place)
        return name

    def written(self, text: str | None) -> str:
        """Return the id of a place written in the record, or of the default place."""
        return self.id(PlaceRef.parse(text or self._study.defaults.from_))

    def kind(self, place: PlaceRef) -> str:
        """Return the kind of the source of a place."""
        return self._study.sources[place.source].kind

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all places that were used."""
        for name, place in self._seen.items():
            read = self._study.sources[place.source].read
            yield (
                "place",
                {
                    "study": self._study.id,
                    "id": name,
                    "source": place.source,
                    "part": place.part,
                    "spot": place.spot or None,
                    "read_part": place.part if place.part in read else FULL_TEXT,
                },
            )
