"""What is written about the project holds: dependencies are declared, named files exist."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OWN = {"kb", "schema"}
# Installed under another name than imported.
NAMES = {"yaml": "pyyaml", "pydantic_core": "pydantic"}


def imported(files: Iterable[Path]) -> Iterator[str]:
    """Yield the distributions whose modules are imported anywhere in the files."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules.append(node.module or "")
            for module in modules:
                top = module.partition(".")[0]
                if top not in OWN | sys.stdlib_module_names:
                    yield NAMES.get(top, top)


def declared(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9_-]", each)[0] for each in requirements}


FOR_READERS = declared(PROJECT["project"]["dependencies"]) | {
    name
    for extra in PROJECT["project"]["optional-dependencies"].values()
    for name in declared(extra)
}
FOR_CURATORS = FOR_READERS | declared(PROJECT["dependency-groups"]["curation"])


def test_the_reader_declares_what_it_imports() -> None:
    files = [
        file
        for file in (ROOT / "kb").rglob("*.py")
        if file.relative_to(ROOT / "kb").parts[0] not in ("curation", "publish")
    ]
    found = set(imported(files))
    assert {"sqlmodel", "typer"} <= found
    assert found <= FOR_READERS


def test_curation_and_publishing_declare_what_they_import() -> None:
    folders = (ROOT / "kb", ROOT / "schema")
    found = set(imported(file for folder in folders for file in folder.rglob("*.py")))
    assert {"pydantic", "jinja2"} <= found
    assert found <= FOR_CURATORS


def test_a_missing_library_is_missed_by_its_own_name() -> None:
    """`kb.publish` lies in the wheel, without what it needs."""
    code = "import sys; sys.modules['mkdocs'] = None; import kb.publish.hooks"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "mkdocs" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md"])
def test_named_files_exist(name: str) -> None:
    """Of `kb/publish/<page>.py` the part before the `<` has to exist."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:kb|schema|site|tests|evidence)/[^` ]*)`", text)
    assert len(named) >= 4
    missing = [path for path in named if not (ROOT / path.partition("<")[0]).exists()]
    assert [path for path in missing if "<" not in path or not _folder(path).is_dir()] == []


def _folder(path: str) -> Path:
    return (ROOT / path.partition("<")[0]).parent
