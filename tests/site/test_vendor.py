"""Scripts of others that the site ships: unchanged, named, with their licence."""

import hashlib
import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "site/theme/js/vendor"
PACKAGES = sorted(folder for folder in VENDOR.iterdir() if folder.is_dir())
IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*\bfrom\s*['"]([^'"]+)['"]""", re.MULTILINE)

each_package = pytest.mark.parametrize("package", PACKAGES, ids=lambda folder: folder.name)


@each_package
def test_files_are_those_that_were_fetched(package: Path) -> None:
    lines = (package / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split(maxsplit=1) for line in lines)}
    own = {file.name for file in package.iterdir()} - {"SHA256SUMS", "SOURCE"}
    assert sums.keys() == own
    for name, digest in sums.items():
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == digest, name


@each_package
def test_source_and_licence_are_named(package: Path) -> None:
    source = (package / "SOURCE").read_text("utf-8")
    assert re.match(rf"{package.name} \d+\.\d+\.\d+, .+ licence", source)
    assert "https://registry.npmjs.org/" in source
    assert "Permission is hereby granted" in (package / "LICENSE").read_text("utf-8")


@each_package
def test_scripts_import_nothing_from_outside(package: Path) -> None:
    for script in package.glob("*.js"):
        for name in IMPORT.findall(script.read_text("utf-8")):
            assert (package / name).is_file(), (script.name, name)
