"""A study in one line: name, citation, size, population, badges."""

import re

from kb.models.studies import StudyRow
from kb.publish.parts.anchors import study_path
from kb.publish.parts.library import Library
from kb.publish.parts.shapes import Badge, Card
from kb.publish.parts.words import counted, sentence, spaced, thousands

_STATUS: dict[str, Badge] = {
    "draft": {"text": "Draft", "kind": "warning"},
    "extracted": {"text": "Not checked", "kind": None},
    "verified": {"text": "Checked", "kind": None},
    "withdrawn": {"text": "Withdrawn", "kind": "danger"},
    "superseded": {"text": "Superseded", "kind": "danger"},
}
_BY_ID = re.compile(r"([a-z-]+-[0-9]{4})(?:-|$)")
_NOTICES: dict[str, Badge] = {
    "retraction": {"text": "Retracted", "kind": "danger"},
    "concern": {"text": "Expression of concern", "kind": "danger"},
    "correction": {"text": "Corrected", "kind": "info"},
}


def study_name(row: StudyRow) -> str:
    """Return what a study is called in a table: its acronym, or first author and year.

    Ids begin with both, for studies whose authors were not seen: `frey-2020-ctl019`.
    """
    named = _BY_ID.match(row.id)
    by_id = sentence(spaced(named[1])) if named else sentence(spaced(row.id))
    return row.acronym or by_author(row) or by_id


def by_author(row: StudyRow) -> str:
    """Return first author and year of the main report."""
    surname = (row.first_author or "").rpartition(" ")[0] or row.first_author or ""
    return f"{surname} {row.main_year or ''}".strip() if surname else ""


def cite_line(row: StudyRow) -> str:
    """Return author, year and journal of the main report."""
    year = "" if by_author(row) else str(row.main_year or "")
    published = f"{row.journal or ''} {year}".strip()
    return ", ".join(part for part in (by_author(row), published) if part) or "report not named"


def patients(row: StudyRow, library: Library) -> str:
    """Return the size of a study, with the group whose size it is where there are others beside."""
    known = row.n if row.n is not None else row.n_derived
    if known is None:
        return "number of patients not reported"
    which = f" ({of_group(row, library)})" if not _covers_all(row, library) else ""
    derived = ", derived" if row.n is None else ""
    return f"{counted(known, 'patient')}{which}{derived}"


def of_group(row: StudyRow, library: Library) -> str:
    """Return the label of the group whose size is that of a study, and who is counted in it."""
    group = library.groups.get((row.id, row.n_group or ""))
    if group is None:
        return ""
    who = library.name("denominators", group.counted) if group.counted else ""
    told = who and who.lower() not in group.label.lower()
    return f"{group.label}, {who}" if told else group.label


def _covers_all(row: StudyRow, library: Library) -> bool:
    """Whether no patients of a study are outside the group whose size is the study's."""
    own = library.study(row.id).groups
    return [group.id for group in own if not group.parent and not group.cross] == [row.n_group]


def size(row: StudyRow) -> str:
    """Return the size of a study as a number alone."""
    known = row.n if row.n is not None else row.n_derived
    return thousands(known) if known is not None else "not reported"


def population(row: StudyRow, library: Library) -> str:
    """Return diseases and settings of a study."""
    diseases = [library.short("diseases", disease) for disease in row.diseases]
    return ", ".join([*diseases, *library.names("settings", row.settings)])


def design(row: StudyRow, library: Library) -> str:
    """Return design and phase of a study."""
    phase = f"phase {row.phase}" if row.phase else ""
    return ", ".join(part for part in (library.design(row), phase) if part)


def status_badge(row: StudyRow) -> Badge:
    """Return the state of the record of a study as a whole."""
    badge = _STATUS[row.status]
    plain = badge["kind"] is None  # else the word alone says that the record is meant
    return {**badge, "text": f"Record {badge['text'].lower()}" if plain else badge["text"]}


def record_badge(row: StudyRow) -> Badge:
    """Return the same for a column that says already that the record is meant."""
    return _STATUS[row.status]


def numbers_badge(row: StudyRow) -> Badge:
    """Return how many numbers of a study a second reader has verified one by one."""
    whole = 0 < row.numbers == row.numbers_verified
    verified = f"{thousands(row.numbers_verified)} of {counted(row.numbers, 'number')} verified"
    return {"text": verified, "kind": "good" if whole else None}


def warnings(row: StudyRow) -> list[Badge]:
    """Return what must be said wherever the study is named."""
    found = [_NOTICES[notice] for notice in row.notices if notice in _NOTICES]
    if row.secondary_only:
        found.append({"text": "Secondary source only", "kind": "warning"})
    return found


def card(row: StudyRow, library: Library) -> Card:
    """Return a study for a list of studies."""
    title = f"{row.acronym}: {row.title}" if row.acronym else row.title
    return {
        "title": sentence(title),
        "href": study_path(row.id),
        "cite": cite_line(row),
        "n": patients(row, library),
        "badges": [
            {"text": design(row, library)},
            *warnings(row),
            numbers_badge(row),
            status_badge(row),
        ],
    }
