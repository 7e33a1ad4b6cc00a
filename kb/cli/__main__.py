"""So that `python -m kb.cli` is the `kb` command."""

from kb.cli import main

main()
