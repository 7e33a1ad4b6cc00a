"""Text that is not YAML: where it stops making sense, and what usually helps."""

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
    "found unexpected end of stream": "a closing quote",
    "unknown escape character": "single quotes around a text that holds a backslash",
    "expected <block end>": "keys of one mapping indented alike",
    "expected the node content": "a value after the key",
}


def syntax_complaint(text: str, error: yaml.YAMLError) -> tuple[Spot, Complaint]:
    """Say where `text` stops being YAML.

    The pure-Python parser is asked, whichever parser failed, so that both say the same.
    """
    error = _pure_error(text) or error
    mark = getattr(error, "problem_mark", None)
    spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
    problem = str(getattr(error, "problem", None) or "unreadable text")
    hint = next((said for part, said in _HINTS.items() if part in problem), "valid YAML")
    return spot, Complaint((), "not-yaml", f"this is not YAML: {problem}", hint)


def _pure_error(text: str) -> yaml.YAMLError | None:
    try:
        Builder().feed(events(text, pure=True))
    except TooDeepError:
        return None
    except yaml.YAMLError as error:
        return error
    return None
