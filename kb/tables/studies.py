"""Studies: design, population, conclusion, and the lists that belong to them."""

from kb.tables.base import Base, OfStudy, inside, never_negative, rules
from kb.tables.columns import string, whole


class Study(Base, table=True):
    """One study: a trial or cohort with all its reports."""

    id: str = string("The id, for ever; also the name of its file and its page.", key=True)
    title: str = string("What the study is about, in the curators' words.")
    acronym: str | None = string("The name of the trial.")
    conclusion: str = string("The conclusion, in the curators' words.")


class RecordFile(OfStudy, table=True):
    """The text of the record of one study, from which all else was read."""

    path: str = string("Its path inside the folder of records: 2022/x.yml.")
    text: str = string("The text, in YAML.")
    sha256: str = string("The SHA-256 over the text in UTF-8, in hexadecimal.")


class Protocol(OfStudy, table=True):
    """How one study was done."""

    __table_args__ = rules(inside("place", "place"))

    phase: str | None = string("The phase as printed.")
    allocation: str | None = string("The allocation ratio.")
    sites: str | None = string("The site, or how many there were.")
    enrolled_from: str | None = string("First enrolment: a year, month or day.")
    enrolled_to: str | None = string("Last enrolment: a year, month or day.")
    funding: str | None = string("Who paid.")
    follow_up: str | None = string("Follow-up of the whole study, as printed.")
    place: str = string("Where these facts are printed.")
    note: str | None = string("A remark.")


class Population(OfStudy, table=True):
    """Who could take part in one study."""

    __table_args__ = rules(inside("place", "place"), *never_negative("minimum_age", "maximum_age"))

    age: str = string("The age limits as printed.")
    minimum_age: int | None = whole("The lower age limit in years.")
    maximum_age: int | None = whole("The upper age limit in years.")
    selection: str | None = string("What else was asked of patients.")
    place: str = string("Where these facts are printed.")
    note: str | None = string("A remark.")


class StudyDisease(OfStudy, table=True):
    """One disease to which a study is confined."""

    position: int = whole("Its place in the list.", key=True)
    disease: str = string("The disease.", to="term.disease")


class StudySetting(OfStudy, table=True):
    """One state of disease or line of therapy that a study asked for."""

    position: int = whole("Its place in the list.", key=True)
    setting: str = string("The setting.", to="term.setting")


class StudyDesign(OfStudy, table=True):
    """One property of the design of a study."""

    position: int = whole("Its place in the list.", key=True)
    design: str = string("The property.", to="term.design")


class StudyCountry(OfStudy, table=True):
    """One country of a study."""

    position: int = whole("Its place in the list.", key=True)
    country: str = string("The country as the source names it.")


class StudyRegistration(OfStudy, table=True):
    """One registry number of a study."""

    position: int = whole("Its place in the list.", key=True)
    registration: str = string("The number, such as NCT01564784.")


class Limitation(OfStudy, table=True):
    """One limitation of a study."""

    position: int = whole("Its place in the list.", key=True)
    limitation: str = string("The limitation, in the curators' words.")


class StudyFormerId(OfStudy, table=True):
    """One id under which a study was known before."""

    position: int = whole("Its place in the list.", key=True)
    former_id: str = string("The former id.")


class Overlap(OfStudy, table=True):
    """One other study that shares patients with a study."""

    other: str = string("Id of the other study; its record may be missing.", key=True)
    position: int = whole("Its place in the list.")
    patients: str = string("Which patients are shared.")
