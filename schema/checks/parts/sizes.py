"""Checks of sizes: a group is as large as the outcome that defines it, and sets add up too."""

from collections.abc import Iterator
from functools import cache

from schema import terms
from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.view import View, count_name, is_share, possible_counts
from schema.facts import EstimateFact, GroupFact, SplitFact

_FIX = "Compare the sizes with the source, those in column heads too."


@cache
def _named() -> dict[str, str]:
    """Return the measures by id, name and synonyms."""
    measures = terms.vocabulary("measures").items()
    return {
        word.casefold(): key for key, term in measures for word in (key, term.name, *term.synonyms)
    }


def _defined(view: View) -> Iterator[Answer]:
    for group in view.groups.values():
        measure = _named().get(group.by.casefold())
        if measure and not group.split and group.parent and group.n is not None:
            yield _as_large(view, group, group.n, measure)


def _as_large(view: View, group: GroupFact, n: int, measure: str) -> Answer:
    own = view.size_name(group.id)
    rows = [fact for fact in view.estimates if _counts(fact, group, measure)]
    known = [(fact, run) for fact in rows if (run := possible_counts(fact)) is not None]
    where = (own, *(count_name(fact) for fact, _ in known))
    if not known:
        return not_applicable(f"{measure} is not counted in {group.parent}", own)
    if any(n in run for _, run in known):
        return passed(*where)
    told = ", ".join(f"`{fact.value.text}`" for fact, _ in known)
    says = f"{group.id} are {n}, but {measure} in {group.parent} is {told}"
    changes = tuple(f"{n} would have to be {run.start}" for _, run in known if len(run) == 1)
    return violated(where, says, severity=Severity.WARNING, changes=changes)


def _counts(fact: EstimateFact, group: GroupFact, measure: str) -> bool:
    m = fact.meaning
    alike = m.measure == measure and not m.category
    return alike and fact.group == group.parent and is_share(fact)


def _sets(view: View) -> Iterator[Answer]:
    for key, found in view.study.sets.items():
        for split in view.splits:
            told = [part for part in split.parts if part in found.n]
            if split.of in found.n and told and not split.set:
                yield _set_sum(key, split, found.n, told)


def _set_sum(key: str, split: SplitFact, sizes: dict[str, int], told: list[str]) -> Answer:
    total, whole = sum(sizes[part] for part in told), sizes[split.of]
    where = (f"sets/{key}.n",)
    exact = split.rest == 0 and len(told) == len(split.parts)
    if total == whole or (total < whole and not exact):
        return passed(*where)
    shown = " + ".join(str(sizes[part]) for part in told)
    changes = (f"{whole} would have to be {total}",) if exact else ()
    return violated(where, f"{shown} is not {whole} ({key}, {split.id})", changes=changes)


G12 = Check(
    id="G12",
    title="A group is as large as the outcome that defines it",
    statement="A subgroup whose `by` is a measure has as many patients as its parent has with that "
    "measure, in at least one row.",
    why="Responders are counted twice: as an outcome, and at the head of their own column.",
    severity=Severity.WARNING,
    passes="CR 19 of 29, and 19 patients in CR",
    fails="CR 19 of 29, and 18 patients in CR",
    fix=f"{_FIX} If another report or time counts other patients, waive it with that reason.",
    look=_defined,
)
G13 = Check(
    id="G13",
    title="Sizes of an analysis set add up",
    statement="What a set counts in the parts of a split it counts in the whole, apart from a "
    "declared rest.",
    why="An analysis set cuts across all groups, and so across the parts of each split.",
    severity=Severity.ERROR,
    passes="treated: 267 + 109 = 376",
    fails="treated: 267 + 109 is not 367",
    fix=_FIX,
    look=_sets,
)
CHECKS = (G12, G13)
