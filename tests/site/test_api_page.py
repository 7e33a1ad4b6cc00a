"""The page about the Python API: what it shows is what happens."""

import doctest
import re
from pathlib import Path

import pytest

import kb

PAGE = Path(__file__).parents[2] / "site/pages/api.md"
EXAMPLES = re.compile(r"```pycon\n(.*?)```", re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def test_examples_run(real_database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = kb.open(real_database)
    monkeypatch.setattr(kb, "open", lambda: opened)
    text = "\n".join(EXAMPLES.findall(PAGE.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(text, {}, "api.md", str(PAGE), 0)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append)
    opened.close()
    assert "".join(said) == ""
    assert result.attempted > 20
