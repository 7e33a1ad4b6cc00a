"""How sources are named: in full, in short, and with the place of a number."""

from collections import Counter
from collections.abc import Sequence

from kb.models.results import ComparisonRow, OtherReport, Outcome
from kb.models.sources import Source
from kb.publish.parts.anchors import fragment
from kb.publish.parts.shapes import Link, SourceRef, plain
from kb.publish.parts.words import date_words, sentence, spaced


def short_name(source: Source) -> str:
    """Return how a source is called beside a number: `Wudhikarn 2022`, `Interview (secondary)`."""
    surname = source.authors[0].rpartition(" ")[0] if source.authors else ""
    who = surname or source.publisher or source.journal
    year = source.year or (source.date or "")[:4]
    name = sentence(spaced(source.id))
    told = name if source.kind in source.id.split("-") else f"{name} ({source.kind})"
    return f"{who} {year}".strip() if who else told


def _with_journal(source: Source) -> str:
    return ", ".join(name for name in (short_name(source), source.journal) if name)


def authors(source: Source) -> str:
    """Return the authors as far as they were seen."""
    return ", ".join([*source.authors, *(["et al"] if source.et_al else [])])


def citation(source: Source) -> str:
    """Return a source as in a list of references, with what is known of it."""
    sentences = [
        authors(source),
        source.title or "",
        _published(source),
    ]
    known = [part for part in sentences if part] or [sentence(spaced(source.id))]
    return " ".join(f"{part.rstrip('.')}." for part in known)


def _published(source: Source) -> str:
    where = source.journal or source.publisher or ""
    when = str(source.year) if source.year else date_words(source.date or "")
    issue = f"({source.issue})" if source.issue else ""
    volume = f"{source.volume or ''}{issue}"
    pages = f":{source.pages}" if source.pages else ""
    numbers = f";{volume}{pages}" if volume else pages
    return f"{where} {when}{numbers}".strip()


def links(source: Source) -> list[Link]:
    """Return where a source can be read: identifiers and the addresses of the parts read."""
    found = [
        *_identifier("doi:", "https://doi.org/{}", source.doi),
        *_identifier("PMID ", "https://pubmed.ncbi.nlm.nih.gov/{}/", source.pmid),
        *_identifier("", "https://pmc.ncbi.nlm.nih.gov/articles/{}/", source.pmcid),
    ]
    known = {link["href"] for link in found}
    parts: list[Link] = [
        {"text": part.name, "href": part.url}
        for part in source.parts
        if part.url and part.url not in known
    ]
    return [*found, *parts]


def _identifier(name: str, address: str, value: str | None) -> list[Link]:
    return [{"text": f"{name}{value}", "href": address.format(value)}] if value else []


def parts_read(source: Source) -> str:
    """Return what was read of a source."""
    return ", ".join(part.name for part in source.parts) or "nothing: the source was not seen"


def notices(source: Source) -> list[Link]:
    """Return retractions, corrections and expressions of concern about a source."""
    found: list[Link] = []
    for notice in source.notices:
        text = f"{notice.kind}, {date_words(notice.date)}"
        href = notice.url or (f"https://doi.org/{notice.doi}" if notice.doi else None)
        found.append({"text": text, "href": href} if href else plain(text))
    return found


class SourceNames:
    """The sources of one study by short names that differ from each other."""

    def __init__(self, sources: Sequence[Source]) -> None:
        shared = Counter(map(short_name, sources))
        longer = {
            source.id: _with_journal(source)
            if shared[short_name(source)] > 1
            else short_name(source)
            for source in sources
        }
        same = Counter(longer.values())
        self._names = {
            source: f"{name}, {source}" if same[name] > 1 else name
            for source, name in longer.items()
        }

    def __getitem__(self, source: str) -> str:
        return self._names[source]

    def place(self, place: str) -> str:
        """Return a place inside its source."""
        return ", ".join(place.split(" > ")[1:])

    def written(self, place: str) -> str:
        """Return a place with the name of its source."""
        name = self._names[place.partition(" > ")[0]]
        return ", ".join(part for part in (name, self.place(place)) if part)

    def ref(self, fact: Outcome | ComparisonRow) -> SourceRef:
        """Return where a fact stands, with the places that print the same."""
        found = self.at(fact.place)
        also = [self.at(other.place) for other in repeated(fact)]
        if also:
            found["also"] = also
        return found

    def at(self, place: str) -> SourceRef:
        """Return a place as a link to its source on the page."""
        source = place.partition(" > ")[0]
        return {
            "label": self._names[source],
            "place": self.place(place) or None,
            "href": fragment(f"sources/{source}"),
        }


def repeated(fact: Outcome | ComparisonRow) -> list[OtherReport]:
    """Return the reports that print the same, or a part of it, and nothing more."""
    known = set(fact.text.split())
    return [other for other in fact.others if other.agrees and set(other.text.split()) <= known]
