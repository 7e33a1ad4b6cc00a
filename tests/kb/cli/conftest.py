"""A folder with one small record, in which the commands run."""

from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from tests.kb.cli.second_reader import write
from tests.schema.example import RECORD


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Run in a folder with one record."""
    write(tmp_path, RECORD)
    with chdir(tmp_path):
        yield tmp_path
