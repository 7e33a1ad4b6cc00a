"""The files of the invented records, written once."""

from pathlib import Path

import pytest

from kb.publish.files.reading import Reading
from kb.publish.files.release import Places, Release
from kb.publish.parts.library import Library

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def places(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return where the files of the invented records are written."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "data").mkdir()
    (folder / "data/kb.sqlite").write_bytes(database.read_bytes())  # MkDocs does it otherwise
    return Places(database, ROOT / "schema/study.schema.json", folder, "")


@pytest.fixture(scope="session")
def release(library: Library, places: Places) -> Release:
    """Return the files of the invented records."""
    found = Release(library, places)
    found.write()
    return found


@pytest.fixture(scope="session")
def reading(release: Release) -> Reading:
    """Return what the files are made of."""
    return release.reading


@pytest.fixture(scope="session")
def site(release: Release) -> Path:
    """Return the folder in which the files stand."""
    return release.places.site
