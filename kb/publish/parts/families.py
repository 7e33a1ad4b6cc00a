"""The families of measures: how pages group them and which colour they have."""

from typing import NamedTuple

from kb.models.terms import Term
from kb.publish.figures.common import Family


class Kind(NamedTuple):
    """A kind of measure: its family of colours, and its heading."""

    family: Family
    title: str


# In the order of pages: what a reader asks for first, first.
KINDS = {
    "response": Kind("response", "Response"),
    "residual-disease": Kind("residual", "Residual disease"),
    "survival": Kind("survival", "Survival"),
    "relapse": Kind("relapse", "Relapse"),
    "mortality": Kind("mortality", "Mortality"),
    "transplant": Kind("transplant", "Transplant"),
    "safety": Kind("safety", "Safety"),
    "patient-reported": Kind("characteristic", "Patient-reported outcomes"),
    "exposure": Kind("characteristic", "Exposure"),
    "characteristic": Kind("characteristic", "Characteristics"),
    "flow": Kind("characteristic", "Participant flow"),
}
_ORDER = {kind: position for position, kind in enumerate(KINDS)}


def kind_of(measure: Term) -> Kind:
    """Return the kind of a measure."""
    return KINDS.get(measure.kind or "", KINDS["characteristic"])


def rank(measure: Term) -> int:
    """Return where the kind of a measure stands on pages."""
    return _ORDER.get(measure.kind or "", len(_ORDER))
