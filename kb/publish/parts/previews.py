"""Every number in one line, for the search page: what it is, of whom, and where it stands."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from kb.models.groups import Group
from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts import across
from kb.publish.parts.anchors import fragment
from kb.publish.parts.comparisons import compared
from kb.publish.parts.estimates import group_label, n_of
from kb.publish.parts.library import Library
from kb.publish.parts.numbers import effect, estimate, one_line
from kb.publish.parts.shapes import Num
from kb.publish.parts.statistics import called, details, moment, statistic
from kb.publish.parts.words import sentence

# Results before descriptions: the order in which previews are offered.
_SECTIONS = ("outcomes", "safety", "flow", "baseline")


# Words that tell no result, other than `not reached`.
_SILENT = ("not reported", "not applicable", "blank")


class Doubt(IntEnum):
    """Why a number is not the first that is offered, from the least to the most.

    Nothing is hidden. Within one measure, values of groups known from the start come first; then
    comparisons, and groups known only later; then groups that the measure itself defines, in which
    its value says nothing (how many have CRS among those with low-grade CRS); last, what a source
    does not report. Between these `finder.js` puts first what is more of what was typed, such as
    the setting, and groups that were given less else than the drug.
    """

    NONE = 0
    LATER = 1
    CIRCULAR = 2
    UNSAID = 3


class Preview(NamedTuple):
    """A number: its study, measure and treatments by id, and what is said of it."""

    study: str
    measure: str
    treatments: tuple[str, ...]
    what: str
    group: str
    printed: str
    marks: str
    fragment: str
    doubt: Doubt


def previews(library: Library) -> list[Preview]:
    """Return every result; first what studies were made for, and that in the largest groups."""
    outcomes = across.outcomes(library, section=None)
    given = {(fact.study, fact.group): fact.treatments for fact in outcomes}
    found: list[tuple[Outcome | ComparisonRow, Preview]] = [
        *((fact, _outcome(fact, library)) for fact in outcomes),
        *(
            (fact, _comparison(fact, given, library))
            for fact in across.comparisons(library, section=None)
        ),
    ]
    return [preview for _, preview in sorted(found, key=lambda each: _order(*each))]


def _order(fact: Outcome | ComparisonRow, preview: Preview) -> tuple[int, int, bool, bool, int]:
    compares = isinstance(fact, ComparisonRow)
    n = 0 if isinstance(fact, ComparisonRow) else fact.n or fact.n_derived or 0
    return _SECTIONS.index(fact.section), preview.doubt, compares, fact.secondary_only, -n


def doubt_of(fact: Outcome | ComparisonRow, num: Num, library: Library) -> Doubt:
    """Return why other numbers of the measure are offered before this one."""
    if num.get("word") in _SILENT and not num.get("printed") and not num.get("interval"):
        return Doubt.UNSAID
    compared = isinstance(fact, ComparisonRow)
    groups = fact.groups if isinstance(fact, ComparisonRow) else (fact.group,)
    if any(_is_circular(fact, group, library) for group in groups):
        return Doubt.CIRCULAR
    return Doubt.LATER if compared or fact.post_baseline else Doubt.NONE


def _is_circular(fact: Outcome | ComparisonRow, group: str, library: Library) -> bool:
    """Whether a name of the measure is in what decides who is in the group."""
    term = library.terms("measures").get(fact.measure)
    names = (term.name, *term.synonyms) if term else (fact.measure_name,)
    decided = [_words(text) for text in _deciding(library.groups[fact.study, group], fact, library)]
    return any(_words(name) <= words for name in names for words in decided)


def _deciding(group: Group, fact: Outcome | ComparisonRow, library: Library) -> Iterator[str]:
    """Yield what decides after baseline who is in a group and in those of which it is a part."""
    if group.divided_by and group.post_baseline:
        yield f"{group.divided_by} {group.label}"
    if group.parent:
        yield from _deciding(library.groups[fact.study, group.parent], fact, library)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.casefold())) - {"of", "the"}


def _outcome(fact: Outcome, library: Library) -> Preview:
    num, n = estimate(fact), n_of(fact)[0]
    counted = fact.count is not None and fact.denominator is not None
    more = f", n {n}" if n and not counted else ""
    return Preview(
        study=fact.study,
        measure=fact.measure,
        treatments=fact.treatments,
        what=_what(fact, statistic(fact), library),
        group=", ".join(
            text for text in (group_label(fact, library), _table(fact, library)) if text
        ),
        printed=one_line(num) + more,
        marks=_marks(fact, num),
        fragment=fragment(fact.address).removeprefix("#"),
        doubt=doubt_of(fact, num, library),
    )


def _table(fact: Outcome, library: Library) -> str:
    """Return the label of the table of harms: it may say who is counted beside the group."""
    if fact.section != "safety":
        return ""
    block = library.endpoint(fact).block
    tables = library.study(fact.study).tables
    found = (table for table in tables if (table.section, table.block) == ("safety", block))
    return next((table.label or "" for table in found), "")


def _comparison(
    fact: ComparisonRow, given: dict[tuple[str, str], tuple[str, ...]], library: Library
) -> Preview:
    num = effect(fact)
    treatments = (term for group in fact.groups for term in given.get((fact.study, group), ()))
    return Preview(
        study=fact.study,
        measure=fact.measure,
        treatments=tuple(dict.fromkeys(treatments)),
        what=_what(fact, moment(fact), library),
        group=compared(fact, library),
        printed=one_line(num),
        marks=_marks(fact, num),
        fragment=fragment(fact.address).removeprefix("#"),
        doubt=doubt_of(fact, num, library),
    )


def _what(fact: Outcome | ComparisonRow, kind: str, library: Library) -> str:
    """Return measure, what the study calls it, statistic, time and details."""
    endpoint = library.endpoint(fact)
    own = called(fact, endpoint)
    kind = "" if kind == "share" else kind
    named = f"{fact.measure_name} ({own})" if own else fact.measure_name
    return sentence(", ".join(part for part in (named, kind, *details(fact, endpoint)) if part))


def _marks(fact: Outcome | ComparisonRow, num: Num) -> str:
    """Return what sets a number apart from one printed in a primary report."""
    return "; ".join(_marked(fact, num))


def _marked(fact: Outcome | ComparisonRow, num: Num) -> Iterator[str]:
    if fact.basis != "reported":
        yield f"{fact.basis}: {fact.how}" if fact.how else fact.basis
    if fact.inferred:
        yield f"{', '.join(fact.inferred)} inferred"
    if fact.secondary_only:
        yield "only in a secondary source"
    if fact.post_baseline:
        yield "after baseline"
    if num.get("status"):
        yield str(num["status"])
