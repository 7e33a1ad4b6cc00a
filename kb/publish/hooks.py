"""What MkDocs calls: pages made from the database join the hand-written ones.

`extra.database` in the configuration is the database; `extra.progress`, if `publish` set it, is
told how many pages are done.
"""

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

import kb
from kb.publish.files.feed import ALTERNATE
from kb.publish.files.release import Places, Release
from kb.publish.index import index
from kb.publish.pages import data
from kb.publish.pages.every import every_page
from kb.publish.pages.page import Page
from kb.publish.parts.library import Library
from kb.publish.parts.words import date_words
from kb.publish.render import render

# Of the build that runs: pages by the name that MkDocs knows them by, and those that are done.
# MkDocs keeps this module between builds, so each begins by forgetting the one before.
_pages: dict[str, Page] = {}
_done: set[str] = set()
_releases: list[Release] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Open the database and say in the footer of every page what it is."""
    base = kb.open(config.extra["database"])
    meta = base.meta
    config.extra["data_version"] = meta.data_version[:12]
    config.extra["data_date"] = date_words(meta.data_date) if meta.data_date else None
    config.extra["licence_url"] = meta.licence_url
    _done.clear()
    _pages.clear()
    library = Library(base)
    release = Release(library, _places(config))
    pages = [*every_page(library), *data.pages(release)]
    _pages.update({f"{page.path}index.md": page for page in pages})
    _releases[:] = [release]
    return config


def _places(config: MkDocsConfig) -> Places:
    return Places(
        database=Path(config.extra["database"]).resolve(),
        record_schema=Path(config.config_file_path).parent / config.extra["record_schema"],
        site=Path(config.site_dir),
        address=config.site_url or "",
    )


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each study and term, and the database itself."""
    outside = InclusionLevel.NOT_IN_NAV
    for name in _pages:
        files.append(File.generated(config, name, content="", inclusion=outside))
    database = str(Path(config.extra["database"]).resolve())
    files.append(File.generated(config, "data/kb.sqlite", abs_src_path=database))
    return files


def on_page_markdown(markdown: str, *, page: MkDocsPage, **_: object) -> str:
    """Say what the head of a generated page holds."""
    generated = _pages.get(page.file.src_uri)
    if generated:
        described = {"title": generated.title, "description": generated.description}
        page.meta = {**described, "kind": generated.kind, **generated.meta}
    page.meta["alternates"] = [*page.meta.get("alternates", ()), ALTERNATE]
    return markdown


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, **_: object) -> str:
    """Make the body of a generated page, and write the files that stand beside it."""
    generated = _pages.get(page.file.src_uri)
    if generated is None:
        return html.replace("<pre>", '<pre tabindex="0">')  # so that keys can scroll it
    body, beside = render(generated)
    folder = Path(config.site_dir, generated.path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in beside.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    _tell(page.file.src_uri, config.extra.get("progress"))
    return body


def _tell(name: str, progress: Callable[[int, int], None] | None) -> None:
    _done.add(name)
    if progress:
        progress(len(_done), len(_pages))


def on_post_build(*, config: MkDocsConfig) -> None:
    """Make the search index; drop what would differ from build to build or say nothing."""
    for release in _releases:
        release.write()
    site = Path(config.site_dir)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # holds the time of the build
    if not config.site_url:
        (site / "sitemap.xml").unlink(missing_ok=True)  # lists addresses, and there are none
    index(site)
