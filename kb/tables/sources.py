"""Where numbers come from: sources, the parts of them that were read, and places in them."""

from kb.tables.base import OfStudy, flags, inside, never_negative, one_of, rules
from kb.tables.columns import flag, string, whole


class Source(OfStudy, table=True):
    """One report, page or registry entry of a study."""

    __table_args__ = rules(
        inside("source", "about"),
        inside("cut", "cut"),
        *flags("is_main", "et_al"),
        *never_negative("year"),
    )

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    kind: str = string("How close it is to the data.", to="term.source_kind")
    is_main: bool = flag("Whether it is the report by which the study is cited.")
    title: str | None = string("The title as printed.")
    et_al: bool = flag("Whether only the first authors were seen.")
    journal: str | None = string("The journal.")
    year: int | None = whole("The year of publication.")
    volume: str | None = string("The volume.")
    issue: str | None = string("The issue.")
    pages: str | None = string("First and last page, or the article number.")
    doi: str | None = string("The DOI, beginning with 10.")
    pmid: str | None = string("The PubMed number.")
    pmcid: str | None = string("The PubMed Central number.")
    publisher: str | None = string("Who publishes a page that is no journal.")
    date: str | None = string("The date of a page or registry entry.")
    about: str | None = string("Id of the source on which a secondary source reports.")
    cut: str | None = string("Id of the data cut on which the whole source rests.")
    note: str | None = string("A remark.")


class SourceAuthor(OfStudy, table=True):
    """One author of a source, in order."""

    __table_args__ = rules(inside("source", "source"))

    source: str = string("Id of the source.", key=True)
    position: int = whole("The place among the authors.", key=True)
    name: str = string("Surname and initials.")


class SourcePart(OfStudy, table=True):
    """One part of a source that was read."""

    __table_args__ = rules(inside("source", "source"))

    source: str = string("Id of the source.", key=True)
    part: str = string("The part: Abstract, Table 2, Full text ...", key=True)
    position: int = whole("Its place in the record.")
    url: str | None = string("Its address, if it was kept.")


class Notice(OfStudy, table=True):
    """One retraction, correction or expression of concern about a source."""

    __table_args__ = rules(
        inside("source", "source"), one_of("kind", "retraction", "correction", "concern")
    )

    source: str = string("Id of the source.", key=True)
    position: int = whole("Its place in the record.", key=True)
    kind: str = string("What was published: retraction, correction or concern.")
    date: str = string("When.")
    doi: str | None = string("The DOI of the notice.")
    url: str | None = string("Its address.")


class Place(OfStudy, table=True):
    """One place in a source where something is printed."""

    __table_args__ = rules(
        inside("source", "source"),
        inside("source_part", "source", "read_part", target_columns=("source", "part")),
    )

    id: str = string("The place as written: source > part > spot.", key=True)
    source: str = string("Id of the source.")
    part: str = string("The part of the source.")
    spot: str | None = string("The spot inside the part: a row, a paragraph.")
    read_part: str = string("The part under which it was read: the same, or the full text.")


class Cut(OfStudy, table=True):
    """One data cut: the day up to which events were counted."""

    __table_args__ = rules(*flags("interim"))

    id: str = string("The id inside the study.", key=True)
    position: int = whole("Its place in the record.")
    date: str = string("The cut-off date, or: not reported.")
    interim: bool = flag("Whether it is a planned interim analysis.")
    note: str | None = string("A remark.")


class CutFollowUp(OfStudy, table=True):
    """The follow-up of one group at a data cut."""

    __table_args__ = rules(inside("cut", "cut"), inside("study_group", "group_id"))

    cut: str = string("Id of the data cut.", key=True)
    group_id: str = string("Id of the group.", key=True)
    position: int = whole("Its place in the record.")
    follow_up: str = string("The follow-up as printed.")
