"""What every published file says about itself: whose data, which version, how to cite."""

from dataclasses import dataclass

from kb.models.terms import Meta

CAUTION = (
    "Not medical advice. Published figures as printed; results of different studies and "
    "populations are not comparable by themselves."
)


@dataclass(frozen=True, slots=True)
class About:
    """Whose data these are, which version, and how to cite them.

    Attributes:
        data_version: hash over all records and vocabularies: the same version is the same data.
        data_date: the latest date written in the curation of any record, if one is.
        licence, licence_url: of the data.
        cite: how to cite them; cite the original report of a result as well.
        caution: what they are not.
        documentation: the page that explains them, relative to the document.
    """

    title: str
    data_version: str
    data_date: str | None
    licence: str
    licence_url: str
    cite: str
    caution: str
    documentation: str


def about(meta: Meta, root: str, what: str = "") -> About:
    """Return what a file says about itself.

    Args:
        meta: what the database says.
        root: the way from the file to the root of the site, such as `../../`.
        what: the part of the knowledge base that is cited, such as `record tower`.
    """
    return About(
        title=meta.title,
        data_version=meta.data_version,
        data_date=meta.data_date,
        licence=meta.licence,
        licence_url=meta.licence_url,
        cite=cite(meta, what),
        caution=CAUTION,
        documentation=f"{root}data/",
    )


def cite(meta: Meta, what: str = "") -> str:
    """Return how to cite the data, or a part of them."""
    part = f", {what}" if what else ""
    dated = f" ({meta.data_date})" if meta.data_date else ""
    version = f"data version {meta.data_version[:12]}{dated}"
    return f"{meta.title} contributors. {meta.title}{part}, {version}. {meta.licence}."
