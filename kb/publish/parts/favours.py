"""In whose favour an effect is: which arm comes first, and which side of no effect is better."""

from collections.abc import Iterable, Sequence

from kb.models.results import ComparisonRow
from kb.models.terms import Term
from kb.publish.parts.library import Library

_HAZARDS = ("HR", "SHR")
_OF_OCCURRENCE = ("OR", "RR", "IRR", "RD", "MD", *_HAZARDS)


def arms(fact: ComparisonRow) -> tuple[str, ...]:
    """Return the two groups that an effect is about: of subgroups, the arms they belong to."""
    return fact.subgroup_of or fact.groups


def by_direction(facts: Iterable[ComparisonRow]) -> list[list[ComparisonRow]]:
    """Part effects of arms that an earlier effect has the other way round from the others."""
    known: set[tuple[str, tuple[str, ...]]] = set()
    straight: list[ComparisonRow] = []
    turned: list[ComparisonRow] = []
    for fact in facts:
        pair = arms(fact)
        if len(pair) > 1 and (fact.study, pair[::-1]) in known:
            turned.append(fact)
        else:
            known.add((fact.study, pair))
            straight.append(fact)
    return [part for part in (straight, turned) if part]


def pair_of(facts: Sequence[ComparisonRow], library: Library) -> tuple[str, str] | None:
    """Return the labels of the two arms of all these effects, None where they are not the same."""
    pairs = {(fact.study, arms(fact)) for fact in facts}
    if len(pairs) != 1:
        return None
    study, pair = pairs.pop()
    labels = [library.groups[study, group].label for group in pair]
    return (labels[0], labels[1]) if len(labels) == 2 else None


def favours(facts: Sequence[ComparisonRow], library: Library) -> tuple[str, str] | None:
    """Return the words left and right of no effect; None where it is not the same side for all.

    Only arms of one randomisation have them: of other groups an effect favours nobody.
    """
    drawn = all(fact.randomised or fact.subgroup_of for fact in facts)
    measures = library.terms("measures")
    sides = {_better(fact.effect or "", measures[fact.measure]) for fact in facts}
    if not drawn or len(sides) != 1 or None in sides:
        return None
    pair = pair_of(facts, library) or ("the group named first", "the group named second")
    left, right = pair if sides == {"low"} else pair[::-1]
    return f"Favours {left}", f"Favours {right}"


def _better(effect: str, measure: Term) -> str | None:
    """Return whether a low or a high effect is good for the first group, None where unclear.

    A hazard is that of the event, so a low one is good where the measure is to be free of it. What
    an odds ratio of survival counts, the event or survival, is not said: it has no side.
    """
    if effect not in _OF_OCCURRENCE or measure.direction not in ("lower-better", "higher-better"):
        return None
    if measure.kind == "survival" and effect != "MD":
        good = effect in _HAZARDS and measure.direction == "higher-better"
        return "low" if good else None
    return "low" if measure.direction == "lower-better" else "high"
