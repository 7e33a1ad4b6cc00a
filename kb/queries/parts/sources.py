"""The sources of one study, and its data cuts."""

from sqlalchemy import func, select

from kb.models.sources import Cut, Notice, Part, Source
from kb.queries.parts.reader import Reader, made
from kb.queries.selects import fact, of_study
from kb.tables import sources, table


def source_list(reader: Reader) -> list[Source]:
    """Return the sources with authors, the parts that were read, and notices."""
    authors = reader.lists(sources.SourceAuthor, "source", "name")
    parts = reader.lists(sources.SourcePart, "source", "part", "url")
    notices = reader.lists(sources.Notice, "source", "kind", "date", "doi", "url")
    used = _facts_by_source(reader)
    return [
        made(
            Source,
            row,
            authors=authors.get((row["id"],), ()),
            parts=tuple(Part(*part) for part in parts.get((row["id"],), ())),
            notices=tuple(Notice(*notice) for notice in notices.get((row["id"],), ())),
            facts=used.get(row["id"], 0),
        )
        for row in reader.rows(sources.Source)
    ]


def _facts_by_source(reader: Reader) -> dict[str, int]:
    place = table(sources.Place)
    counted = (
        select(place.c.source, func.count())
        .join(fact, of_study(fact, place, ("place", "id")))
        .where(place.c.study == reader.study)
        .group_by(place.c.source)
    )
    return dict(reader.connection.execute(counted).all())


def cut_list(reader: Reader) -> list[Cut]:
    """Return the data cuts with the follow-up of each group."""
    follow_up = reader.lists(sources.CutFollowUp, "cut", "group_id", "follow_up")
    return [
        made(Cut, row, follow_up=follow_up.get((row["id"],), ()))
        for row in reader.rows(sources.Cut)
    ]
