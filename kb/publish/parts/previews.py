"""Every number in one line, for the search page: what it is, of whom, and where it stands."""

from collections.abc import Iterator
from typing import NamedTuple

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
    return [preview for _, preview in sorted(found, key=lambda each: _order(each[0]))]


def _order(fact: Outcome | ComparisonRow) -> tuple[int, bool, bool, bool, int]:
    compares = isinstance(fact, ComparisonRow)
    n = 0 if isinstance(fact, ComparisonRow) else fact.n or fact.n_derived or 0
    weak = (fact.secondary_only, fact.post_baseline)
    return _SECTIONS.index(fact.section), compares, *weak, -n


def _outcome(fact: Outcome, library: Library) -> Preview:
    num, n = estimate(fact), n_of(fact)[0]
    counted = fact.count is not None and fact.denominator is not None
    more = f", n {n}" if n and not counted else ""
    return Preview(
        study=fact.study,
        measure=fact.measure,
        treatments=fact.treatments,
        what=_what(fact, statistic(fact), library),
        group=group_label(fact, library),
        printed=one_line(num) + more,
        marks=_marks(fact, num),
        fragment=fragment(fact.address).removeprefix("#"),
    )


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
