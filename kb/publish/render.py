"""Page bodies: templates filled with what pages show. Everything from a record is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader

from kb.publish.pages.page import Body, Page


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kb.publish", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(page: Page, body: Body) -> str:
    """Return the body of a page as HTML."""
    template = _environment().get_template(f"{page.template}.html.jinja")
    return template.render(base=page.base, **body.variables)
