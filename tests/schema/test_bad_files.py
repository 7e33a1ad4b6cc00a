"""Files that are no records at all, limits, and records that clash with each other."""

from pathlib import Path

import pytest

from schema.reading import limits, read_bytes
from schema.validation import check_all, check_file
from tests.schema.example import PATH, RECORD, spoiled

BOMB = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]\n"

FILES: dict[str, tuple[bytes, list[str]]] = {
    "empty": (
        b"",
        [
            "1:1: [no-record] the file is empty; "
            "allowed: a record: `id: ...`, `title: ...` and so on"
        ],
    ),
    "a-list": (
        b"- id: x\n",
        [
            "1:1: [no-record] the file does not begin with a key; "
            "allowed: a record: `id: ...`, `title: ...` and so on"
        ],
    ),
    "not-utf-8": (
        b"id: x\ntitle: \xe9t\xe9\n",
        ["2:8: [not-utf-8] byte 0xe9 is not UTF-8; allowed: UTF-8 text (save the file as UTF-8)"],
    ),
    "tab": (
        b"id: x\nsources:\n\ta: b\n",
        ["3:1: [tab] a tab character; allowed: spaces (two for each level)"],
    ),
    "invisible": (
        "id: x\ntitle: a\u200bb\n".encode(),
        [
            "2:9: [invisible-character] invisible character U+200B (zero width space); "
            "allowed: visible characters, ordinary spaces and line ends"
        ],
    ),
    "escape-beyond-unicode": (
        rb'id: "\U00110000"',
        [
            "1:8: [not-yaml] this is not YAML: found invalid Unicode character escape code; "
            "allowed: valid YAML"
        ],
    ),
    "half-a-pair": (
        rb'id: "x \ud800"',
        [
            "1:5: [not-yaml] this is not YAML: found invalid Unicode character escape code; "
            "allowed: valid YAML"
        ],
    ),
    "a-comment-that-eats-text": (
        (
            "id: x y # z\ntitle: Drug X # or \xb5\n# a: b # c\nread: {A: https://a.org # b\n  }\n"
            'label: b  # c # d\nlist: [a # b\n  , "c" # d\n  ] # e\nlong:\n  a\n  b # c\n'
            'text: |\n  a # b\nquoted: "a # b"\nempty: {} # c\n'
        ).encode(),
        [
            f"{place} [eaten-text] `{comment}` is a comment, not part of the text before it; "
            "allowed: quotes around a text that holds ` #`, two spaces before a comment"
            for place, comment in (
                ("1:9:", "# z"),
                ("2:15:", "# or \xb5"),
                ("7:10:", "# b"),
                ("12:5:", "# c"),
            )
        ],
    ),
    "curly-quotes": (
        (
            "id: \u201c2:1\u201d\ntitle: [\u201ea\u201c, \xabb\xbb, \u2018c\u2019]\n"
            'a: \u201cx\u201d or \u201cy\u201d\nb: "\u201cx\u201d"\nc: the \u2018x\u2019\n'
        ).encode(),
        [
            f"{place} [curly-quotes] `{text}` stands in curly quotes, which would become part of it"
            f'; allowed: straight quotes; did you mean "{text[1:-1]}"?'
            for place, text in (
                ("1:5:", "\u201c2:1\u201d"),
                ("2:9:", "\u201ea\u201c"),
                ("2:14:", "\xabb\xbb"),
                ("2:19:", "\u2018c\u2019"),
            )
        ],
    ),
    "open-quote": (
        b'id: x\ntitle: "a\nacronym: b\n',
        [
            "2:8: [not-yaml] this is not YAML: a quote that opens here is not closed; "
            "allowed: a closing quote"
        ],
    ),
    "open-quote-before-another": (
        b'id: x\ntitle: "a\nacronym: b\nread: {A: "https://example.org"}\n',
        [
            "2:8: [not-yaml] this is not YAML: a quote that opens here closes only on line 4; "
            "allowed: a closing quote on this line"
        ],
    ),
    "not-yaml": (
        b"id: x\ntitle: a: b\n",
        [
            "2:9: [not-yaml] this is not YAML: mapping values are not allowed here; "
            "allowed: a text that holds `: ` in quotes, and keys indented alike"
        ],
    ),
    "open-bracket": (
        b"id: [x\ntitle: y\n",
        [
            "2:6: [not-yaml] this is not YAML: expected ',' or ']', but got ':'; "
            "allowed: a closing `]`, and commas between the values"
        ],
    ),
    "two-megabytes": (
        b"# " + b"x" * 2_000_000,
        ["1:1: [file-too-large] the file has 2000002 bytes; allowed: at most 1048576 bytes"],
    ),
    "long-text": (
        b"id: " + b"x" * 10_001,
        ["1:5: [text-too-long] a text of 10001 characters; allowed: at most 10000 characters"],
    ),
    "deep": (
        b"[" * 50_000,
        ["1:65: [too-deep] nested more than 64 levels deep; allowed: at most 64 levels"],
    ),
    "alias-bomb": (
        BOMB.encode(),
        [
            "1:4: [anchor] an anchor `&a`; allowed: values without anchors",
            "2:4: [anchor] an anchor `&b`; allowed: values without anchors",
            *[
                f"2:{column}: [alias] an alias `*a`; allowed: the value itself, written out"
                for column in (8, 12, 16, 20)
            ],
            *[
                f"3:{column}: [alias] an alias `*b`; allowed: the value itself, written out"
                for column in (5, 9, 13, 17)
            ],
        ],
    ),
    "tag-and-merge": (
        b"a: !!python/name:os.system x\n<<: {b: c}\n",
        [
            "1:4: [tag] a tag `tag:yaml.org,2002:python/name:os.system`; "
            "allowed: values without tags",
            "2:1: [merge-key] a merge key `<<`; allowed: each value written where it is",
        ],
    ),
    "second-document": (
        b"id: x\n---\nid: y\n",
        ["2:1: [second-document] a second document; allowed: one record in one file"],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_file_is_explained(name: str, tmp_path: Path) -> None:
    data, expected = FILES[name]
    file = tmp_path / "2024" / "x.yml"
    file.parent.mkdir()
    file.write_bytes(data)
    checked = check_file(file, tmp_path)
    assert checked.study is None
    assert [str(problem) for problem in checked.problems] == [
        f"2024/x.yml:{line}" for line in expected
    ]


ESCAPES = [
    (r"\0", "U+0000 (control character)"),
    (r"\x07", "U+0007 (control character)"),
    (r"\r", "U+000D (control character)"),
    (r"\x1b[31m", "U+001B (control character)"),
    (r"\N", "U+0085 (control character)"),
    (r"\_", "U+00A0 (no-break space)"),
    (r"\u200b", "U+200B (zero width space)"),
    (r"\L", "U+2028 (line separator)"),
    (r"\u202e", "U+202E (right-to-left override)"),
    (r"\u2800", "U+2800 (braille pattern blank)"),
    (r"\u3164", "U+3164 (hangul filler)"),
    (r"\ufeff", "U+FEFF (zero width no-break space)"),
    (r"\U000E0041", "U+E0041 (tag latin capital letter a)"),
]
ALLOWED = "allowed: visible characters, ordinary spaces and line ends"


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("escape", "name"), ESCAPES)
def test_an_escape_brings_nothing_invisible(escape: str, name: str, *, pure: bool) -> None:
    text = f'id: "a{escape}b{escape}"\n"k{escape}": [x, "y{escape}"]\n'
    document = read_bytes(text.encode(), "x.yml", pure=pure)
    assert document.tree is None
    places = ("1:6", "2:2", f"2:{len(escape) + 11}")
    assert [str(problem) for problem in document.problems] == [
        f"x.yml:{place}: [invisible-character] invisible character {name}; {ALLOWED}"
        for place in places
    ]


def test_an_escape_brings_no_tab() -> None:
    assert [str(each) for each in read_bytes(rb'id: "a\tb"', "x.yml").problems] == [
        "x.yml:1:6: [tab] a tab character; allowed: spaces (two for each level)"
    ]


def test_other_escapes_are_read() -> None:
    text = rb'id: "a\nb \xe9 \u2265 \" \\"'
    assert read_bytes(text, "x.yml").tree == {"id": 'a\nb \xe9 \u2265 " \\'}


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return the paths for two records under one root."""
    first = tmp_path / "2024" / "doe-2024-drug.yml"
    second = tmp_path / "2024" / "roe-2024-drug.yml"
    first.parent.mkdir()
    first.write_text(RECORD)
    return first, second


def test_one_doi_in_two_records(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, second = two
    second.write_text(spoiled(("id: doe-2024-drug", "id: roe-2024-drug"), ("38000001", "38000002")))
    problems = [problem for checked in check_all(tmp_path) for problem in checked.problems]
    assert [str(problem) for problem in problems] == [
        "2024/roe-2024-drug.yml:9:10: [duplicate-doi] 2024/doe-2024-drug.yml already has the doi "
        "`10.1200/JCO.24.00001`; allowed: each study in one record"
    ]


@pytest.mark.usefixtures("two")
def test_one_id_in_two_files(tmp_path: Path) -> None:
    copy = tmp_path / "2025" / "doe-2024-drug.yml"
    copy.parent.mkdir()
    copy.write_text(
        spoiled(("year: 2024", "year: 2025"), ("38000001", "38000002"), ("24.00001", "25.00001"))
    )
    problems = [problem for checked in check_all(tmp_path) for problem in checked.problems]
    assert [str(problem) for problem in problems] == [
        "2025/doe-2024-drug.yml:1:5: [duplicate-id] 2024/doe-2024-drug.yml already has the id "
        "`doe-2024-drug`; allowed: each study in one record"
    ]


def test_a_bad_record_harms_no_other(two: tuple[Path, Path], tmp_path: Path) -> None:
    _, second = two
    second.write_bytes(b"[" * 50_000)
    checked = {found.path: found for found in check_all(tmp_path)}
    assert checked[PATH].study is not None
    assert checked["2024/roe-2024-drug.yml"].study is None


def test_the_limits_let_real_records_pass() -> None:
    assert len(RECORD) < limits.FILE_BYTES / 100
