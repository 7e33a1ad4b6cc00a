"""The page of one study."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from kb.models.studies import StudyRow
from kb.publish.compare.study import text as side_by_side
from kb.publish.pages import study_checks as checks
from kb.publish.pages import study_head as head
from kb.publish.pages import study_results as results
from kb.publish.pages import study_seals as seals
from kb.publish.pages.page import Body, Page
from kb.publish.pages.study_data import StudyData
from kb.publish.pages.study_files import alternates, downloads, files
from kb.publish.pages.study_tail import cite, curation, oddities, source_rows, waivers
from kb.publish.parts.anchors import study_path
from kb.publish.parts.cards import cite_line
from kb.publish.parts.described import study_jsonld
from kb.publish.parts.finding import study_facets, study_words
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Contents
from kb.publish.parts.sources import citation


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every study."""
    for study, row in library.studies.items():
        about = f"{row.title}. {cite_line(row)}. Results as printed, with their sources."
        yield Page(
            path=study_path(study),
            kind="study",
            template="study",
            title=f"{row.acronym}: {row.title}" if row.acronym else row.title,
            description=about,
            body=partial(_body_of, library, study),
            meta={
                "og_type": "article",
                "jsonld": _jsonld(library, row, about),
                "alternates": alternates(study),
            },
        )


def _jsonld(library: Library, row: StudyRow, about: str) -> dict[str, Any]:
    sources = {source.id: source for source in library.study(row.id).sources}
    return study_jsonld(row, sources[row.main_source], about, library.base.meta)


def _body_of(library: Library, study: str) -> Body:
    return body(StudyData(library, study))


def body(data: StudyData) -> Body:
    """Return everything on the page of a study."""
    study = {
        "id": data.row.id,
        "title": head.title(data),
        "summary": head.summary(data),
        "names": study_words(data.study, data.library),
        "kicker": [
            {"text": "Studies", "href": "studies/"},
            {"text": cite_line(data.row), "href": None},
        ],
        "lead": citation(data.main_source),
        "badges": head.badges(data),
        "alerts": head.alerts(data),
        "stats": head.stats(data),
        "facts": head.facts(data),
        **_results(data),
        **_tail(data),
    }
    study["contents"] = contents(study)
    beside = {**files(data), "compare.json": side_by_side(data)}
    return Body({"study": study, "facets": study_facets(data.study, data.library)}, beside)


def _results(data: StudyData) -> dict[str, Any]:
    return {
        "flow": results.flow(data),
        "baseline": results.grids(data, "baseline"),
        "outcomes": results.outcome_sections(data),
        "comparisons": results.comparison_section(data),
        "safety": results.grids(data, "safety"),
    }


def _tail(data: StudyData) -> dict[str, Any]:
    return {
        "conclusion": data.row.conclusion,
        "limitations": data.study.details.limitations,
        "oddities": oddities(data),
        "sources": source_rows(data),
        "curation": curation(data),
        "second": seals.shown(data),
        "integrity": checks.shown(data),
        "waivers": waivers(data),
        "cite": cite(data),
        "downloads": downloads(data),
    }


_SECTIONS = (
    ("flow", "Participants"),
    ("baseline", "Baseline"),
    ("outcomes", "Outcomes"),
    ("comparisons", "Comparisons"),
    ("safety", "Safety"),
)


def contents(study: dict[str, Any]) -> list[Contents]:
    """Return the contents of the page: its sections, and under outcomes its measures."""
    found: list[Contents] = [{"text": "Summary", "href": "#summary"}]
    for name, text in _SECTIONS:
        if study[name]:
            found.append({"text": text, "href": f"#{name}"})
        if name == "outcomes":
            found += [
                {"text": section["title"], "href": f"#{section['id']}", "sub": True}
                for section in study[name]
            ]
    return [
        *found,
        {"text": "Conclusion", "href": "#reading"},
        {"text": "Sources", "href": "#sources"},
        {"text": "Curation", "href": "#curation"},
        {"text": "Cite and reuse", "href": "#cite"},
    ]
