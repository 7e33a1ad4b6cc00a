"""A cursor over the text of a cell: take what matches, remember how far it came."""

import re

from schema.cells.errors import CellError

# Not `\d`, which takes the digits of every script.
NUMBER = r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})(?:x10\^-?[0-9]{1,2})?"


class Scanner:
    """Takes pieces off the front of a cell; single spaces separate them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.text)

    def take(self, pattern: str) -> re.Match[str] | None:
        """Take `pattern` and the space after it, or nothing."""
        found = re.compile(pattern).match(self.text, self.at)
        if found is not None:
            self.at = found.end()
            if self.text.startswith(" ", self.at):
                self.at += 1
        return found

    def need(self, pattern: str, allowed: str) -> re.Match[str]:
        """Take `pattern` or raise CellError at this place."""
        found = self.take(pattern)
        if found is None:
            raise self.error(allowed)
        return found

    def error(self, allowed: str) -> CellError:
        """Return the error that names what stands here instead of what is allowed."""
        rest = self.text[self.at :].split(" ")[0]
        if rest:
            return CellError(f"`{rest}` cannot stand here", self.at, allowed)
        if self.done:
            return CellError("the cell ends too early", self.at, allowed)
        return CellError("a space too many", self.at, "single spaces between the parts")
