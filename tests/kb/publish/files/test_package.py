"""The data package is valid by Frictionless, and a spoilt file is found out."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from frictionless import validate

from kb.publish.files.release import Release

pytestmark = pytest.mark.slow


def descriptor(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/datapackage.json").read_text("utf-8"))
    return found


def errors(site: Path) -> list[str]:
    report = validate(str(site / "data/datapackage.json"))
    return [error[0] for error in report.flatten(["type"])]


@pytest.fixture
def copied(site: Path, tmp_path: Path) -> Path:
    shutil.copytree(site / "data", tmp_path / "data")
    return tmp_path


def test_valid(site: Path) -> None:
    assert errors(site) == []


def test_every_file_is_in_it(site: Path, release: Release) -> None:
    found = descriptor(site)
    paths = {resource["path"] for resource in found["resources"]}
    there = {file.name for file in (site / "data").iterdir()}
    assert paths == there - {"datapackage.json", "SHA256SUMS"}
    assert found["version"] == release.reading.meta.data_version
    assert found["licenses"][0]["name"] == "CC-BY-4.0"
    assert {resource["type"] for resource in found["resources"]} == {"table", "file"}


# What a spoilt table refers to, and no more, so that each case is quick.
NEEDED = ("studies.csv", "groups.csv", "sources.csv", "endpoints.csv", "outcomes.csv")


def spoil(site: Path, name: str, old: str, new: str, *, resealed: bool) -> None:
    """Change a text of a table; `resealed`: so that size and checksum fit again."""
    file = site / "data" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = descriptor(site)
    kept = [resource for resource in found["resources"] if resource["path"] in NEEDED]
    for resource in kept:
        if resealed and resource["path"] == name:
            del resource["hash"], resource["bytes"]
    written = json.dumps({**found, "resources": kept})
    (site / "data/datapackage.json").write_text(written, encoding="utf-8")


def test_what_is_needed_is_valid_alone(copied: Path) -> None:
    spoil(copied, "groups.csv", "", "", resealed=False)
    assert errors(copied) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "resealed", "error"),
    [
        ("outcomes.csv", "83.90", "83.91", False, "hash-count"),
        ("outcomes.csv", ",83.9,", ",eighty,", True, "type-error"),
        ("groups.csv", "\nalpha,", "\nomega,", True, "foreign-key"),
        ("studies.csv", "\nbeta,", "\nalpha,", True, "primary-key"),
    ],
)
def test_a_spoilt_table_is_found_out(
    copied: Path, name: str, old: str, new: str, resealed: bool, error: str
) -> None:
    spoil(copied, name, old, new, resealed=resealed)
    assert error in errors(copied)


def test_checksums(copied: Path) -> None:
    check = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    assert subprocess.run(check, cwd=copied / "data", check=False).returncode == 0
    names = (copied / "data/SHA256SUMS").read_text().split()[1::2]
    assert sorted(names) == sorted({f.name for f in (copied / "data").iterdir()} - {"SHA256SUMS"})
    with (copied / "data/groups.parquet").open("ab") as file:
        file.write(b" ")
    spoilt = subprocess.run(check, cwd=copied / "data", check=False, capture_output=True)
    assert spoilt.returncode == 1
