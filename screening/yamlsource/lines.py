"""Where in a text a character stands, counted as an editor counts.

The YAML parser gives positions itself; this is for what is found before it runs.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place in a text: line and column (in characters), both counted from 1."""

    line: int
    column: int


class Lines:
    """The lines of one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]

    def position(self, index: int) -> Position:
        """The position of the character at `index`, which is counted from 0."""
        line = bisect_right(self._starts, index)
        return Position(line, index - self._starts[line - 1] + 1)
