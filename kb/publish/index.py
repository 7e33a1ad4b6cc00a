"""The search index: Pagefind reads the built pages and writes `pagefind/` beside them."""

import subprocess
import sys
from pathlib import Path

from kb.errors import PublishError
from kb.publish.repeatable import put_in_order

# Ready-made search boxes that Pagefind ships; the site has its own.
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")


def index(site: Path) -> None:
    """Index the pages in a folder.

    Raises:
        PublishError: Pagefind failed; says what it printed.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise PublishError(f"the search index could not be made: {done.stderr or done.stdout}")
    for pattern in _UNUSED:
        for file in (site / "pagefind").glob(pattern):
            file.unlink()
    put_in_order(site / "pagefind")
