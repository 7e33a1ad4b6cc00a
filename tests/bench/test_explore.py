"""How fast the explore page is: today, and with more results than there will be for years.

Files of 20,000 and 400,000 results are made of the real rows: each invented study has forty of
them, drawn at random from one real study, under a name of its own.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from playwright.sync_api import Browser, sync_playwright

import kb
from kb.curation.load import load
from kb.publish.explore.page import FILE
from kb.publish.explore.parquet import description, frame, written
from kb.publish.explore.rows import ExploreRow, rows
from kb.publish.parts.library import Library
from kb.publish.site import publish
from tests.bench.test_speed import EVIDENCE, show
from tests.site.conftest import ARGUMENTS, CHROMIUM, SUB_PATH, serving

pytestmark = pytest.mark.bench

SIZES = (20_000, 400_000)
A_STUDY = 40  # results
FIRST_VIEW, CHANGE = 3000, 150  # ms of the page's own thread, at the largest size
RUNS = 3

DRAWN = "performance.getEntriesByName('explore:drawn')[0].startTime"
# Let the page answer a click, and the browser paint it.
PAINTED = """async (act) => {
  const start = performance.now();
  eval(act);
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
TICK = "document.querySelector('[data-facet={}] input[type=checkbox]').click()"
WAYS = {
    "a facet": [TICK.format(name) for name in ("kind", "measure", "treatment", "population")],
    "back to all": ["document.querySelector('.x-clear').click()"],
    "words": [
        "(() => { const box = document.querySelector('[data-words]'); box.value = 'blinatumomab';"
        " box.dispatchEvent(new Event('input')); })()"
    ],
    "sorting by result": ["document.querySelector('[data-column=result]').click()"],
    "the figure": ["document.querySelector('[data-views] [value=figure]').click()"],
}


def grown(real: pl.DataFrame, count: int) -> pl.DataFrame:
    """Return so many rows of invented studies."""
    own: defaultdict[str, list[int]] = defaultdict(list)
    for place, study in enumerate(real["study"]):
        own[study].append(place)
    chance = random.Random(1)  # noqa: S311 - the same rows each time
    places, copies = [], []
    for copy in range(count // A_STUDY):
        places += chance.choices(own[list(own)[copy % len(own)]], k=A_STUDY)
        copies += [str(copy)] * A_STUDY
    named = [
        (pl.col(name).cast(pl.String) + " " + pl.Series(copies)).cast(pl.Categorical).alias(name)
        for name in ("study", "name", "citation")
    ]
    return real[places].with_columns(named)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("www") / SUB_PATH
    load(EVIDENCE, folder.parent / "kb.sqlite")
    publish(folder.parent / "kb.sqlite", folder)
    return folder


@pytest.fixture(scope="module")
def real(site: Path) -> tuple[list[ExploreRow], dict[str, object]]:
    with kb.open(site.parent / "kb.sqlite") as base:
        library = Library(base)
        every = list(rows(library))
        return every, description(every, library)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Took(NamedTuple):
    """Milliseconds by the clock, and those in which the page's own thread worked.

    The second does not depend on what else the machine does.
    """

    clock: float
    work: float

    def __str__(self) -> str:
        return f"{self.clock:.0f} ({self.work:.0f})"


class Watch:
    """A page in a fresh browser, and how much its thread has worked."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work(self) -> float:
        """Return ms of work until now."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(
            1000.0 * float(each["value"]) for each in metrics if each["name"] == "TaskDuration"
        )

    def first_view(self, address: str) -> Took:
        """Open the page and wait for its first rows."""
        self.page.goto(f"{address}explore/")
        self.page.wait_for_selector("[data-table] tbody th", timeout=60_000)
        return Took(self.page.evaluate(DRAWN), self.work())

    def change(self, act: str) -> Took:
        """Do something, and wait for its picture."""
        before = self.work()
        clock = self.page.evaluate(PAINTED, act)
        self.page.wait_for_timeout(1500)  # words wait for quiet before they are looked for
        return Took(clock, self.work() - before)


def timed(browser: Browser, address: str) -> tuple[Took, dict[str, Took]]:
    """Return the best first view of several, and the slowest change of each kind."""
    views, ways = [], {}
    for _ in range(RUNS):
        watch = Watch(browser)
        views.append(watch.first_view(address))
        ways = {way: max(watch.change(act) for act in acts) for way, acts in WAYS.items()}
        watch.page.context.close()
    return min(views), ways


def test_explore(
    site: Path, real: tuple[list[ExploreRow], dict[str, object]], browser: Browser
) -> None:
    every, described = real
    lines = []
    with serving(site.parent) as address:
        for count in (len(every), *SIZES):
            table = frame(every) if count == len(every) else grown(frame(every), count)
            file = written(table, described)
            (site / "explore" / FILE).write_bytes(file)
            first, ways = timed(browser, address)
            numbers = (f"{table.height:,}", f"{len(file) / 1000:,.0f}")
            lines.append((*numbers, str(first), *map(str, ways.values())))
    head = ("results", "file, kB", "first view", *WAYS)
    show("The explore page in Chromium over loopback: ms (of them work of the page)", head, lines)
    assert first.work < FIRST_VIEW
    assert ways["a facet"].work < CHANGE
