"""The tables of the database, one module for each theme; `metadata` knows them all."""

from kb.tables import (
    comparisons,
    curves,
    estimates,
    facts,
    groups,
    meta,
    quality,
    remarks,
    seals,
    sources,
    studies,
    terms,
)
from kb.tables.base import Base, table

metadata = Base.metadata

__all__ = [
    "Base",
    "comparisons",
    "curves",
    "estimates",
    "facts",
    "groups",
    "meta",
    "metadata",
    "quality",
    "remarks",
    "seals",
    "sources",
    "studies",
    "table",
    "terms",
]
