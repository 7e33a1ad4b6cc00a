"""The rows of a study itself: design, population, lists."""

from collections.abc import Iterator

from kb.curation.rows.common import Columns, Row, listed
from kb.curation.rows.places import Places
from schema.study import Study


def study_rows(study: Study, places: Places) -> Iterator[Row]:
    """Yield the study, its protocol and population, and the lists that belong to it."""
    yield (
        "study",
        {
            "id": study.id,
            "title": study.title,
            "acronym": study.acronym,
            "conclusion": study.conclusion,
        },
    )
    yield _protocol(study, places)
    yield _population(study, places)
    yield from _lists(study)


def _protocol(study: Study, places: Places) -> Row:
    design = study.design
    first, _, last = (design.enrolled or "").partition(" to ")
    return (
        "protocol",
        {
            "study": study.id,
            "phase": design.phase,
            "allocation": design.allocation,
            "sites": design.sites,
            "enrolled_from": first or None,
            "enrolled_to": last or None,
            "funding": design.funding,
            "follow_up": design.follow_up,
            "place": places.written(design.from_),
            "note": design.note,
        },
    )


def _population(study: Study, places: Places) -> Row:
    population = study.population
    return (
        "population",
        {
            "study": study.id,
            "age": population.age,
            "minimum_age": population.minimum_age,
            "maximum_age": population.maximum_age,
            "selection": population.selection,
            "place": places.written(population.from_),
            "note": population.note,
        },
    )


def _lists(study: Study) -> Iterator[Row]:
    id_, design, population = study.id, study.design, study.population
    yield from listed("study_disease", "disease", population.disease, study=id_)
    yield from listed("study_setting", "setting", population.setting, study=id_)
    yield from listed("study_design", "design", design.type, study=id_)
    yield from listed("study_country", "country", design.countries, study=id_)
    yield from listed("study_registration", "registration", design.registration, study=id_)
    yield from listed("limitation", "limitation", study.limitations, study=id_)
    yield from listed("study_former_id", "former_id", study.was, study=id_)
    for position, (other, patients) in enumerate(study.overlaps.items(), 1):
        key: Columns = {"study": id_, "other": other}
        yield "overlap", {**key, "position": position, "patients": patients}
