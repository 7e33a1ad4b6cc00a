"""All checks, in the order of their ids."""

from schema.checks import groups, shares
from schema.checks.model import Check

CHECKS: dict[str, Check] = {
    check.id: check for check in sorted((*shares.CHECKS, *groups.CHECKS), key=lambda c: c.id)
}
