"""What a result is: statistic, time, category and grade in words."""

from kb.models.content import Endpoint
from kb.models.results import ComparisonRow, Outcome
from kb.publish.parts.words import sentence, spaced, time_words

Result = Outcome | ComparisonRow

# Names of statistics where a time follows, and where none does.
_NAMES = {
    "share": ("", "share"),
    "probability": ("", "probability"),
    "cumulative-incidence": ("cumulative incidence", "cumulative incidence"),
    "rmst": ("restricted mean", "restricted mean time"),
}


# Statistics of the time to an event.
_TIMED = ("probability", "cumulative-incidence", "median", "rmst")


def timed(fact: Result) -> bool:
    """Whether a result is about the time to an event, from an origin."""
    return fact.section == "outcomes" and fact.statistic in _TIMED


def misleads(fact: Result) -> bool:
    """Whether its group is defined after the time origin, so that its survival flatters it."""
    return fact.post_baseline and timed(fact)


def moment(fact: Result) -> str:
    """Return the time of a result in words, empty where it has none."""
    if not fact.time:
        return fact.milestone or ""
    more = f" ({fact.milestone})" if fact.milestone else ""
    return f"{'to' if fact.statistic == 'rmst' else 'at'} {time_words(fact.time)}{more}"


def statistic(fact: Result) -> str:
    """Return statistic and time: `median`, `at 1 year`, `cumulative incidence at 2 years`."""
    name = fact.statistic or ""
    timed, alone = _NAMES.get(name, (spaced(name),) * 2)
    when = moment(fact)
    return f"{timed} {when}".strip() if when else alone


def details(fact: Result, endpoint: Endpoint) -> list[str]:
    """Return what else tells a result from its neighbours: category, grade, step, unit counted.

    That groups are compared before treatment is their kind of evidence.
    """
    return [
        text
        for text in (
            category(fact, endpoint) if fact.category else "",
            grade(fact),
            "before treatment" if fact.before_treatment and isinstance(fact, Outcome) else "",
            f"during {spaced(fact.during)}" if fact.during else "",
            f"per {spaced(fact.per)}" if fact.per != "patient" and fact.statistic != "rate" else "",
        )
        if text
    ]


def category(fact: Result, endpoint: Endpoint) -> str:
    """Return the category of a result; a label of its own goes before its id."""
    own = fact.label if fact.label != endpoint.label else None
    return own or spaced(fact.category or "")


def grade(fact: Result) -> str:
    """Return the grade of an adverse event; a grade that is not stated says so."""
    if fact.grade is None:
        return ""
    return {"any": "any grade", "unstated": "grade not stated"}.get(
        fact.grade, f"grade {fact.grade}"
    )


def qualifier(endpoint: Endpoint, fact: Result | None = None) -> str:
    """Return what tells an endpoint from others of the same measure, empty if nothing does."""
    return endpoint.label or suffix(endpoint, fact)


def suffix(endpoint: Endpoint, fact: Result | None = None) -> str:
    """Return the words behind the `@` of a block: `three year analysis` where it is a data cut."""
    name = endpoint.block.partition("@")[2]
    cut = fact is not None and name and name == fact.cut
    return f"{spaced(name)} analysis" if cut else spaced(name)


def called(fact: Result, endpoint: Endpoint) -> str:
    """Return what the study calls a result besides its measure, empty if nothing."""
    return (endpoint.label if fact.category else fact.label) or suffix(endpoint, fact)


def heading(fact: Result, endpoint: Endpoint, *, named: bool) -> str:
    """Return the heading above results of one kind; `named`: with the name of the endpoint."""
    of = qualifier(endpoint, fact) if named else ""
    more = details(fact, endpoint)
    kind = "" if statistic(fact) == "share" and (of or more) else statistic(fact)
    return sentence(", ".join(part for part in (of, kind, *more) if part))


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
