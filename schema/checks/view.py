"""A record as the checks look at it: printed results by row and group, and what they can mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schema.cells import Number
from schema.checks.figures import bounds
from schema.exact.rounding import Span, counts, printed
from schema.facts import (
    ComparisonFact,
    Endpoint,
    EstimateFact,
    Fact,
    GroupFact,
    SplitFact,
    endpoints,
    facts,
    group_facts,
    split_facts,
)
from schema.study import Study


@dataclass(frozen=True, slots=True)
class RowKey:
    """What two results must share to be comparable across groups: all but the group."""

    endpoint: str
    statistic: str
    time: str
    milestone: str
    category: str
    grade: str
    cut: str
    set: str
    per: str
    during: str
    counted: str


class View:
    """The reported facts of one study, indexed; what is derived or digitised is not checked."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.groups: dict[str, GroupFact] = group_facts(study)
        self.splits: list[SplitFact] = split_facts(study)
        self.facts: list[Fact] = [fact for fact in facts(study) if fact.basis == "reported"]
        self.endpoints: dict[str, Endpoint] = {e.address: e for e in endpoints(study)}

    @cached_property
    def estimates(self) -> list[EstimateFact]:
        """All results in groups."""
        return [fact for fact in self.facts if isinstance(fact, EstimateFact)]

    @cached_property
    def by_address(self) -> dict[str, EstimateFact]:
        """All results in groups by address."""
        return {fact.address: fact for fact in self.estimates}

    @cached_property
    def comparisons(self) -> list[ComparisonFact]:
        """All comparisons."""
        return [fact for fact in self.facts if isinstance(fact, ComparisonFact)]

    @cached_property
    def rows(self) -> dict[RowKey, dict[str, EstimateFact]]:
        """Results by row and group."""
        found: dict[RowKey, dict[str, EstimateFact]] = {}
        for fact in self.estimates:
            found.setdefault(row_key(fact), {})[fact.group] = fact
        return found

    def size_name(self, group: str) -> str:
        """Return the name of the number that is the size of a group."""
        return f"groups/{group}.n"

    def printed_splits(self) -> Iterator[tuple[SplitFact, RowKey, dict[str, EstimateFact]]]:
        """Yield every split with every row that has its parent and at least one part."""
        for key, row in self.rows.items():
            for split in self.splits:
                if split.of in row and any(part in row for part in split.parts):
                    yield split, key, row


def row_key(fact: EstimateFact) -> RowKey:
    """Return what a result shares with the same row in other groups."""
    m = fact.meaning
    return RowKey(
        m.endpoint,
        m.statistic,
        m.time.text if m.time else "",
        m.milestone,
        m.category,
        m.grade,
        m.cut,
        m.set,
        m.per,
        m.during,
        m.counted if fact.denominator.named_by == "cell" else "",
    )


def is_share(fact: EstimateFact) -> bool:
    """Say whether a fact counts patients: a count, a percentage, or both."""
    value = fact.value
    percent = value.quantity is not None and value.quantity.unit == "%"
    counted = value.count is not None
    return (
        fact.meaning.statistic == "share" and fact.meaning.per == "patient" and (percent or counted)
    )


def percentage(fact: EstimateFact) -> tuple[Number, str] | None:
    """Return the printed percentage and its operator; a span of several has neither."""
    quantity = fact.value.quantity
    if quantity is None or quantity.unit != "%" or quantity.number is None or quantity.upto:
        return None
    return None if quantity.operator == "~" else (quantity.number, quantity.operator)


def percent_span(fact: EstimateFact) -> Span | None:
    """Return what the printed percentage can stand for, in per cent."""
    found = percentage(fact)
    return printed(*found) if found else None


def size(fact: EstimateFact) -> int | None:
    """Return the denominator that applies to a result."""
    return fact.denominator.n


def size_name(view: View, fact: EstimateFact) -> str:
    """Return the name of the number that is the denominator of a result."""
    own = fact.denominator.named_by == "cell"
    return own_size_name(fact) if own else view.size_name(fact.group)


def own_size_name(fact: EstimateFact) -> str:
    """Return the name of the denominator that a cell itself prints."""
    parts = ("denominator", "of", "events_of")
    return name(fact, next(part for part in parts if getattr(fact.value, part) is not None))


def possible_counts(fact: EstimateFact) -> range | None:
    """Return the counts a share can stand for; None when nothing bounds them.

    A printed count is itself; a percentage of n leaves the counts that print like it.
    """
    if fact.value.count is not None:
        count = int(fact.value.count.text)
        return range(count, count + 1)
    span, n = percent_span(fact), size(fact)
    return counts(span, n) if span is not None and n is not None else None


def name(fact: Fact, part: str = "value") -> str:
    """Return the name of one number of a fact: `outcomes/efs/at 1 y/bi.low`."""
    return f"{fact.address}.{part}"


def count_name(fact: EstimateFact) -> str:
    """Return the name of the number that says how many: the count, else the percentage."""
    return name(fact, "count" if fact.value.count is not None else "value")


def numbers(fact: Fact) -> list[str]:
    """Return the names of all printed numbers of a fact."""
    value = fact.value
    found = [name(fact)] if value.quantity and value.quantity.number else []
    if isinstance(fact, EstimateFact):
        parts = ("count", "denominator", "of", "events", "events_of")
        found += [name(fact, part) for part in parts if getattr(fact.value, part) is not None]
    elif fact.value.p:
        found.append(name(fact, "p"))
    for spread in value.spreads:
        found += [name(fact, part) for part, _, _ in bounds(spread)]
        found += [name(fact, spread.kind)] if spread.value is not None else []
    return found
