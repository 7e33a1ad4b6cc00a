"""Asking for a declared name, and saying which ones there are when it is not."""

from collections.abc import Collection, Iterator

from schema.facts.model import Loc
from schema.problems import Complaint, listed, nearest


def known(
    name: str, declared: Collection[str], what: str, loc: Loc, *, at_key: bool = False
) -> Iterator[Complaint]:
    """Complain unless `name` is declared; `what` says what it should be, such as `group`."""
    if name not in declared:
        message = f"there is no {what} `{name}`"
        allowed = listed(declared) or f"a {what} that is declared"
        near = nearest(name, declared)
        yield Complaint(loc, f"unknown-{what}", message, allowed, near, at_key=at_key)
