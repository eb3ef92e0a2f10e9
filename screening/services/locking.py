"""Locking a pack of rules: what keeps it from being locked, whether its lock is current, and the lock as a text."""

from __future__ import annotations

from pathlib import Path

from screening.errors import ProblemsFound
from screening.rulebook.history import read_history
from screening.rulebook.lock import as_text, read_lock
from screening.rulebook.locking import Locking
from screening.rulebook.pack import read_pack


def ready_to_lock(folder: Path) -> Locking:
    """The pack in a folder, fit to be locked.

    Raises:
        ProblemsFound: the pack, its changelog or its lock cannot be read, or there is something for which it may not
            be locked.
    """
    # In its own locality: what others count under a definition is not locked.
    pack, files = read_pack(folder)
    locking = Locking(pack, files, read_history(folder), read_lock(folder))
    refusals = locking.refusals()
    if refusals:
        raise ProblemsFound(refusals)
    return locking


def lock_text(folder: Path) -> str:
    """What the lock of the pack in a folder has to hold.

    Raises:
        ProblemsFound: as for ``ready_to_lock``.
    """
    return as_text(ready_to_lock(folder).now)


def check_lock(folder: Path) -> int:
    """How many rules are locked, where the lock is current.

    Raises:
        ProblemsFound: as for ``ready_to_lock``, or the lock is behind.
    """
    locking = ready_to_lock(folder)
    behind = locking.behind()
    if behind:
        raise ProblemsFound(behind)
    return len(locking.now.rules)
