"""What people found odd in one study, excused, judged and did."""

from kb.models.remarks import Appraisal, Change, Curation, Judgment, Oddity, Waiver
from kb.queries.parts.reader import Reader, made
from kb.tables import remarks


def oddity_list(reader: Reader) -> list[Oddity]:
    """Return what is odd in the sources."""
    return [made(Oddity, row) for row in reader.rows(remarks.Oddity)]


def waiver_list(reader: Reader) -> list[Waiver]:
    """Return the findings of checks that stay."""
    return [
        made(Waiver, row, check=row["check_id"], by=row["decided_by"])
        for row in reader.rows(remarks.Waiver)
    ]


def appraisal(reader: Reader) -> Appraisal | None:
    """Return the risk of bias, if somebody judged it."""
    for row in reader.rows(remarks.Appraisal):
        domains = tuple(made(Judgment, said) for said in reader.rows(remarks.AppraisalDomain))
        return made(Appraisal, row, by=row["judged_by"], domains=domains)
    return None


def curation(reader: Reader) -> Curation:
    """Return who read and who checked the record."""
    (row,) = reader.rows(remarks.Curation)
    changes = reader.rows(remarks.CurationChange)
    return made(
        Curation,
        row,
        history=tuple(made(Change, change, by=change["changed_by"]) for change in changes),
        missing=reader.column(remarks.CurationMissing, "missing"),
    )
