"""Seals: what a second reader verified cannot change quietly.

A seal belongs to a number, not to a file. It keeps a short digest over everything that gives the
number its meaning, and that meaning in words, so that a change can be named. Seals are written by
`kb verify`, never by hand, into `evidence/seals/<study>.yml`: beside the records, because they
outnumber the lines of a record by far and a record has to stay readable; one file to a study,
because both change together and are reviewed together.
"""

from schema.seals.broken import Broken, broken_seals, is_extractor, own_seals, sealed
from schema.seals.files import FOLDER, Seal, Seals, read_seals, seals_file, written
from schema.seals.meaning import digest, in_words
from schema.seals.numbers import Sealable, sealables

__all__ = [
    "FOLDER",
    "Broken",
    "Seal",
    "Sealable",
    "Seals",
    "broken_seals",
    "digest",
    "in_words",
    "is_extractor",
    "own_seals",
    "read_seals",
    "sealables",
    "sealed",
    "seals_file",
    "written",
]
