"""A page before it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Body:
    """What a page shows: variables for its template, and files that stand beside it."""

    variables: Mapping[str, Any]
    files: Mapping[str, str | bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page: where it is, what its head says, and how its body is made when its turn comes.

    Attributes:
        path: from the root of the site, such as `studies/tower/`; empty for the home page.
        kind: home, search, explore, list, study, measure, treatment or population.
        template: name of the template.
        title, description: for the head of the page.
        body: makes variables and files; called once.
        meta: what else the theme may ask for.
    """

    path: str
    kind: str
    template: str
    title: str
    description: str
    body: Callable[[], Body]
    meta: Mapping[str, Any] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The path from the page to the root of the site."""
        return "../" * self.path.count("/") or "./"
