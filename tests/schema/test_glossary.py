"""The vocabularies are hostile input like records: what is wrong, where, and what is allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schema import terms
from schema.glossary import check, faults
from schema.reading import read_bytes
from schema.report import as_text


def test_no_problem_in_any_vocabulary() -> None:
    assert len(terms.VOCABULARIES) == len(list(terms.FOLDER.iterdir())) > 10
    assert as_text(faults()) == ""


PLAIN = """\
one:
  name: first
  definition: What comes first.
  synonyms: [primus]
two:
  name: second
  definition: What comes second.
"""
MEASURE = """\
cr:
  name: complete remission
  definition: No leukaemia is left.
  kind: response
  unit: proportion
  direction: higher-better
  within: orr
orr:
  name: overall response
  definition: Any response at all.
  kind: response
  unit: proportion
  direction: higher-better
"""
DISEASE = """\
all:
  name: leukaemia
  definition: Leukaemia of lymphoid cells.
b-all:
  name: B-cell leukaemia
  definition: Leukaemia of B cells.
  broader: all
"""
TREATMENT = """\
drug-x:
  name: Drug X
  definition: An antibody.
  kind: agent
drug-x-y:
  name: Drug X with Y
  definition: Drug X with another one.
  kind: regimen
  components: [drug-x]
"""
EFFECT = """\
HR:
  name: hazard ratio
  definition: Hazard over hazard.
  scale: log
  "null": "1"
"""
UNIT = """\
mo:
  name: month
  definition: Twelfth of a year.
  dimension: time
  canonical: mo
  factor: "1"
y:
  name: year
  definition: Twelve months.
  dimension: time
  canonical: mo
  factor: "12"
"""
GOOD = {
    "origins": PLAIN,
    "measures": MEASURE,
    "diseases": DISEASE,
    "treatments": TREATMENT,
    "effects": EFFECT,
    "units": UNIT,
}
KINDS = (
    "response, residual-disease, survival, relapse, mortality, transplant, safety, "
    "characteristic, exposure, flow, patient-reported"
)


def told(name: str, text: str) -> list[str]:
    return [str(problem) for problem in check(name, read_bytes(text.encode(), "v.yml"))]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_vocabulary_has_no_problem(name: str) -> None:
    assert told(name, GOOD[name]) == []


SPOILED = [
    (
        "measures", ("kind: response\n  unit: proportion\n  direction: higher-better\n  within",
                     "kind: responce\n  unit: proportion\n  direction: higher-better\n  within"),
        [f"v.yml:4:9: [not-allowed] `responce` is not allowed; allowed: {KINDS}; "
         "did you mean response?"],
    ),
    (
        "measures", ("  unit: proportion\n  direction: higher-better\n  within: orr\n", ""),
        ["v.yml:1:1: [missing-key] the key `direction` is missing; allowed: direction: ...",
         "v.yml:1:1: [missing-key] the key `unit` is missing; allowed: unit: ..."],
    ),
    (
        "measures", ("within: orr", "wihtin: orr"),
        ["v.yml:7:3: [unknown-key] unknown key `wihtin`; allowed: name, definition, synonyms, "
         "codes, note, kind, unit, direction, within, broader, components; did you mean within?"],
    ),
    (
        "measures", ("within: orr", "within: oor"),
        ["v.yml:7:11: [unknown-term] there is no term `oor` in this vocabulary; "
         "allowed: one of its ids; did you mean orr?"],
    ),
    (
        "measures", ("cr:\n", "median:\n"),
        ["v.yml:1:1: [bad-id] `median` already means something in a table of a record; "
         "allowed: another id"],
    ),
    (
        "measures", ("cr:\n", "C R:\n"),
        ["v.yml:1:1: [bad-id] `C R` is not an id; "
         "allowed: lower-case letters, digits and hyphens"],
    ),
    (
        "origins", ("  definition: What comes second.\n", ""),
        ["v.yml:5:1: [missing-key] the key `definition` is missing; allowed: definition: ..."],
    ),
    (
        "origins", ("What comes first.", "First"),
        ["v.yml:3:15: [no-definition] `First` is not a definition; "
         "allowed: a sentence with a full stop: what the term means"],
    ),
    (
        "origins", ("name: second", "name: Primus"),
        ["v.yml:6:9: [ambiguous] `Primus` already stands for the term `one`; "
         "allowed: a word for one term only"],
    ),
    (
        "origins", ("name: first", "name: two"),
        ["v.yml:5:1: [ambiguous] `two` already stands for the term `one`; "
         "allowed: a word for one term only"],
    ),
    (
        "origins", ("[primus]", "primus"),
        ["v.yml:4:13: [wrong-type] this is a text; allowed: a list"],
    ),
    (
        "origins", ("synonyms: [primus]", "codes: [NCTI:C4870, NCIT, 'NCIT:C 1']"),
        [f"v.yml:4:{column}: [bad-code] `{code}` is not a code; allowed: a system and its code, "
         "as in NCIT:C4870; systems are ATC, CAS, CHEBI, DOID, DRUGBANK, EFO, ICDO, MEDDRA, MESH, "
         f"MONDO, NCIT, ORPHANET, SNOMEDCT, UMLS, UNII{near}"
         for column, code, near in (
             (11, "NCTI:C4870", "; did you mean NCIT:C4870?"),
             (23, "NCIT", ""),
             (30, "NCIT:C 1", ""),
         )],
    ),
    (
        "origins", ("two:\n  name: second\n  definition: What comes second.\n", "two: second\n"),
        ["v.yml:5:6: [wrong-type] this is a text; "
         "allowed: name: ... and definition: ..., indented below the id"],
    ),
    (
        "origins", ("  name: first", "\tname: first"),
        ["v.yml:2:1: [tab] a tab character; allowed: spaces (two for each level)"],
    ),
    (
        "origins", ("name: first", "name:"),
        ["v.yml:2:8: [no-value] the key `name` has no value "
         "(a comma inside { } starts a new key); allowed: a value, or the key left out"],
    ),
    (
        "origins", (PLAIN, ""),
        ["v.yml:1:1: [no-record] the file is empty; "
         "allowed: terms: an id, and indented below it `name: ...` and `definition: ...`"],
    ),
    (
        "origins", ("two:", "one:"),
        ["v.yml:5:1: [duplicate-key] the key `one` stands twice in this mapping; "
         "allowed: each key once"],
    ),
    (
        "diseases", ("Leukaemia of lymphoid cells.\n", "Leukaemia of lymphoid cells.\n"
                     "  broader: b-all\n"),
        ["v.yml:4:12: [circle] `broader` leads in a circle: all > b-all > all; "
         "allowed: a chain that ends",
         "v.yml:8:12: [circle] `broader` leads in a circle: b-all > all > b-all; "
         "allowed: a chain that ends"],
    ),
    (
        "treatments", ("components: [drug-x]", "components: [drug-x, drug-z]"),
        ["v.yml:9:24: [unknown-term] there is no term `drug-z` in this vocabulary; "
         "allowed: one of its ids; did you mean drug-x?"],
    ),
    (
        "effects", ("scale: log", "scale: logarithmic"),
        ["v.yml:4:10: [not-allowed] `logarithmic` is not allowed; allowed: log, linear"],
    ),
    (
        "units", ('factor: "12"', "factor: 12/0"),
        ["v.yml:12:11: [bad-factor] `12/0` is not a factor; "
         "allowed: a decimal or a fraction above zero, as in 12 or 84/365.25"],
    ),
    (
        "units", ('factor: "1"\n', 'factor: "2"\n'),
        ["v.yml:6:12: [bad-factor] `2` would change values that are in the canonical unit; "
         'allowed: "1"'],
    ),
    (
        "units", ("canonical: mo\n  factor: \"12\"", "canonical: mon\n  factor: \"12\""),
        ["v.yml:11:14: [unknown-term] there is no term `mon` in this vocabulary; "
         "allowed: one of its ids; did you mean mo?"],
    ),
    (
        "units", ("Twelve months.\n  dimension: time", "Twelve months.\n  dimension: count"),
        ["v.yml:11:14: [bad-unit] `mo` is not the canonical unit of the dimension; "
         "allowed: a unit of the dimension count that is canonical itself"],
    ),
    (
        "units", ("y:\n", "y y:\n"),
        ["v.yml:7:1: [bad-id] `y y` is not well-formed; "
         "allowed: no spaces, commas, colons or brackets"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "expected"), SPOILED)
def test_a_bad_vocabulary_is_explained(
    name: str, change: tuple[str, str], expected: list[str]
) -> None:
    assert GOOD[name].count(change[0]) == 1
    assert told(name, GOOD[name].replace(*change)) == expected


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the vocabularies in a folder of their own, where they may be spoiled."""
    copy = tmp_path / "schema" / "vocabularies"
    copy.mkdir(parents=True)
    for file in terms.FOLDER.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(terms, "FOLDER", copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    terms.document.cache_clear()
    faults.cache_clear()


def test_missing_and_unknown_files(folder: Path) -> None:
    (folder / "tests.yml").rename(folder / "test.yml")
    known = ", ".join(f"{name}.yml" for name in sorted(terms.VOCABULARIES))
    assert [str(fault) for fault in faults()] == [
        "schema/vocabularies/test.yml:1:1: [unknown-file] there is no vocabulary of this name; "
        f"allowed: {known}; did you mean tests.yml?",
        "schema/vocabularies/tests.yml:1:1: [no-file] there is no such file; "
        "allowed: a file for each vocabulary, under its own name",
    ]


@pytest.mark.parametrize("junk", [b"", b"\xff", b"[" * 50_000, b"- a\n", b"a: *b\n", b"x" * 2**21])
def test_no_file_is_too_hostile(folder: Path, junk: bytes) -> None:
    (folder / "units.yml").write_bytes(junk)
    assert {fault.path for fault in faults()} == {"schema/vocabularies/units.yml"}
