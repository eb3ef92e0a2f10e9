"""Keeping other processes out of a folder while something in it is read and then added to. A crash lets go of it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from screening.errors import Problem, ProblemsFound

LONGEST_WAIT: Final = 30.0
"""Seconds."""


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder alone.

    Raises:
        ProblemsFound: somebody else holds it for too long.
    """
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + LONGEST_WAIT
        while not _taken(handle):
            if time.monotonic() > until:
                hint = "Try again in a moment."
                raise ProblemsFound(
                    [Problem("U326", "Somebody else is writing in this folder.", str(folder), hint=hint)]
                )
            time.sleep(0.01)
        yield
    finally:
        # Closing the file lets go of the lock, and so does the end of the process.
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
