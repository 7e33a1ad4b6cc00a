"""The JSON API: every document fits its schema, and what describes it is valid."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from kb import exports
from kb.publish.files import api
from kb.publish.files.forms import adapter
from kb.publish.files.reading import Reading

ROOT = Path(__file__).parents[4]


def read(site: Path, path: str) -> Any:
    return json.loads((site / "api/v1" / path).read_text(encoding="utf-8"))


def pattern(address: str) -> str:
    return re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(address))


def documents(site: Path) -> dict[str, str]:
    """Return every document with the address that describes it."""
    folder = site / "api/v1"
    files = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.json"))]
    found = {}
    for file in files:
        known = [each for each in api.DOCUMENTS if re.fullmatch(pattern(each), file)]
        if not file.startswith(("schema/", "openapi")):
            assert len(known) == 1, file
            found[file] = known[0]
    return found


def test_every_document_is_described_and_fits_its_schema(site: Path) -> None:
    found = documents(site)
    assert set(found.values()) == set(api.DOCUMENTS)
    for kind in api.KINDS:
        schema = read(site, f"schema/{kind}.json")
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for path, address in found.items():
            if api.DOCUMENTS[address] == kind:
                errors = [error.message for error in validator.iter_errors(read(site, path))]
                assert errors == [], path


@pytest.mark.parametrize(
    ("key", "value"),
    [("unknown", 1), ("outcomes", None), ("page", 3), ("groups", [{"id": "x"}])],
)
def test_a_schema_refuses_what_is_no_document(site: Path, key: str, value: object) -> None:
    validator = Draft202012Validator(read(site, "schema/study.json"))
    document = read(site, "studies/alpha.json")
    assert validator.is_valid(document)
    assert not validator.is_valid({**document, key: value})
    del document["outcomes"][0]["value_text"]
    assert not validator.is_valid(document)


def test_every_row_in_a_schema_explains_its_fields(site: Path) -> None:
    rows = read(site, "schema/study.json")["$defs"]
    for name in ("Outcome", "ComparisonRow", "Group", "Source", "Finding", "StudyRow"):
        unsaid = [key for key, p in rows[name]["properties"].items() if not p.get("description")]
        assert unsaid == [], name
        assert rows[name]["additionalProperties"] is False


def test_openapi_is_valid_and_complete(site: Path) -> None:
    description = read(site, "openapi.json")
    OpenAPIV31SpecValidator(description).validate()
    assert set(description["paths"]) == {f"/{address}" for address in api.DOCUMENTS}
    assert description["servers"] == [{"url": "./"}]
    for path, asked in description["paths"].items():
        named = {parameter["name"] for parameter in asked["get"].get("parameters", [])}
        assert named == set(re.findall(r"\{(\w+)\}", path))


def test_a_document_is_what_the_python_api_returns(site: Path, reading: Reading) -> None:
    for path, kind, document in api.documents(reading):
        assert read(site, path) == exports.plain(document), path
        assert isinstance(document, api.KINDS[kind])
    study = reading.base.study("alpha")
    found = read(site, "studies/alpha.json")
    assert found["study"] == exports.plain(study.row)
    assert found["groups"] == study.groups.to_dicts()
    assert found["curation"] == exports.plain(study.curation)
    assert found["digitised"]["outcomes"] == (
        reading.base.outcomes(study="alpha", section=None, basis="digitised").to_dicts()
    )
    assert {row["section"] for row in found["outcomes"]} >= {"flow", "baseline", "outcomes"}


def test_measures_hold_their_own_results_and_no_others(site: Path, reading: Reading) -> None:
    measures = read(site, "measures.json")["terms"]
    seen = 0
    for term in measures:
        found = read(site, f"measures/{term['id']}.json")
        assert {row["measure"] for row in found["outcomes"] + found["comparisons"]} <= {term["id"]}
        seen += len(found["outcomes"])
    assert seen == len(reading.base.outcomes(section=None))


def test_subjects_name_the_studies_that_a_filter_finds(site: Path, reading: Reading) -> None:
    for name, asked in (("treatments", "treatment"), ("populations", "population")):
        for term in read(site, f"{name}.json")["terms"]:
            found = [row["id"] for row in read(site, f"{name}/{term['id']}.json")["studies"]]
            wanted = reading.base.studies(**{asked: term["id"]})
            assert found == [row.id for row in wanted], term["id"]


def test_every_document_says_what_it_is(site: Path, reading: Reading) -> None:
    meta = reading.meta
    for path in documents(site):
        about = read(site, path)["about"]
        assert about["data_version"] == meta.data_version
        assert (about["licence"], about["licence_url"]) == (meta.licence, meta.licence_url)
        assert meta.data_version[:12] in about["cite"]
        assert (site / "api/v1" / path / ".." / about["documentation"]).resolve() == site / "data"


def test_the_index_leads_to_everything(site: Path, reading: Reading) -> None:
    index = read(site, "index.json")
    assert set(index["documents"]) == set(api.DOCUMENTS) - {"index.json"}
    for path in (*index["schemas"].values(), index["openapi"], index["tables"]):
        assert (site / "api/v1" / path).is_file(), path
    assert index["counts"] == exports.plain(reading.base.counts())


def test_the_schema_of_a_record_is_published_as_it_is(site: Path) -> None:
    own = (ROOT / "schema/study.schema.json").read_bytes()
    assert (site / "api/v1/schema/record.json").read_bytes() == own


def test_rows_leave_alike_through_both_ways(reading: Reading) -> None:
    for basis, rows in reading.comparisons.items():
        for row in rows:
            assert adapter(type(row)).dump_python(row, mode="json") == exports.plain(row), basis
