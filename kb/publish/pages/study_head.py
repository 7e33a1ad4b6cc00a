"""The head of a study page: who, what, warnings, and the facts of design and population."""

from collections.abc import Iterable, Iterator

from kb.models.groups import AnalysisSet
from kb.models.studies import Details
from kb.publish.pages import study_seals as seals
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.anchors import study_path, term_path
from kb.publish.parts.cards import (
    design,
    numbers_badge,
    of_group,
    size,
    status_badge,
    study_name,
    warnings,
)
from kb.publish.parts.lookup import study_summary
from kb.publish.parts.shapes import Badge, Callout, Fact, Link, Stat, plain, text_lines, texts
from kb.publish.parts.sources import links, notices
from kb.publish.parts.words import age_words, date_words, sentence, spaced, thousands

_RETRACTED = "A report of this study has been retracted. Its numbers stay for the record."
_SECONDARY = "No report closer to the data was read. Numbers stand as another text repeats them."


def title(data: StudyData) -> str:
    """Return the title of a study, its acronym first."""
    row = data.row
    return f"{row.acronym}: {row.title}" if row.acronym else row.title


def summary(data: StudyData) -> str:
    """Return a study in one line, for lists of search results."""
    return study_summary(data.row, data.library)


def badges(data: StudyData) -> list[Badge]:
    """Return design, population, treatments and the state of the record."""
    library, row = data.library, data.row
    diseases: list[Badge] = [
        {"text": library.name("diseases", disease), "href": term_path("diseases", disease)}
        for disease in row.diseases
    ]
    treatments: list[Badge] = [
        {"text": library.name("treatments", given), "href": term_path("treatments", given)}
        for given in _main_treatments(data)
    ]
    return [
        {"text": design(row, library)},
        *diseases,
        *treatments,
        *warnings(row),
        numbers_badge(row),
        status_badge(row),
    ]


def _main_treatments(data: StudyData) -> list[str]:
    """Return treatments but those that only go with others; all where nothing else is given."""
    known = data.library.terms("treatments")
    main = [term for term in data.row.treatments if known[term].kind != "class"]
    return (main or list(data.row.treatments))[:6]


def alerts(data: StudyData) -> list[Callout]:
    """Return what a reader must know before any number."""
    return [*_about_notices(data), *_about_status(data), *_about_sources(data)]


def _about_notices(data: StudyData) -> Iterator[Callout]:
    if data.row.retracted:
        yield {"kind": "danger", "title": "Retracted", "text": _RETRACTED, "more": _to_sources()}
    elif data.row.notices:
        said = ", ".join(link["text"] for source in data.study.sources for link in notices(source))
        yield {
            "kind": "info",
            "title": "Notices",
            "text": f"{sentence(said)}.",
            "more": _to_sources(),
        }


def _about_status(data: StudyData) -> Iterator[Callout]:
    curation = data.study.curation
    if curation.status == "draft":
        yield {"kind": "warning", "title": "Draft", "text": "This record is not finished."}
    if curation.status == "withdrawn":
        why = curation.why or "no reason is given"
        yield {"kind": "danger", "title": "Withdrawn", "text": f"Do not use this record: {why}."}
    if curation.status == "superseded" and curation.superseded_by:
        new = curation.superseded_by
        more: Link = {"text": new, "href": study_path(new)}
        yield {"kind": "danger", "title": "Superseded", "text": "Replaced by", "more": more}


def _about_sources(data: StudyData) -> Iterator[Callout]:
    if data.row.secondary_only:
        yield {
            "kind": "warning",
            "title": "Every number comes from a secondary source",
            "text": _SECONDARY,
            "more": _to_sources(),
        }


def _to_sources() -> Link:
    return {"text": "Sources", "href": "#sources"}


def stats(data: StudyData) -> list[Stat]:
    """Return the figures at the head of the page."""
    marked = sum(fact.secondary_only for fact in (*data.outcomes, *data.comparisons))
    results = len(data.outcomes) + len(data.comparisons)
    return [
        {"value": size(data.row), "label": "patients", "note": _size_note(data)},
        {"value": str(len(data.study.groups)), "label": "groups"},
        {"value": thousands(results), "label": "results", "note": _of_them(marked)},
        seals.stat(data),
    ]


def _size_note(data: StudyData) -> str:
    """Return which group is meant, and whether its size was worked out."""
    derived = data.row.n is None and data.row.n_derived is not None
    return ", ".join([of_group(data.row, data.library), *(["derived"] if derived else [])])


def _of_them(marked: int) -> str:
    return f"{thousands(marked)} in secondary sources only" if marked else ""


def facts(data: StudyData) -> list[Fact]:
    """Return what is known of design and population."""
    details = data.study.details
    return [
        *_population(data, details),
        *_design(data, details),
        *_when_and_where(data, details),
        *_identity(data, details),
    ]


def _population(data: StudyData, details: Details) -> Iterator[Fact]:
    library, row = data.library, data.row
    yield {"term": "Disease", "values": _linked(data, "diseases", row.diseases)}
    yield from texts("Setting", *library.names("settings", row.settings))
    yield from texts("Age", row.age, _limits(data))
    yield from texts("Selection", details.selection, details.population_note)
    if row.treatments:
        yield {"term": "Treatments", "values": _linked(data, "treatments", row.treatments)}


def _limits(data: StudyData) -> str:
    """Return the age limits in years where they say more than the printed words."""
    limits = age_words(data.row.minimum_age, data.row.maximum_age)
    known = [str(age) for age in (data.row.minimum_age, data.row.maximum_age) if age is not None]
    return "" if all(age in data.row.age for age in known) else limits


def _linked(data: StudyData, vocabulary: str, terms: Iterable[str]) -> list[Link]:
    return [
        {"text": data.library.name(vocabulary, term), "href": term_path(vocabulary, term)}
        for term in terms
    ]


def _design(data: StudyData, details: Details) -> Iterator[Fact]:
    yield from texts("Design", *data.library.names("designs", data.row.designs))
    yield from texts("Phase", data.row.phase)
    yield from texts("Allocation", details.allocation)
    yield from text_lines("Analysis sets", *_sets(data))
    yield from text_lines("Data cuts", *_cuts(data))
    yield from texts("Follow-up", details.follow_up)
    yield from texts("About the design", details.design_note)


def _sets(data: StudyData) -> Iterator[str]:
    labels = {group.id: group.label for group in data.study.groups}
    for each in data.study.sets:
        sizes = "; ".join(
            f"{labels[group]} {thousands(n)}{_second(each, group)}" for group, n in each.sizes
        )
        yield f"{each.label} ({sizes})" if sizes else each.label


def _second(sizes: AnalysisSet, group: str) -> str:
    """Return what a second reader made of the size of a group in a set."""
    if group in sizes.broken:
        return ", verification broken"
    return ", verified" if group in sizes.verified else ""


def _cuts(data: StudyData) -> Iterator[str]:
    labels = {group.id: group.label for group in data.study.groups}
    for cut in data.study.cuts:
        name = spaced(cut.id)
        date = "date not reported" if cut.date == "not reported" else date_words(cut.date)
        interim = "interim" if cut.interim and "interim" not in name else ""
        follow_up = "; ".join(f"{labels[group]} {text}" for group, text in cut.follow_up)
        said = ", ".join(part for part in (date, interim, follow_up) if part)
        yield ". ".join([f"{sentence(name)}: {said}", *([sentence(cut.note)] if cut.note else [])])


def _when_and_where(data: StudyData, details: Details) -> Iterator[Fact]:
    yield from texts("Enrolled", enrolled(details))
    yield from texts("Sites", details.sites)
    yield from texts("Countries", *data.row.countries)
    yield from texts("Funding", details.funding)


def enrolled(details: Details) -> str:
    """Return from when to when patients were enrolled, empty where it is not stated."""
    ends = [date_words(end) for end in (details.enrolled_from, details.enrolled_to) if end]
    return " to ".join(ends)


def _identity(data: StudyData, details: Details) -> Iterator[Fact]:
    found = links(data.main_source)
    identifiers = [link for link in found if (link["href"] or "").startswith(_IDENTIFIERS)]
    if identifiers:
        yield {"term": "Report", "values": identifiers}
    registered = [_registry(number) for number in data.row.registrations]
    if registered:
        yield {"term": "Registration", "values": registered}
    yield from texts("Known before as", *details.former_ids)
    if details.overlaps:
        values = list(_overlaps(data, details))
        yield {"term": "Overlap with other studies", "values": values, "lines": True}


_IDENTIFIERS = (
    "https://doi.org/",
    "https://pubmed.ncbi.nlm.nih.gov/",
    "https://pmc.ncbi.nlm.nih.gov/",
)


def _registry(number: str) -> Link:
    if number.startswith("NCT"):
        return {"text": number, "href": f"https://clinicaltrials.gov/study/{number}"}
    return plain(number)


def _overlaps(data: StudyData, details: Details) -> Iterator[Link]:
    for other, shared in details.overlaps:
        known = data.library.studies.get(other)
        text = f"{study_name(known) if known else other}: {shared}"
        yield {"text": text, "href": study_path(other)} if known else plain(text)
