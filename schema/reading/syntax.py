"""Text that is not YAML: where it stops making sense, and what usually helps."""

from typing import Any

import yaml

from schema.problems import Complaint
from schema.reading.builder import Builder, TooDeepError
from schema.reading.events import events
from schema.reading.tree import Spot

# Fragments of PyYAML's messages and what a person can do about each.
_HINTS = {
    "mapping values are not allowed": "a text that holds `: ` in quotes, and keys indented alike",
    "could not find expected ':'": "`key: value` on this line or the one before",
    "cannot start any token": "a text that begins with @, `, % or a similar sign in quotes",
    "expected ',' or ']'": "a closing `]`, and commas between the values",
    "expected ',' or '}'": "a closing `}`, and commas between the values",
    "unknown escape character": "single quotes around a text that holds a backslash",
    "expected <block end>": "keys of one mapping indented alike",
    "expected the node content": "a value after the key",
}


def syntax_complaint(text: str, error: yaml.YAMLError) -> tuple[Spot, Complaint]:
    """Say where `text` stops being YAML, or where the quote opens that swallowed what follows.

    The pure-Python parser is asked, whichever parser failed, so that both say the same.
    """
    last, found = _pure_error(text)
    error = found or error
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "unreadable text")
    if "unexpected end of stream" in problem:
        mark = getattr(error, "context_mark", None) or mark
        problem, hint = "a quote that opens here is not closed", "a closing quote"
    elif _swallowed(last, mark):
        problem = f"a quote that opens here closes only on line {last.end_mark.line + 1}"
        mark, hint = last.start_mark, "a closing quote on this line"
    else:
        hint = next((said for part, said in _HINTS.items() if part in problem), "valid YAML")
    spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
    return spot, Complaint((), "not-yaml", f"this is not YAML: {problem}", hint)


def _swallowed(last: Any, mark: Any) -> bool:
    """Say whether the text breaks right behind a quoted text of several lines."""
    if last is None or mark is None or last.style not in ("'", '"'):
        return False
    first, end = last.start_mark.line, last.end_mark
    return bool(first < end.line and (end.line, end.column) == (mark.line, mark.column))


def _pure_error(text: str) -> tuple[Any, yaml.YAMLError | None]:
    """Return the last value before the error of the pure-Python parser, and that error."""
    last: Any = None
    builder = Builder()
    try:
        for event in events(text, pure=True):
            builder.feed([event])
            last = event if isinstance(event, yaml.ScalarEvent) else last
    except TooDeepError:
        return None, None
    except yaml.YAMLError as error:
        return last, error
    return None, None
