"""What somebody has looked at: the log knows it, so nothing else is kept.

A result that somebody looked at stands in the log as read, with the version that the case had. What has changed since
is worked out by the caller, from the accounts that were there then.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from screening.store.audit import Audit
from screening.store.tables import AuditRow

_RESULT: Final = "result "


@dataclass(frozen=True)
class Look:
    """One look at a result.

    Attributes:
        version: that the case had: the number of its accounts.
        at: when, in UTC.
    """

    version: int
    at: datetime.datetime


def last_looks(session: Session, case_id: str, user_id: str, most: int = 2) -> tuple[Look, ...]:
    """The last times that a user looked at the result of a case and found it new, the latest first."""
    asked = (
        select(AuditRow.detail, AuditRow.at)
        .where(
            AuditRow.case_id == case_id,
            AuditRow.user_id == user_id,
            AuditRow.action == "read",
            AuditRow.detail.startswith(_RESULT),
        )
        .order_by(AuditRow.number.desc())
        .limit(most)
    )
    return tuple(Look(int(detail.removeprefix(_RESULT)), at) for detail, at in session.execute(asked))


def note_look(session: Session, case_id: str, user_id: str, version: int) -> None:
    """Note that a user looks at the result of a case. Noted once for each version and day; the caller sees to that."""
    Audit(session).append("read", user_id=user_id, case_id=case_id, detail=f"{_RESULT}{version}")
