"""Room for words in a drawing: how wide a text is at most, and how it is broken into lines.

A drawing is made without knowing which letters the reader's machine has, so every letter is taken to be as wide as in
the widest of the usual sans faces. Lines may then end early and never run into something else.
"""

from __future__ import annotations

from typing import Final

LINE: Final = 1.35
"""Height of a line, in letter sizes."""
_NARROW: Final = frozenset("iljtfrI.,;:'!|()[] -/")
_WIDE: Final = frozenset("mwMW@%—…")


def width_of(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of ``size``."""
    return size * sum(_width(one) for one in text)


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.46
    if letter in _WIDE or ord(letter) > 0x2E7F:
        return 1.05
    return 0.66 if "a" <= letter <= "z" or letter.isdigit() else 0.8


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """The text in lines no wider than ``width``; a word that is wider itself is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size):
            longer = f"{line} {piece}" if line else piece
            if line and width_of(longer, size) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return (*lines, line) if line else tuple(lines)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """The word whole, or in pieces that fit; a piece ends after a hyphen where there is one."""
    pieces: list[str] = []
    while width_of(word, size) > width:
        end = len(word)
        while end > 1 and width_of(word[:end], size) > width:
            end -= 1
        hyphen = word.rfind("-", 0, end) + 1
        end = hyphen or end
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word] if word else pieces
