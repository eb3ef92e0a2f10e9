"""Lines for a terminal: wrapped to its width, with hanging indents, in plain ASCII signs of our own.

Nothing depends on colour: bold and dim only help the eye, and rich leaves them out where the output is no terminal.
What stands in the lines is left to ``terminal``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from screening.reports.plain import clean, unmarked

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 110
"""Longer lines are hard to read; a wider terminal leaves a margin."""
NARROWEST = 40
_BETWEEN = "   "
_SHARE_OF_TAIL = 3
"""What stands at the right margin takes a third of the line at most, unless all fits on one line."""

_ASCII = str.maketrans(
    {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "•": "-", "→": "->", "\u00a0": " ",
     "\u2011": "-", "\u202f": " ", "×": "x"}
)  # fmt: skip


class Sheet:
    """What is written to one console, top to bottom."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = max(NARROWEST, min(console.width, WIDEST))
        self._wrote = False

    @property
    def narrow(self) -> bool:
        """Whether there is no room for wide margins."""
        return self.width < 80

    def heading(self, text: str) -> None:
        """A section's heading, with an empty line before it."""
        self.blank()
        self.write(text.upper(), style="bold")

    def blank(self) -> None:
        """An empty line, unless nothing stands above it."""
        if self._wrote:
            self._console.print()

    def write(
        self,
        text: str,
        *,
        indent: int = 0,
        lead: str = "",
        hang: int = 0,
        bullet: bool = False,
        style: str = "",
        tail: str = "",
    ) -> None:
        """One paragraph.

        Args:
            text: what it says.
            indent: columns before everything.
            lead: what the first line begins with, in bold; the lines after it stand under the text.
            hang: columns that the lead takes up at least, where several leads stand under each other.
            bullet: begin the text with a dash.
            style: of the text.
            tail: what stands at the right margin of the first line, dim; on a line of its own where there is no room.
        """
        from rich.cells import cell_len

        lead, text, tail = self._plain(lead), self._plain(text), self._plain(tail)
        room = max(cell_len(lead) + 1 if lead else 0, hang)
        margin = room + (2 if bullet else 0)
        left = self.width - indent - margin
        beside = bool(tail) and (
            cell_len(text) + 2 + cell_len(tail) <= left or cell_len(tail) <= left // _SHARE_OF_TAIL
        )
        for number, line in enumerate(self._wrap(text, left - cell_len(tail) - 2 if beside else left) or [""]):
            first = number == 0
            pieces = [
                (" " * indent, ""),
                (lead + " " * (room - cell_len(lead)) if first else " " * room, "bold"),
                (("- " if first else "  ") if bullet else "", ""),
                (line, style),
            ]
            if first and beside:
                pieces += [(" " * (left - cell_len(line) - cell_len(tail)), ""), (tail, "dim")]
            self._print(pieces)
        if tail and not beside:
            for line in self._wrap(tail, left):
                self._print([(" " * (indent + margin), ""), (line, "dim")])

    def whole(self, text: str, indent: int) -> None:
        """Something that must stay in one piece to be of use, such as an address."""
        self._print([(" " * indent, ""), (self._plain(text), "")])

    def side_by_side(self, texts: Iterable[str]) -> None:
        """Short texts after each other, as many on a line as there is room for."""
        from rich.cells import cell_len

        line = ""
        for text in map(self._plain, texts):
            if line and cell_len(line) + len(_BETWEEN) + cell_len(text) <= self.width:
                line += _BETWEEN + text
                continue
            self._beside(line)
            line = text
        self._beside(line)

    def _beside(self, line: str) -> None:
        for number, part in enumerate(self._wrap(line, self.width - 2) if line else ()):
            self._print([("  " if number else "", ""), (part, "")])

    def _plain(self, text: str) -> str:
        plain = clean(unmarked(text).translate(_ASCII))
        encoding = self._console.encoding or "utf-8"
        try:
            plain.encode(encoding)
        except (UnicodeEncodeError, LookupError):
            plain = plain.encode("ascii", "backslashreplace").decode("ascii")
        return plain

    def _wrap(self, text: str, width: int) -> list[str]:
        from rich.text import Text

        return [line.plain.rstrip() for line in Text(text).wrap(self._console, max(width, 10))]

    def _print(self, pieces: Iterable[tuple[str, str]]) -> None:
        from rich.text import Text

        line = Text.assemble(*pieces)
        line.rstrip()
        self._wrote = True
        self._console.print(line, soft_wrap=True, highlight=False, emoji=False, markup=False)
