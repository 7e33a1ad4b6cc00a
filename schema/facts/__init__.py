"""From a record to complete facts: inheritance written out, groups placed, addresses given."""

from schema.facts.groups import group_facts, split_facts
from schema.facts.model import (
    ComparisonFact,
    Denominator,
    Endpoint,
    EstimateFact,
    Fact,
    GroupFact,
    Meaning,
    Other,
    PlaceRef,
    SplitFact,
    Time,
)
from schema.facts.walk import endpoints, facts

__all__ = [
    "ComparisonFact",
    "Denominator",
    "Endpoint",
    "EstimateFact",
    "Fact",
    "GroupFact",
    "Meaning",
    "Other",
    "PlaceRef",
    "SplitFact",
    "Time",
    "endpoints",
    "facts",
    "group_facts",
    "split_facts",
]
