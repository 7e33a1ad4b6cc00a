"""What `pip install all-evidence` gives: `kb` with its database, and nothing else."""

import json
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATABASE = ROOT / "build/kb.sqlite"
METADATA = "all_evidence-0.1.0.dist-info"
FOR_PACKAGING = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE-DATA.md")
NOT_INSTALLED = ("yaml", "jinja2", "mkdocs", "pandas", "polars")

pytestmark = pytest.mark.slow


def hatchling(kind: str, project: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def build(kind: str, project: Path, folder: Path) -> Path:
    result = hatchling(kind, project, folder)
    assert result.returncode == 0, result.stderr
    (archive,) = folder.iterdir()
    return archive


def unpack(wheel: Path, folder: Path) -> Path:
    shutil.unpack_archive(wheel, folder, "zip")
    return folder


def contents(installed: Path) -> str:
    """Return the wheel's list of files with their checksums."""
    return (installed / METADATA / "RECORD").read_text()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the wheel lies unpacked, as an installer leaves it."""
    wheel = build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))
    return unpack(wheel, tmp_path_factory.mktemp("installed"))


def run_installed(installed: Path, code: str) -> str:
    """Run code where only the wheel and what it depends on can be imported.

    `-I -S` leaves out the clone: its path stands in a file that only `site` reads.
    """
    absent = "".join(f"sys.modules[{name!r}] = None\n" for name in NOT_INSTALLED)
    paths = [str(installed), sysconfig.get_path("purelib")]
    start = f"import sys\nsys.path += {paths!r}\n{absent}"
    command = [sys.executable, "-I", "-S", "-c", start + textwrap.dedent(code)]
    return subprocess.run(command, cwd=installed, capture_output=True, text=True, check=True).stdout


def test_only_kb_is_installed(installed: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"kb", METADATA}


def test_the_database_is_inside_as_built(installed: Path) -> None:
    assert (installed / "kb/data/kb.sqlite").read_bytes() == DATABASE.read_bytes()


def test_type_checkers_see_its_types(installed: Path) -> None:
    assert (installed / "kb/py.typed").is_file()


def test_both_licences_are_inside(installed: Path) -> None:
    licences = installed / METADATA / "licenses"
    assert {path.name for path in licences.iterdir()} == {"LICENSE", "LICENSE-DATA.md"}


def test_kb_reads_where_schema_is_absent(installed: Path) -> None:
    seen = json.loads(
        run_installed(
            installed,
            """
            import importlib.util, json, kb
            print(json.dumps({
                "kb": kb.__file__,
                "schema": importlib.util.find_spec("schema") is not None,
                "studies": sum(1 for _ in kb.open().studies()),
            }))
            """,
        )
    )
    assert seen["kb"] == str(installed / "kb/__init__.py")
    assert seen["schema"] is False
    assert seen["studies"] > 0


def test_the_command_starts_where_schema_is_absent(installed: Path) -> None:
    shown = run_installed(installed, "sys.argv = ['kb', '--help']; from kb.cli import main; main()")
    assert "query" in shown


def test_a_source_archive_gives_the_same_wheel(installed: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "sdist")
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path], check=True)
    wheel = build("wheel", tmp_path / METADATA.removesuffix(".dist-info"), tmp_path / "wheel")
    assert contents(unpack(wheel, tmp_path / "again")) == contents(installed)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_is_built_without_the_database(kind: str, tmp_path: Path) -> None:
    for name in FOR_PACKAGING:
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "kb").mkdir()
    result = hatchling(kind, tmp_path, tmp_path / "out")
    assert result.returncode == 1
    assert "build/kb.sqlite is missing: run 'make build' first" in result.stderr
    assert not list((tmp_path / "out").glob("*"))
