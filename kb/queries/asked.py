"""What each question about results can be asked with: names of filters, and what is not said."""

from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature
from typing import Any, TypedDict, TypeVar, cast

from kb.errors import UnknownTermError
from kb.models.results import Basis, Section
from kb.words import At, Words, nearest

RESULTS: tuple[Section, ...] = ("outcomes", "safety")
_UNLESS_SAID = {"basis": "reported", "section": RESULTS, "primary_sources_only": False}
Question = TypeVar("Question", bound=Callable[..., object])


class _Common(TypedDict, total=False):
    """Filters of every result in one study."""

    measure: Words | None
    treatment: Words | None
    population: Words | None
    setting: Words | None
    design: Words | None
    at: At | Sequence[At] | None
    group: Words | None
    category: Words | None
    grade: Words | None
    basis: Basis
    verified: bool | None
    post_baseline: bool | None
    primary_sources_only: bool | None


class TableFiltersOfStudy(_Common, total=False):
    """What `baseline`, `safety` and `flow` of one study can be asked for."""

    statistic: Words | None
    min_n: int | None


class OutcomeFiltersOfStudy(TableFiltersOfStudy, total=False):
    """What `outcomes` of one study can be asked for."""

    section: Words | None


class ComparisonFiltersOfStudy(_Common, total=False):
    """What `comparisons` of one study can be asked for."""

    effect: Words | None
    randomised: bool | None
    section: Words | None


class NumberFiltersOfStudy(TypedDict, total=False):
    """What `numbers` of one study can be asked for."""

    basis: Basis
    verified: bool | None


class TableFilters(TableFiltersOfStudy, total=False):
    """What `baseline`, `safety` and `flow` can be asked for."""

    study: Words | None


class OutcomeFilters(OutcomeFiltersOfStudy, total=False):
    """What `outcomes` can be asked for."""

    study: Words | None


class ComparisonFilters(ComparisonFiltersOfStudy, total=False):
    """What `comparisons` can be asked for."""

    study: Words | None


class NumberFilters(NumberFiltersOfStudy, total=False):
    """What `numbers` can be asked for."""

    study: Words | None


class StudyFilters(TypedDict, total=False):
    """What `studies` can be asked for."""

    population: Words | None
    setting: Words | None
    design: Words | None
    treatment: Words | None
    study: Words | None
    year: int | Sequence[int] | None
    verified: bool | None


def showing(filters: type) -> Callable[[Question], Question]:
    """Name the filters in the signature of a method, for `help`, completion, and `taken`."""

    def show(question: Question) -> Question:
        keywords = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=_UNLESS_SAID.get(name), annotation=hint)
            for name, hint in filters.__annotations__.items()
        ]
        plain = signature(question)
        own = [p for p in plain.parameters.values() if p.kind is not Parameter.VAR_KEYWORD]
        cast("Any", question).__signature__ = plain.replace(parameters=[*own, *keywords])
        return question

    return show


def taken(question: Callable[..., object], filters: Mapping[str, object]) -> dict[str, Any]:
    """Return all filters of a question, those that are not given as they are unless said.

    Raises:
        UnknownTermError: the question does not take one of them; says what is nearest.
    """
    known = signature(question).parameters
    for name in filters:
        if name not in known:
            near = nearest(name, {filter_: [filter_] for filter_ in known})
            raise UnknownTermError(f"filters of {question.__name__}", name, near)
    return {name: filters.get(name, parameter.default) for name, parameter in known.items()}
