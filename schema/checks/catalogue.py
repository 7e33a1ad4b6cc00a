"""All checks, in the order of their ids. A folder is a family, a module a theme."""

from schema.checks.counts import denominators, filled, quoted, shares, told
from schema.checks.effects import (
    agreement,
    contrasts,
    differences,
    direction,
    events,
    hazards,
    intervals,
    means,
    pvalues,
    recount,
    widths,
)
from schema.checks.model import Check
from schema.checks.parts import joint, opposites, partitions, pooled, quartiles, sizes
from schema.checks.run import W01
from schema.checks.sources import across, bibliography
from schema.checks.survival import (
    analyses,
    bands,
    exchanged,
    lattice,
    medians,
    mixtures,
    probabilities,
    rates,
)
from schema.checks.values import ages, decimals, magnitudes, order, text, written

_MODULES = (
    *(across, bibliography),
    *(ages, decimals, magnitudes, order, text, written),
    *(denominators, filled, quoted, shares, told),
    *(joint, opposites, partitions, pooled, quartiles, sizes),
    *(analyses, bands, exchanged, lattice, medians, mixtures, probabilities, rates),
    *(
        agreement,
        contrasts,
        differences,
        direction,
        events,
        hazards,
        intervals,
        means,
        pvalues,
        recount,
        widths,
    ),
)
_ALL = (W01, *(check for module in _MODULES for check in module.CHECKS))
CHECKS: dict[str, Check] = {check.id: check for check in sorted(_ALL, key=lambda each: each.id)}
