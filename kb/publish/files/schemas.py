"""What describes the JSON API to machines: a JSON Schema of each kind of document, and OpenAPI."""

import re
from inspect import cleandoc
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from kb.publish.files.api import DOCUMENTS, KINDS, SUMMARIES
from kb.publish.files.columns import Meanings
from kb.publish.files.forms import adapter
from kb.publish.files.reading import Reading
from kb.publish.files.tables import every_table

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODE: JsonSchemaMode = "serialization"
_PARAMETERS = {
    "id": "An id, as the document that lists all of this kind says.",
    "vocabulary": "A vocabulary, such as `measures`, `statistics`, `origins`.",
}


def schemas(reading: Reading) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of document, by its name."""
    texts = _column_texts(reading)
    return {kind: _schema(kind, document, texts) for kind, document in KINDS.items()}


def _schema(kind: str, document: type[Any], texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    found = adapter(document).json_schema(mode=_MODE)
    head = {"$schema": _DIALECT, "title": f"ALL Evidence API: {kind}"}
    return {**head, **_tidy(found, texts, document.__name__)}


def openapi(reading: Reading) -> dict[str, Any]:
    """Return the description of the API in OpenAPI 3.1; its addresses are relative to it."""
    documents: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (kind, _MODE, adapter(document)) for kind, document in KINDS.items()
    ]
    _, found = TypeAdapter.json_schemas(documents, ref_template="#/components/schemas/{model}")
    texts = _column_texts(reading)
    shapes = {name: _tidy(shape, texts, name) for name, shape in found["$defs"].items()}
    meta = reading.meta
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{meta.title}: static JSON API",
            "summary": "Published outcomes in acute lymphoblastic leukaemia, as printed.",
            "description": "Every document is a file: the same data version, the same bytes. "
            "Not medical advice.",
            "version": meta.data_version[:12],
            "license": {"name": meta.licence, "url": meta.licence_url},
        },
        "servers": [{"url": "./"}],
        "paths": {f"/{address}": _path(address, kind) for address, kind in DOCUMENTS.items()},
        "components": {"schemas": shapes},
    }


def _path(address: str, kind: str) -> dict[str, Any]:
    names = re.findall(r"\{(\w+)\}", address)
    shape = {"$ref": f"#/components/schemas/{KINDS[kind].__name__}"}
    answer = {"description": "The document.", "content": {"application/json": {"schema": shape}}}
    asked = {
        "operationId": re.sub(r"\W+", "_", address.removesuffix(".json")).strip("_"),
        "summary": SUMMARIES[address],
        "responses": {"200": answer, "404": {"description": "There is no such id."}},
    }
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": _PARAMETERS[name],
            "schema": {"type": "string"},
        }
        for name in names
    ]
    return {"get": asked | ({"parameters": parameters} if parameters else {})}


def _column_texts(reading: Reading) -> dict[str, dict[str, str]]:
    """Return what columns mean, by kind of row, in the words of the tables."""
    meanings = Meanings(reading.base)
    return {
        table.row.__name__: {
            column.name: meanings.column(table.name, table.view, column.name, column.kind).about
            for column in table.columns
        }
        for table in every_table()
        if table.like is None
    }


def _tidy(shape: Any, texts: dict[str, dict[str, str]], name: str = "") -> Any:
    """Close objects, drop titles made of field names, and say what each property means."""
    if isinstance(shape, list):
        return [_tidy(item, texts) for item in shape]
    if not isinstance(shape, dict):
        return shape
    found = {key: _tidied(key, value, texts) for key, value in shape.items() if key != "title"}
    if "properties" not in found:
        return found
    said = texts.get(name, {})
    for column, property_ in found["properties"].items():
        if column in said:
            property_["description"] = said[column]
    if "description" in found:
        found["description"] = cleandoc(found["description"])
    return found | {"additionalProperties": False}


def _tidied(key: str, value: Any, texts: dict[str, dict[str, str]]) -> Any:
    """Tidy what stands under a key; names of properties and definitions are no keywords."""
    if key in ("properties", "$defs"):
        return {name: _tidy(shape, texts, name) for name, shape in value.items()}
    return _tidy(value, texts)
