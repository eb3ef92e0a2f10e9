"""Gives an embedded database another key, or its first one.

The whole database is written anew beside the old file and then put in its place in one move, while nobody else has it
open. A crash leaves the old file or the new one, each whole.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from screening.errors import Problem, ProblemsFound
from screening.store.audit import Audit
from screening.store.connecting import BUSY_MILLISECONDS, driver, engine_for, in_use, key_literal
from screening.store.database import Database
from screening.store.keys import usable
from screening.store.place import Embedded


def rekey(database: Database, key: str) -> None:
    """Encrypt a database with a new key. Earlier backups keep the key that they were made with.

    Raises:
        ProblemsFound: somebody else has it open, the key cannot be one, or the database is on a server.
    """
    place = own_file(database)
    usable(key, "The new key")
    database.close()
    _write_anew(place, key)
    database.place = replace(place, key=key)
    database.engine = engine_for(database.place)
    with database.session() as session:
        Audit(session).append("database", user_id=None, detail="key changed")


def own_file(database: Database) -> Embedded:
    """The place of a database whose key this program looks after.

    Raises:
        ProblemsFound: it is on a server.
    """
    if not isinstance(database.place, Embedded):
        message = "This database is on a server, which looks after its own encryption."
        raise ProblemsFound([Problem("S113", message, database.place.shown)])
    return database.place


def _write_anew(place: Embedded, key: str) -> None:
    # Where the name is a link, the file that it leads to is replaced, not the link.
    path = place.path.resolve()
    fresh = path.with_name(f".{path.name}.part")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    # SQLCipher's driver opens plain files as well.
    connection = driver(key).connect(str(place.path), isolation_level=None)
    try:
        _take_alone(connection, place)
        connection.execute(f"ATTACH DATABASE ? AS fresh KEY {key_literal(key)}", [str(fresh)])
        connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
        whole = connection.execute("PRAGMA fresh.integrity_check").fetchone()[0]
        connection.execute("DETACH DATABASE fresh")
        if whole != "ok":
            raise ProblemsFound([Problem("S111", "The database is damaged. Its key was not changed.", place.shown)])
        _flush(fresh)
        try:
            fresh.replace(path)
        except PermissionError:
            # Windows replaces no file that is open.
            connection.close()
            fresh.replace(path)
        _flush(path.parent)
    finally:
        connection.close()
        fresh.unlink(missing_ok=True)


def _take_alone(connection: Any, place: Embedded) -> None:
    if place.key is not None:
        connection.execute(f"PRAGMA key = {key_literal(place.key)}")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    try:
        # Leaving the write-ahead log is only granted to somebody who is alone with the file.
        alone = connection.execute("PRAGMA journal_mode = delete").fetchone()[0] == "delete"
        connection.execute("PRAGMA locking_mode = exclusive")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except driver(key="").OperationalError:
        alone = False
    if not alone:
        raise ProblemsFound([in_use(place.path)])


def _flush(path: Path) -> None:
    # A folder cannot be opened everywhere; where it can, the move is safe once it is flushed.
    with contextlib.suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
