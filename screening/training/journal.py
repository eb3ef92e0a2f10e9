"""A session's events in a file: one line of JSON each, added and never changed.

A line is written in one go and is on the disk before ``append`` comes back. If the machine dies in the middle of a
line, that piece stays where it is, is told of when the file is read, and what comes after it starts a line of its own.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from screening.errors import Problem, ProblemsFound
from screening.training.events import EVENT, Event, SessionStarted

_AS_IT_IS = getattr(os, "O_BINARY", 0)
"""Windows would otherwise change the ends of lines."""


class FileJournal:
    """The events of one session in one file, for its owner's eyes only.

    Args:
        path: the file; made when the first event is added.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def events(self) -> tuple[Event, ...]:
        """Every event that can be read, in the order in which it was added.

        Raises:
            ProblemsFound: the file cannot be read, or is no session.
        """
        return self.read()[0]

    def read(self) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
        """The events, and the lines that cannot be read.

        Raises:
            ProblemsFound: the file cannot be read, or is no session.
        """
        try:
            content = self.path.read_bytes() if self.path.exists() else b""
        except OSError:
            raise ProblemsFound([Problem("T115", "The file cannot be read.", str(self.path))]) from None
        events: list[Event] = []
        problems: list[Problem] = []
        for number, line in enumerate(content.split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                events.append(EVENT.validate_json(line))
            except ValidationError:
                message = "This line is no event of a training session. It was left where it is and does not count."
                problems.append(Problem("T116", message, str(self.path), number, severity="warning"))
        if content.strip() and not (events and isinstance(events[0], SessionStarted)):
            hint = "Name a session file, or one that is not there yet."
            raise ProblemsFound([Problem("T101", "This file is no training session.", str(self.path), hint=hint)])
        return tuple(events), tuple(problems)

    def append(self, event: Event) -> None:
        """Add an event. It is on the disk when this comes back.

        Raises:
            ProblemsFound: it cannot be written.
        """
        line = event.model_dump_json(exclude_none=True) + "\n"
        try:
            file = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _AS_IT_IS, 0o600)
            try:
                end = os.lseek(file, 0, os.SEEK_END)
                if end:
                    os.lseek(file, end - 1, os.SEEK_SET)
                    if os.read(file, 1) != b"\n":
                        line = "\n" + line
                _write(file, line.encode())
                os.fsync(file)
            finally:
                os.close(file)
        except OSError as wrong:
            problem = Problem("T117", f"This could not be kept: {wrong.strerror}.", str(self.path))
            raise ProblemsFound([problem]) from None


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]
