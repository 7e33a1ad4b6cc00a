"""Reading YAML: texts stay as they are, and both parsers say the same."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from schema.reading import read_bytes

SCALARS = [
    "16.0",
    "16",
    "NO",
    "yes",
    "1:30",
    "012",
    "0x1F",
    "1e3",
    ".5",
    "-0",
    "2022-04-11",
    "true",
]


@pytest.mark.parametrize("text", SCALARS)
@pytest.mark.parametrize("pure", [False, True])
def test_scalar_keeps_its_text(text: str, *, pure: bool) -> None:
    assert read_bytes(f"a: {text}\n".encode(), "x.yml", pure=pure).tree == {"a": text}


SAME = [
    "a: 1\na: 2\n",
    "a: [1, 2\nb: 3",
    "a: &x 1\nb: *x\n",
    "a: {is: 2, par. 2}",
    "a: b: c",
    "a: 'x",
    "a: @x",
    "a: {b: 1",
    "{[a]: 1}",
    "a: ~",
    "? a\n: 1",
    "[" * 1000,
    "%YAML 1.1\n---\na: 1",
    "a:\n  b: 1\n c: 2\n",
    "- a\nb: c\n",
    r'a: "\U00110000"',
    r'a: "\ud800"',
    r'a: "\0\t\u202e"',
    'a: "x\nb: 1\n',
    'a: "x\nb: "y"\n',
]


@pytest.mark.parametrize("text", SAME)
def test_both_parsers_say_the_same(text: str) -> None:
    compiled = read_bytes(text.encode(), "x.yml")
    pure = read_bytes(text.encode(), "x.yml", pure=True)
    assert (compiled.tree, compiled.problems) == (pure.tree, pure.problems)


_TEXT = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\xa0"),
    min_size=1,
    max_size=20,
)
_TREE = st.recursive(
    _TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3)
)


@given(st.dictionaries(_TEXT, _TREE, min_size=1, max_size=4))
def test_what_is_written_is_read(tree: dict[str, Any]) -> None:
    data = yaml.safe_dump(tree, allow_unicode=True, default_style='"').encode()
    document = read_bytes(data, "x.yml")
    invisible = {problem.code for problem in document.problems}
    assert document.tree == tree or invisible <= {"invisible-character", "merge-key"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    document = read_bytes(data, "x.yml")
    assert (document.tree is None) == bool(document.problems)


def test_places_reach_into_lists_and_flow_mappings() -> None:
    text = b"a:\n  b: [x, 'yy zz']\n  c: {d: 16.0 (3-4)}\n"
    places = read_bytes(text, "x.yml").places
    spots = {path: (spot.line, spot.column) for path, spot in places.values.items()}
    assert spots["a", "b", 1] == (2, 11)
    assert spots["a", "c", "d"] == (3, 10)
    assert (places.keys["a", "c"].line, places.keys["a", "c"].column) == (3, 3)
