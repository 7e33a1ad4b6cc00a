"""Full text: everything that depends on how a database searches stands in this module.

SQLite searches with FTS5. Another database brings its own `find` beside this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from kb.models.terms import Hit

# What is searched, and how much a word counts there. `kind`, `id` and `about` are only kept.
WEIGHTS = {
    "title": 4.0,
    "acronym": 10.0,
    "people": 6.0,
    "treatments": 2.0,
    "measures": 1.0,
    "populations": 1.0,
    "journals": 1.0,
    "identifiers": 10.0,
}
_KEPT = ("kind", "id", "about")
COLUMNS = (*_KEPT, *WEIGHTS)
CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5("
    + ", ".join([*(f"{name} UNINDEXED" for name in _KEPT), *WEIGHTS])
    + ", tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
)
OPTIMISE = "INSERT INTO search(search) VALUES ('optimize')"
# What people put before an identifier and no index holds.
_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:|\bpmid\b:?)", re.IGNORECASE)
_RANK = "bm25(search, 0, 0, 0, " + ", ".join(str(weight) for weight in WEIGHTS.values()) + ")"
_FIND = f"""
    SELECT kind, id, title, about, snippet(search, -1, '[', ']', ' ... ', 12), -{_RANK} AS score
    FROM search WHERE search MATCH ? ORDER BY score DESC, kind <> 'study', kind, id LIMIT ?
"""  # noqa: S608 - made of constants


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds about one study or term."""

    kind: str
    id: str
    about: str
    title: str
    acronym: str = ""
    people: str = ""
    treatments: str = ""
    measures: str = ""
    populations: str = ""
    journals: str = ""
    identifiers: str = ""


def expression(text: str) -> str:
    """Return what a person typed as an FTS5 expression: all words, the last one as a beginning.

    Nothing typed can be an operator: each word is quoted.

    Example:
        >>> expression('10.1182/blood blin')
        '"10.1182/blood" "blin"*'
    """
    bare = _PREFIX.sub(" ", text.replace("\x00", " "))
    words = [word.replace('"', "") for word in bare.split()]
    quoted = [f'"{word}"' for word in words if any(letter.isalnum() for letter in word)]
    return " ".join(quoted) + "*" if quoted else ""


def find(connection: Connection, text: str, limit: int) -> Iterator[Hit]:
    """Yield what fits a text, the best first."""
    wanted = expression(text)
    rows: Any = connection.exec_driver_sql(_FIND, (wanted, limit)) if wanted else ()
    for row in rows:
        yield Hit(*row)
