"""Page bodies: templates filled with what pages show. Everything from a record is escaped."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader

from kb.publish.pages.page import Page


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kb.publish", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(page: Page) -> tuple[str, dict[str, str | bytes]]:
    """Return the body of a page as HTML, and the files that stand beside it by name."""
    body = page.body()
    template = _environment().get_template(f"{page.template}.html.jinja")
    drawings = {f"{figure['name']}.svg": str(figure["wide"]) for figure in figures(body.variables)}
    return template.render(base=page.base, **body.variables), {**body.files, **drawings}


def figures(shown: Any) -> Iterator[Any]:
    """Yield every figure among the variables of a page."""
    if isinstance(shown, dict):
        if "wide" in shown:
            yield shown
        for value in shown.values():
            yield from figures(value)
    elif isinstance(shown, (list, tuple)):
        for value in shown:
            yield from figures(value)
    elif is_dataclass(shown):
        yield from figures(vars(shown))
