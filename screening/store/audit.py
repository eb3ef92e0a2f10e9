"""The log: who read, wrote, printed or signed in, and when. Each line carries a hash over itself and the one before.

A line that is changed, taken out or put in breaks the chain from there on. Somebody who may write to the database could
make the whole chain anew: so note its end from time to time, or keep an export, somewhere else. No line holds what a
case says: ``detail`` takes a few fixed words and nothing that a person typed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from screening.store.clock import Clock, now
from screening.store.tables import AuditHeadRow, AuditRow

Deed = Literal[
    "read", "wrote", "printed", "exported", "assigned", "deleted", "signed-in", "signed-out", "sign-in-refused",
    "broke-glass", "refused", "user-changed", "database",
]  # fmt: skip
"""What was done."""

START = "0" * 64
_DEEDS = frozenset(get_args(Deed))
_DETAIL = re.compile(r"[a-z0-9][a-z0-9 .:-]{0,63}|")
_WAITING = "lines of the log to be written"


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        number: counted from 1 without gaps.
        at: when, in UTC.
        user_id: who; None for a command run at the machine itself.
        action: what was done.
        case_id: with which case, if with one.
        detail: a fixed word or two, such as ``pdf``.
        hash: over this line and the hash of the line before, as hexadecimal digits.
    """

    number: int
    at: datetime.datetime
    user_id: str | None
    action: str
    case_id: str | None
    detail: str
    hash: str

    def as_dict(self) -> dict[str, Any]:
        """The line as plain data."""
        return {**self._told(), "hash": self.hash}

    def hash_after(self, before: str) -> str:
        """What the hash has to be, after a line with the hash ``before``."""
        text = json.dumps([before, self._told()], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _told(self) -> dict[str, Any]:
        at = self.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        return {
            "number": self.number, "at": at, "user": self.user_id, "action": self.action, "case": self.case_id,
            "detail": self.detail,
        }  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """The first place at which the log does not hold together.

    Attributes:
        number: of the line.
        why: what is wrong there, as a sentence.
    """

    number: int
    why: str


@dataclass(frozen=True)
class _Waiting:
    at: datetime.datetime
    user_id: str | None
    action: str
    case_id: str | None
    detail: str


class Audit:
    """The log, within a session.

    Args:
        session: a session of ``Database.session``; what is appended is written when it ends, and not if it fails.
        clock: what time it is.
    """

    def __init__(self, session: Session, clock: Clock = now) -> None:
        self._session = session
        self._clock = clock

    def append(self, action: Deed, *, user_id: str | None, case_id: str | None = None, detail: str = "") -> None:
        """Add a line. It is written as the last thing of the session, so that writers hardly wait for each other.

        Raises:
            ValueError: the action is none of those known, the detail is not a few plain words in small letters, or the
                session only reads.
        """
        if action not in _DEEDS:
            raise ValueError(f"{action!r} is no action of the log")
        if not _DETAIL.fullmatch(detail):
            raise ValueError("a detail of the log is a few plain words in small letters")
        if _WAITING not in self._session.info:
            raise ValueError("the log is written in a session of Database.session")
        self._session.info[_WAITING].append(_Waiting(self._clock(), user_id, action, case_id, detail))

    def verify(self) -> Broken | None:
        """The first line that does not follow from the one before it; None if the log holds together."""
        before, number = START, 0
        for entry in self.entries():
            number += 1
            if entry.number != number:
                return Broken(number, "This line is missing.")
            if entry.hash != entry.hash_after(before):
                return Broken(number, "This line was changed, or a line before it was.")
            before = entry.hash
        head = self.end()
        if (head.number, head.hash) != (number, before):
            return Broken(min(head.number, number) + 1, "Lines are missing at the end, or were added past the program.")
        return None

    def end(self) -> AuditHeadRow:
        """Number and hash of the last line, as the writers have noted them."""
        found = self._session.get(AuditHeadRow, 1)
        return found if found is not None else AuditHeadRow(id=1, number=0, hash="")

    def entries(self, case_id: str | None = None) -> Iterator[Entry]:
        """The lines in order; with a case, those about it."""
        asked = select(AuditRow).order_by(AuditRow.number).execution_options(yield_per=1000)
        if case_id is not None:
            asked = asked.where(AuditRow.case_id == case_id)
        for row in self._session.scalars(asked):
            yield Entry(row.number, row.at, row.user_id, row.action, row.case_id, row.detail, row.hash)

    def export(self) -> Iterator[str]:
        """The lines as JSON, one to a line, with their hashes."""
        for entry in self.entries():
            yield json.dumps(entry.as_dict(), separators=(",", ":"))


def keep_log(session: Session) -> None:
    """Let lines be appended in a session. Called once, when it begins."""
    session.info[_WAITING] = []


def write_waiting(session: Session) -> None:
    """Write the lines that were appended in a session. Called once, right before its transaction is committed."""
    waiting: list[_Waiting] = session.info.pop(_WAITING)
    if not waiting:
        return
    # Whoever holds this row may write; on SQLite the whole transaction has its turn already.
    head = session.execute(select(AuditHeadRow.number, AuditHeadRow.hash).with_for_update()).one()
    number, last = head.number, head.hash
    rows = []
    for one in waiting:
        number += 1
        entry = Entry(number, one.at, one.user_id, one.action, one.case_id, one.detail, "")
        last = entry.hash_after(last)
        rows.append({"number": number, **vars(one), "hash": last})
    session.execute(insert(AuditRow), rows)
    session.execute(update(AuditHeadRow).values(number=number, hash=last))
