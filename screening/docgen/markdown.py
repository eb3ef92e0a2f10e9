"""Small pieces of Markdown that the generated pages share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_MARKS = re.compile(r"([\\*_\[\]<>|])")


def page(title: str, *parts: str) -> str:
    """A whole page, with a note that it is generated."""
    note = "<!-- Written by `make docs` from the code and the rules. Changes made here are lost. -->"
    return "\n\n".join((f"# {title}", note, *(part for part in parts if part))) + "\n"


def text(words: str) -> str:
    """Words as they stand, on one line, with nothing in them taken for Markdown but code between backticks."""
    pieces = " ".join(words.split()).replace("``", "`").split("`")
    return "`".join(piece if number % 2 else _MARKS.sub(r"\\\1", piece) for number, piece in enumerate(pieces))


def bullets(items: Iterable[str]) -> str:
    """A list, one item to a line."""
    return "\n".join(f"- {item}" for item in items)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
