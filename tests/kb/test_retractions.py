"""Asking Crossref, which here is a server on this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kb.curation.retractions import FILE, CrossrefError, Refreshed, refresh
from schema.checks.sources.retracted import Retraction, read
from tests.schema.example import PATH, RECORD, spoiled

DOI = "10.1200/jco.24.00001"
NOTICE = {"type": "retraction", "DOI": "10.1200/notice", "updated": {"date-parts": [[2025, 2, 3]]}}
EMPTY = "# What this list is.\n\nas-of: never\nasked: []\nretracted: {}\n"
DAY = date(2026, 1, 2)


class Crossref:
    """A server that answers each DOI as it was told to; everything else is not found."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.api = f"http://127.0.0.1:{server.server_address[1]}/works/"
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []

    def says(self, doi: str, message: Any, status: int = 200) -> None:
        self.answers[doi] = (status, json.dumps({"message": message}).encode())


@pytest.fixture
def crossref() -> Iterator[Crossref]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            doi = unquote(self.path.removeprefix("/works/"))
            told.asked.append(doi)
            status, body = told.answers.get(doi, (404, b"Resource not found."))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told = Crossref(server)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield told
        server.shutdown()
        thread.join()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    record = tmp_path / "evidence" / PATH
    record.parent.mkdir(parents=True)
    record.write_text(RECORD)
    (tmp_path / "list.yml").write_text(EMPTY)
    return tmp_path


def ask(clone: Path, crossref: Crossref) -> Refreshed:
    return refresh(clone / "evidence", clone / "list.yml", api=crossref.api, today=DAY, pause=0)


def test_nothing_is_retracted(clone: Path, crossref: Crossref) -> None:
    crossref.says(DOI, {"title": ["Drug X"]})
    assert ask(clone, crossref) == Refreshed(1, (), ())
    assert crossref.asked == [DOI]
    said = read((clone / "list.yml").read_bytes())
    assert (said.as_of, said.asked, said.retracted) == ("2026-01-02", frozenset([DOI]), {})
    assert (clone / "list.yml").read_text().startswith("# What this list is.\n\nas-of:")


def test_a_retraction_is_kept_for_ever(clone: Path, crossref: Crossref) -> None:
    correction = {"type": "correction", "DOI": "10.1200/other"}
    crossref.says(DOI, {"updated-by": [correction, NOTICE]})
    found = Retraction(DOI, "2025-02-03", "10.1200/notice", "38000001")
    assert ask(clone, crossref) == Refreshed(1, (found,), ())
    assert read((clone / "list.yml").read_bytes()).retracted == {DOI: found}
    crossref.says(DOI, {})
    assert ask(clone, crossref) == Refreshed(1, (), ())
    assert read((clone / "list.yml").read_bytes()).retracted == {DOI: found}


def test_a_second_asking_writes_the_same(clone: Path, crossref: Crossref) -> None:
    crossref.says(DOI, {"updated-by": [NOTICE]})
    ask(clone, crossref)
    first = (clone / "list.yml").read_text()
    ask(clone, crossref)
    assert (clone / "list.yml").read_text() == first


def test_what_crossref_does_not_know_was_not_asked(clone: Path, crossref: Crossref) -> None:
    assert ask(clone, crossref) == Refreshed(0, (), (DOI,))
    assert read((clone / "list.yml").read_bytes()).asked == frozenset()


ODD: list[tuple[Any, str, str]] = [
    ({"type": "retraction"}, "not reported", "not reported"),
    (
        {"type": "withdrawal", "DOI": 7, "updated": {"date-parts": []}},
        "not reported",
        "not reported",
    ),
    ({"type": "removal", "DOI": "10.1/x y", "updated": "2025"}, "not reported", "not reported"),
    (
        {"type": "retraction", "DOI": "10.1000/n", "updated": {"date-parts": [[2025, 2]]}},
        "2025-02",
        "10.1000/n",
    ),
    ({"type": "retraction", "DOI": "10.1000/a\nb: c"}, "not reported", "not reported"),
]


@pytest.mark.parametrize(("update", "day", "notice"), ODD)
def test_an_answer_with_gaps(
    clone: Path, crossref: Crossref, update: Any, day: str, notice: str
) -> None:
    crossref.says(DOI, {"updated-by": [update]})
    (found,) = ask(clone, crossref).added
    assert (found.date, found.notice) == (day, notice)
    assert read((clone / "list.yml").read_bytes()).retracted[DOI] == found


@pytest.mark.parametrize("updates", ["x", {"type": "retraction"}, ["retraction"], None])
def test_an_answer_of_another_shape_is_no_retraction(
    clone: Path, crossref: Crossref, updates: Any
) -> None:
    crossref.says(DOI, {"updated-by": updates})
    assert ask(clone, crossref).added == ()


FAILING = [
    ((500, b"{}"), "answers 500"),
    ((429, b"{}"), "answers 429"),
    ((200, b"<html>"), "not JSON"),
    ((200, b"[]"), "no message"),
    ((200, b'{"message": []}'), "no message"),
]


@pytest.mark.parametrize(("answer", "says"), FAILING)
def test_without_an_answer_the_list_stays(
    clone: Path, crossref: Crossref, answer: tuple[int, bytes], says: str
) -> None:
    crossref.answers[DOI] = answer
    with pytest.raises(CrossrefError, match=says):
        ask(clone, crossref)
    assert (clone / "list.yml").read_text() == EMPTY


def test_nobody_answers(clone: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        closed = f"http://127.0.0.1:{server.server_address[1]}/"
    with pytest.raises(CrossrefError, match="cannot be reached"):
        refresh(clone / "evidence", clone / "list.yml", api=closed, today=DAY, pause=0)
    with pytest.raises(CrossrefError, match="not an address"):
        refresh(clone / "evidence", clone / "list.yml", api="file:///etc/", today=DAY, pause=0)


def test_every_doi_once_in_order_and_quoted(clone: Path, crossref: Crossref) -> None:
    text = spoiled(("about: jco24", "about: jco24\n    doi: 10.1016/S0140-6736(21)01222-8"))
    (clone / "evidence" / PATH).write_text(text)
    steps: list[tuple[int, int]] = []
    refresh(
        clone / "evidence", clone / "list.yml", api=crossref.api, today=DAY, pause=0,
        progress=lambda done, total: steps.append((done, total)),
    )  # fmt: skip
    assert crossref.asked == ["10.1016/s0140-6736(21)01222-8", DOI]
    assert steps == [(1, 2), (2, 2)]


def test_the_list_of_the_repository_is_the_default() -> None:
    assert read((Path(__file__).parents[2] / FILE).read_bytes()).as_of
