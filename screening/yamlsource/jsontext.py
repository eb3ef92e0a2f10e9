"""JSON made fit for the YAML parser.

Nearly all JSON is YAML, and is read by the same parser so that it gets the same positions and the same refusals.
The exceptions are rewritten here, and where that moves what follows on the line, the move is remembered so that
positions can be given as they were.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from screening.errors import Problem
from screening.yamlsource.characters import HALF_CHARACTER
from screening.yamlsource.codes import SURROGATE
from screening.yamlsource.lines import Lines, Position

# In valid JSON a double quote outside a string always opens one, so these are found where they are meant.
_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")(?=(\s*:)?)|\t|NaN|-?Infinity')
_IN_STRING = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    r"|\\."
    "|[\u2028\u2029\ufeff\ufffe\uffff]"
)
_NEEDS_REWRITING = re.compile("\\\\u[dD][89a-fA-F]|[\u2028\u2029\ufeff\ufffe\uffff]")
_OUTSIDE_STRINGS = {"\t": " ", "NaN": ".nan", "Infinity": ".inf", "-Infinity": "-.inf"}

_HALF_HINT = "Delete it, or write the character itself."

# The YAML parser finds the colon of a longer key only if the key is announced with a question mark.
_LONGEST_PLAIN_KEY = 1000


@dataclass
class Moves:
    """By how much what follows a rewritten piece has moved along its line."""

    _by_line: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    def add(self, place: Position, length: int, new_length: int) -> None:
        """Remember that the piece at `place`, in the text as it was, changed its length. In reading order."""
        if length != new_length:
            starts, totals = self._by_line.setdefault(place.line, ([], []))
            before = totals[-1] if totals else 0
            starts.append(place.column + before + 1)
            totals.append(before + new_length - length)

    def undone(self, place: Position) -> Position:
        """The position in the text as it was of what is now at `place`."""
        if place.line not in self._by_line:
            return place
        starts, totals = self._by_line[place.line]
        count = bisect_right(starts, place.column)
        return Position(place.line, place.column - totals[count - 1]) if count else place


def is_json(text: str) -> bool:
    """Whether the text is JSON (with or without NaN and the infinities) that holds a list or an object."""
    if text.lstrip(" \t\r\n")[:1] not in ("{", "["):
        return False
    try:
        # Only the form matters. Numbers are left as text, for Python refuses to read very long ones.
        json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return True


def as_yaml(text: str, file: str) -> tuple[str, Moves, list[Problem]]:
    """The JSON `text` as YAML, the moves made, and a problem for each half of a character in it."""
    moves = Moves()
    problems: list[Problem] = []
    pieces: list[str] = []
    done = 0
    lines = Lines(text)
    for found in _TOKEN.finditer(text):
        old = found[0]
        new = _OUTSIDE_STRINGS.get(old, old)
        if found[1] and _NEEDS_REWRITING.search(old):
            new = _IN_STRING.sub(_rewritten, old)
            problems += [
                Problem(SURROGATE, HALF_CHARACTER, file, *lines.position(found.start() + half.start()), hint=_HALF_HINT)
                for half in _IN_STRING.finditer(old)
                if _is_half(half)
            ]
        announcement = "? " if _is_awkward_key(old, found[2]) else ""
        if announcement or new != old:
            place = lines.position(found.start())
            moves.add(place, 0, len(announcement))
            moves.add(place, len(old), len(new))
            pieces += (text[done : found.start()], announcement, new)
            done = found.end()
    return "".join([*pieces, text[done:]]), moves, problems


def _is_awkward_key(string: str, colon: str | None) -> bool:
    return colon is not None and (len(string) + len(colon) > _LONGEST_PLAIN_KEY or "\n" in colon or "\r" in colon)


def _is_half(escape: re.Match[str]) -> bool:
    return escape[1] is None and len(escape[0]) == len("\\udc00")


def _rewritten(escape: re.Match[str]) -> str:
    if escape[1]:
        high, low = int(escape[1], 16), int(escape[2], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if _is_half(escape):
        return "\ufffd"
    return escape[0] if escape[0].startswith("\\") else f"\\u{ord(escape[0]):04x}"
