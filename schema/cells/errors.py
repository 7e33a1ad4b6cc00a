"""The error of a cell: what is wrong at which character, and the cell to paste instead."""


class CellError(ValueError):
    """A cell that does not follow the grammar.

    `offset` counts characters from the start of the cell; `paste` is a cell that would be right,
    or an empty text when none can be guessed.
    """

    def __init__(self, message: str, offset: int = 0, allowed: str = "", paste: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.allowed = allowed
        self.paste = paste
