"""The vocabulary files, checked as records are: hostile input in, problems with their place out."""

from schema.glossary.check import check, faults

__all__ = ["check", "faults"]
