"""Publishing: a database becomes a folder of static pages with a search index."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from kb.errors import PublishError

CONFIGURATION = Path(__file__).parents[2] / "mkdocs.yml"

Progress = Callable[[int, int], None]


def publish(
    database: Path,
    target: Path,
    progress: Progress | None = None,
    configuration: Path = CONFIGURATION,
) -> None:
    """Publish a database as a folder of static pages; one that exists is replaced at the end.

    Args:
        database: the SQLite file.
        target: the folder to write.
        progress: called after each generated page with the number of pages done and of all.
        configuration: of MkDocs; says where hand-written pages and theme are.

    Raises:
        OpenError: the database cannot be read.
        PublishError: a page has a broken link, or the search index could not be made.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    with _replacing(target) as new:
        try:
            config = load_config(str(configuration), site_dir=str(new.resolve()))
            config.extra |= {"database": str(database.resolve()), "progress": progress}
            build(config)
        except (Abort, ConfigurationError) as error:
            raise PublishError(f"the pages could not be made: {error}") from error


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Yield a new folder that takes the place of `target` if nothing goes wrong."""
    new, old = (target.with_name(f"{target.name}.{state}") for state in ("part", "old"))
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
