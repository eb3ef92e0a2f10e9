"""Backups: one file with everything, whatever kind of database it comes from, and the way back.

A backup is an embedded database, encrypted with the same key if there is one. So it can be looked at, checked and moved
between a laptop and a server. What was ended since a backup was made does not come back with it: deleted cases, users
who may not sign in any more, tokens that were taken back, signed-in browsers, links.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from screening.errors import Problem, ProblemsFound
from screening.store import schema
from screening.store.audit import Audit
from screening.store.checking import check
from screening.store.clock import now
from screening.store.connecting import connect
from screening.store.copying import replace_all
from screening.store.database import Database, reach_database
from screening.store.place import Embedded
from screening.store.retention import remove_content
from screening.store.tables import ApiTokenRow, LinkRow, TombstoneRow, UserRow, VisitRow

Progress = Callable[[str, int], None]
"""Called with the name of a table and how many rows of it were copied last."""


def back_up(database: Database, path: Path, progress: Progress = lambda table, rows: None) -> None:
    """Write a backup. Others may go on working meanwhile; it holds what was saved when it began.

    Raises:
        ProblemsFound: there is a file at the path already, or it cannot be written.
    """
    if path.exists():
        hint = "Choose another name, or move it away."
        raise ProblemsFound([Problem("D202", "A file of that name is there already.", str(path), hint=hint)])
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600)
        if isinstance(database.place, Embedded):
            with contextlib.closing(connect(database.place)) as connection:
                connection.execute("VACUUM INTO ?", [str(beside)])
        else:
            _from_server(database, Embedded(beside, database.place.key), progress)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as wrong:
        hint = "Choose a folder that you may write to."
        message = f"The backup cannot be written: {wrong.strerror}."
        raise ProblemsFound([Problem("D201", message, str(path), hint=hint)]) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def restore(
    database: Database, path: Path, progress: Progress = lambda table, rows: None, *, key: str | None = None
) -> None:
    """Put what a backup holds in the place of what the database holds: all of it, or nothing.

    A backup of an older version is brought up to date on the way. What was ended since stays ended.

    Args:
        database: whose content is replaced.
        path: the backup.
        progress: called with the name of a table and how many rows of it were copied last.
        key: of the backup, where it is another than the database's.

    Raises:
        ProblemsFound: the backup cannot be read, is damaged, or was made by a newer version.
    """
    with _looked_at(path, key or database.place.key) as backup:
        database.upgrade()
        with database.session() as session, backup.reading() as kept:
            ended = _ended(session)
            replace_all(kept.connection(), session.connection(), progress)
            _end_again(session, ended)
            Audit(session).append("database", user_id=None, detail="restored")


def _from_server(database: Database, place: Embedded, progress: Progress) -> None:
    target = Database(place)
    try:
        with database.reading() as source, target.engine.begin() as connection:
            schema.upgrade(connection, schema.revision_of(source.connection()) or "head")
            replace_all(source.connection(), connection, progress)
    finally:
        target.close()


@contextlib.contextmanager
def _looked_at(path: Path, key: str | None) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="screening-") as folder:
        # A copy is opened, so that the backup itself is not changed by looking at it.
        copy = Path(folder) / "backup.db"
        try:
            shutil.copyfile(path, copy)
        except OSError as wrong:
            message = f"The backup cannot be read: {wrong.strerror}."
            raise ProblemsFound([Problem("S112", message, str(path))]) from None
        with contextlib.ExitStack() as stack:
            try:
                backup = reach_database(Embedded(copy, key))
                stack.callback(backup.close)
                if backup.state() == "empty":
                    raise ProblemsFound([Problem("S112", "The backup holds nothing.")])
                backup.upgrade()
                if found := check(backup):
                    raise ProblemsFound(found)
            except ProblemsFound as wrong:
                raise ProblemsFound([replace(one, file=str(path)) for one in wrong.problems]) from None
            yield backup


@dataclass(frozen=True)
class _Ended:
    tombstones: list[dict[str, object]]
    users: list[str]
    tokens: list[str]


def _ended(session: Session) -> _Ended:
    columns = TombstoneRow.__table__.columns
    return _Ended(
        [dict(row) for row in session.execute(select(*columns)).mappings()],
        list(session.scalars(select(UserRow.id).where(UserRow.disabled_at.is_not(None)))),
        list(session.scalars(select(ApiTokenRow.id).where(ApiTokenRow.revoked_at.is_not(None)))),
    )


def _end_again(session: Session, ended: _Ended) -> None:
    known = set(session.scalars(select(TombstoneRow.case_id)))
    for one in ended.tombstones:
        if one["case_id"] not in known:
            remove_content(session, str(one["case_id"]))
            session.execute(insert(TombstoneRow), [one])
    session.execute(
        update(UserRow).where(UserRow.id.in_(ended.users), UserRow.disabled_at.is_(None)).values(disabled_at=now())
    )
    session.execute(
        update(ApiTokenRow)
        .where(ApiTokenRow.id.in_(ended.tokens), ApiTokenRow.revoked_at.is_(None))
        .values(revoked_at=now())
    )
    for table in (VisitRow, LinkRow):
        session.execute(delete(table))
