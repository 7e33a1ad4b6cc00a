"""All checks, in the order of their ids. The module of a check is its theme."""

from schema.checks import (
    across,
    bands,
    bibliography,
    direction,
    effects,
    groups,
    intervals,
    lattice,
    magnitudes,
    mixtures,
    order,
    pooled,
    recount,
    shares,
    survival,
    text,
    values,
    widths,
)
from schema.checks.model import Check
from schema.checks.run import W01

_ALL = (
    *across.CHECKS,
    *bands.CHECKS,
    *bibliography.CHECKS,
    *direction.CHECKS,
    *effects.CHECKS,
    *groups.CHECKS,
    *intervals.CHECKS,
    *lattice.CHECKS,
    *magnitudes.CHECKS,
    *mixtures.CHECKS,
    *order.CHECKS,
    *pooled.CHECKS,
    *recount.CHECKS,
    *shares.CHECKS,
    *survival.CHECKS,
    *text.CHECKS,
    *values.CHECKS,
    *widths.CHECKS,
    W01,
)
CHECKS: dict[str, Check] = {check.id: check for check in sorted(_ALL, key=lambda each: each.id)}
