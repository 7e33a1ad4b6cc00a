"""Sources, cuts and places: a number can only come from a part that somebody read."""

from collections.abc import Iterator

from schema.facts.model import Loc, PlaceRef
from schema.links.names import known
from schema.links.tree import Nodes
from schema.problems import Complaint, listed, nearest
from schema.study.record import Study
from schema.study.sources import Source

# Who read all of a source need not list its headings: a place may begin with any of them.
FULL_TEXT = "Full text"


def check_sources(study: Study) -> Iterator[Complaint]:
    """Check what sources and cuts refer to."""
    for name, source in study.sources.items():
        yield from _check_source(study, source, ("sources", name))
    for name, cut in study.cuts.items():
        for group in cut.follow_up:
            loc = ("cuts", name, "follow-up", group)
            yield from known(group, study.groups, "group", loc, at_key=True)


def _check_source(study: Study, source: Source, loc: Loc) -> Iterator[Complaint]:
    if source.about:
        yield from known(source.about, study.sources, "source", (*loc, "about"))
    if source.cut:
        yield from known(source.cut, study.cuts, "cut", (*loc, "cut"))


def check_places(study: Study, nodes: Nodes) -> Iterator[Complaint]:
    """Check every place: the source exists, and the part was read."""
    for loc, node in nodes:
        place = getattr(node, "from_", None)
        if place:
            yield from _check_place(study, place, (*loc, "from"))
        for key in ("also", "but"):
            for other in getattr(node, key, {}):
                yield from _check_place(study, other, (*loc, key, other), at_key=True)


def _check_place(study: Study, text: str, loc: Loc, *, at_key: bool = False) -> Iterator[Complaint]:
    place = PlaceRef.parse(text)
    if place.source not in study.sources:
        yield from known(place.source, study.sources, "source", loc, at_key=at_key)
        return
    read = study.sources[place.source].read
    if place.part not in read and not (FULL_TEXT in read and place.part):
        message = f"`{place.part}` is not among the parts that were read of {place.source}"
        if not place.part:
            message = f"`{text}` names a source but no part of it"
        allowed = listed(f"{place.source} > {part}" for part in read) or "a source that was read"
        near = nearest(place.part, read)
        near = f"{place.source} > {near}" if near else ""
        yield Complaint(loc, "unknown-part", message, allowed, near, at_key=at_key)
