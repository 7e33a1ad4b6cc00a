"""A study in the words of schema.org, for search engines: a data set, and the article behind it."""

from collections.abc import Iterator
from typing import Any

from kb.models.sources import Source
from kb.models.studies import StudyRow
from kb.models.terms import Meta

_LEAST = 50  # letters; search engines pass over shorter descriptions


def study_jsonld(row: StudyRow, source: Source, about: str, meta: Meta) -> dict[str, Any]:
    """Return the results of a study as a data set; `about` describes it if no conclusion does."""
    conclusion = row.conclusion or ""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": row.title,
        "description": conclusion if len(conclusion) >= _LEAST else about,
        "license": meta.licence_url,
        "version": meta.data_version,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": meta.title},
        "isBasedOn": dict(_article(row, source)),
    }


def _article(row: StudyRow, source: Source) -> Iterator[tuple[str, Any]]:
    """Yield what is known of the main report."""
    yield "@type", "MedicalScholarlyArticle"
    yield "name", source.title or row.title
    if source.doi:
        yield "url", f"https://doi.org/{source.doi}"
    if source.authors:
        yield "author", [{"@type": "Person", "name": name} for name in source.authors]
    if source.year:
        yield "datePublished", str(source.year)
    if source.journal:
        yield "isPartOf", {"@type": "Periodical", "name": source.journal}
    if source.pmid:
        yield "sameAs", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
