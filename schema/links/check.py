"""All checks of one record, in the order in which they make sense."""

from collections.abc import Iterator

from schema.facts.model import Fact
from schema.facts.walk import facts
from schema.links.groups import check_groups
from schema.links.probabilities import check_probabilities
from schema.links.remarks import check_remarks
from schema.links.results import check_results
from schema.links.sources import check_places, check_sources
from schema.links.tree import walk
from schema.links.values import check_value
from schema.problems import Complaint
from schema.study.record import Study


def _twice(stated: list[Fact]) -> Iterator[Complaint]:
    """Two facts at one address could not be told apart by a link, a waiver or a seal."""
    seen: set[str] = set()
    for fact in stated:
        if fact.address in seen:
            message = f"a second fact at `{fact.address}`"
            yield Complaint(fact.loc, "duplicate-address", message, "each fact once", at_key=True)
        seen.add(fact.address)


def check(study: Study) -> list[Complaint]:
    """Return what does not hang together.

    Numbers are only looked at when all names are right: before, nobody knows what they count.
    What a source itself prints wrong is waived by name in the record.
    """
    nodes = list(walk(study))
    found = [
        *check_sources(study),
        *check_places(study, nodes),
        *check_groups(study),
        *check_results(study, nodes),
    ]
    if found:
        return found
    stated = list(facts(study))
    twice = list(_twice(stated))
    if twice:
        return twice
    values = {
        f"{complaint.code} {fact.address}": complaint
        for fact in stated
        for complaint in check_value(fact)
    }
    standing = [found for key, found in values.items() if key not in study.waivers]
    gaps = check_probabilities(stated)
    return [*gaps, *standing, *check_remarks(study, stated, set(values))]
