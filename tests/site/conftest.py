"""The real site, built once for all tests, served below a sub-path, and read in Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

import kb
from kb.curation.load import load
from kb.publish.site import publish

EVIDENCE = Path(__file__).parents[2] / "evidence"
SUB_PATH = "all-evidence"
ADDRESS = f"https://example.org/{SUB_PATH}/"  # as which the real site is published
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

# One page of each type, where there is a choice a small one.
TYPES = {
    "home": "",
    "search": "search/",
    "results": "search/?q=blinatumomab",
    "studies": "studies/",
    "study": "studies/wudhikarn-2022-blina-ino/",
    "measures": "measures/",
    "measure": "measures/rfs/",
    "treatment": "treatments/rituximab/",
    "population": "populations/kmt2a-rearranged-all/",
    "broad-population": "populations/all/",
    "compare": "compare/",
    "compared": "compare/?s=forum,graall-2005",
    "explore": "explore/",
    "explored": "explore/?measure=os&time=60&view=figure",
    "quality": "quality/",
    "check": "quality/b01/",
    "data": "data/",
    "dictionary": "data/dictionary/",
    "prose": "api/",
    "missing": "404.html",
}
PAGES = TYPES | {
    "trial": "studies/tower/",
    "external-control": "studies/zuma-3/",
    "factorial": "studies/ukall-2011/",
    "many-estimates": "measures/os/",
    "treatments": "treatments/",
    "populations": "populations/",
    "about": "about/",
    "contribute": "contribute/",
    "format": "contribute/record-format/",
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Keep the output of the tests to themselves."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Let a tab go that closes before everything has come."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield the address of the site in it."""
    handler = partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/{SUB_PATH}/"
        finally:
            server.shutdown()


@pytest.fixture(scope="session")
def real_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the database of the real records."""
    file = tmp_path_factory.mktemp("real") / "kb.sqlite"
    load(EVIDENCE, file)
    return file


@pytest.fixture(scope="session")
def real_base(real_database: Path) -> Iterator[kb.KnowledgeBase]:
    """Return the open knowledge base of the real records."""
    with kb.open(real_database) as opened:
        yield opened


@pytest.fixture(scope="session")
def site(real_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the real site."""
    folder = tmp_path_factory.mktemp("www") / SUB_PATH
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SITE_URL", ADDRESS)
        publish(real_database, folder)
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address at which the real site is served."""
    with serving(site.parent) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page with everything that went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen; no request may leave the site."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(self.address):
            self.errors.append(f"left the site: {request.url}")

    def go(self, path: str) -> Page:
        """Open a path of the site and wait until its scripts have begun."""
        self.page.goto(f"{self.address}{path}")
        self.page.wait_for_selector("html[data-ready]", state="attached")
        if "?q=" in path:
            self.page.wait_for_selector("[data-results] li")
        return self.page


@contextmanager
def visiting(context: BrowserContext, address: str) -> Iterator[Visit]:
    """Open a tab that records what goes wrong."""
    page = context.new_page()
    try:
        yield Visit(page, address)
    finally:
        page.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a fresh tab."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with visiting(context, address) as opened:
        yield opened
    context.close()
