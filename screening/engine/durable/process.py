"""Decides programs in a worker process, replacing the worker whenever it fails.

A crash, a hang or a missing package costs the caller an exception with a reason and nothing else. Use one channel for
each process: ``shared_channel``.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections.abc import Iterable, Mapping
from types import TracebackType

from screening.engine.durable.child import NOT_UNDERSTOOD, ChannelUnavailable, Child
from screening.engine.durable.rulesets import Program

__all__ = ["ChannelUnavailable", "DurableChannel", "shared_channel"]


class DurableChannel:
    """A worker process, started when first needed.

    Threads may share a channel: they are served one after another. After a ``fork`` the new process starts a worker
    of its own. A closed channel may be used again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Child | None = None
        _CHANNELS.add(self)

    @property
    def worker_pid(self) -> int | None:
        """The id of the worker process, if there is one."""
        child = self._child
        return child.pid if child else None

    def decide(self, program: Program, facts: Iterable[Mapping[str, int]], timeout: float) -> list[frozenset[str]]:
        """Decide every formula of ``program`` for every fact; one batch of ``decide_all``."""
        return self.decide_all([(program, facts)], timeout)[0]

    def decide_all(
        self, batches: Iterable[tuple[Program, Iterable[Mapping[str, int]]]], timeout: float
    ) -> list[list[frozenset[str]]]:
        """Decide several programs, each for its own facts, in one exchange with the worker.

        Args:
            batches: A program from ``pack``, and facts that each have a number for every field of it. Other fields are
                ignored.
            timeout: Seconds for the whole answer, starting the worker included, from when this call's turn comes.

        Returns:
            For each batch, for each fact, in order, the names of the formulas that are true.

        Raises:
            FormulaError: A fact lacks a field or has a value that is not a number in range.
            ChannelUnavailable: No answer that can be relied on. The next call starts a new worker.
        """
        asked = [(program, [program.row(fact) for fact in facts]) for program, facts in batches]
        with self._lock:
            deadline = time.monotonic() + timeout
            try:
                if self._child is None:
                    self._child = Child()
                decided = self._ask(self._child, asked, deadline, timeout)
                if not isinstance(decided, list) or len(decided) != len(asked):
                    raise ChannelUnavailable(NOT_UNDERSTOOD)
                return [
                    _named(places, program.names, len(rows))
                    for places, (program, rows) in zip(decided, asked, strict=True)
                ]
            except BaseException:
                # Also on Ctrl-C: an answer left unread would be taken for the next question's.
                self._drop()
                raise

    def start(self) -> None:
        """Start the worker, if there is none, so that it is ready when it is asked.

        Raises:
            ChannelUnavailable: It cannot be started.
        """
        with self._lock:
            if self._child is None:
                self._child = Child()

    def close(self) -> None:
        """End the worker and wait until it is gone."""
        with self._lock:
            self._drop()

    def __enter__(self) -> DurableChannel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _ask(child: Child, asked: list[tuple[Program, list[list[int]]]], deadline: float, timeout: float) -> object:
        question = {"decide": [[program.digest, rows] for program, rows in asked]}
        answer = child.ask(question, deadline, timeout)
        if "unknown" in answer:
            for digest, program in {program.digest: program for program, _ in asked}.items():
                if digest in answer["unknown"]:
                    child.ask({"load": digest, "program": program.json}, deadline, timeout)
            answer = child.ask(question, deadline, timeout)
        return answer.get("decided")

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

    def _forked(self) -> None:
        # Another thread may have held the lock when the process forked.
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None


def shared_channel() -> DurableChannel:
    """The one channel of this process."""
    return _SHARED


def _named(decided: object, names: tuple[str, ...], rows: int) -> list[frozenset[str]]:
    """The worker's places as names.

    Raises:
        ChannelUnavailable: They are not what a worker answers.
    """
    try:
        if not isinstance(decided, list) or len(decided) != rows or any(min(row, default=0) < 0 for row in decided):
            raise ChannelUnavailable(NOT_UNDERSTOOD)
        return [frozenset(names[place] for place in row) for row in decided]
    except (TypeError, IndexError):
        raise ChannelUnavailable(NOT_UNDERSTOOD) from None


def _forked() -> None:
    for channel in list(_CHANNELS):
        channel._forked()


_CHANNELS: weakref.WeakSet[DurableChannel] = weakref.WeakSet()
_SHARED = DurableChannel()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
