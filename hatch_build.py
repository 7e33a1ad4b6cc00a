"""Put the built database into what is shipped.

A wheel carries it inside the package, where `kb.open()` looks for it. A source archive carries it
where `kb build` leaves it, so that a wheel can be made from the archive alone. An editable install
needs neither: it must work before the first build.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATABASE = "build/kb.sqlite"
PLACES = {"wheel": "kb/data/kb.sqlite", "sdist": DATABASE}


class DatabaseHook(BuildHookInterface[BuilderConfig]):
    """Adds the database to a wheel or a source archive."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Register the database as a file to include; refuse to build without it."""
        if version == "editable":
            return
        database = Path(self.root, DATABASE)
        if not database.is_file():
            raise FileNotFoundError(f"{DATABASE} is missing: run 'make build' first")
        build_data["force_include"][str(database)] = PLACES[self.target_name]
