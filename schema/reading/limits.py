"""How large a record may be. Real records stay far below; beyond, somebody is testing us."""

FILE_BYTES = 1024 * 1024
DEPTH = 64
SCALAR_CHARACTERS = 10_000
