"""What can be taken away from the page of a study: its record, its results, its references.

Printed results, computed ones and those read off a curve are files of their own.
"""

from collections.abc import Iterator
from typing import TypedDict

from kb.models.results import Basis, ComparisonRow, Outcome
from kb.publish.pages.study_data import StudyData
from kb.publish.parts.anchors import study_path
from kb.publish.parts.shapes import Download
from kb.rows import Rows

_BASES: dict[Basis, tuple[str, str]] = {
    "reported": ("", ""),
    "derived": ("-derived", ", derived"),
    "digitised": ("-digitised", ", read off curves"),
}
# Forms of the whole record; JSON is the document of the API.
_FORMS = {
    "application/yaml": ("YAML", "{path}{study}.yml"),
    "application/json": ("JSON", "api/v1/studies/{study}.json"),
}
_REFERENCES = {
    "application/x-bibtex": ("BibTeX", "{path}{study}.bib"),
    "application/x-research-info-systems": ("RIS", "{path}{study}.ris"),
}


class Alternate(TypedDict):
    """The same in another form, as the head of a page names it."""

    type: str
    title: str
    href: str


def alternates(study: str) -> list[Alternate]:
    """Return the other forms of a study for the head of its page."""
    return [
        {"type": kind, "title": f"{what} as {name}", "href": _href(address, study)}
        for what, forms in (("Record", _FORMS), ("References", _REFERENCES))
        for kind, (name, address) in forms.items()
    ]


def downloads(data: StudyData) -> list[Download]:
    """Return the links to all files, the record first and the references last."""
    study, path = data.row.id, study_path(data.row.id)
    return [
        *(_download(f"Record as {name}", _href(at, study)) for name, at in _FORMS.values()),
        *(_download(text, f"{path}{name}") for name, text, _ in _tables(data)),
        *(
            _download(f"References as {name}", _href(at, study))
            for name, at in _REFERENCES.values()
        ),
    ]


def _download(text: str, href: str) -> Download:
    return {"text": text, "href": href, "download": True}


def _href(address: str, study: str) -> str:
    return address.format(path=study_path(study), study=study)


def _tables(data: StudyData) -> Iterator[tuple[str, str, Rows[Outcome] | Rows[ComparisonRow]]]:
    """Yield name, title and rows of each table that has rows, and of the printed results."""
    for basis, (end, said) in _BASES.items():
        outcomes = [fact for fact in data.outcomes if fact.basis == basis]
        if outcomes or basis == "reported":
            name = f"{data.row.id}{end}.csv"
            yield name, f"Results{said} as CSV", Rows.of(Outcome, outcomes)
        compared = [fact for fact in data.comparisons if fact.basis == basis]
        if compared:
            name = f"{data.row.id}-comparisons{end}.csv"
            yield name, f"Comparisons{said} as CSV", Rows.of(ComparisonRow, compared)


def files(data: StudyData) -> dict[str, str]:
    """Return the files that stand beside the page."""
    study = data.row.id
    return {
        f"{study}.yml": data.study.record.text,
        **{name: rows.to_csv() for name, _, rows in _tables(data)},
        f"{study}.bib": data.study.to_bibtex(),
        f"{study}.ris": data.study.to_ris(),
    }
