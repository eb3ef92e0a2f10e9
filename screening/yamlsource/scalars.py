"""What an unquoted word of YAML stands for.

A narrow reading of the core schema of YAML 1.2: only what is plainly nothing, a truth value or a number is read as
one. Everything else is text, so that `on`, `no`, `2020-07-14`, `010`, `1_000`, `1:30` and `+447700900123` stay what
was typed.
"""

import math
import re
from typing import Final

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOT_FINITE = re.compile(r"\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF)")
_WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("-+.0123456789")

# No fact needs a number of this length, and Python refuses to read one of over 4,300 digits.
MOST_DIGITS: Final = 300


def resolved(word: str) -> str | int | float | bool | None:
    """The value that an unquoted `word` stands for.

    Raises:
        ValueError: it is no finite number, or one that is too large; the message says so.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _NUMBER_STARTS:
        return word
    if _WHOLE_NUMBER.fullmatch(word):
        if len(word) > MOST_DIGITS:
            raise ValueError(f"This number has more than {MOST_DIGITS} digits.")
        return int(word)
    if _NUMBER.fullmatch(word):
        number = float(word)
        if math.isinf(number):
            raise ValueError("This number is too large.")
        return number
    if _NOT_FINITE.fullmatch(word):
        raise ValueError("This stands for infinity or for no number at all, which cannot be used.")
    return word
