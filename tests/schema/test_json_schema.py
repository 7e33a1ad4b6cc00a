"""The JSON Schema that editors use."""

import json
from typing import Any

import jsonschema
import pytest

from schema import terms
from schema.json_schema import FILE, generate
from schema.reading import Tree, read_bytes
from tests.schema.example import RECORD, spoiled

SHAPE: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


def as_editor(tree: Tree) -> Any:
    """Return the tree as an editor's YAML reader types it."""
    if isinstance(tree, dict):
        return {key: as_editor(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_editor(item) for item in tree]
    return int(tree) if tree.isdigit() else tree


def faults(text: str) -> list[str]:
    """Return the paths at which an editor would underline the record."""
    tree = read_bytes(text.encode(), "x.yml").tree
    assert tree is not None
    found = jsonschema.Draft202012Validator(SHAPE).iter_errors(as_editor(tree))
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


def without_terms(node: Any) -> Any:
    """Return the shape without the terms in its lists of words."""
    if isinstance(node, list):
        return [without_terms(item) for item in node]
    if not isinstance(node, dict):
        return node
    known = {term for name in terms.VOCABULARIES for term in terms.vocabulary(name)}
    return {
        key: [word for word in value if word not in known]
        if key == "enum"
        else without_terms(value)
        for key, value in node.items()
    }


def test_it_says_what_the_models_say() -> None:
    """New terms may be missing: nobody writes the file in a browser, and `kb validate` tells."""
    fresh = without_terms(json.loads(generate()))
    told = "the models say otherwise than schema/study.schema.json: run `make schema` and commit it"
    assert without_terms(SHAPE) == fresh, told


def test_a_good_record_is_not_underlined() -> None:
    assert faults(RECORD) == []


UNDERLINED = [
    (("conclusion:", "conclusions:"), ["", ""]),
    (("disease: b-all", "disease: b-al"), ["population/disease"]),
    (("status: extracted", "status: done"), ["curation/status"]),
    (("limitations: [open label]", "limitations: open label"), ["limitations"]),
]


@pytest.mark.parametrize(("change", "expected"), UNDERLINED)
def test_a_bad_record_is_underlined(change: tuple[str, str], expected: list[str]) -> None:
    assert faults(spoiled(change)) == expected


def test_every_field_helps_the_contributor() -> None:
    silent = [
        f"{name}.{key}"
        for name, definition in SHAPE["$defs"].items()
        for shape in (definition, *definition.get("anyOf", []))
        for key, field in shape.get("properties", {}).items()
        if "description" not in field and "$ref" not in field
    ]
    assert silent == []
