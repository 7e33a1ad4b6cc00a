"""All checks, in the order of their ids. A folder is a family, a module a theme."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from schema.checks import counts, effects, parts, sources, survival, values
from schema.checks.model import Check
from schema.checks.run import W01

_FAMILIES = (sources, values, counts, parts, survival, effects)


def _found() -> Iterator[Check]:
    """Yield the checks of every module; some modules have none and help others."""
    yield W01
    for family in _FAMILIES:
        for module in iter_modules(family.__path__, f"{family.__name__}."):
            yield from getattr(import_module(module.name), "CHECKS", ())


CHECKS: dict[str, Check] = {check.id: check for check in sorted(_found(), key=lambda each: each.id)}
