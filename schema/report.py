"""How problems are printed: for people, for programs, for GitHub. One function each."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from schema.problems import Problem


def as_text(problems: Iterable[Problem]) -> str:
    """One line for each problem: `path:line:col: [code] what; allowed; did you mean`."""
    return "\n".join(str(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects with path, line, column, code, message, allowed, nearest, severity."""
    return json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands, which GitHub shows at the line of the file."""
    return "\n".join(_command(problem) for problem in problems)


def _command(problem: Problem) -> str:
    place = f"file={_escaped(problem.path, ':,')},line={problem.line},col={problem.column}"
    title = f"title={_escaped(problem.code, ':,')}"
    return f"::{problem.severity} {place},{title}::{_escaped(problem.sentence())}"


def _escaped(text: str, more: str = "") -> str:
    """Escape what would end a workflow command, so that no record can give one."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
