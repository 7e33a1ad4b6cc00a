"""Comments that eat the rest of a text: `title: Drug X # or standard` would be `Drug X`.

A comment behind a value stands two spaces away from it, as is the custom; one space and a `#` are
more likely part of the text. No address holds a space, so that behind one nothing can be lost.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from schema.problems import Complaint
from schema.reading.events import events
from schema.reading.tree import Spot

_ADDRESSES = ("https://", "http://")
_SUSPECT = re.compile(r"(?<=[^ \n]) #")


def eaten(text: str) -> Iterator[tuple[Spot, Complaint]]:
    """Yield the comments that begin one space behind a text without quotes; `text` must be YAML."""
    if not _SUSPECT.search(text):  # looking twice is for the few files that have one
        return
    lines = text.splitlines()
    for event in events(text):
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
            end: Any = event.end_mark
            rest = lines[end.line][end.column :] if end.line < len(lines) else ""
            if rest.startswith(" #") and not event.value.startswith(_ADDRESSES):
                yield Spot(end.line + 1, end.column + 2), _complaint(rest[1:])


def _complaint(comment: str) -> Complaint:
    message = f"`{comment}` is a comment, not part of the text before it"
    allowed = "quotes around a text that holds ` #`, two spaces before a comment"
    return Complaint((), "eaten-text", message, allowed)
