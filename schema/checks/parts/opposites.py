"""The check of outcomes that exclude each other: nobody is counted in both."""

from collections.abc import Iterator

from schema.checks.model import Answer, Check, Severity, not_applicable, passed, violated
from schema.checks.parts.claims import gravity
from schema.checks.parts.nested import frame
from schema.checks.parts.sums import variables
from schema.checks.view import View, count_name, is_share, possible_counts, size
from schema.facts import EstimateFact

_REMISSIONS = ("cr", "cri", "crh", "cr-cri", "cr-crp", "cr-crh", "cr-crh-cri", "orr")
# Who has the first has none of the others; of some pairs, everybody has one or the other.
_OPPOSITES = {"no-response": _REMISSIONS, "alive-at-last-contact": ("death",)}
_ALL = ("alive-at-last-contact",)


def _apart(view: View) -> Iterator[Answer]:
    for measures in _frames(view).values():
        for measure, others in _OPPOSITES.items():
            for other in others:
                if measure in measures and other in measures:
                    yield _held(measure, measures[measure], other, measures[other])


def _frames(view: View) -> dict[object, dict[str, tuple[EstimateFact, ...]]]:
    """Return what is counted of the same patients, measure by measure."""
    wanted = {*_OPPOSITES, *(other for others in _OPPOSITES.values() for other in others)}
    found: dict[object, dict[str, tuple[EstimateFact, ...]]] = {}
    for (key, _), facts in variables(view).items():
        first = facts[0]
        if first.meaning.measure in wanted and view.endpoints[key.endpoint].rest == "none":
            found.setdefault(frame(view, key, first), {})[first.meaning.measure] = tuple(facts)
    for key, row in view.rows.items():
        for fact in row.values():
            if fact.meaning.measure in wanted and not key.category and is_share(fact):
                found.setdefault(frame(view, key, fact), {})[fact.meaning.measure] = (fact,)
    return found


def _held(
    measure: str, facts: tuple[EstimateFact, ...], other: str, others: tuple[EstimateFact, ...]
) -> Answer:
    where = tuple(map(count_name, (*facts, *others)))
    one, two = _counted(facts), _counted(others)
    sizes = {size(fact) for fact in (*facts, *others)}
    n = sizes.pop() if len(sizes) == 1 else None
    if one is None or two is None or n is None:
        return not_applicable("the two rest on different or unknown denominators", *where)
    told = f"{measure} {one.start}, {other} {two.start}"
    if one.start + two.start > n:
        return violated(where, f"{told}: more than {n} patients", severity=gravity(where))
    if measure in _ALL and one[-1] + two[-1] < n:
        return violated(where, f"{told}: not all {n} patients", severity=Severity.WARNING)
    return passed(*where)


def _counted(facts: tuple[EstimateFact, ...]) -> range | None:
    """Return how many can have had an outcome, by one share or by all its categories."""
    runs = [run for fact in facts if (run := possible_counts(fact))]
    if len(runs) < len(facts):
        return None
    return range(sum(run.start for run in runs), sum(run[-1] for run in runs) + 1)


G14 = Check(
    id="G14",
    title="Outcomes that exclude each other",
    statement="Those in remission and those without response are not more than all; those who died "
    "and those alive at last contact are all.",
    why="Two outcomes of which everybody has one at most are parts of the same patients.",
    severity=Severity.ERROR,
    passes="3 of 4 in CR, 1 without response",
    fails="3 of 4 in CR, 2 without response",
    fix="Compare both counts with the source. If they are of different times, say so: `window`.",
    look=_apart,
)
CHECKS = (G14,)
