"""Checks across records: one report in one record, one trial in one record, overlaps told twice.

Records are looked at one after another; of each only a small summary is kept, so that thousands can
be compared without holding them all.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from schema.checks.grouping import grouped
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.run import Examined
from schema.checks.view import View
from schema.study import Study


class Sign(NamedTuple):
    """Something by which a report or a trial can be known again, and where it stands."""

    kind: str
    value: str
    number: str

    @property
    def key(self) -> tuple[str, str]:
        """Return what is the same in every record that has it."""
        return self.kind, self.value.casefold()


@dataclass(frozen=True, slots=True)
class Summary:
    """What of one record is compared with all others."""

    study: str
    signs: tuple[Sign, ...]
    overlaps: frozenset[str]


def summary(study: Study) -> Summary:
    """Return what of a record is compared with all others."""
    signs = (*_reports(study), *_trials(study))
    return Summary(study.id, tuple(dict.fromkeys(signs)), frozenset(study.overlaps))


def _reports(study: Study) -> Iterator[Sign]:
    for key, source in study.sources.items():
        if source.kind == "secondary":
            continue  # a review tells of many trials
        for kind in ("doi", "pmid", "pmcid"):
            value = getattr(source, kind)
            if value:
                yield Sign(kind.upper(), value, f"sources/{key}.{kind}")
        words = re.findall(r"\w+", (source.title or "").casefold())
        if len(words) > 4:
            yield Sign("title", " ".join(words), f"sources/{key}.title")


def _trials(study: Study) -> Iterator[Sign]:
    for number in study.design.registration:
        yield Sign("registration", number, "design.registration")
    if study.acronym:
        yield Sign("acronym", study.acronym, "study.acronym")
    sizes = [(group.n, name) for name, group in study.groups.items() if group.n]
    for source in study.sources.values():
        if source.kind == "primary" and source.authors and source.year and sizes:
            size, name = max(sizes)
            surname = source.authors[0].split(" ")[0]
            yield Sign(
                "author, year and size", f"{surname} {source.year} {size}", f"groups/{name}.n"
            )


def across(
    summaries: Iterable[Summary], unread: Collection[str] = ()
) -> dict[str, tuple[Examined, ...]]:
    """Return for each record what the others say of it.

    Args:
        summaries: of all records that could be read.
        unread: the ids of records that exist but could not be read.
    """
    records = {each.study: each for each in summaries}
    holders = grouped((sign.key, each.study) for each in records.values() for sign in each.signs)
    return {
        study: (
            *(_once(each, sign, holders[sign.key]) for sign in each.signs),
            *(
                Examined(B08.id, _mutual(each, other, records, unread))
                for other in sorted(each.overlaps)
            ),
        )
        for study, each in records.items()
    }


_ERRORS = ("DOI", "PMID", "PMCID")


def _once(record: Summary, sign: Sign, holders: list[str]) -> Examined:
    check = B06 if sign.kind in (*_ERRORS, "title") else B07
    others = sorted(set(holders) - {record.study})
    if sign.kind not in _ERRORS:
        others = [other for other in others if other not in record.overlaps]
    if not others and holders.count(record.study) < 2:
        return Examined(check.id, passed(sign.number))
    where = ", ".join(others) or "another source of this record"
    severity = Severity.ERROR if sign.kind in _ERRORS and others else Severity.WARNING
    says = f"the same {sign.kind} ({sign.value}) stands in {where}"
    return Examined(check.id, violated((sign.number,), says, severity=severity))


def _mutual(
    record: Summary, other: str, records: dict[str, Summary], unread: Collection[str]
) -> Answer:
    where = f"overlaps.{other}"
    if other in unread:
        return not_applicable(f"{other} cannot be read", where)
    if other not in records:
        return violated((where,), f"there is no record {other}")
    if record.study not in records[other].overlaps:
        return violated((where,), f"{other} does not say that it overlaps with {record.study}")
    return passed(where)


def _alone(_view: View) -> Iterator[Answer]:
    """A single record says nothing about others: `across` answers when all were read."""
    return iter(())


B06 = Check(
    id="B06",
    across=True,
    title="One report stands in one record",
    statement="No DOI, PMID or PMCID of a primary source stands in two records; no title does, "
    "unless the two records declare that they overlap.",
    why="A report that was entered twice counts its patients twice.",
    severity=Severity.ERROR,
    passes="10.1200/JCO.24.00001 in one record",
    fails="10.1200/JCO.24.00001 in two records",
    fix="Keep one record, and add to it what only the other has.",
    look=_alone,
)
B07 = Check(
    id="B07",
    across=True,
    title="One trial stands in one record",
    statement="Records that share a registration number, an acronym, or first author, year and "
    "size say in `overlaps` which patients they share, or that they share none.",
    why="Two reports of one trial must not be pooled as if they were two trials.",
    severity=Severity.WARNING,
    passes="the same NCT number, and both records say how they overlap",
    fails="the same NCT number, and neither record names the other",
    fix="Merge the records, or say in both under `overlaps` which patients are in both.",
    look=_alone,
)
B08 = Check(
    id="B08",
    across=True,
    title="Overlaps are told by both records",
    statement="A record named under `overlaps` exists, and names this one in turn.",
    why="Who reads only one of the two must learn that its patients are also in the other.",
    severity=Severity.ERROR,
    passes="a names b, and b names a",
    fails="a names b, and b does not name a",
    fix="Add the same `overlaps` to the other record.",
    look=_alone,
)
CHECKS = (B06, B07, B08)
