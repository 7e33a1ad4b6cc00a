"""Is a comparison one of two counts and nothing more, and of which counts?"""

from itertools import product

from schema import terms
from schema.checks.partners import Pair, external, named
from schema.checks.view import View, possible_counts, size
from schema.exact.tables import Table
from schema.facts import ComparisonFact

_MANY = 9
_TESTS = ("", "unstated", "chi-squared", "chi-squared-corrected", "fisher-exact", "z-test")
_ON_TIMES = ("HR", "SHR", "IRR", "MD", "SMD", "relative")


def other_test(view: View, fact: ComparisonFact, pair: Pair) -> str:
    """Say why a p-value is not one of counts; empty if it can be."""
    kind = terms.vocabulary("measures")[fact.meaning.measure].text("kind")
    if fact.value.effect in _ON_TIMES or fact.test not in _TESTS or fact.margin:
        return "the p-value is of another test"
    if kind in ("survival", "relapse", "mortality") and fact.test in _TESTS[:2]:
        return "the test may be of times, not of counts"
    return not_crude(view, fact, pair)


def not_crude(view: View, fact: ComparisonFact, pair: Pair) -> str:
    """Say why a comparison is more than its two counts; empty if it is not."""
    if fact.adjusted_for or fact.stratified_by:
        return "the comparison is adjusted or stratified"
    own, row = named(fact)[1], pair[0].meaning.milestone
    if own.removeprefix("difference").strip() != row:
        return "the comparison has a name of its own, and may be adjusted"
    if external(view, fact):
        return "an external or matched control may be weighted"
    if any(view.groups[group].parent in fact.groups for group in fact.groups):
        return "one group is inside the other"
    return ""


def tables(pair: Pair) -> list[Table]:
    """Return the tables that the two results can stand for, if they are few."""
    found = [(possible_counts(each), size(each)) for each in pair]
    (first, n), (second, m) = found
    if not first or not second or not n or not m or len(first) * len(second) > _MANY:
        return []
    if first[-1] > n or second[-1] > m:
        return []
    return [(a, n - a, c, m - c) for a, c in product(first, second)]
