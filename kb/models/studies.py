"""Rows about studies as a whole."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study: a trial or cohort with all its reports.

    Attributes:
        id: for ever; also the name of its file and page.
        title: what it is about, in the curators' words.
        acronym: of the trial.
        year: of the first report.
        first_author, main_year, journal, doi, pmid: of the main report.
        main_source: its id.
        n: printed size of the largest group of patients. Those who were only screened, external
            controls and pools over several studies count where there is no other group.
        n_derived: the same where no size is printed but one was worked out.
        n_group: id of the group whose size it is; None where no size is known.
        phase, age: as printed.
        minimum_age, maximum_age: limits in years.
        diseases, settings, designs, treatments: terms of the vocabularies.
        countries, registrations: as printed.
        conclusion: in the curators' words.
        results: number of reported results and comparisons.
        status: `draft`, `extracted`, `verified`, `withdrawn`, `superseded`.
        verified: the status is `verified`: a second reader has checked the record as a whole.
        numbers, numbers_verified: how many numbers are printed in it, sizes and what other places
            print included, and how many of them a second reader has verified one by one.
        retracted: one of its sources has been retracted.
        notices: kinds of notices about its sources: `retraction`, `correction`, `concern`.
        secondary_only: nothing in it was read in a source closer to the data than `secondary`.
    """

    id: str
    title: str
    acronym: str | None
    year: int | None
    first_author: str | None
    main_year: int | None
    journal: str | None
    doi: str | None
    pmid: str | None
    main_source: str
    n: int | None
    n_derived: int | None
    n_group: str | None
    phase: str | None
    age: str
    minimum_age: int | None
    maximum_age: int | None
    diseases: tuple[str, ...]
    settings: tuple[str, ...]
    designs: tuple[str, ...]
    treatments: tuple[str, ...]
    countries: tuple[str, ...]
    registrations: tuple[str, ...]
    conclusion: str
    results: int
    status: str
    verified: bool
    numbers: int
    numbers_verified: int
    retracted: bool
    notices: tuple[str, ...]
    secondary_only: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a study: the text from which all else was read.

    Attributes:
        path: inside the folder of records: `2022/x.yml`.
        text: YAML.
        sha256: over the text in UTF-8, in hexadecimal.
    """

    path: str
    text: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Details:
    """The rest of what a record says about design and population, as printed.

    Attributes:
        allocation: ratio, such as `2:1`.
        sites, funding, follow_up: as printed.
        enrolled_from, enrolled_to: year, month or day.
        design_place, population_place: where these facts stand.
        design_note, population_note: remarks of the curators.
        selection: what was asked of patients besides disease and age.
        limitations: in the curators' words.
        former_ids: under which the study was known.
        overlaps: id of another study, and which patients are shared.
    """

    allocation: str | None
    sites: str | None
    funding: str | None
    follow_up: str | None
    enrolled_from: str | None
    enrolled_to: str | None
    design_place: str
    design_note: str | None
    selection: str | None
    population_place: str
    population_note: str | None
    limitations: tuple[str, ...]
    former_ids: tuple[str, ...]
    overlaps: tuple[tuple[str, str], ...]
