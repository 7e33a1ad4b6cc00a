"""Tables for people, as Markdown."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is left, the others right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(part: int, whole: int, decimals: int = 1) -> str:
    """Return a share for a table; a dash when there is nothing to share."""
    return f"{100 * part / whole:.{decimals}f}%" if whole else "-"
