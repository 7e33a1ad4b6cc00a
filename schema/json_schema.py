"""The JSON Schema of a record, generated from the models, for completion in editors."""

import json
from pathlib import Path
from typing import Any

from schema.study import Study

_CELLS = {"type": "array", "items": {"$ref": "#/$defs/Cell"}}
_LINE = {"$ref": "#/$defs/Line"}
# Models that have a short form besides the mapping.
_SHORT_FORMS: dict[str, dict[str, Any]] = {
    "Cell": {"type": ["string", "integer"], "description": "The value as printed."},
    "Step": {"type": "string", "description": "A treatment, a combination, or alternatives."},
    "Line": {**_CELLS, "description": "The cells in the order of the columns."},
    "Row": {**_CELLS, "description": "The cells in the order of the columns."},
}

FILE = Path(__file__).parent / "study.schema.json"


def generate() -> str:
    """Return the schema as text, the same for the same models and vocabularies."""
    shape: dict[str, Any] = Study.model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ALL Evidence study record",
    }
    shape = {**head, **_tidied(_with_short_forms(shape))}
    return json.dumps(shape, indent=1, ensure_ascii=False) + "\n"


def _with_short_forms(shape: dict[str, Any]) -> dict[str, Any]:
    definitions = shape["$defs"]
    row = definitions["Row"]
    del row["properties"]["categories"]
    row["additionalProperties"] = {"anyOf": [row["additionalProperties"], _LINE]}
    for name, short in _SHORT_FORMS.items():
        definitions[name] = {"anyOf": [short, definitions[name]]}
    return shape


def _tidied(node: Any) -> Any:
    """Drop what misleads an editor: titles made of field names, and null, which is refused."""
    if isinstance(node, list):
        return [_tidied(item) for item in node if item != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _tidied(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and (key, value) != ("default", None)
    }
    choices = kept.get("anyOf", [])
    return {**kept.pop("anyOf")[0], **kept} if len(choices) == 1 else kept


if __name__ == "__main__":
    FILE.write_text(generate(), encoding="utf-8")
