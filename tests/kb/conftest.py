"""One small database of invented records, built once, for all tests of `kb`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import kb
from kb.curation.load import load

RECORDS = Path(__file__).parent / "records"


@pytest.fixture(scope="session")
def records() -> Path:
    """Return the folder of invented records."""
    return RECORDS


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database made of the invented records."""
    file = tmp_path_factory.mktemp("kb") / "kb.sqlite"
    load(RECORDS, file)
    return file


@pytest.fixture(scope="session")
def base(database: Path) -> Iterator[kb.KnowledgeBase]:
    """Return the open knowledge base of the invented records."""
    with kb.open(database) as opened:
        yield opened
