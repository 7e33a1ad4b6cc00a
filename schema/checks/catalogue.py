"""All checks, in the order of their ids."""

from schema.checks import groups, shares
from schema.checks.model import Check
from schema.checks.run import W01

CHECKS: dict[str, Check] = {
    check.id: check for check in sorted((*shares.CHECKS, *groups.CHECKS, W01), key=lambda c: c.id)
}
