"""The rows of what people found odd, excused, judged and did."""

from collections.abc import Iterator

from kb.curation.rows.common import Row, listed
from schema.study import Study


def remark_rows(study: Study) -> Iterator[Row]:
    """Yield oddities, waivers, the appraisal and the curation of a study."""
    for position, (name, oddity) in enumerate(study.oddities.items(), 1):
        said = {"address": oddity.at, "says": oddity.says}
        yield "oddity", {"study": study.id, "id": name, "position": position, **said}
    yield from _waivers(study)
    yield from _appraisal(study)
    yield from _curation(study)


def _waivers(study: Study) -> Iterator[Row]:
    for position, (key, waiver) in enumerate(study.waivers.items(), 1):
        check, _, address = key.partition(" ")
        yield (
            "waiver",
            {
                "study": study.id,
                "check_id": check,
                "address": address,
                "position": position,
                "printed": waiver.printed,
                "why": waiver.why,
                "decided_by": waiver.by,
                "date": waiver.date,
            },
        )


def _appraisal(study: Study) -> Iterator[Row]:
    appraisal = study.appraisal
    if appraisal is None:
        return
    judged = {"tool": appraisal.tool, "judged_by": appraisal.by, "date": appraisal.date}
    yield "appraisal", {"study": study.id, **judged}
    for position, (domain, said) in enumerate(appraisal.domains.items(), 1):
        judgment = {"domain": domain, "judgment": said.judgment, "why": said.why}
        yield "appraisal_domain", {"study": study.id, "position": position, **judgment}


def _curation(study: Study) -> Iterator[Row]:
    curation, checked = study.curation, study.curation.checked
    yield (
        "curation",
        {
            "study": study.id,
            "status": curation.status,
            "extracted_by": curation.extracted.by,
            "extracted_date": curation.extracted.date,
            "checked_by": checked.by if checked else None,
            "checked_date": checked.date if checked else None,
            "figures": checked.figures if checked else None,
            "corrected": checked.corrected if checked else None,
            "unseen": checked.unseen if checked else None,
            "superseded_by": curation.superseded_by,
            "why": curation.why,
            "interests": curation.interests,
        },
    )
    for position, change in enumerate(curation.history, 1):
        said = {"date": change.date, "changed_by": change.by, "what": change.what}
        yield "curation_change", {"study": study.id, "position": position, **said}
    yield from listed("curation_missing", "missing", curation.missing, study=study.id)
