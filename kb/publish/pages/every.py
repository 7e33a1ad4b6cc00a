"""All pages that are made from the database."""

from collections.abc import Iterator

from kb.publish.explore import page as explore
from kb.publish.pages import (
    compare,
    dictionary,
    home,
    lists,
    measure,
    quality,
    search,
    study,
    subject,
)
from kb.publish.pages.page import Page
from kb.publish.parts.library import Library


def every_page(library: Library) -> Iterator[Page]:
    """Yield every page in a fixed order; bodies are made when they are asked for."""
    for kind in (
        home,
        search,
        explore,
        lists,
        compare,
        study,
        measure,
        subject,
        quality,
        dictionary,
    ):
        yield from kind.pages(library)
