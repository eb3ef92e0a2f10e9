"""A queue for the writers of one process: first come, first served.

A plain lock is not fair: under load it is taken again and again by whoever is just running, and somebody else waits for
seconds.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator


class Turns:
    """One writer at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextlib.contextmanager
    def turn(self, longest: float) -> Iterator[bool]:
        """Wait for a turn and keep it for the block.

        Args:
            longest: how many seconds to wait.

        Yields:
            Whether it is our turn; False if it took too long.
        """
        mine = self._take(longest)
        try:
            yield mine
        finally:
            if mine:
                self._pass_on()

    def _take(self, longest: float) -> bool:
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(longest):
            return True
        with self._lock:
            # It may have become our turn just now.
            if called.is_set():
                return True
            self._waiting.remove(called)
            return False

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
