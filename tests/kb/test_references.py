"""References as BibTeX and RIS, read again by the parsers of others."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string  # type: ignore[import-untyped]

import kb
from kb.models.sources import Notice, Part, Source
from kb.references import Reference, bibtex, references, ris

ARTICLE = Reference(
    key="tower-nejm17",
    kind="article",
    people=("Kantarjian H", "von Stackelberg A", "Bühler Łódź Ö", "MRC Working Party"),
    et_al=True,
    title="Blinatumomab: 50% of A & B_1 #2 {x} ~ ^ \\ $",
    journal="New England Journal of Medicine",
    year="2017",
    volume="376",
    issue="9",
    first="836",
    last="847",
    doi="10.1002/(SICI)1_2<3::x>",
    notes=("retraction 2020-01-01",),
)
BARE = Reference(key="x-y", kind="page", people=(), url="https://example.org/a_b%7Bc?d=1&e#f")


def read_bibtex(found: list[Reference]) -> Any:
    return parse_string(bibtex(found), "bibtex").entries


def test_bibtex() -> None:
    entry = read_bibtex([ARTICLE])["tower-nejm17"]
    assert entry.type == "article"
    people = [(" ".join(p.last_names), " ".join(p.first_names)) for p in entry.persons["author"]]
    assert people == [
        ("Kantarjian", "H"), ("Stackelberg", "A"), ("Bühler Łódź", "Ö"),
        ("{MRC Working Party}", ""), ("others", ""),
    ]  # fmt: skip
    assert entry.persons["author"][1].prelast_names == ["von"]
    fields = dict(entry.fields)
    assert fields == {
        "title": r"{Blinatumomab: 50\% of A \& B\_1 \#2 \textbraceleft{}x\textbraceright{} "
        r"\textasciitilde{} \textasciicircum{} \textbackslash{} \$}",
        "journal": "New England Journal of Medicine",
        "year": "2017",
        "volume": "376",
        "number": "9",
        "pages": "836--847",
        "doi": "10.1002/(SICI)1_2<3::x>",
        "note": "retraction 2020-01-01",
    }


def test_ris() -> None:
    (entry,) = rispy.loads(ris([ARTICLE]))
    assert entry == {
        "type_of_reference": "JOUR",
        "id": "tower-nejm17",
        "authors": ["Kantarjian, H", "von Stackelberg, A", "Bühler Łódź, Ö", "MRC Working Party"],
        "title": ARTICLE.title,
        "journal_name": "New England Journal of Medicine",
        "year": "2017",
        "volume": "376",
        "number": "9",
        "start_page": "836",
        "end_page": "847",
        "doi": "10.1002/(SICI)1_2<3::x>",
        "notes": ["retraction 2020-01-01", "There are more authors."],
    }


def test_an_address_stays_an_address() -> None:
    assert read_bibtex([BARE])["x-y"].fields["url"] == BARE.url
    broken = replace(BARE, url="https://example.org/{a}\\b")
    assert read_bibtex([broken])["x-y"].fields["url"] == "https://example.org/%7Ba%7D%5Cb"
    assert rispy.loads(ris([BARE]))[0]["urls"] == [BARE.url]


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("836-847", "836", "847"), ("e262-e275", "e262", "e275"), ("2486-", "2486", None),
     ("605766", "605766", None), (None, None, None)],
)  # fmt: skip
def test_pages(base: kb.KnowledgeBase, pages: str, first: str, last: str) -> None:
    study = base.study("alpha")
    source = replace(study.sources[0], pages=pages)
    found = next(references(study.row, [source], base.meta))
    assert (found.first, found.last) == (first, last)


def test_a_source_without_a_name_is_left_out(base: kb.KnowledgeBase) -> None:
    study = base.study("alpha")
    nameless: Source = replace(
        study.sources[0], title=None, journal=None, publisher=None, doi=None, pmid=None,
        pmcid=None, parts=(Part("Abstract", None),),
    )  # fmt: skip
    url = replace(nameless, parts=(Part("Abstract", "https://example.org/"),))
    found = list(references(study.row, [nameless, url], base.meta))
    assert [each.kind for each in found] == ["page", "dataset"]


def test_a_retraction_is_told(base: kb.KnowledgeBase) -> None:
    study = base.study("alpha")
    notice = Notice("retraction", "2023-01-02", None, None)
    source = replace(study.sources[0], notices=(notice,))
    assert next(references(study.row, [source], base.meta)).notes == ("retraction 2023-01-02",)


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(title=LINES, person=LINES, journal=LINES)
def test_no_text_breaks_out_of_its_field(title: str, person: str, journal: str) -> None:
    hostile = replace(ARTICLE, title=title, people=(person,), journal=journal)
    text = bibtex([hostile, BARE])
    assert list(parse_string(text, "bibtex").entries) == ["tower-nejm17", "x-y"]
    assert text.count("{") == text.count("}")
    read = rispy.loads(ris([hostile, BARE]))
    assert [entry["id"] for entry in read] == ["tower-nejm17", "x-y"]
    assert read[0]["title"] == title
    assert read[0]["journal_name"] == journal


def test_a_study_gives_its_references(base: kb.KnowledgeBase) -> None:
    for row in base.studies():
        study = base.study(row.id)
        entries = parse_string(study.to_bibtex(), "bibtex").entries
        assert list(entries) == [entry["id"] for entry in rispy.loads(study.to_ris())]
        record = entries[f"record-{row.id}"]
        assert record.fields["version"] == base.meta.data_version[:12]
        assert record.fields["note"] == base.meta.licence


def test_the_record_comes_back_as_it_was_written(base: kb.KnowledgeBase, records: Path) -> None:
    for row in base.studies():
        record = base.study(row.id).record
        written = (records / record.path).read_bytes()
        assert record.text.encode() == written
        assert record.sha256 == sha256(written).hexdigest()
