"""From events to a tree, refusing what a record has no use for.

Duplicate keys, anchors, aliases, merge keys, tags, directives, second documents, null values and
keys that are not plain text are refused, each with its place; reading goes on to the next one.
"""

import re
from collections.abc import Iterable
from typing import Any

import yaml

from schema.problems import Complaint
from schema.reading import limits
from schema.reading.characters import unseen
from schema.reading.tree import Path, Places, Spot, Tree

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

# One text in the quotes of a word processor; two such quotations in one text are left alone.
_MARKS = "\u2018-\u201f\xab\xbb"
_CURLY = re.compile(f"[{_MARKS}][^{_MARKS}]*[{_MARKS}]")


class TooDeepError(Exception):
    """Nesting beyond the limit: nothing after it is worth reading."""


class Builder:
    """Builds one tree from events; `complaints` holds what was refused and where."""

    def __init__(self, places: Places | None = None) -> None:
        self.root: Tree | None = None
        self.complaints: list[tuple[Spot, Complaint]] = []
        self._places = places
        self._open: list[dict[str, Tree] | list[Tree]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def feed(self, stream: Iterable[Any]) -> None:
        """Take all events; raises TooDeepError, and whatever the stream raises."""
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for event in stream:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(event, "second-document", "a second document", "one record in one file")
        if event.version or event.tags:
            self._refuse(event, "directive", "a YAML directive", "plain YAML without % lines")

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        self._plain_node(event)
        if len(text) > limits.SCALAR_CHARACTERS:
            most = f"at most {limits.SCALAR_CHARACTERS} characters"
            self._refuse(event, "text-too-long", f"a text of {len(text)} characters", most)
        if event.style == '"':  # only here can an escape bring in what the file does not show
            self.complaints += ((_spot(event), complaint) for complaint in unseen(text))
        elif event.implicit[0] and _CURLY.fullmatch(text):
            message = f"`{text}` stands in curly quotes, which would become part of it"
            self._refuse(event, "curly-quotes", message, "straight quotes", f'"{text[1:-1]}"')
        if self._expects_key():
            self._key(event, text)
        else:
            if event.implicit[0] and text in _NULLS:
                self._refuse_null(event)
            self._put(event, text)

    def _key(self, event: Any, text: str) -> None:
        if text == "<<":
            self._refuse(event, "merge-key", "a merge key `<<`", "each value written where it is")
        elif event.implicit[0] and text in _NULLS:
            self._refuse(event, "empty-key", "an empty key", "a key with a name")
        mapping = self._open[-1]
        if text in mapping:
            message = f"the key `{text}` stands twice in this mapping"
            self._refuse(event, "duplicate-key", message, "each key once")
        self._keys[-1] = text
        if self._places is not None:
            self._places.keys.setdefault(self._path(), _spot(event))

    def _start(self, event: Any) -> None:
        self._plain_node(event)
        if len(self._open) >= limits.DEPTH:
            message = f"nested more than {limits.DEPTH} levels deep"
            self._refuse(event, "too-deep", message, f"at most {limits.DEPTH} levels")
            raise TooDeepError
        node: dict[str, Tree] | list[Tree]
        node = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._expects_key():
            self._refuse(event, "complex-key", "a list or mapping as key", "a key of plain text")
            self._keys[-1] = ""
        self._put(event, node, keep_key=True)
        self._open.append(node)
        self._keys.append(None)

    def _end(self, _event: Any) -> None:
        self._open.pop()
        self._keys.pop()
        if self._keys:
            self._keys[-1] = None

    def _alias(self, event: Any) -> None:
        self._refuse(event, "alias", f"an alias `*{event.anchor}`", "the value itself, written out")
        if self._expects_key():
            self._keys[-1] = ""
        else:
            self._put(event, "")

    def _plain_node(self, event: Any) -> None:
        if event.anchor:
            message = f"an anchor `&{event.anchor}`"
            self._refuse(event, "anchor", message, "values without anchors")
        if event.tag and event.tag != "!":
            self._refuse(event, "tag", f"a tag `{event.tag}`", "values without tags")

    def _refuse_null(self, event: Any) -> None:
        key = self._keys[-1] if self._keys else None
        if key is not None:
            hint = "; is it a comma in a number?" if re.match("[0-9]", key) else ""
            message = f"the key `{key}` has no value (a comma inside {{ }} starts a new key{hint})"
        else:
            message = "an empty value"
        allowed = "a value, or one of the words: not reported, not applicable, blank"
        self._refuse(event, "no-value", message, allowed)

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is None

    def _put(self, event: Any, value: Tree, *, keep_key: bool = False) -> None:
        if not self._open:
            if self._documents <= 1:
                self.root = value
            self._mark(event)
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
        else:
            parent.setdefault(self._keys[-1] or "", value)
        self._mark(event)
        if isinstance(parent, dict) and not keep_key:
            self._keys[-1] = None

    def _mark(self, event: Any) -> None:
        if self._places is not None:
            self._places.values.setdefault(self._path(), _spot(event))

    def _path(self) -> Path:
        steps: list[str | int] = []
        for node, key in zip(self._open, self._keys, strict=True):
            steps.append(len(node) - 1 if isinstance(node, list) else key or "")
        return tuple(steps)

    def _refuse(self, event: Any, code: str, message: str, allowed: str, near: str = "") -> None:
        self.complaints.append((_spot(event), Complaint((), code, message, allowed, near)))


def _spot(event: Any) -> Spot:
    start, end = event.start_mark, event.end_mark
    quoted = getattr(event, "style", None) in {"'", '"'}
    one_line = bool(start.line == end.line)
    return Spot(start.line + 1, start.column + 1 + quoted, fixed=one_line)
