"""The bytes of a file or of standard input, and what to say when there are none to be had.

Never reads more than a little over the size limit, so that a huge file, or one without end, is answered at once.
"""

import sys
from itertools import islice
from pathlib import Path
from typing import Final

from screening.errors import Problem, ProblemsFound, did_you_mean
from screening.yamlsource.codes import FOLDER, MISSING_FILE, TOO_LARGE, UNREADABLE

MOST_BYTES: Final = 2_000_000
STANDARD_INPUT: Final = "standard input"

_MOST_NEIGHBOURS = 2_000


def bytes_of_file(path: Path) -> bytes:
    """What is in the file, up to one byte more than `MOST_BYTES`.

    Raises:
        ProblemsFound: there is no such file, it is a folder, or it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ProblemsFound([_missing(path)]) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise ProblemsFound([_unreadable(path, error)]) from None


def bytes_of_standard_input() -> bytes:
    """What standard input holds, up to one byte more than `MOST_BYTES`.

    Raises:
        ProblemsFound: there is no standard input, or it cannot be read.
    """
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ProblemsFound([Problem(UNREADABLE, "There is no standard input to read.", STANDARD_INPUT)])
    try:
        data: bytes = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise ProblemsFound([Problem(UNREADABLE, "Standard input cannot be read.", STANDARD_INPUT)]) from None
    return data


def too_large(file: str) -> ProblemsFound:
    """The refusal of a text of more than `MOST_BYTES`."""
    hint = "Split it into several files, and check that this is the file you meant."
    return ProblemsFound(
        [Problem(TOO_LARGE, "This is larger than 2 MB, which is the most that is read.", file, hint=hint)]
    )


def _missing(path: Path) -> Problem:
    folder = path.parent
    if not folder.is_dir():
        return Problem(MISSING_FILE, f'There is no folder "{folder}".', str(path))
    try:
        neighbours = [entry.name for entry in islice(folder.iterdir(), _MOST_NEIGHBOURS)]
    except OSError:
        neighbours = []
    similar = did_you_mean(path.name, sorted(neighbours))
    hint = f'Did you mean "{folder / similar}"?' if similar else None
    return Problem(MISSING_FILE, "There is no file of this name.", str(path), hint=hint)


def _unreadable(path: Path, error: Exception) -> Problem:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if is_folder:
        return Problem(FOLDER, "This is a folder, not a file.", str(path), hint="Name a file in it.")
    if isinstance(error, PermissionError):
        hint = "Ask the person who looks after it to let you read it."
        return Problem(UNREADABLE, "You do not have permission to read this file.", str(path), hint=hint)
    reason = getattr(error, "strerror", None) or "no file can have this name"
    return Problem(UNREADABLE, f"This file cannot be read: {reason}.", str(path))
