"""Characters that nobody can see and that do harm in a text.

Control characters move the cursor of a terminal or end a text early; they are refused, typed or escaped.
Characters that turn the reading order round can make a sentence look like another one; they are kept, with a
warning. Text that runs from right to left by itself, such as Arabic, is ordinary text.
"""

import re

from screening.errors import Problem
from screening.yamlsource.codes import CONTROL_CHARACTER, TURNED_TEXT
from screening.yamlsource.lines import Lines

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
"""Control characters, other than tab and the ends of lines."""

UNREADABLE = re.compile("[\u2028\u2029\ufeff\ufffe\uffff]+")
"""Characters that JSON takes but YAML does not, or which end a line for some programs and not for others."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]+")
"""Overrides and isolates of the reading order."""

SURROGATES = re.compile("[\ud800-\udfff]+")
"""Halves of characters; a whole text has none."""

HALF_CHARACTER = "There is half a character here (a surrogate without its other half)."

# It takes one place, as most of what it stands for did, so that every other position stays right.
_STAND_IN = "\ufffd"
_MOST_REPORTED = 100


def without(refused: re.Pattern[str], text: str, file: str) -> tuple[str, list[Problem]]:
    """The text with a stand-in for each refused character, and a problem for each run of them."""
    found = [(match.start(), match[0]) for match in refused.finditer(text)]
    if not found:
        return text, []
    lines = Lines(text)
    problems = [
        Problem(CONTROL_CHARACTER, refusal(run), file, *lines.position(start), hint="Delete it and type it anew.")
        for start, run in found[:_MOST_REPORTED]
    ]
    return refused.sub(lambda match: _STAND_IN * len(match[0]), text), problems


def turnings(text: str, file: str) -> list[Problem]:
    """A warning for each run of characters that turn the reading order round."""
    found = [(match.start(), match[0]) for match in TURNING.finditer(text)][:_MOST_REPORTED]
    if not found:
        return []
    lines = Lines(text)
    return [turning_warning(run, file, *lines.position(start)) for start, run in found]


def refusal(run: str) -> str:
    """What to say about a run of characters that may not stand in a file."""
    return f"There is an invisible character here that may not stand in a file ({_named(run)})."


def turning_warning(run: str, file: str, line: int, column: int) -> Problem:
    """The warning about characters that turn the reading order round."""
    message = f"An invisible character here ({_named(run)}) changes the order in which the text is shown."
    hint = "What you see may differ from what is written. Delete it unless it is meant."
    return Problem(TURNED_TEXT, message, file, line, column, hint, severity="warning")


def _named(run: str) -> str:
    name = f"U+{ord(run[0]):04X}"
    return name if len(run) == 1 else f"{name} and {len(run) - 1} more"
