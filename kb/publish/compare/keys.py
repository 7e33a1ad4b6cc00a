"""Under which key a result meets the same result of another study."""

from kb.models.results import ComparisonRow, Outcome
from kb.models.terms import Term
from kb.publish.parts.families import rank

Result = Outcome | ComparisonRow


def key(fact: Result) -> str:
    """Return what two results must share to stand in one row.

    One year and 12 months are one time. A category, a milestone or a time that is not stated
    matches only the same words.
    """
    when = f"{fact.months:.1f}" if fact.months is not None else fact.time or ""
    statistic = fact.statistic or ""
    if isinstance(fact, ComparisonRow):
        statistic = f"effect {fact.effect or 'test'}"
    milestone = f"{fact.milestone or ''}{' before treatment' if fact.before_treatment else ''}"
    parts = (fact.measure, statistic, when, milestone, fact.category, fact.grade, fact.during)
    return "|".join([*(part or "" for part in parts), "" if fact.per == "patient" else fact.per])


def order(fact: Result, measure: Term, position: int) -> str:
    """Return a text by which rows are put in order: kind, measure, time."""
    months = fact.months if fact.months is not None else 0.0
    return f"{rank(measure):02}{position:04}{months:08.2f}"
