"""Connections to a database, set up so that what was saved stays saved and references cannot dangle.

SQLite and SQLCipher go through the same dialect. Transactions are begun by us, not by the driver: for writing at once
(``BEGIN IMMEDIATE``), so that two writers wait for each other in place of failing half-way; for reading without a lock.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import ArgumentError

from screening.errors import Problem, ProblemsFound
from screening.store.place import Embedded, Place, Served

READING = "screening_reading"
"""The execution option of connections that only read."""

PLAIN_HEADER = b"SQLite format 3\x00"
BUSY_MILLISECONDS = 10_000
"""How long SQLite tries again while another process is writing."""
_RAW_KEY = re.compile(r"[0-9a-fA-F]{64}")


def engine_for(place: Place) -> Engine:
    """An engine for a place; nothing is opened yet.

    Raises:
        ProblemsFound: the address of a server cannot be understood.
    """
    return _server(place) if isinstance(place, Served) else _file(place)


def _server(place: Served) -> Engine:
    try:
        return create_engine(place.url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
    except (ArgumentError, ValueError):
        hint = "Write it like postgresql+psycopg://user:password@server:5432/database."
        raise ProblemsFound([Problem("S109", "The address of the database cannot be read.", hint=hint)]) from None


def _file(place: Embedded) -> Engine:
    # Parameters stay out of error messages: they hold what was told.
    engine = create_engine(
        "sqlite+pysqlite://", module=driver(place.key), creator=lambda: connect(place), poolclass=QueuePool,
        pool_size=10, max_overflow=40, hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get(READING, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'on' if reading else 'off'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def driver(key: str | None) -> Any:
    """The driver module: SQLCipher's where there is a key, Python's own where there is none."""
    return sqlite3 if key is None else importlib.import_module("sqlcipher3.dbapi2")


def connect(place: Embedded) -> Any:
    """A raw connection to a file, unlocked and set up.

    Raises:
        sqlite3.Error or the error of SQLCipher's driver: it cannot be opened.
    """
    for _ in range(3):
        before = _identity(place.path)
        connection = driver(place.key).connect(str(place.path), isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection, place.key)
        except BaseException:
            connection.close()
            raise
        # A change of key puts a new file in place of the old. Whoever opened the old one meanwhile opens again.
        if before is None or before == _identity(place.path):
            return connection
        connection.close()
    raise ProblemsFound([in_use(place.path)])


def _set_up(connection: Any, key: str | None) -> None:
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = none")
        connection.execute(f"PRAGMA key = {key_literal(key)}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    _write_ahead(connection, driver(key).OperationalError)
    connection.execute("PRAGMA synchronous = full")
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA secure_delete = on")


def _write_ahead(connection: Any, locked: type[Exception]) -> None:
    """Have what is written go into a log beside the file first, which lets readers read on meanwhile."""
    last = time.monotonic() + BUSY_MILLISECONDS / 1000
    # Setting it again takes a lock, even where it is set: under load, each new connection would wait its turn.
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = wal")
        except locked:
            # Of several that open a new file at once SQLite lets one change it, and turns the others away at once.
            if time.monotonic() > last:
                raise
            time.sleep(0.02)


def key_literal(key: str) -> str:
    """The key as it is written in a statement: 64 hexadecimal digits are the key itself, all else a passphrase."""
    text = f"x'{key}'" if _RAW_KEY.fullmatch(key) else key
    return "'" + text.replace("'", "''") + "'"


def is_plain(path: Path) -> bool | None:
    """Whether a file is a plain database; None where there is none yet, or only an empty file."""
    try:
        with path.open("rb") as file:
            start = file.read(len(PLAIN_HEADER))
    except FileNotFoundError:
        return None
    return start == PLAIN_HEADER if start else None


def in_use(path: Path) -> Problem:
    """The problem of a database that somebody else is using."""
    hint = "Stop the service and other commands that use it, then try again."
    return Problem("S108", "The database is in use.", str(path), hint=hint)


def _identity(path: Path) -> tuple[int, int] | None:
    with contextlib.suppress(FileNotFoundError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None
