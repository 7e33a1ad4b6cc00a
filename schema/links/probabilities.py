"""A probability at a time: from when it counts, how it was estimated, and that it is one."""

from collections.abc import Iterable, Iterator

from schema.facts.model import EstimateFact, Fact, Loc
from schema.problems import Complaint

_STATISTICS = ("probability", "cumulative-incidence")
# What must be said, how it is asked for, and what may be written.
_NEEDED = (
    ("origin", "from when {} is counted", "origin: randomisation, infusion ..., or unstated"),
    ("method", "how {} was estimated", "method: kaplan-meier, crude ..., or unknown"),
)


def check_probabilities(stated: Iterable[Fact]) -> Iterator[Complaint]:
    """Check that nothing is assumed about any probability; of each block the first gap is named."""
    named = set[tuple[str, str]]()
    for fact in stated:
        if not isinstance(fact, EstimateFact) or fact.meaning.statistic not in _STATISTICS:
            continue
        for key, question, allowed in _NEEDED:
            block = (fact.meaning.endpoint, key)
            if not getattr(fact.meaning, key) and block not in named:
                named.add(block)
                yield _gap(fact.loc[:-2], question, allowed)
        yield from _bare_count(fact)


def _gap(table: Loc, question: str, allowed: str) -> Complaint:
    message = f"nothing says {question.format(f'the probability `{table[-1]}`')}"
    return Complaint(table, "missing-key", message, allowed, at_key=True)


def _bare_count(fact: EstimateFact) -> Iterator[Complaint]:
    value = fact.value
    if value.count and not value.quantity:
        count = value.count.text
        message = f"`{value.text}`: a count, where a probability belongs"
        allowed = "a value with its unit, as in 26%; counts of patients under share"
        near = "" if value.denominator or int(count) > 100 else f"`{count}%`"
        yield Complaint((*fact.loc, "is"), "bare-count", message, allowed, near)
