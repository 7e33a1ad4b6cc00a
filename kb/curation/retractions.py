"""Asking Crossref which of the articles in the base were retracted, and keeping the answer."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import yaml

from kb.curation.vocabularies import need_vocabularies
from kb.errors import KnowledgeBaseError
from schema.checks.sources.retracted import Retraction, Retractions, read
from schema.validation import check_all

API = "https://api.crossref.org/v1/works/"
FILE = Path("schema/retractions.yml")
_KINDS = ("retraction", "withdrawal", "removal")
_MOST_BYTES = 10_000_000
_SECONDS = 30


class CrossrefError(KnowledgeBaseError):
    """Crossref could not be asked, or gave no answer that can be read; the list is untouched."""


@dataclass(frozen=True)
class Refreshed:
    """What came of asking: the new retractions, and the DOIs that Crossref does not know."""

    asked: int
    added: tuple[Retraction, ...]
    unknown: tuple[str, ...]


def refresh(
    evidence: Path,
    target: Path = FILE,
    *,
    api: str = API,
    today: date | None = None,
    pause: float = 0.1,
    progress: Callable[[int, int], None] | None = None,
) -> Refreshed:
    """Ask about every DOI of the records and write the list again.

    Args:
        evidence: the folder of records.
        target: the list; what it says of retracted articles stays.
        api: the address to which a DOI is added.
        today: the day to note; today, if None.
        pause: seconds to wait between two questions.
        progress: told how many of how many DOIs were asked about.

    Raises:
        CrossrefError: when one question has no answer; nothing is written then.
        InvalidRecordsError: when a vocabulary has problems.
        ValueError: when the present list is faulty.
    """
    need_vocabularies()
    before, header = read(target.read_bytes()), _header(target.read_text(encoding="utf-8"))
    pmids = dict(_articles(evidence))
    answers: dict[str, list[Retraction] | None] = {}
    for done, doi in enumerate(sorted(pmids), 1):
        answers[doi] = _retractions(doi, pmids[doi], _ask(api, doi))
        time.sleep(pause)
        if progress:
            progress(done, len(pmids))
    found = {each.doi: each for listed in answers.values() for each in (listed or [])}
    asked = frozenset(doi for doi, listed in answers.items() if listed is not None)
    day = (today or datetime.now(UTC).date()).isoformat()
    after = Retractions(day, asked, {**found, **before.retracted})
    target.write_text(header + _written(after), encoding="utf-8")
    added = tuple(each for doi, each in sorted(found.items()) if doi not in before.retracted)
    return Refreshed(len(asked), added, tuple(sorted(pmids.keys() - asked)))


def _articles(evidence: Path) -> Iterator[tuple[str, str]]:
    """Yield the DOI of every source with its PubMed number; bad records are passed over."""
    for checked in check_all(evidence.absolute()):
        for source in checked.study.sources.values() if checked.study else ():
            if source.doi:
                yield source.doi.casefold(), source.pmid or ""


def _ask(api: str, doi: str) -> dict[str, Any] | None:
    """Return what Crossref says of an article, or None when it does not know it."""
    if not api.startswith(("https://", "http://")):
        raise CrossrefError(f"`{api}` is not an address that begins with https://")
    url = f"{api}{quote(doi, safe='')}"
    request = Request(url, headers={"User-Agent": "all-evidence"})  # noqa: S310 - see above
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - see above
            said = json.loads(answer.read(_MOST_BYTES))
    except HTTPError as error:
        if error.code == HTTPStatus.NOT_FOUND:
            return None
        raise CrossrefError(f"{doi}: Crossref answers {error.code}") from None
    except (URLError, TimeoutError, ConnectionError) as error:
        raise CrossrefError(f"{doi}: Crossref cannot be reached ({error})") from None
    except ValueError:
        raise CrossrefError(f"{doi}: the answer of Crossref is not JSON") from None
    message = said.get("message") if isinstance(said, dict) else None
    if not isinstance(message, dict):
        raise CrossrefError(f"{doi}: the answer of Crossref has no message")
    return message


def _retractions(doi: str, pmid: str, message: dict[str, Any] | None) -> list[Retraction] | None:
    if message is None:
        return None
    updates = message.get("updated-by")
    listed = [u for u in updates if isinstance(u, dict)] if isinstance(updates, list) else []
    return [
        Retraction(doi, _date(each), _notice(each), pmid)
        for each in listed
        if each.get("type") in _KINDS
    ][:1]


def _date(update: dict[str, Any]) -> str:
    """Return the day of the notice, as far as Crossref knows it."""
    try:
        parts = [int(part) for part in update["updated"]["date-parts"][0]]
        return "-".join(f"{part:0{width}d}" for part, width in zip(parts, (4, 2, 2), strict=False))
    except (KeyError, IndexError, TypeError, ValueError):
        return "not reported"


def _notice(update: dict[str, Any]) -> str:
    doi = str(update.get("DOI", ""))
    return doi if re.fullmatch(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+", doi) else "not reported"


def _header(text: str) -> str:
    """Return the comment at the top of the list."""
    lines = text.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if line[:1] not in ("#", "\n")), len(lines))
    return "".join(lines[:end])


def _written(known: Retractions) -> str:
    entries = {
        each.doi: {
            "date": each.date,
            "notice": each.notice,
            **({"pmid": each.pmid} if each.pmid else {}),
        }
        for _, each in sorted(known.retracted.items())
    }
    said = {"as-of": known.as_of, "asked": sorted(known.asked), "retracted": entries}
    text: str = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)
    return text
