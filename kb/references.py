"""References for reference managers: BibTeX and RIS of a study's sources and of its record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.models.sources import Source
from kb.models.studies import StudyRow
from kb.models.terms import Meta

# What TeX would take for more than a letter. BibTeX counts braces behind a backslash too.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "$&%#_"},
}
_TO_TEX = str.maketrans(_TEX)
_INITIALS = re.compile(r"[^\W\d_a-z]{1,4}")
_NO_KEY = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to cite, with what is known of it.

    Attributes:
        kind: `article`, `page` (of a site or a registry) or `dataset`.
        people: as copied, `Kantarjian H`, or the name of a group; `et_al` when there are more.
        first, last: pages; `first` alone is an article number.
        notes: retractions and the like.
    """

    key: str
    kind: str
    people: tuple[str, ...]
    et_al: bool = False
    title: str | None = None
    journal: str | None = None
    publisher: str | None = None
    year: str | None = None
    volume: str | None = None
    issue: str | None = None
    first: str | None = None
    last: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    version: str | None = None
    notes: tuple[str, ...] = ()


def references(row: StudyRow, sources: Iterable[Source], meta: Meta) -> Iterator[Reference]:
    """Yield the sources of a study in the order of its record, then the record itself.

    Left out are sources of which nothing is known by which they could be found.
    """
    yield from (_of_source(row.id, source) for source in sources if _can_be_found(source))
    yield Reference(
        key=_key("record", row.id),
        kind="dataset",
        people=(f"{meta.title} contributors",),
        title=f"{row.title}: record {row.id}",
        publisher=meta.title,
        year=(meta.data_date or "")[:4] or None,
        version=meta.data_version[:12],
        notes=(meta.licence,),
    )


def _can_be_found(source: Source) -> bool:
    """Say whether anything is known by which a reader could find the source."""
    named = (source.title, source.journal, source.publisher, source.doi, source.pmid, source.pmcid)
    return any(named) or any(part.url for part in source.parts)


def _of_source(study: str, source: Source) -> Reference:
    first, _, last = (source.pages or "").partition("-")
    year = str(source.year) if source.year else (source.date or "")[:4]
    return Reference(
        key=_key(study, source.id),
        kind="article" if source.journal else "page",
        people=source.authors,
        et_al=source.et_al,
        title=source.title,
        journal=source.journal,
        publisher=source.publisher,
        year=year if year.isdigit() else None,
        volume=source.volume,
        issue=source.issue,
        first=first or None,
        last=last or None,
        doi=source.doi,
        pmid=source.pmid,
        pmcid=source.pmcid,
        url=None if source.doi else next((part.url for part in source.parts if part.url), None),
        notes=tuple(f"{notice.kind} {notice.date}" for notice in source.notices),
    )


def _key(*parts: str) -> str:
    return "-".join(_NO_KEY.sub("-", part.lower()).strip("-") for part in parts)


def _name(person: str) -> tuple[str, str]:
    """Return surname and initials; of a group, or of a surname alone, all of it and nothing."""
    surname, _, initials = person.rpartition(" ")
    return (surname, initials) if surname and _INITIALS.fullmatch(initials) else (person, "")


def bibtex(found: Iterable[Reference]) -> str:
    """Return references as BibTeX, in UTF-8 as biber and current styles read it."""
    return "\n".join(map(_bibtex, found))


def _bibtex(each: Reference) -> str:
    fields = {
        "author": " and ".join(_bibtex_people(each)),
        "title": each.title and f"{{{_tex(each.title)}}}",  # keeps its capital letters
        "journal": _tex(each.journal),
        "howpublished" if each.kind == "page" else "publisher": _tex(each.publisher),
        "year": each.year,
        "volume": _tex(each.volume),
        "number": _tex(each.issue),
        "pages": _tex("--".join(page for page in (each.first, each.last) if page)),
        "doi": _verbatim(each.doi),
        "pmid": each.pmid,
        "pmcid": each.pmcid,
        "url": _verbatim(each.url),
        "version": each.version,
        "note": _tex("; ".join(each.notes)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    kind = "article" if each.kind == "article" else "misc"
    return f"@{kind}{{{each.key},\n{''.join(lines)}}}\n"


def _bibtex_people(each: Reference) -> Iterator[str]:
    for person in each.people:
        surname, initials = _name(person)
        yield f"{_tex(surname)}, {_tex(initials)}" if initials else f"{{{_tex(surname)}}}"
    if each.et_al and each.people:
        yield "others"


def _tex(text: str | None) -> str:
    return _one_line(text).translate(_TO_TEX)


def _verbatim(text: str | None) -> str:
    """Return an address, which TeX takes as it is but for what would end the field."""
    return _one_line(text).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


_RIS_KINDS = {"article": "JOUR", "page": "ELEC", "dataset": "DATA"}


def ris(found: Iterable[Reference]) -> str:
    """Return references as RIS."""
    return "\n".join(map(_ris, found))


def _ris(each: Reference) -> str:
    lines = [("TY", _RIS_KINDS[each.kind]), ("ID", each.key), *_ris_lines(each), ("ER", "")]
    said = [(tag, _one_line(value)) for tag, value in lines]
    return "".join(f"{tag}  - {value}\n" for tag, value in said if value or tag == "ER")


def _ris_lines(each: Reference) -> Iterator[tuple[str, str | None]]:
    for person in each.people:
        yield "AU", ", ".join(part for part in _name(person) if part)
    yield from (
        ("TI", each.title),
        ("JO", each.journal),
        ("PB", each.publisher),
        ("PY", each.year),
        ("VL", each.volume),
        ("IS", each.issue),
        ("SP", each.first),
        ("EP", each.last),
        ("DO", each.doi),
        ("AN", each.pmid),
        ("C2", each.pmcid),
        ("UR", each.url),
        ("ET", each.version),
    )
    yield from (("N1", note) for note in each.notes)
    if each.et_al:
        yield "N1", "There are more authors."
