"""Opens a database and gives out sessions on it; each session is one transaction.

Open a session for a piece of work and close it when that is done, within one function: a session for writing makes
other writers wait, so it must never be held while something else is waited for (a page being sent, another thread).
What is written is safe on the disk when the ``with`` block has been left, and not before. Never open a second session
within a first.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from screening.errors import Problem, ProblemsFound
from screening.store import schema
from screening.store.audit import keep_log, write_waiting
from screening.store.connecting import READING, engine_for, in_use, is_plain
from screening.store.place import Embedded, Place, Served
from screening.store.turns import Turns

# Whoever is given a session names its type by this module: SQLAlchemy itself stays within this package.
__all__ = ["LONGEST_WAIT", "Database", "Session", "open_database", "reach_database"]

LONGEST_WAIT = 30.0
"""Seconds that a writer waits for its turn."""


class Database:
    """An open database.

    Attributes:
        place: which one it is.
        engine: SQLAlchemy's, for the modules of this package.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.engine: Engine = engine_for(place)
        self._turns = Turns()

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A session for writing: saved as a whole when the block ends, not at all if it raises.

        Raises:
            ProblemsFound: the database cannot be reached, is in use for too long, or is damaged.
        """
        with self._writing(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            keep_log(session)
            yield session
            session.flush()
            write_waiting(session)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads. It sees one moment, waits for no writer, and keeps none waiting.

        Raises:
            ProblemsFound: the database cannot be reached, or is damaged.
        """
        options: dict[str, Any] = {READING: True}
        if isinstance(self.place, Served):
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine = self.engine.execution_options(**options)
        with self._understood(), Session(engine, expire_on_commit=False) as session:
            yield session

    def state(self) -> schema.State:
        """How its tables stand to those that this program works with.

        Raises:
            ProblemsFound: the database cannot be reached.
        """
        with self.reading() as session:
            return schema.state_of(session.connection())

    def upgrade(self) -> None:
        """Bring its tables up to date; all of it or, where something goes wrong, nothing.

        Raises:
            ProblemsFound: it holds something else, or was made by a newer version.
        """
        with self._writing(), self.engine.begin() as connection:
            state = schema.state_of(connection)
            if state in {"newer", "foreign"}:
                raise ProblemsFound([_unfit(state, self.place)])
            schema.upgrade(connection)
        if isinstance(self.place, Embedded):
            self.place.path.chmod(0o600)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        # SQLite lets writers try until one is lucky, and the unlucky one gives up. Those of this process queue instead;
        # a server has a queue of its own.
        with self._understood():
            if isinstance(self.place, Served):
                yield
                return
            with self._turns.turn(LONGEST_WAIT) as ours:
                if not ours:
                    raise ProblemsFound([in_use(self.place.path)])
                yield

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as wrong:
            problem = _problem(wrong.orig, self.place)
            if problem is None:
                raise
            raise ProblemsFound([problem]) from wrong


def open_database(place: Place) -> Database:
    """Open a database, ready to work with. A new one gets its tables.

    Raises:
        ProblemsFound: the key does not fit, the folder cannot be used, the server does not answer, or the tables are
            those of another version or another program.
    """
    database = reach_database(place)
    state = database.state()
    if state == "empty":
        database.upgrade()
    elif state != "current":
        database.close()
        raise ProblemsFound([_unfit(state, place)])
    return database


def reach_database(place: Place) -> Database:
    """A database whatever its tables are, for commands that look after it.

    Raises:
        ProblemsFound: the key does not fit, the folder cannot be used, or the server does not answer.
    """
    if isinstance(place, Embedded):
        _check_file(place)
    return Database(place)


def _check_file(place: Embedded) -> None:
    try:
        plain = is_plain(place.path)
        if plain is None:
            place.path.touch(mode=0o600)
    except OSError:
        hint = "Make the folder, or name another in SCREENING_DATA_DIR."
        message = "The folder of the database is missing, or may not be written to."
        raise ProblemsFound([Problem("S104", message, str(place.path), hint=hint)]) from None
    if plain is True and place.key is not None:
        hint = "To encrypt it: screening db rekey. If it should be encrypted already, somebody has put it there."
        message = "A key is set, but this database is not encrypted. It is left alone."
        raise ProblemsFound([Problem("S102", message, str(place.path), hint=hint)])
    if plain is False and place.key is None:
        hint = "Set SCREENING_DATABASE_KEY or SCREENING_DATABASE_KEY_FILE."
        message = "This file is encrypted, or is no database, and no key was found."
        raise ProblemsFound([Problem("S103", message, str(place.path), hint=hint)])


def _unfit(state: schema.State, place: Place) -> Problem:
    where = place.shown
    if state == "older":
        hint = "Make a backup (screening db backup FILE), then: screening db upgrade."
        return Problem("S106", "The database was made by an older version and has to be upgraded.", where, hint=hint)
    if state == "newer":
        hint = "Use that version of the program, or a newer one."
        return Problem("S105", "The database was made by a newer version of the program.", where, hint=hint)
    return Problem("S107", "This database holds something else.", where, hint="Name one that is empty.")


def _problem(wrong: BaseException | None, place: Place) -> Problem | None:
    text = str(wrong).lower()
    if isinstance(place, Served):
        if type(wrong).__name__ in {"OperationalError", "ConnectionTimeout", "AdminShutdown"}:
            hint = "Is the server running, and are name, password and database in the address right?"
            return Problem("S109", "The server of the database does not answer.", place.shown, hint=hint)
        return None
    if "file is not a database" in text or "file is encrypted" in text:
        hint = "Is it the key of this database? A wrong key and a damaged file look alike."
        return Problem("S101", "The key does not open the database.", place.shown, hint=hint)
    if "locked" in text or "busy" in text:
        return in_use(place.path)
    if "malformed" in text or "disk i/o" in text:
        hint = "Copy the file to a safe place before anything else, then restore a backup: screening db restore FILE."
        return Problem("S111", "The database is damaged.", place.shown, hint=hint)
    if "unable to open" in text or "readonly" in text or "full" in text:
        hint = "Look whether the disk is full and whether you may write to the folder."
        return Problem("S104", "The database cannot be written to.", place.shown, hint=hint)
    return None
