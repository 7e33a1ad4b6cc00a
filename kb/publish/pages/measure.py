"""The page of one measure: every result of it, across studies."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, TypedDict

from kb.models.results import ComparisonRow, Outcome
from kb.models.terms import Term
from kb.publish.pages.page import Body, Page
from kb.publish.parts import across, comparisons
from kb.publish.parts.anchors import explore_path, study_path, term_path
from kb.publish.parts.cards import study_name
from kb.publish.parts.definitions import in_words
from kb.publish.parts.families import kind_of
from kb.publish.parts.finding import term_facets, term_words
from kb.publish.parts.library import Library, full_name
from kb.publish.parts.shapes import Badge, Link, Stat
from kb.publish.parts.statistics import misleads
from kb.publish.parts.terms import term_facts
from kb.publish.parts.words import counted, sentence, thousands

_DIRECTIONS = {"higher-better": "higher is better", "lower-better": "lower is better"}


class DefinitionRow(TypedDict):
    """What one study meant by the measure."""

    study: Link
    text: str


def pages(library: Library) -> Iterator[Page]:
    """Yield the page of every measure that some study reports."""
    for measure in library.terms("measures").values():
        if measure.studies:
            yield Page(
                path=term_path("measures", measure.id),
                kind="measure",
                template="measure",
                title=full_name(measure),
                description=measure.definition,
                body=partial(body, measure, library),
            )


def body(measure: Term, library: Library) -> Body:
    """Return everything on the page of a measure."""
    facts = [
        f for f in across.outcomes(library, measure=measure.id, section=None) if _own(f, measure)
    ]
    compared = [
        f for f in across.comparisons(library, measure=measure.id, section=None) if _own(f, measure)
    ]
    kind = kind_of(measure)
    page = {
        "title": full_name(measure),
        "lead": measure.definition,
        "weight": 10 if across.drawn(measure) else 1,
        "names": term_words([measure]),
        "family": kind.family,
        "family_label": kind.title,
        "kicker": [{"text": "Measures", "href": "measures/"}, {"text": kind.title, "href": None}],
        "badges": _badges(measure),
        "facts": term_facts(measure, library),
        "stats": _stats(facts, compared),
        "later": any(map(misleads, facts)) or _compared_later(measure, compared),
        "figures": across.figures("by-study", measure, facts, library),
        "caption": f"All estimates of {measure.name}",
        "rows": across.cross_rows(facts, library),
        "explore": explore_path(measure=measure.id),
        "comparisons": _comparisons(measure, compared, library),
        "pooled": {"reason": _why_not_pooled(facts)},
        "definitions": _definitions(measure, facts, library),
    }
    return Body({"measure": page, "facets": term_facets("Measure", [measure])})


def _own(fact: Outcome | ComparisonRow, measure: Term) -> bool:
    """Whether a result is of the measure itself, not of a narrower one with a page of its own."""
    return fact.measure == measure.id


def _badges(measure: Term) -> list[Badge]:
    kind = kind_of(measure)
    direction = _DIRECTIONS.get(measure.direction or "")
    found: list[Badge] = [{"text": kind.title, "family": kind.family}]
    return [*found, {"text": direction}] if direction else found


def _stats(facts: Sequence[Outcome], compared: Sequence[ComparisonRow]) -> list[Stat]:
    studies = {fact.study for fact in (*facts, *compared)}
    return [
        {"value": thousands(len(studies)), "label": "studies" if len(studies) != 1 else "study"},
        {
            "value": thousands(across.patients(facts)),
            "label": "patients",
            "note": "largest group of each study",
        },
        {"value": thousands(len(facts)), "label": "estimates"},
        {"value": thousands(len(compared)), "label": "comparisons"},
    ]


def _compared_later(measure: Term, compared: Sequence[ComparisonRow]) -> bool:
    """Whether survival is compared between groups that are defined after its origin."""
    return measure.kind == "survival" and any(fact.post_baseline for fact in compared)


def _comparisons(
    measure: Term, facts: Sequence[ComparisonRow], library: Library
) -> dict[str, Any] | None:
    if not facts:
        return None

    def label(fact: ComparisonRow, more: str) -> str:
        study = study_name(library.studies[fact.study])
        said = ", ".join(text for text in (study, more) if text)
        return f"{said}: {comparisons.compared(fact, library)}"

    family = kind_of(measure).family
    return {
        "caption": f"Comparisons of {measure.name} within studies",
        "figs": comparisons.figures("compared", facts, label, library, family),
        "rows": [comparisons.cross_row(fact, library) for fact in facts],
    }


def _why_not_pooled(facts: Sequence[Outcome]) -> str:
    studies = len({fact.study for fact in facts})
    if studies < 2:
        return "fewer than two studies report this measure."
    return (
        f"{counted(studies, 'study', 'studies')} report this measure, in different patients, from "
        "different time origins and by different definitions. This version does not pool them."
    )


def _definitions(measure: Term, facts: Sequence[Outcome], library: Library) -> list[DefinitionRow]:
    found: list[DefinitionRow] = []
    for study in dict.fromkeys(fact.study for fact in facts):
        link: Link = {"text": study_name(library.studies[study]), "href": study_path(study)}
        texts = [
            text
            for endpoint in library.endpoints(study).values()
            if endpoint.measure == measure.id and (text := in_words(endpoint))
        ]
        found += [{"study": link, "text": sentence(text)} for text in dict.fromkeys(texts)]
    return found
