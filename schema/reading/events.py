"""The stream of YAML events, from libyaml where it is compiled in, else from pure Python.

The loaders of PyYAML are not used: they keep the last of two equal keys, read `NO` as false and
die of a segmentation fault on deep nesting. Events are flat, so nothing can overflow.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

if TYPE_CHECKING:
    _CParser: type[Any] | None
try:
    from yaml.cyaml import CParser as _CParser  # type: ignore[attr-defined]
except ImportError:  # PyYAML without libyaml, as in Pyodide
    _CParser = None


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser without composer and constructor."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def events(text: str, *, pure: bool = False) -> Iterator[Any]:
    """Yield the events of `text`; raises `yaml.YAMLError` where the text is not YAML."""
    parser = PureParser(text) if pure or _CParser is None else _CParser(text)
    while True:
        event = parser.get_event()
        if event is None or isinstance(event, yaml.StreamEndEvent):
            return
        yield event
