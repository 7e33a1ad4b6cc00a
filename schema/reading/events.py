"""The stream of YAML events, from libyaml where it is compiled in, else from pure Python.

The loaders of PyYAML are not used: they keep the last of two equal keys, read `NO` as false and
die of a segmentation fault on deep nesting. Events are flat, so nothing can overflow.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

if TYPE_CHECKING:
    _CParser: type[Any] | None
try:
    from yaml.cyaml import CParser as _CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML without libyaml, as in Pyodide
    _CParser = None


_HALF = re.compile("[\ud800-\udfff]")  # half of a surrogate pair


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser without composer and constructor."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def get_event(self) -> Any:
        """Return the next event; an escape that is no character is refused as libyaml does."""
        message = "found invalid Unicode character escape code"
        try:
            event: Any = super().get_event()  # type: ignore[no-untyped-call]
        except ValueError:
            raise MarkedYAMLError(problem=message, problem_mark=self.get_mark()) from None
        if _HALF.search(getattr(event, "value", "")):
            raise MarkedYAMLError(problem=message, problem_mark=event.start_mark)
        return event


def events(text: str, *, pure: bool = False) -> Iterator[Any]:
    """Yield the events of `text`; raises `yaml.YAMLError` where the text is not YAML."""
    parser = PureParser(text) if pure or _CParser is None else _CParser(text)
    while True:
        event = parser.get_event()
        if event is None or isinstance(event, yaml.StreamEndEvent):
            return
        yield event
