"""How problems are printed."""

import json

from schema.problems import Problem
from schema.report import as_github, as_json, as_text

PROBLEM = Problem("2024/x.yml", 3, 7, "unknown-term", "unknown term `a`", "a term", "b")
HOSTILE = Problem("x\n::error::y.yml", 1, 1, "bad-cell", "`%0A\n::warning::owned`", "")


def test_text() -> None:
    assert as_text([PROBLEM]) == (
        "2024/x.yml:3:7: [unknown-term] unknown term `a`; allowed: a term; did you mean b?"
    )


def test_json_reads_back() -> None:
    assert [Problem(**item) for item in json.loads(as_json([PROBLEM, HOSTILE]))] == [
        PROBLEM,
        HOSTILE,
    ]


def test_github_annotation() -> None:
    assert as_github([PROBLEM]) == (
        "::error file=2024/x.yml,line=3,col=7,title=unknown-term::"
        "unknown term `a`; allowed: a term; did you mean b?"
    )


def test_a_record_cannot_give_commands() -> None:
    lines = as_github([HOSTILE]).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=x%0A%3A%3Aerror%3A%3Ay.yml,")
    assert as_text([HOSTILE]).startswith("x\\x0a::error::y.yml:1:1: [bad-cell]")
