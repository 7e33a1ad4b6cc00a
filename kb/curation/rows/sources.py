"""The rows of sources, of the parts that were read, and of data cuts."""

from collections.abc import Iterator

from kb.curation.rows.common import Columns, Row, listed
from schema.study import Study
from schema.study.sources import Source

# By which kind of source a study is cited, the best first.
_CITED = ("primary", "abstract", "registry", "regulator")
_SAME = (
    "kind",
    "title",
    "et_al",
    "journal",
    "year",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "publisher",
    "date",
    "about",
    "cut",
    "note",
)


def main_source(study: Study) -> str:
    """Return the id of the source by which a study is cited: the first of the best kind."""
    ranks = {kind: rank for rank, kind in enumerate(_CITED)}
    return min(study.sources, key=lambda name: ranks.get(study.sources[name].kind, len(ranks)))


def source_rows(study: Study) -> Iterator[Row]:
    """Yield the sources with authors, parts and notices, and the data cuts."""
    main = main_source(study)
    for position, (name, source) in enumerate(study.sources.items(), 1):
        same: Columns = {column: getattr(source, column) for column in _SAME}
        key: Columns = {"study": study.id, "id": name, "position": position}
        yield "source", {**key, "is_main": name == main, **same}
        yield from _of_source(study, name, source)
    yield from _cuts(study)


def _of_source(study: Study, name: str, source: Source) -> Iterator[Row]:
    yield from listed("source_author", "name", source.authors, study=study.id, source=name)
    for position, (part, url) in enumerate(source.read.items(), 1):
        kept = url if url != "address not kept" else None
        key: Columns = {"study": study.id, "source": name, "part": part}
        yield "source_part", {**key, "position": position, "url": kept}
    for position, notice in enumerate(source.notices, 1):
        key = {"study": study.id, "source": name, "position": position}
        said = {"kind": notice.kind, "date": notice.date, "doi": notice.doi, "url": notice.url}
        yield "notice", {**key, **said}


def _cuts(study: Study) -> Iterator[Row]:
    for position, (name, cut) in enumerate(study.cuts.items(), 1):
        key: Columns = {"study": study.id, "id": name, "position": position}
        yield "cut", {**key, "date": cut.date, "interim": cut.interim, "note": cut.note}
        for place, (group, text) in enumerate(cut.follow_up.items(), 1):
            key = {"study": study.id, "cut": name, "group_id": group, "position": place}
            yield "cut_follow_up", {**key, "follow_up": text}
