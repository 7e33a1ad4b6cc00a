"""Everything published that is no page, written into the folder of the site."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.publish.files import api, schemas
from kb.publish.files.changes import Event, events
from kb.publish.files.columns import Meanings
from kb.publish.files.feed import feed
from kb.publish.files.forms import Made, Written, adapter, make, write
from kb.publish.files.package import datapackage
from kb.publish.files.plain_texts import llms, robots
from kb.publish.files.reading import Reading
from kb.publish.files.tables import every_table
from kb.publish.parts.library import Library


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the database, the JSON Schema of a record, the site and its address."""

    database: Path
    record_schema: Path
    site: Path
    address: str


class Release:
    """The files of one version of the data; each part is written when it is first asked for."""

    def __init__(self, library: Library, places: Places) -> None:
        self.reading = Reading(library)
        self.places = places

    def write(self) -> None:
        """Write everything."""
        self._write("data/SHA256SUMS", self._sums())
        self._write("feed.xml", feed(self.reading, self.events, self.places.address))
        self._write("llms.txt", llms(self.reading, self.places.address).encode())
        self._write("robots.txt", robots(self.places.address).encode())
        self.documents  # noqa: B018 - written when asked for

    @cached_property
    def events(self) -> list[Event]:
        """What changed in the data, the newest first."""
        return events(self.reading)

    @cached_property
    def database(self) -> Written:
        """The database, which MkDocs copies."""
        data = self.places.database.read_bytes()
        return Written("data/kb.sqlite", len(data), sha256(data).hexdigest())

    @cached_property
    def tables(self) -> tuple[Made, ...]:
        """The tables in all forms."""
        meanings = Meanings(self.reading.base)
        return tuple(make(each, self.reading, meanings, self.places.site) for each in every_table())

    @cached_property
    def package(self) -> Written:
        """The descriptor of the tables."""
        found = datapackage(self.reading, self.tables, self.database)
        return self._write("data/datapackage.json", _json(found, indent=1))

    @cached_property
    def documents(self) -> tuple[Written, ...]:
        """The documents of the JSON API, then what describes them."""
        return tuple(
            self._write(f"{api.FOLDER}{path}", data)
            for path, data in (*self._documents(), *self._descriptions())
        )

    def _documents(self) -> Iterator[tuple[str, bytes]]:
        for path, kind, document in api.documents(self.reading):
            yield path, adapter(api.KINDS[kind]).dump_json(document) + b"\n"

    def _descriptions(self) -> Iterator[tuple[str, bytes]]:
        for kind, schema in schemas.schemas(self.reading).items():
            yield f"schema/{kind}.json", _json(schema, indent=1)
        yield "schema/record.json", self.places.record_schema.read_bytes()
        yield "openapi.json", _json(schemas.openapi(self.reading), indent=1)

    def _sums(self) -> bytes:
        """Return the checksums of all files beside them, as `sha256sum --check` reads them."""
        tables = [file for made in self.tables for file in made.files]
        ordered = sorted([self.database, self.package, *tables], key=lambda file: file.name)
        return "".join(f"{file.sha256}  {file.name}\n" for file in ordered).encode()

    def _write(self, path: str, data: bytes) -> Written:
        return write(self.places.site, path, data)


def _json(document: dict[str, Any], indent: int | None = None) -> bytes:
    text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False)
    return f"{text}\n".encode()
