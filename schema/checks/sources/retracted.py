"""The check that no source was retracted, and the list it looks into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View
from schema.reading import Tree, read_bytes
from schema.study.sources import Source

NAME = "schema/retractions.yml"


@dataclass(frozen=True, slots=True)
class Retraction:
    """A retracted article: when the notice appeared, and where it stands."""

    doi: str
    date: str
    notice: str
    pmid: str = ""


@dataclass(frozen=True)
class Retractions:
    """What is known: the day and the DOIs asked about, and the retracted articles by DOI."""

    as_of: str
    asked: frozenset[str]
    retracted: Mapping[str, Retraction]

    def of(self, source: Source) -> Retraction | None:
        """Return the retraction of a source, found by DOI or by PMID."""
        found = self.retracted.get((source.doi or "").casefold())
        by_pmid = (each for each in self.retracted.values() if each.pmid == source.pmid)
        return found or (next(by_pmid, None) if source.pmid else None)


@cache
def known() -> Retractions:
    """Return the list in the repository; raises ValueError when it is faulty."""
    return read((files("schema") / "retractions.yml").read_bytes())


def read(data: bytes) -> Retractions:
    """Read a list of retractions; raises ValueError that says what is wrong with it."""
    document = read_bytes(data, NAME)
    tree = document.tree
    if document.problems or not isinstance(tree, dict):
        raise ValueError("\n".join(map(str, document.problems)))
    as_of, asked, found = tree.get("as-of"), tree.get("asked"), tree.get("retracted")
    if not (isinstance(as_of, str) and isinstance(asked, list) and isinstance(found, dict)):
        raise ValueError(f"{NAME}: as-of, asked and retracted are a text, a list and a mapping")
    listed = (_retraction(doi, entry) for doi, entry in found.items())
    retracted = {each.doi: each for each in listed}
    return Retractions(as_of, frozenset(str(doi).casefold() for doi in asked), retracted)


def _retraction(doi: str, entry: Tree) -> Retraction:
    said = entry if isinstance(entry, dict) else {}
    texts = {key: value for key, value in said.items() if isinstance(value, str)}
    if len(texts) < len(said) or texts.keys() - {"pmid"} != {"date", "notice"}:
        raise ValueError(f"{NAME}: {doi} has a date, a notice and perhaps a pmid, nothing else")
    return Retraction(doi.casefold(), **texts)


def _standing(view: View) -> Iterator[Answer]:
    withdrawn = view.study.curation.status in ("withdrawn", "superseded")
    for key, source in view.study.sources.items():
        where = f"sources/{key}.{'pmid' if source.pmid and not source.doi else 'doi'}"
        found = _date(source)
        if found and not withdrawn:
            yield _still_used(where, source, found)
        elif found or (source.doi or "").casefold() in known().asked:
            yield passed(where)
        elif source.doi:
            yield not_applicable("nobody has asked Crossref about it yet", where)
        elif source.kind in ("primary", "abstract"):
            yield not_applicable("without a DOI nobody can ask Crossref about it", where)


def _date(source: Source) -> str:
    noticed = [notice.date for notice in source.notices if notice.kind == "retraction"]
    listed = known().of(source)
    return noticed[0] if noticed else listed.date if listed else ""


def _still_used(where: str, source: Source, date: str) -> Answer:
    said = any(notice.kind == "retraction" for notice in source.notices)
    says = f"the source was retracted ({date})"
    if said:
        says = f"{says}, as the record says, and its figures still stand"
        return violated((where,), says, severity=Severity.WARNING)
    return violated((where,), f"{says}, and the record does not say so")


B05 = Check(
    id="B05",
    alone=True,
    title="No source was retracted",
    statement="No report, page or registry entry that was read is on the list of retractions.",
    why="Figures of a retracted article live on in every collection that nobody tells.",
    severity=Severity.ERROR,
    passes="Crossref was asked and knows no retraction",
    fails="Crossref knows a retraction that the record does not mention",
    fix="Name the notice at the source (`notices`), and withdraw the record or say what stands.",
    look=_standing,
    method="INSPECT-SR, domain 1",
)

CHECKS = (B05,)
