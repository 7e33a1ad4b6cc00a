"""What is printed of an effect: its number and both bounds."""

from collections.abc import Iterable

from schema import terms
from schema.cells import Number
from schema.checks.figures import closed, interval
from schema.checks.zeros import restored
from schema.facts import ComparisonFact

Effect = tuple[Number, Number, Number]  # the estimate, the lower and the upper bound


def effect_numbers(fact: ComparisonFact) -> Effect | None:
    """Return an effect and both bounds, where all three are printed in one unit."""
    quantity, told = fact.value.quantity, interval(fact, "CI")
    if quantity is None or quantity.number is None or quantity.operator or told is None:
        return None
    if any(bound.operator or bound.unit not in ("", quantity.unit) for _, bound in told):
        return None
    (low, _), (high, _) = told
    return quantity.number, *restored(low, high)


def is_ratio(fact: ComparisonFact) -> bool:
    """Say whether an effect is a ratio, symmetric on the log scale."""
    return terms.vocabulary("effects")[fact.value.effect].text("scale") == "log"


def all_positive(numbers: Iterable[Number]) -> bool:
    """Say whether an effect and its bounds are surely above 0, as ratios are."""
    return all(closed(number)[0] > 0 for number in numbers)
