"""What `kb` offers: written out, documented, and nothing more is needed to import it."""

import doctest
import importlib
import inspect
import json
import os
import pkgutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kb
from kb.curation.load import load
from kb.models import content, groups, remarks, results, seals, sources, studies, terms

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "evidence"
SURFACE = [
    "BadFilterError",
    "InvalidRecordsError",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "LoadError",
    "MissingExtraError",
    "OpenError",
    "QueryError",
    "Rows",
    "Study",
    "UnknownTermError",
    "open",
]
METHODS = [
    "agreement",
    "baseline",
    "checks",
    "close",
    "comparisons",
    "connected",
    "counts",
    "findings",
    "flow",
    "meta",
    "numbers",
    "outcomes",
    "protection",
    "safety",
    "seals",
    "search",
    "sql",
    "studies",
    "study",
    "tallies",
    "term",
    "terms",
    "vocabularies",
    "words",
]
ROWS = [
    "columns",
    "count",
    "index",
    "of",
    "to_csv",
    "to_dicts",
    "to_json",
    "to_pandas",
    "to_polars",
]
ABSENT = ("schema", "yaml", "jinja2", "mkdocs", "pandas", "polars")


def public(thing: type[Any]) -> list[str]:
    return [name for name in dir(thing) if not name.startswith("_")]


def test_the_public_names() -> None:
    assert kb.__all__ == SURFACE == sorted(SURFACE)
    assert set(SURFACE) <= set(dir(kb))
    for name in SURFACE:
        assert getattr(kb, name).__doc__


def test_the_public_methods() -> None:
    assert public(kb.KnowledgeBase) == METHODS
    assert public(kb.Rows) == ROWS


def test_the_version_is_that_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert kb.__version__ == said == metadata.version("all-evidence")
    assert "__version__" in dir(kb)
    monkeypatch.setattr(metadata, "version", not_installed)
    assert kb.__version__ == "unknown"


def not_installed(name: str) -> str:
    raise metadata.PackageNotFoundError(name)


def test_other_names_are_no_part_of_it() -> None:
    with pytest.raises(AttributeError, match="module 'kb' has no attribute 'opne'"):
        kb.opne  # noqa: B018


def test_every_error_has_one_root() -> None:
    errors = [getattr(kb, name) for name in SURFACE if name.endswith("Error")]
    assert len(errors) == 8
    assert all(issubclass(error, kb.KnowledgeBaseError) for error in errors)
    module = importlib.import_module("kb.errors")
    assert all(error.__name__ in (module.__doc__ or "") for error in errors)


@pytest.mark.parametrize("thing", [kb.KnowledgeBase, kb.Study, kb.Rows], ids=lambda t: t.__name__)
def test_every_public_method_explains_itself(thing: type[Any]) -> None:
    for name in public(thing):
        member = inspect.getattr_static(thing, name)
        doc = inspect.getdoc(getattr(member, "func", member)) or ""
        assert doc, name
        ours = inspect.isfunction(member) and member.__module__.startswith("kb.")
        if ours and len(inspect.signature(member).parameters) > 1:
            assert "Args:" in doc or "Raises:" in doc or "raises" in doc or "filters" in doc, name


@pytest.mark.parametrize(
    "module",
    [content, groups, remarks, results, seals, sources, studies, terms],
    ids=lambda m: m.__name__,
)
def test_every_row_and_field_is_explained(module: ModuleType) -> None:
    for name, thing in inspect.getmembers(module, inspect.isclass):
        if thing.__module__ == module.__name__ and not name.startswith("_"):
            assert (thing.__doc__ or "").strip(), name


def python(code: str, *flags: str) -> str:
    command = [sys.executable, *flags, "-c", code]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def test_import_alone_costs_nothing() -> None:
    before, after = json.loads(
        python("import sys, json; a = set(sys.modules); import kb;"
               " print(json.dumps([sorted(a), sorted(sys.modules)]))")
    )  # fmt: skip
    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "typer", "kb.base", *ABSENT}
    assert not heavy & (set(after) - set(before))


def test_reading_needs_neither_schema_nor_yaml(database: Path) -> None:
    absent = f"import sys; sys.modules.update(dict.fromkeys({ABSENT!r}))\n"
    used = f"""
import kb
with kb.open({str(database)!r}) as base:
    study = base.study("alpha")
    print(len(base.outcomes()), len(study.groups), base.search("sprycel")[0].id)
    print(base.outcomes(measure="os", at="1 y").to_csv().count("\\n"))
print([name for name in {ABSENT!r} if sys.modules[name]])
"""
    assert python(absent + used).splitlines() == ["30 11 dasatinib", "7", "[]"]


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(kb.__path__, "kb."):
        if not module.name.startswith(("kb.publish", "kb.cli")):
            yield module.name
    yield "kb"


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("evidence") / "kb.sqlite"
    load(EVIDENCE, file)
    return file


@pytest.mark.parametrize("name", list(modules()))
def test_examples(name: str, evidence: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.opening._BUNDLED", evidence)
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.failed == 0


def test_there_are_examples(evidence: Path) -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [
        test.name
        for name in modules()
        for test in finder.find(importlib.import_module(name))
        if test.examples
    ]
    assert evidence.is_file()
    methods = {"outcomes", "comparisons", "baseline", "safety", "flow", "numbers"}
    assert {f"kb.asking.Results.{method}" for method in methods} <= set(found)
    methods = {"studies", "study", "search", "sql", "term", "terms", "counts", "vocabularies"}
    assert {f"kb.base.KnowledgeBase.{method}" for method in methods} <= set(found)
