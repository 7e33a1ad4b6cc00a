"""What a result is: statistic, time, category and grade in words, and what may share a figure."""

from kb.models.content import Endpoint
from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.words import sentence, spaced, time_words

Result = Outcome | ComparisonRow

# Names of statistics where a time follows, and where none does.
_NAMES = {
    "share": ("", "Share"),
    "probability": ("", "Probability"),
    "cumulative-incidence": ("Cumulative incidence", "Cumulative incidence"),
    "rmst": ("Restricted mean", "Restricted mean time"),
}


def moment(fact: Result) -> str:
    """Return the time of a result in words, empty where it has none."""
    if fact.time:
        return f"at {time_words(fact.time)}"
    return fact.milestone or ""


def statistic(fact: Result) -> str:
    """Return statistic and time: `Median`, `At 1 year`, `Cumulative incidence at 2 years`."""
    name = fact.statistic or ""
    timed, alone = _NAMES.get(name, (sentence(spaced(name)),) * 2)
    when = moment(fact)
    return sentence(f"{timed} {when}".strip()) if when else alone


def details(fact: Result) -> list[str]:
    """Return what else tells a result from its neighbours: category, grade, step, unit counted."""
    return [
        text
        for text in (
            category(fact) if fact.category else "",
            grade(fact),
            f"during {spaced(fact.during)}" if fact.during else "",
            f"per {spaced(fact.per)}" if fact.per != "patient" and fact.statistic != "rate" else "",
        )
        if text
    ]


def category(fact: Result) -> str:
    """Return the category of a result as the record calls it."""
    return sentence(fact.label or spaced(fact.category or ""))


def grade(fact: Result) -> str:
    """Return the grade of an adverse event; a grade that is not stated says so."""
    if fact.grade is None:
        return ""
    return {"any": "any grade", "unstated": "grade not stated"}.get(
        fact.grade, f"grade {fact.grade}"
    )


def qualifier(endpoint: Endpoint) -> str:
    """Return what tells an endpoint from others of the same measure."""
    if endpoint.label:
        return endpoint.label
    _, _, suffix = endpoint.block.partition("@")
    return sentence(spaced(suffix)) or endpoint.measure_name


def heading(fact: Result, of: str = "") -> str:
    """Return the heading above results of one kind; `of`: the qualifier of their endpoint."""
    return ", ".join(part for part in (of, statistic(fact), *details(fact)) if part)


def kind_key(fact: Result) -> tuple[str | None, ...]:
    """Return what results under one heading have in common."""
    return (
        fact.endpoint,
        fact.statistic,
        fact.time,
        fact.milestone,
        fact.category,
        fact.grade,
        fact.during,
        fact.per,
    )
